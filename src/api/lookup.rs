//! Listing, looking up and attaching domains.

use super::{Connection, Domain};
use crate::model::domain::{Identity, Key, Uuid, parse_uuid};
use crate::model::{Error, Result, filter, flags, virErrorDomain};

impl Connection {
    /// The domains that pass these filter flags.
    ///
    /// Errors: VIR_ERR_INVALID_ARG for bits that are not filters.
    pub fn domains(&self, filter_flags: u32) -> Result<Vec<Domain>> {
        self.check_flags(filter_flags, filter::all())?;
        let passing = self.driver().listed(filter_flags)?;
        Ok(passing.into_iter().map(|identity| self.domain(identity)).collect())
    }

    /// The ids of the running domains.
    pub fn active_ids(&self) -> Result<Vec<i32>> {
        self.driver().active_ids()
    }

    /// How many domains are running.
    pub fn active_count(&self) -> Result<usize> {
        self.driver().active_count()
    }

    /// The names of the defined domains that are not running.
    pub fn defined_names(&self) -> Result<Vec<String>> {
        self.driver().defined_names()
    }

    /// How many domains are defined and not running.
    pub fn defined_count(&self) -> Result<usize> {
        self.driver().defined_count()
    }

    /// The domain with that name; VIR_ERR_NO_DOMAIN if there is none.
    pub fn lookup_by_name(&self, name: &str) -> Result<Domain> {
        Ok(self.domain(self.driver().domain(Key::Name(name))?))
    }

    /// The running domain with that id; VIR_ERR_INVALID_ARG for a negative id,
    /// VIR_ERR_NO_DOMAIN if there is none.
    pub fn lookup_by_id(&self, id: i32) -> Result<Domain> {
        if id < 0 {
            return Err(invalid(format!("id is {id}, expected 0 or more")));
        }
        Ok(self.domain(self.driver().domain(Key::Id(id))?))
    }

    /// The domain with that uuid; VIR_ERR_NO_DOMAIN if there is none.
    pub fn lookup_by_uuid(&self, uuid: [u8; 16]) -> Result<Domain> {
        Ok(self.domain(self.driver().domain(Key::Uuid(Uuid::from_bytes(uuid)))?))
    }

    /// The domain with the uuid given as a string; VIR_ERR_INVALID_ARG for a malformed
    /// one.
    pub fn lookup_by_uuid_string(&self, text: &str) -> Result<Domain> {
        let uuid = parse_uuid(text)
            .ok_or_else(|| invalid(format!("uuid is '{text}', expected 32 hexadecimal digits")))?;
        self.lookup_by_uuid(uuid.into_bytes())
    }

    /// Makes a running process and its descendants a domain, named `name` or after the
    /// name in a QEMU's command line.
    ///
    /// Errors: VIR_ERR_OPERATION_DENIED on a read-only connection, VIR_ERR_INVALID_ARG for
    /// invalid flags, pid or name, VIR_ERR_OPERATION_FAILED for a name in use,
    /// VIR_ERR_OPERATION_INVALID for a process that belongs to a domain,
    /// VIR_ERR_SYSTEM_ERROR with the errno of a failed system call (ESRCH: no such
    /// process).
    pub fn attach(&self, pid: i32, name: Option<&str>, attach_flags: u32) -> Result<Domain> {
        self.check_writable("attaching a process")?;
        flags::check(virErrorDomain::VIR_FROM_DOMAIN, attach_flags, 0)?;
        if pid <= 0 {
            return Err(invalid(format!("pid is {pid}, expected a process's, above 0")));
        }
        Ok(self.domain(self.driver().attach(pid, name)?))
    }

    pub(super) fn domain(&self, identity: Identity) -> Domain {
        Domain::new(self.clone(), identity)
    }
}

fn invalid(detail: String) -> Error {
    Error::invalid_arg(virErrorDomain::VIR_FROM_DOMAIN, detail)
}
