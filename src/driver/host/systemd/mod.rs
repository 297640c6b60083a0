//! systemd over D-Bus: scopes for domains, and properties of units.

mod bus;
pub mod unit_name;

use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::error::{Failed, refused};
use crate::model::{Result, virErrorNumber};
use crate::sys::systemd::{Property, Value};
pub use bus::ANSWER_WAIT;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};
use unit_name::SLICE;

/// While this is there, systemd is the host's init (sd_booted(3)).
const BOOTED: &str = "/run/systemd/system";

/// The value of a size property for "no limit".
const INFINITY: u64 = u64::MAX;

const FIRST_PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(50);

/// How often systemd is asked whether a scope that has not begun yet exists.
const QUERY_PAUSE: Duration = Duration::from_millis(500);

/// The host's systemd.
#[derive(Debug, Clone)]
pub struct Systemd(());

impl Systemd {
    /// The systemd that is init of the host with this root directory; a made-up host has
    /// none.
    pub fn find(root: &Path) -> Option<Self> {
        (root == Path::new("/") && Path::new(BOOTED).is_dir()).then_some(Self(()))
    }

    /// Starts a scope in machine.slice with a delegated subtree, and moves the processes
    /// there. Returns when the first one is there.
    pub fn start_scope(&self, host: &Host, unit: &str, of: &str, pids: &[i32]) -> Result<()> {
        let doing = format!("start {unit}");
        let properties = scope_properties(of, pids);
        let name = unit.to_owned();
        bus::call(&doing, move |part| part.start(&name, &properties))?;
        self.wait_inside(host, unit, pids.first().copied().unwrap_or_default())
    }

    /// Waits until a process is in a scope that is being started.
    fn wait_inside(&self, host: &Host, unit: &str, pid: i32) -> Result<()> {
        let doing = format!("start {unit}");
        let wanted = unit_name::group(unit);
        let begin = Instant::now();
        let (mut pause, mut query) = (FIRST_PAUSE, QUERY_PAUSE);
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
            if begin.elapsed() > query {
                query += QUERY_PAUSE;
                if !self.exists(unit)? {
                    return Err(bus::failed(&doing, &"it ended immediately"));
                }
            }
            sleep(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Sets properties of a unit at runtime, until it or the host stops; the number `u64::MAX` is
    /// "infinity". One that is named twice is set twice.
    ///
    /// Errors: VIR_ERR_DBUS_SERVICE also where systemd does not know the unit.
    pub fn set(&self, unit: &str, properties: Vec<Property>) -> Result<()> {
        let doing = format!("set {} of {unit}", names(&properties));
        let name = unit.to_owned();
        // The client silently does nothing for a unit that does not exist.
        let is_there = bus::call(&doing, move |part| {
            let before = part.exists(&name)?;
            part.set(&name, &properties)?;
            Ok(before && part.exists(&name)?)
        })?;
        if is_there { Ok(()) } else { Err(bus::failed(&doing, &"no such unit, or no bus")) }
    }

    /// Stops a unit, which kills its processes.
    pub fn stop(&self, unit: &str) -> Result<()> {
        let name = unit.to_owned();
        bus::call(&format!("stop {unit}"), move |part| part.stop(&name))
    }

    /// Whether systemd has the unit loaded.
    pub fn exists(&self, unit: &str) -> Result<bool> {
        let name = unit.to_owned();
        bus::call(&format!("look for {unit}"), move |part| part.exists(&name))
    }
}

/// The properties of a scope with these processes: without a limit of tasks; one that failed
/// is unloaded as one that ended, or its name would stay taken.
fn scope_properties(description: &str, pids: &[i32]) -> Vec<Property> {
    vec![
        ("Description", Value::Text(description.to_owned())),
        ("Slice", Value::Text(SLICE.to_owned())),
        ("Delegate", Value::Flag(true)),
        ("MemoryAccounting", Value::Flag(true)),
        ("PIDs", Value::Numbers(pids.iter().map(|pid| pid.unsigned_abs()).collect())),
        ("TasksMax", Value::Number(INFINITY)),
        ("CollectMode", Value::Text("inactive-or-failed".to_owned())),
    ]
}

fn names(properties: &[Property]) -> String {
    let mut names: Vec<_> = properties.iter().map(|(name, _)| *name).collect();
    names.dedup();
    names.join(", ")
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
        let number = || Value::Number(1);
        let properties = [("MemoryMax", number()), ("IOWeight", number()), ("IOWeight", number())];
        assert_eq!(names(&properties), "MemoryMax, IOWeight");
    }
}
