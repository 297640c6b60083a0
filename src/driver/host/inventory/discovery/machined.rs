//! Machines registered with systemd: the files in /run/systemd/machines.

use crate::driver::host::caches::MachineFile;
use crate::driver::host::cgroup::file::listing;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::context::Context;
use crate::driver::host::derived_ids::uuid_of;
use crate::driver::host::file_cache::{Parsed, Source};
use crate::driver::host::inventory::domain::{Fingerprint, HostDomain, Origin, Scanned};
use crate::model::Result;
use crate::model::domain::{Identity, State, StateReason, check_name, parse_uuid};
use crate::sys::RelPath;
use crate::sys::warn::warn;

const DIRECTORY: &str = "/run/systemd/machines";
const FILE_MAX: usize = 64 << 10;

/// The registered machines that run.
pub fn find(context: &Context) -> Result<Vec<Scanned>> {
    let host = &context.host;
    let entries = listing(host.dir(DIRECTORY), DIRECTORY)?.into_iter();
    // The names with a colon are links from units to machines.
    let files = entries.filter(|entry| !entry.is_dir && !entry.name.contains(':'));
    let names = files.map(|entry| entry.name).collect();
    let Ok(dir) = host.dir(DIRECTORY) else { return Ok(Vec::new()) };
    let source = Source {
        fingerprint: |name: &str| dir.fingerprint(name),
        read: |name: &str| {
            let (fingerprint, content) = dir.read_with_fingerprint(name, FILE_MAX)?;
            Ok((fingerprint, parse(&content)))
        },
    };
    let machines = context.caches.machines.all(names, &source).into_iter().filter_map(|file| {
        let machine = file.parsed.and_then(|machine| running(context, machine));
        machine
            .map_err(|reason| warn(format_args!("{DIRECTORY}/{} is left out: {reason}", file.name)))
            .ok()
    });
    Ok(machines.collect())
}

/// Whether a machine is still registered.
pub fn is_registered(host: &Host, domain: &HostDomain) -> bool {
    host.dir(DIRECTORY).is_ok_and(|dir| dir.has(&domain.identity.name))
}

fn parse(content: &[u8]) -> Parsed<MachineFile> {
    let content = std::str::from_utf8(content).map_err(|_| "it is not UTF-8")?;
    let value = |name: &str| {
        content.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('=')).map(unquote)
    };
    let name = value("NAME").ok_or("it has no NAME")?;
    check_name(&name, usize::MAX)?;
    let leader: i32 = value("LEADER").and_then(|pid| pid.parse().ok()).ok_or("it has no LEADER")?;
    let unit = value("UNIT").or_else(|| value("SCOPE"));
    let uuid = value("ID").and_then(|id| parse_uuid(&id)).filter(|uuid| !uuid.is_nil());
    Ok(MachineFile { name, leader, unit, uuid })
}

/// The machine of a file, if its leader runs in the group of its unit.
fn running(context: &Context, machine: MachineFile) -> Parsed<Scanned> {
    let host = &context.host;
    let MachineFile { name, leader, unit, uuid } = machine;
    let group = host
        .group_of(leader)
        .map_err(|errno| format!("its leader {leader}: {errno}"))?
        .ok_or("its leader's group is not mounted here")?;
    let unit = unit.ok_or("it has no UNIT")?;
    let group = unit_group(&group, &unit)
        .ok_or_else(|| format!("its leader's memory is accounted in '{group}', not in '{unit}'"))?;
    let id = host.memory.mount.id_below(&group).ok();
    let uuid = uuid.unwrap_or_else(|| uuid_of(&context.paths.boot, &[group.as_str()]));
    let domain = HostDomain {
        identity: Identity { uuid, id: Some(leader), name },
        origin: Origin::Machine,
        state: StateReason { state: State::VIR_DOMAIN_RUNNING, reason: 0 },
        group: Some(group),
        live: None,
        config: None,
        is_qemu: false,
        persistent: false,
        autostart: false,
    };
    Ok(Scanned { domain, fingerprint: Fingerprint { group: id, definition: None, record: None } })
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
