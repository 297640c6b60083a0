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

/// Where they are.
pub const DIRECTORY: &str = "/run/systemd/machines";
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

/// The machine of a file, if its leader runs in the group of its unit.
fn running(context: &Context, machine: MachineFile) -> Parsed<Scanned> {
    let host = &context.host;
    let MachineFile { name, leader, unit, uuid } = machine;
    let group = host
        .group_of(leader)
        .map_err(|errno| format!("its leader {leader}: {errno}"))?
        .ok_or("its leader's group is not mounted here")?;
    let unit = unit.ok_or("it has no UNIT")?;
    let group = own_group(&group, &unit).ok_or_else(|| {
        format!("its leader's memory is accounted in '{group}', which '{unit}' does not give it")
    })?;
    let id = host.memory.mount.id_below(&group).ok();
    let uuid = uuid.unwrap_or_else(|| uuid_of(&context.paths.boot, &[group.as_str()]));
    let domain = HostDomain {
        identity: Identity { uuid, id: Some(leader), name },
        origin: Origin::Machine,
        leader: Some(leader),
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

/// Parses a machine's file.
pub fn parse(content: &[u8]) -> Parsed<MachineFile> {
    let content = std::str::from_utf8(content).map_err(|_| "it is not UTF-8")?;
    let value = |name: &str| {
        let mut values = content.lines().filter_map(|line| line.strip_prefix(name));
        values.find_map(|value| unescape(value.strip_prefix('=')?))
    };
    let name = value("NAME").ok_or("it has no NAME")?;
    check_name(&name, usize::MAX)?;
    Ok(MachineFile {
        name,
        leader: value("LEADER").and_then(|pid| pid.parse().ok()).ok_or("it has no LEADER")?,
        unit: value("UNIT").or_else(|| value("SCOPE")),
        uuid: value("ID").and_then(|id| parse_uuid(&id)).filter(|uuid| !uuid.is_nil()),
    })
}

/// A value of a file that systemd writes: with C's escapes, or by newer ones in double
/// quotes if need be, and a backslash before what is special there.
fn unescape(value: &str) -> Option<String> {
    let inner = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = inner.unwrap_or(value).as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let escaped = if *first == b'\\' { escaped(tail) } else { None };
        let (byte, len) = escaped.unwrap_or((*first, 0));
        bytes.push(byte);
        rest = tail.get(len..)?;
    }
    String::from_utf8(bytes).ok()
}

/// The byte that what follows a backslash stands for, and its length; `None` for what is
/// no escape, as in the `\x2d` of a unit's name that was written as it is.
fn escaped(text: &[u8]) -> Option<(u8, usize)> {
    const NAMED: [(u8, u8); 7] =
        [(b'a', 7), (b'b', 8), (b't', b'\t'), (b'n', b'\n'), (b'v', 11), (b'f', 12), (b'r', b'\r')];
    let first = *text.first()?;
    if b"\\\"'$`".contains(&first) {
        return Some((first, 1));
    }
    if let Some((_, byte)) = NAMED.iter().find(|(name, _)| *name == first) {
        return Some((*byte, 1));
    }
    let octal = std::str::from_utf8(text.get(..3)?).ok()?;
    Some((u8::from_str_radix(octal, 8).ok()?, 3))
}

/// Units that hold more than a machine: what the names of such begin and end with.
const SHARED: [(&str, &str); 3] = [("user@", ".service"), ("session-", ".scope"), ("", ".slice")];

/// The group of a systemd's own process.
const MANAGER: &str = "init.scope";

/// What the names of the units begin and end with that systemd makes for machines.
const MACHINE: (&str, &str) = ("machine-", ".scope");

/// The group of a machine whose leader is in `group`. It is the unit's: below it the
/// machine arranges its groups as it likes. Where the unit is shared, it is what of it was
/// made for the machine, or the leader's own group below it.
///
/// None where the leader is in no group of the unit's, or in one that others share.
fn own_group(group: &RelPath, unit: &str) -> Option<RelPath> {
    let is =
        |name: &str, (start, end): &(&str, &str)| name.starts_with(start) && name.ends_with(end);
    let mut path = group.clone();
    let mut own = None;
    while path.file_name() != unit {
        if is(path.file_name(), &MACHINE) {
            own = Some(path.clone());
        }
        path = path.parent()?;
    }
    if !SHARED.iter().any(|kind| is(unit, kind)) {
        return Some(path);
    }
    let is_shared =
        |name: &str| name == MANAGER || name == unit || SHARED.iter().any(|kind| is(name, kind));
    own.or_else(|| Some(group.clone()).filter(|group| !is_shared(group.file_name())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_group_of_a_machine() {
        let user = "user.slice/user-1000.slice/user@1000.service";
        for (group, unit, own) in [
            (
                "machine.slice/machine-a.scope/payload",
                "machine-a.scope",
                Some("machine.slice/machine-a.scope"),
            ),
            ("machine.slice/machine-a.scope/payload", "other", None),
            ("machine.slice", "machine-a.scope", None),
            (
                "system.slice/systemd-nspawn@a.service/payload/init.scope",
                "systemd-nspawn@a.service",
                Some("system.slice/systemd-nspawn@a.service"),
            ),
            // A unit that the machine shares.
            ("USER/app.slice/vm.scope", "user@1000.service", Some("USER/app.slice/vm.scope")),
            ("USER/app.slice", "user@1000.service", None),
            ("USER/init.scope", "user@1000.service", None),
            ("USER", "user@1000.service", None),
            (
                "USER/app.slice/machine-b.scope/payload/init.scope",
                "user@1000.service",
                Some("USER/app.slice/machine-b.scope"),
            ),
            ("user.slice/user-0.slice/session-3.scope", "session-3.scope", None),
            ("machine.slice", "machine.slice", None),
            ("machine.slice/c1", "machine.slice", Some("machine.slice/c1")),
        ] {
            let group = RelPath::new(&group.replace("USER", user)).unwrap();
            let own = own.map(|own| own.replace("USER", user));
            let found = own_group(&group, unit);
            assert_eq!(found.map(|found| found.as_str().to_owned()), own, "{group} {unit}");
        }
    }

    #[test]
    fn values() {
        for (value, text) in [
            ("a", "a"),
            ("", ""),
            (r#""a b""#, "a b"),
            (r"machine-my\\x2dbox.scope", r"machine-my\x2dbox.scope"),
            (r#""machine-my\\x2dbox.scope""#, r"machine-my\x2dbox.scope"),
            (r"machine-my\x2dbox.scope", r"machine-my\x2dbox.scope"),
            (r#""\"a\" \$b \`c\` \\n""#, r#""a" $b `c` \n"#),
            (r"a\tb\303\244\'", "a\tbä'"),
            (r"a\", r"a\"),
            (r"a\78", r"a\78"),
            ("\"", "\""),
        ] {
            assert_eq!(unescape(value).as_deref(), Some(text), "{value}");
        }
        assert_eq!(unescape(r"a\303"), None);
    }
}
