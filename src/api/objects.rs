//! Objects besides domains, of which hosts have none.

use super::Connection;
use crate::driver::ObjectKind;
use crate::model::{Error, Result};

impl Connection {
    /// Looks up an object, which is not found.
    ///
    /// Errors: that of the kind, with what was looked for; VIR_ERR_NO_SUPPORT if the host does
    /// not know such objects.
    pub fn no_object<T>(&self, kind: ObjectKind, what: &str) -> Result<T> {
        let domain = self.driver().finds(kind)?;
        Err(Error::new(domain, kind.not_found(), what))
    }

    /// How many objects there are: 0; VIR_ERR_NO_SUPPORT if the host does not know such.
    pub fn count_objects(&self, kind: ObjectKind) -> Result<usize> {
        self.driver().finds(kind).map(|_| 0)
    }
}
