//! Whether a definition can be started on this host, as far as the host does not change: disks and memory nodes
//! that it does not have may come later.

use crate::driver::host::block_devices;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::error;
use crate::driver::host::limits::controllers::cpuset::EMULATOR_PIN;
use crate::driver::host::node::numbers;
use crate::model::cpuset::CpuSet;
use crate::model::typed::TypedParam;
use crate::model::{Result, virErrorNumber};
use crate::xml::definition::Definition;

/// The mode in which libvirt leaves memory to the group.
pub const RESTRICTIVE: &str = "restrictive";

/// The modes that a group can hold.
pub const GROUP_MODES: [&str; 2] = ["strict", RESTRICTIVE];

/// Refuses a definition with these block I/O parameters whose domain is pinned to these CPUs.
///
/// Errors: those of [`check_mode`], of [`check_pin`] and of [`block_devices::check`].
pub fn check(
    host: &Host,
    definition: &Definition,
    devices: &[TypedParam],
    pin: Option<&CpuSet>,
) -> Result<()> {
    check_mode(definition)?;
    check_pin(host, pin)?;
    block_devices::check(host, devices)
}

/// Refuses memory that is not taken from the nodes alone: a group knows no other mode.
///
/// Errors: VIR_ERR_CONFIG_UNSUPPORTED.
pub fn check_mode(definition: &Definition) -> Result<()> {
    let memory = definition.numatune.memory.as_ref().filter(|memory| memory.nodeset.is_some());
    match memory.map(|memory| memory.mode).filter(|mode| !GROUP_MODES.contains(mode)) {
        Some(mode) => Err(error::refused(
            virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
            format!("<numatune> has mode '{mode}', expected one of {}", GROUP_MODES.join(", ")),
        )),
        None => Ok(()),
    }
}

/// Refuses CPUs that this host does not have.
///
/// Errors: VIR_ERR_INVALID_ARG.
pub fn check_pin(host: &Host, pin: Option<&CpuSet>) -> Result<()> {
    pin.map_or(Ok(()), |cpus| numbers::check(EMULATOR_PIN, cpus, &numbers::cpus(host)))
}
