//! Functions for one hypervisor only, those of libvirt-qemu and libvirt-lxc. Their errors
//! have the domain VIR_FROM_NONE.

use super::{Connection, Domain};
use crate::model::virErrorDomain::VIR_FROM_NONE;
use crate::model::{Error, Result, flags, virErrorNumber};

impl Connection {
    /// A function that no driver implements: VIR_ERR_OPERATION_DENIED on a read-only
    /// connection, otherwise VIR_ERR_NO_SUPPORT.
    pub fn unsupported<T>(&self, function: &str) -> Result<T> {
        self.check_writable(function).map_err(in_no_part)?;
        Err(Error::new(VIR_FROM_NONE, virErrorNumber::VIR_ERR_NO_SUPPORT, function))
    }

    /// Makes a running QEMU process a domain. No flags are supported.
    ///
    /// Errors: VIR_ERR_INVALID_ARG for an invalid pid or flags, VIR_ERR_OPERATION_DENIED on
    /// a read-only connection, VIR_ERR_OPERATION_INVALID for a process that is not a QEMU,
    /// and those of [`Self::attach`].
    pub fn qemu_attach(&self, pid: u32, attach_flags: u32) -> Result<Domain> {
        if pid == 0 {
            return Err(Error::invalid_arg(VIR_FROM_NONE, "pid is 0, expected that of a process"));
        }
        self.check_writable("virDomainQemuAttach").map_err(in_no_part)?;
        match self.driver().attach_qemu(pid, attach_flags) {
            Err(error) if error.code() == virErrorNumber::VIR_ERR_NO_SUPPORT => {
                Err(in_no_part(error))
            }
            attached => Ok(self.domain(attached?)),
        }
    }
}

impl Domain {
    /// Moves the calling process into a container's group. No flags are supported.
    pub fn lxc_enter_cgroup(&self, enter_flags: u32) -> Result<()> {
        self.check_writable_for("virDomainLxcEnterCGroup")?;
        flags::check(VIR_FROM_NONE, enter_flags, 0)?;
        self.connection().unsupported("virDomainLxcEnterCGroup")
    }

    fn check_writable_for(&self, function: &str) -> Result<()> {
        self.connection().check_writable(function).map_err(in_no_part)
    }
}

fn in_no_part(error: Error) -> Error {
    error.with_domain(VIR_FROM_NONE)
}

/// The security model of processes without a label.
const MODEL_NONE: &str = "none";

/// Sets the security label of the calling process: does nothing for the model `none`,
/// VIR_ERR_ARGUMENT_UNSUPPORTED for any other. No flags are supported.
pub fn lxc_enter_label(model: &str, enter_flags: u32) -> Result<()> {
    flags::check(VIR_FROM_NONE, enter_flags, 0)?;
    if model == MODEL_NONE {
        return Ok(());
    }
    let detail = format!("security model '{model}' cannot be entered, only '{MODEL_NONE}' can");
    Err(Error::new(VIR_FROM_NONE, virErrorNumber::VIR_ERR_ARGUMENT_UNSUPPORTED, detail))
}
