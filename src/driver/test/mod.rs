//! The test driver: a host in memory, with the rules of libvirt's.

mod file;
mod host;

use super::{Driver, MemorySupport};
use crate::model::domain::{Identity, Info, StateReason, Summary};
use crate::model::flags::Affect;
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::uri::Uri;
use crate::model::{Error, Result, virErrorDomain};
use host::{Guest, Host};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// The host of test:///default, shared by all connections of the process; it
/// starts anew when the last one has closed.
static DEFAULT: Mutex<Weak<Mutex<Host>>> = Mutex::new(Weak::new());

struct TestDriver {
    host: Arc<Mutex<Host>>,
}

/// Opens test:///default or test:///FILE.xml.
pub fn open(uri: &Uri) -> Result<Arc<dyn Driver>> {
    let host = match uri.path.as_str() {
        "" | "/" => {
            return Err(Error::invalid_arg(
                virErrorDomain::VIR_FROM_TEST,
                format!("{} has no path, expected test:///default or test:///FILE.xml", uri.text),
            ));
        }
        "/default" => default_host(),
        path => Arc::new(Mutex::new(file::load(path)?)),
    };
    Ok(Arc::new(TestDriver { host }))
}

fn default_host() -> Arc<Mutex<Host>> {
    let mut shared = lock(&DEFAULT);
    shared.upgrade().unwrap_or_else(|| {
        let host = Arc::new(Mutex::new(Host::with_default_domain()));
        *shared = Arc::downgrade(&host);
        host
    })
}

/// A panic elsewhere does not take the data with it: each change is one store.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl TestDriver {
    fn with<T>(&self, domain: &Identity, look: impl FnOnce(&mut Guest) -> Result<T>) -> Result<T> {
        look(lock(&self.host).guest(domain)?)
    }
}

impl Driver for TestDriver {
    fn kind(&self) -> &'static str {
        "TEST"
    }

    fn error_domain(&self) -> virErrorDomain {
        virErrorDomain::VIR_FROM_TEST
    }

    fn version(&self) -> Result<u64> {
        Ok(2)
    }

    fn domains(&self) -> Result<Vec<Summary>> {
        Ok(lock(&self.host).guests().map(Guest::summary).collect())
    }

    fn state(&self, domain: &Identity) -> Result<StateReason> {
        self.with(domain, |guest| Ok(guest.state))
    }

    fn info(&self, domain: &Identity) -> Result<Info> {
        self.with(domain, |guest| Ok(guest.info()))
    }

    fn is_persistent(&self, domain: &Identity) -> Result<bool> {
        self.with(domain, |guest| Ok(guest.persistent))
    }

    fn memory_support(&self) -> Result<MemorySupport> {
        Ok(MemorySupport { settable: MemoryField::LIBVIRT, listed: MemoryField::LIBVIRT })
    }

    fn memory(&self, domain: &Identity, affect: Affect) -> Result<Memtune> {
        self.with(domain, |guest| guest.memory(affect))
    }

    fn set_memory(&self, domain: &Identity, wanted: &Memtune, affect: Affect) -> Result<()> {
        self.with(domain, |guest| guest.set_memory(wanted, affect))
    }
}
