//! SASL, with the mechanisms of the rsasl crate: SCRAM-SHA-256 and -512, and PLAIN.
//!
//! None of them encrypts what follows, so a connection that others can read is refused: libvirt's
//! server offers no such mechanism there.

use crate::driver::auth_conf::Credentials;
use crate::driver::remote::client::Client;
use crate::driver::remote::error::{refused, unavailable};
use crate::driver::remote::protocol::{auth_sasl_init, auth_sasl_start, auth_sasl_step};
use crate::driver::remote::target::Target;
use crate::driver::{CredentialRequest, Opening};
use crate::model::constants::virConnectCredentialType::{self, *};
use crate::model::{
    Error, Result,
    virErrorDomain::{VIR_FROM_REMOTE, VIR_FROM_RPC},
    virErrorNumber,
};
use rsasl::prelude::{Mechname, SASLClient, SASLConfig, Session, State};
use std::io::Cursor;
use std::sync::Arc;

/// The name of libvirt's service in auth.conf.
const SERVICE: &str = "libvirt";

/// The most steps of an exchange: SCRAM has three.
const STEPS: usize = 8;

/// What an exchange needs besides the password.
struct Exchange {
    client: Arc<Client>,
    mechanisms: String,
    credentials: Credentials,
}

/// Authenticates with a mechanism that both sides know, or with this one.
pub fn authenticate(
    client: &Arc<Client>,
    target: &Target,
    wanted: Option<&str>,
) -> Result<Opening<()>> {
    let offered = client.call(auth_sasl_init())?;
    let mechanisms = match wanted {
        None => offered,
        Some(wanted) if names(&offered).any(|name| name == wanted) => wanted.to_owned(),
        Some(wanted) => {
            let detail = format!("the mechanism '{wanted}' is wanted, the server has {offered}");
            return Err(failed(detail).with_domain(VIR_FROM_REMOTE));
        }
    };
    if !client.transport().is_secure() {
        return Err(unavailable(format!(
            "the server asks for SASL ({mechanisms}) on a connection that others can read, expected TLS"
        )));
    }
    let credentials =
        Credentials::load(target.parameters.authfile.as_deref(), SERVICE, target.host())?;
    Exchange { client: Arc::clone(client), mechanisms, credentials }.ask_name()
}

const KINDS_OF_NAMES: &[virConnectCredentialType] = &[VIR_CRED_AUTHNAME, VIR_CRED_ECHOPROMPT];
const KINDS_OF_PASSWORDS: &[virConnectCredentialType] =
    &[VIR_CRED_PASSPHRASE, VIR_CRED_NOECHOPROMPT];

/// A question in the words of the library that libvirt's clients use for SASL.
fn request(
    kinds: &'static [virConnectCredentialType],
    what: &str,
    challenge: &str,
) -> CredentialRequest {
    CredentialRequest {
        kinds,
        prompt: format!("Please enter your {what}"),
        challenge: Some(challenge.to_owned()),
        default: None,
        refusal: (VIR_FROM_RPC, virErrorNumber::VIR_ERR_AUTH_FAILED),
        unserved: VIR_FROM_RPC,
        declined: VIR_FROM_REMOTE,
    }
}

fn names(list: &str) -> impl Iterator<Item = &str> {
    list.split([',', ' ']).filter(|name| !name.is_empty())
}

impl Exchange {
    fn ask_name(self) -> Result<Opening<()>> {
        let known = self.credentials.get("authname").or_else(|| self.credentials.get("username"));
        if let Some(name) = known.map(str::to_owned) {
            return self.ask_password(name);
        }
        let request = request(KINDS_OF_NAMES, "authentication name", "Authentication Name");
        Ok(Opening::Asking(request, Box::new(move |name| self.ask_password(text(&name)))))
    }

    fn ask_password(self, name: String) -> Result<Opening<()>> {
        if let Some(password) = self.credentials.get("password").map(str::to_owned) {
            return self.exchange(name, password).map(Opening::Open);
        }
        let request = request(KINDS_OF_PASSWORDS, "password", "Password");
        let exchange =
            move |password: Vec<u8>| self.exchange(name, text(&password)).map(Opening::Open);
        Ok(Opening::Asking(request, Box::new(exchange)))
    }

    /// Authenticates; the server's answer is final.
    fn exchange(&self, name: String, password: String) -> Result<()> {
        let config = SASLConfig::with_credentials(None, name, password)
            .map_err(|failure| failed(failure.to_string()))?;
        let mut session = self.session(config)?;
        let mechanism = session.get_mechname().to_string();
        let (mut answer, mut is_over) =
            if session.are_we_first() { step(&mut session, None)? } else { (None, false) };
        let (nil, data) = sent(&answer);
        let reply = self.client.call(auth_sasl_start(mechanism.as_bytes(), nil, data))?;
        let mut reply = (reply.complete, reply.data);
        for _ in 0..STEPS {
            if !is_over {
                (answer, is_over) = step(&mut session, Some(&reply.1))?;
            } else {
                answer = None;
            }
            match (reply.0 != 0, is_over) {
                (true, true) => return Ok(()),
                // A mutual mechanism that the server ends before it has proved itself.
                (true, false) => break,
                (false, _) => {}
            }
            let (nil, data) = sent(&answer);
            let next = self.client.call(auth_sasl_step(nil, data))?;
            reply = (next.complete, next.data);
        }
        Err(failed(format!("the server does not end the exchange of {mechanism} as it should")))
    }

    fn session(&self, config: Arc<SASLConfig>) -> Result<Session> {
        let parsed =
            names(&self.mechanisms).filter_map(|name| Mechname::parse(name.as_bytes()).ok());
        let offered: Vec<&Mechname> = parsed.collect();
        SASLClient::new(config).start_suggested(&offered).map_err(|_| {
            unavailable(format!(
                "the server has the mechanisms {}, expected SCRAM-SHA-256, SCRAM-SHA-512 or PLAIN",
                self.mechanisms
            ))
        })
    }
}

/// What is sent next, if anything, and whether this side is done.
fn step(session: &mut Session, received: Option<&[u8]>) -> Result<(Option<Vec<u8>>, bool)> {
    let mut out = Cursor::new(Vec::new());
    let state = session.step(received, &mut out).map_err(|failure| failed(failure.to_string()))?;
    let is_sent = state.has_sent_message();
    Ok((is_sent.then(|| out.into_inner()), matches!(state, State::Finished(_))))
}

/// The fields of a call: whether there is no data, and the data.
fn sent(data: &Option<Vec<u8>>) -> (i32, &[u8]) {
    (i32::from(data.is_none()), data.as_deref().unwrap_or_default())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// VIR_ERR_AUTH_FAILED
fn failed(detail: String) -> Error {
    refused(virErrorNumber::VIR_ERR_AUTH_FAILED, detail)
}
