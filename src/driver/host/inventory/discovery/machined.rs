//! Machines registered with systemd: the files in /run/systemd/machines.

use crate::driver::host::cgroup::file::listing;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::derived_ids::uuid_of;
use crate::driver::host::inventory::domain::{HostDomain, Origin};
use crate::model::Result;
use crate::model::domain::{Identity, State, StateReason, Uuid, check_name, parse_uuid};
use crate::sys::warn::warn;
use crate::sys::{Dir, RelPath};

const DIRECTORY: &str = "/run/systemd/machines";
const FILE_MAX: usize = 64 << 10;

/// The registered machines that run.
pub fn find(host: &Host, boot: &str) -> Result<Vec<HostDomain>> {
    let entries = listing(host.dir(DIRECTORY), DIRECTORY)?;
    let machines = entries
        .iter()
        // The names with a colon are links from units to machines.
        .filter(|entry| !entry.is_dir && !entry.name.contains(':'))
        .filter_map(|entry| {
            let found = host.dir(DIRECTORY).map_err(|errno| errno.to_string());
            let machine = found.and_then(|dir| machine(host, boot, &dir, &entry.name));
            machine
                .map_err(|reason| {
                    warn(format_args!("{DIRECTORY}/{} is left out: {reason}", entry.name))
                })
                .ok()
        });
    Ok(machines.collect())
}

/// Whether a machine is still registered.
pub fn is_registered(host: &Host, domain: &HostDomain) -> bool {
    host.dir(DIRECTORY).is_ok_and(|dir| dir.has(&domain.identity.name))
}

fn machine(
    host: &Host,
    boot: &str,
    dir: &Dir,
    file: &str,
) -> std::result::Result<HostDomain, String> {
    let content = dir.read_all(file, FILE_MAX).map_err(|errno| errno.to_string())?;
    let Machine { name, leader, unit, uuid } = parse(&content)?;
    let group = host
        .group_of(leader)
        .map_err(|errno| format!("its leader {leader}: {errno}"))?
        .ok_or("its leader's group is not mounted here")?;
    let unit = unit.ok_or("it has no UNIT")?;
    let group = unit_group(&group, &unit)
        .ok_or_else(|| format!("its leader's memory is accounted in '{group}', not in '{unit}'"))?;
    Ok(HostDomain {
        identity: Identity {
            uuid: uuid.unwrap_or_else(|| uuid_of(boot, &[group.as_str()])),
            id: Some(leader),
            name,
        },
        origin: Origin::Machine,
        state: StateReason { state: State::VIR_DOMAIN_RUNNING, reason: 0 },
        group: Some(group),
        live: None,
        config: None,
        persistent: false,
        autostart: false,
    })
}

/// What a machine's file tells.
pub struct Machine {
    /// Its name.
    pub name: String,
    /// The pid of its first process.
    pub leader: i32,
    /// The unit that it is.
    pub unit: Option<String>,
    /// Its uuid.
    pub uuid: Option<Uuid>,
}

/// Parses a machine's file.
pub fn parse(content: &[u8]) -> std::result::Result<Machine, String> {
    let content = std::str::from_utf8(content).map_err(|_| "it is not UTF-8")?;
    let value = |name: &str| {
        content.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('=')).map(unquote)
    };
    let name = value("NAME").ok_or("it has no NAME")?;
    check_name(&name, usize::MAX)?;
    Ok(Machine {
        name,
        leader: value("LEADER").and_then(|pid| pid.parse().ok()).ok_or("it has no LEADER")?,
        unit: value("UNIT").or_else(|| value("SCOPE")),
        uuid: value("ID").and_then(|id| parse_uuid(&id)).filter(|uuid| !uuid.is_nil()),
    })
}

/// systemd writes values that need it in double quotes.
fn unquote(value: &str) -> String {
    let inner = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    inner.unwrap_or(value).to_owned()
}

/// The part of the leader's group that is the unit's own: below it the machine
/// arranges its groups as it likes. None where the leader is in no group of the
/// unit's: the group it is in belongs to others too.
fn unit_group(group: &RelPath, unit: &str) -> Option<RelPath> {
    let mut path = group.clone();
    while path.file_name() != unit {
        path = path.parent()?;
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_group_ends_at_the_unit() {
        let group = RelPath::new("machine.slice/machine-a.scope/payload").unwrap();
        let unit = unit_group(&group, "machine-a.scope").unwrap();
        assert_eq!(unit.as_str(), "machine.slice/machine-a.scope");
        assert_eq!(unit_group(&group, "other"), None);
        assert_eq!(unit_group(&RelPath::new("machine.slice").unwrap(), "machine-a.scope"), None);
    }

    #[test]
    fn quotes() {
        assert_eq!(unquote("\"a b\""), "a b");
        assert_eq!(unquote("a"), "a");
    }
}
