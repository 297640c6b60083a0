//! systemd: a scope for each domain that the library makes, and limits that a
//! daemon-reload leaves as they are.

mod bus;
mod unit_name;

use crate::driver::host::cgroup::group::{is_anothers, is_populated};
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::error::{Failed, refused};
use crate::driver::host::state::records::Record;
use crate::model::{Result, virErrorNumber};
use crate::sys::warn::warn;
use crate::sys::{Errno, RelPath, SysResult};
pub use bus::ANSWER_WAIT;
use cgroups_rs::systemd::dbus::SystemdClient;
use cgroups_rs::systemd::props::{PropertiesBuilder, Property};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};
use unit_name::SLICE;
pub use unit_name::{group, unit_name};

/// While this is there, systemd is the host's init (sd_booted(3)).
const BOOTED: &str = "/run/systemd/system";

/// What "no limit" is among the properties that are sizes.
const INFINITY: u64 = u64::MAX;

const FIRST_PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(50);

/// How often a scope that has not begun yet is asked for.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// How long systemd may take to see that a scope is empty, before it is told.
const EMPTY_WAIT: Duration = Duration::from_secs(1);

/// The host's systemd.
#[derive(Debug, Clone)]
pub struct Systemd(());

impl Systemd {
    /// The systemd that runs the host with this root: a host of plain files has
    /// none.
    pub fn find(root: &Path) -> Option<Self> {
        (root == Path::new("/") && Path::new(BOOTED).is_dir()).then_some(Self(()))
    }

    /// The unit that a group is, where it is a unit's own.
    pub fn unit_of(&self, group: &RelPath) -> Option<String> {
        unit_name::unit_of(group).map(str::to_owned)
    }

    /// Starts a scope in machine.slice, with its groups below left to who runs
    /// in it, and moves the processes there. Comes back when the first is there.
    pub fn start_scope(&self, host: &Host, unit: &str, of: &str, pids: &[i32]) -> Result<()> {
        let doing = format!("start {unit}");
        let mut properties = PropertiesBuilder::default()
            .description(of.to_owned())
            .slice(SLICE.to_owned())
            .delegate(true)
            .memory_accounting(true)
            .pids(pids.iter().map(|pid| pid.unsigned_abs()).collect())
            .build();
        properties.extend(scope_properties());
        let name = unit.to_owned();
        bus::call(&doing, move || SystemdClient::new(&name, properties)?.start())?;
        self.wait_inside(host, unit, pids.first().copied().unwrap_or_default())
    }

    /// Waits until a process is in a scope that is being started.
    fn wait_inside(&self, host: &Host, unit: &str, pid: i32) -> Result<()> {
        let doing = format!("start {unit}");
        let wanted = group(unit);
        let begin = Instant::now();
        let (mut pause, mut look) = (FIRST_PAUSE, LOOK_AGAIN);
        loop {
            let there = host.group_of(pid);
            let there = there.during(format_args!("find the group of process {pid}"))?;
            if there.is_some() && there == wanted {
                return Ok(());
            }
            if begin.elapsed() > bus::ANSWER_WAIT {
                return Err(refused(
                    virErrorNumber::VIR_ERR_OPERATION_TIMEOUT,
                    format!("cannot {doing}: systemd has not moved process {pid} into it"),
                ));
            }
            if begin.elapsed() > look {
                look += LOOK_AGAIN;
                if !self.exists(unit)? {
                    return Err(bus::failed(&doing, &"it has ended again at once"));
                }
            }
            sleep(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Sets numbers among a unit's properties, until it ends or the host does; `u64::MAX` is
    /// "infinity".
    ///
    /// Errors: VIR_ERR_DBUS_SERVICE also where systemd does not know the unit.
    pub fn set(&self, unit: &str, values: &[(&'static str, u64)]) -> Result<()> {
        let doing = format!("set {} of {unit}", names(values));
        let name = unit.to_owned();
        let properties: Vec<Property<'static>> =
            values.iter().map(|(name, value)| (*name, (*value).into())).collect();
        // The client does nothing for a unit that is not there, and says nothing.
        let is_there = bus::call(&doing, move || {
            let mut client = SystemdClient::new(&name, Vec::new())?;
            let before = client.exists();
            client.set_properties(&properties)?;
            Ok(before && client.exists())
        })?;
        if is_there { Ok(()) } else { Err(bus::failed(&doing, &"no such unit, or no bus")) }
    }

    /// Sees a scope end that nothing runs in any more: it does so by itself, or
    /// else is stopped. Its group is systemd's to remove: one that vanishes before
    /// systemd has looked into it leaves the scope running for ever.
    ///
    /// Errors: EBUSY while something runs in it.
    pub fn end_scope(&self, host: &Host, unit: &str, record: &Record) -> SysResult<()> {
        let end = Instant::now() + EMPTY_WAIT;
        while !is_gone(host, &record.group) && !is_anothers(host, record) {
            // What runs in a unit that is stopped is ended.
            if is_populated(host, &record.group) {
                return Err(Errno::BUSY);
            }
            if Instant::now() > end {
                return self.stop(unit).or_else(|error| {
                    warn(format_args!("{error}"));
                    Ok(())
                });
            }
            sleep(FIRST_PAUSE);
        }
        Ok(())
    }

    /// Stops a unit; what runs in it is ended.
    pub fn stop(&self, unit: &str) -> Result<()> {
        let name = unit.to_owned();
        bus::call(&format!("stop {unit}"), move || SystemdClient::new(&name, Vec::new())?.stop())
    }

    /// Whether systemd has the unit in its memory.
    pub fn exists(&self, unit: &str) -> Result<bool> {
        let name = unit.to_owned();
        bus::call(&format!("look for {unit}"), move || {
            Ok(SystemdClient::new(&name, Vec::new())?.exists())
        })
    }
}

/// What the builder has no method for: no number of processes of its own, and
/// one that failed is forgotten as one that ended, or its name would be taken.
fn scope_properties() -> [Property<'static>; 2] {
    [("TasksMax", INFINITY.into()), ("CollectMode", "inactive-or-failed".into())]
}

fn names(values: &[(&'static str, u64)]) -> String {
    values.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

fn is_gone(host: &Host, group: &RelPath) -> bool {
    matches!(host.memory.open(group), Err(Errno::NOENT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_real_root_has_one() {
        let made_up = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(made_up.path().join("run/systemd/system")).unwrap();
        assert!(Systemd::find(made_up.path()).is_none());
        assert_eq!(Systemd::find(Path::new("/")).is_some(), Path::new(BOOTED).is_dir());
    }

    #[test]
    fn names_in_messages() {
        assert_eq!(names(&[("MemoryMax", 1), ("MemoryHigh", 1)]), "MemoryMax, MemoryHigh");
    }
}
