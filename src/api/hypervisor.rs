//! What only one kind of hypervisor can do: the subjects of libvirt's two small
//! libraries, libvirt-qemu and libvirt-lxc. Their errors are of no part.

use super::{Connection, Domain};
use crate::model::virErrorDomain::VIR_FROM_NONE;
use crate::model::{Error, Result, flags, virErrorNumber};

impl Connection {
    /// What no driver here can do: VIR_ERR_OPERATION_DENIED on a read-only
    /// connection, else VIR_ERR_NO_SUPPORT.
    pub fn unsupported<T>(&self, function: &str) -> Result<T> {
        self.check_writable(function).map_err(|error| error.from_part(VIR_FROM_NONE))?;
        Err(Error::new(VIR_FROM_NONE, virErrorNumber::VIR_ERR_NO_SUPPORT, function))
    }

    /// Makes a running QEMU process a domain; VIR_ERR_INVALID_ARG for pid 0.
    pub fn qemu_attach(&self, pid: u32, _attach_flags: u32) -> Result<Domain> {
        if pid == 0 {
            return Err(Error::invalid_arg(VIR_FROM_NONE, "pid is 0, expected a process's"));
        }
        self.unsupported("virDomainQemuAttach")
    }
}

impl Domain {
    /// Moves the calling process into a container's group. No flag is known.
    pub fn lxc_enter_cgroup(&self, enter_flags: u32) -> Result<()> {
        self.check_writable_for("virDomainLxcEnterCGroup")?;
        flags::check(VIR_FROM_NONE, enter_flags, 0)?;
        self.connection().unsupported("virDomainLxcEnterCGroup")
    }

    fn check_writable_for(&self, function: &str) -> Result<()> {
        let checked = self.connection().check_writable(function);
        checked.map_err(|error| error.from_part(VIR_FROM_NONE))
    }
}

/// The model for processes without a label.
const MODEL_NONE: &str = "none";

/// Makes the calling process take on a security label, which is nothing in the
/// model `none` and VIR_ERR_ARGUMENT_UNSUPPORTED in every other. No flag is known.
pub fn lxc_enter_label(model: &str, enter_flags: u32) -> Result<()> {
    flags::check(VIR_FROM_NONE, enter_flags, 0)?;
    if model == MODEL_NONE {
        return Ok(());
    }
    let detail = format!("security model '{model}' cannot be entered, only '{MODEL_NONE}' can");
    Err(Error::new(VIR_FROM_NONE, virErrorNumber::VIR_ERR_ARGUMENT_UNSUPPORTED, detail))
}
