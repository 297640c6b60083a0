//! The test driver: a host in memory, with the rules of libvirt's.

mod definitions;
mod devices;
mod domains;
mod file;
mod guest;
mod hardware;
mod host;
mod life;
mod network;
mod node;
mod parameters;
mod size;
mod statistics;
mod threads;

use super::{Credentials, Driver, Events, Listeners};
use crate::model::domain::Identity;
use crate::model::uri::Uri;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use guest::Guest;
use host::{Happened, Host, Shared};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// The host of test:///default, shared by all connections of the process; it
/// starts anew when the last one has closed.
static DEFAULT: Mutex<Weak<Shared>> = Mutex::new(Weak::new());

struct TestDriver {
    shared: Arc<Shared>,
}

/// Opens test:///default or test:///FILE.xml. Anyone may: no credentials are asked
/// for.
pub fn open(uri: &Uri, _flags: u32, _credentials: &dyn Credentials) -> Result<Arc<dyn Driver>> {
    let shared = match uri.path.as_str() {
        "" | "/" => {
            return Err(Error::unfit_arg(
                virErrorDomain::VIR_FROM_TEST,
                format!("{} has no path, expected test:///default or test:///FILE.xml", uri.text),
            ));
        }
        "/default" => default_host()?,
        path => Arc::new(Shared::new(file::load(path)?)),
    };
    Ok(Arc::new(TestDriver { shared }))
}

fn default_host() -> Result<Arc<Shared>> {
    let mut shared = DEFAULT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(host) = shared.upgrade() {
        return Ok(host);
    }
    let host = Arc::new(Shared::new(Host::with_default_domain()?));
    *shared = Arc::downgrade(&host);
    Ok(host)
}

impl TestDriver {
    /// Looks at a domain.
    fn look<T>(&self, domain: &Identity, look: impl FnOnce(&Guest) -> Result<T>) -> Result<T> {
        look(self.shared.host().guest(domain)?)
    }

    /// Changes a domain; what happened to it is told afterwards.
    fn change<T>(
        &self,
        domain: &Identity,
        change: impl FnOnce(&mut Guest, &mut Happened) -> Result<T>,
    ) -> Result<T> {
        self.shared.change(|host, happened| change(host.guest(domain)?, happened))
    }
}

/// VIR_ERR_INTERNAL_ERROR, libvirt's answer to some of what a domain's state
/// does not allow.
fn fault(detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_TEST, virErrorNumber::VIR_ERR_INTERNAL_ERROR, detail)
}

/// VIR_ERR_OPERATION_INVALID
fn invalid(detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_TEST, virErrorNumber::VIR_ERR_OPERATION_INVALID, detail)
}

impl Events for TestDriver {
    fn listeners(&self) -> Result<&Listeners> {
        Ok(self.shared.listeners())
    }
}
