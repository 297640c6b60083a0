//! A session with a host: who is logged in, and calls. A session that has ended is renewed once for a call.

use super::error::{INVALID_LOGIN, refused, unexpected};
use super::http::{Client, Message};
use super::soap::{Answer, Fault, Reference, Request, text};
use super::target::{Product, Target};
use crate::model::virErrorNumber::VIR_ERR_OPERATION_TIMEOUT;
use crate::model::{Error, Result};
use crate::xml::tree::Element;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

/// Why a call failed.
pub enum Failure {
    /// The host refuses it.
    Fault(&'static str, Fault),
    /// Anything else.
    Other(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

impl Failure {
    /// The error of libvirt's that it is.
    pub fn error(self) -> Error {
        match self {
            Self::Fault(method, fault) => fault.error(method),
            Self::Other(error) => error,
        }
    }
}

/// What a host is, and the objects that every call begins at.
pub struct Service {
    /// `major.minor.release`.
    pub version: String,
    pub property_collector: Reference,
    pub root_folder: Reference,
    pub search_index: Reference,
    session_manager: Reference,
}

/// Who logs in.
pub struct Login {
    pub user: String,
    pub password: String,
}

/// The login that is in force.
#[derive(Default)]
struct Current {
    cookie: Option<String>,
    /// How many there have been.
    number: u64,
    /// That it is no session any more.
    has_ended: bool,
    /// That the host does not accept the credentials any more. They are not tried again: hosts lock accounts.
    refused: Option<Fault>,
}

/// A session.
pub struct Session {
    client: Client,
    login: Login,
    current: Mutex<Current>,
    /// Held while one thread logs in.
    renewal: Mutex<()>,
    pub service: Service,
}

impl Session {
    /// Logs in.
    ///
    /// Errors: those of [`Client::post`]; VIR_ERR_AUTH_FAILED for credentials; VIR_ERR_INTERNAL_ERROR for
    /// a host where a vCenter is expected, and the other way round.
    pub fn open(target: &Target, login: Login) -> Result<Self> {
        let client = Client::new(target)?;
        let request = Request::new("RetrieveServiceContent", &Reference::service_instance());
        let (answer, cookie) = exchange(&client, &request, None, None).map_err(Failure::error)?;
        let service = Service::read(answer.value()?, target)?;
        let current = Mutex::new(Current { cookie, ..Current::default() });
        let session = Self { client, login, current, renewal: Mutex::default(), service };
        session.log_in(None).map_err(Failure::error)?;
        Ok(session)
    }

    /// How long an answer may take.
    pub fn timeout(&self) -> Duration {
        self.client.timeout()
    }

    fn current(&self) -> MutexGuard<'_, Current> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn log_in(&self, until: Option<Instant>) -> std::result::Result<(), Failure> {
        let request = Request::new("Login", &self.service.session_manager)
            .with(text("userName", &self.login.user))
            .with(text("password", &self.login.password));
        // A login within a session that lives is refused.
        let tried = exchange(&self.client, &request, None, until);
        let mut current = self.current();
        if let Err(Failure::Fault(_, fault)) = &tried
            && fault.name == INVALID_LOGIN
        {
            current.refused = Some(fault.clone());
        }
        let (_, cookie) = tried?;
        if cookie.is_some() {
            current.cookie = cookie;
        }
        current.number += 1;
        current.has_ended = false;
        Ok(())
    }

    /// The right to log in, which another thread may have for as long as its login takes.
    fn renewal_until(&self, until: Option<Instant>) -> Result<MutexGuard<'_, ()>> {
        const PAUSE: Duration = Duration::from_millis(10);
        let Some(until) = until else {
            return Ok(self.renewal.lock().unwrap_or_else(PoisonError::into_inner));
        };
        loop {
            match self.renewal.try_lock() {
                Ok(renewal) => return Ok(renewal),
                Err(TryLockError::Poisoned(poisoned)) => return Ok(poisoned.into_inner()),
                Err(TryLockError::WouldBlock) if Instant::now() < until => thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => {
                    let detail = "another thread's login takes too long";
                    return Err(refused(VIR_ERR_OPERATION_TIMEOUT, detail));
                }
            }
        }
    }

    /// Logs in again, unless another thread has since a login.
    fn renew(&self, number: u64, until: Option<Instant>) -> std::result::Result<(), Failure> {
        let renewal = self.renewal_until(until)?;
        let current = self.current();
        let (is_done, refused) = (current.number != number, current.refused.clone());
        drop(current);
        if let Some(refused) = refused {
            return Err(Failure::Fault("Login", refused));
        }
        if !is_done {
            self.log_in(until)?;
        }
        drop(renewal);
        Ok(())
    }

    /// Calls a method, and reads what it returns; both once more where the session has ended.
    pub fn call<T>(
        &self,
        request: &Request,
        read: impl Fn(&Answer) -> std::result::Result<T, Failure>,
    ) -> std::result::Result<T, Failure> {
        self.call_until(request, None, read)
    }

    /// The same with a deadline, which is sooner than the URI's time limit.
    pub fn call_until<T>(
        &self,
        request: &Request,
        until: Option<Instant>,
        read: impl Fn(&Answer) -> std::result::Result<T, Failure>,
    ) -> std::result::Result<T, Failure> {
        let current = self.current();
        let (number, has_ended) = (current.number, current.has_ended);
        drop(current);
        // The last call had no time left to log in again.
        if has_ended {
            self.renew(number, until)?;
        }
        let (number, tried) = self.try_call(request, until, &read);
        match tried {
            Err(Failure::Fault(_, fault)) if !has_ended && fault.is_of_session() => {
                self.ended(number);
                self.renew(number, until)?;
                self.try_call(request, until, &read).1
            }
            tried => tried,
        }
    }

    fn ended(&self, number: u64) {
        let mut current = self.current();
        current.has_ended |= current.number == number;
    }

    fn try_call<T>(
        &self,
        request: &Request,
        until: Option<Instant>,
        read: &impl Fn(&Answer) -> std::result::Result<T, Failure>,
    ) -> (u64, std::result::Result<T, Failure>) {
        let current = self.current();
        let (number, cookie) = (current.number, current.cookie.clone());
        drop(current);
        let answer = exchange(&self.client, request, cookie.as_deref(), until);
        (number, answer.and_then(|(answer, _)| read(&answer)))
    }
}

impl Drop for Session {
    /// Logs out; a host that does not answer ends the session later.
    fn drop(&mut self) {
        const LOGOUT_TIMEOUT: Duration = Duration::from_secs(2);
        let request = Request::new("Logout", &self.service.session_manager);
        let cookie = self.current().cookie.clone();
        _ = exchange(
            &self.client,
            &request,
            cookie.as_deref(),
            Some(Instant::now() + LOGOUT_TIMEOUT),
        );
    }
}

fn exchange(
    client: &Client,
    request: &Request,
    cookie: Option<&str>,
    until: Option<Instant>,
) -> std::result::Result<(Answer, Option<String>), Failure> {
    let (text, is_read) = (&request.message(), request.is_read());
    let within = until.map(|until| until.saturating_duration_since(Instant::now()));
    let posted = client.post(&Message { text, cookie, is_read, within })?;
    match Answer::read(request.method, &posted.message)? {
        Ok(answer) => Ok((answer, posted.cookie)),
        Err(fault) => Err(Failure::Fault(request.method, fault)),
    }
}

impl Service {
    fn read(content: &Element, target: &Target) -> Result<Self> {
        let part = |name: &str| {
            let missing = || unexpected(format!("the host's service content has no <{name}>"));
            content.child(name).ok_or_else(missing)
        };
        let reference = |name: &str| {
            let unread =
                || unexpected(format!("<{name}> of the host's service content is no reference"));
            Reference::read(part(name)?).ok_or_else(unread)
        };
        let about = part("about")?;
        let word = |name: &str| about.child(name).map(Element::text).unwrap_or_default();
        check_product(&word("apiType"), target)?;
        Ok(Self {
            version: word("version"),
            property_collector: reference("propertyCollector")?,
            root_folder: reference("rootFolder")?,
            search_index: reference("searchIndex")?,
            session_manager: reference("sessionManager")?,
        })
    }
}

fn check_product(kind: &str, target: &Target) -> Result<()> {
    let (expected, scheme) = match target.product {
        Product::Esx => ("HostAgent", "esx"),
        Product::VCenter => ("VirtualCenter", "vpx"),
    };
    if kind == expected {
        return Ok(());
    }
    let detail = format!("'{}' is a {kind}, the scheme {scheme} expects a {expected}", target.host);
    Err(unexpected(detail))
}
