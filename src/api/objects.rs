//! Objects besides domains, of which hosts have none.

use super::Connection;
use crate::driver::{ObjectKind, ObjectState};
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

    /// How many objects there are; VIR_ERR_NO_SUPPORT if the host does not know such.
    pub fn count_objects(&self, kind: ObjectKind, state: ObjectState) -> Result<usize> {
        self.driver().object_count(kind, state)
    }

    /// Their names (uuids of secrets), at most `most`.
    pub fn object_names(
        &self,
        kind: ObjectKind,
        state: ObjectState,
        most: usize,
    ) -> Result<Vec<String>> {
        self.driver().object_names(kind, state, most)
    }

    /// Fails with VIR_ERR_NO_SUPPORT where there are objects, for which this library has no handles.
    pub fn check_no_objects(&self, kind: ObjectKind) -> Result<()> {
        self.driver().finds(kind).map(|_| ())
    }

    /// How many devices of the host have a capability, or how many there are.
    pub fn count_devices(&self, capability: Option<&str>, flags: u32) -> Result<usize> {
        self.check_no_flags(flags)?;
        self.driver().device_count(capability, flags)
    }

    /// Their names, at most `most`.
    pub fn device_names(
        &self,
        capability: Option<&str>,
        most: usize,
        flags: u32,
    ) -> Result<Vec<String>> {
        self.check_no_flags(flags)?;
        self.driver().device_names(capability, most, flags)
    }
}
