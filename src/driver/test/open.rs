//! Opens a test host.

use super::driver::TestDriver;
use super::file;
use super::host::{Host, Shared};
use super::users::{self, User};
use crate::driver::{Driver, Opening};
use crate::model::uri::{Uri, shown};
use crate::model::{Error, Result, virErrorDomain};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// The host of test:///default, shared by all connections of the process; it is reset
/// when the last one has been closed.
static DEFAULT: Mutex<Weak<Shared>> = Mutex::new(Weak::new());

/// Opens test:///default or test:///FILE.xml, which may name users.
pub fn open(uri: &Uri, _flags: u32) -> Result<Opening<Arc<dyn Driver>>> {
    let (shared, users): (Arc<Shared>, Vec<User>) = match uri.path.as_str() {
        "" | "/" => {
            return Err(Error::unfit_arg(
                virErrorDomain::VIR_FROM_TEST,
                format!(
                    "{} has no path, expected test:///default or test:///FILE.xml",
                    shown(&uri.text)
                ),
            ));
        }
        "/default" => (default_host()?, Vec::new()),
        path => {
            let (host, users) = file::load(path)?;
            (Arc::new(Shared::new(host)), users)
        }
    };
    let driver: Arc<dyn Driver> = Arc::new(TestDriver { shared });
    Ok(users::authenticate(users).map(move |()| driver))
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
