//! The library's own domains: those that run, by their records, and those that are
//! defined.

use super::groups::{Groups, Seen};
use crate::driver::host::caches::RecordFile;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::{freezer, processes};
use crate::driver::host::context::Context;
use crate::driver::host::inventory::domain::{Document, Fingerprint, HostDomain, Origin, Scanned};
use crate::driver::host::paths::Paths;
use crate::driver::host::state::definitions::{Defined, Definitions, Listed};
use crate::driver::host::state::document;
use crate::driver::host::state::record::Record;
use crate::driver::host::state::records::{Looked, LookedRecord, Records};
use crate::model::constants::virDomainPausedReason::VIR_DOMAIN_PAUSED_USER;
use crate::model::constants::virDomainRunningReason::{self, *};
use crate::model::constants::virDomainShutoffReason::VIR_DOMAIN_SHUTOFF_UNKNOWN;
use crate::model::domain::{Identity, State, StateReason, Uuid};
use crate::sorting::{map_of, set_of};
use crate::sys::warn::warn;
use crate::sys::{FileFingerprint, RelPath, process};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The library's own domains.
pub struct Own {
    /// The domains.
    pub domains: Vec<Scanned>,
    /// Whether there is something left for crash recovery: ended domains, or writers
    /// that did not finish.
    pub needs_recovery: bool,
}

/// Finds the library's domains.
pub fn find(context: &Context, groups: &mut Groups<'_>) -> Own {
    let listed = Definitions::of(context).all();
    let Looked { records, mut left_out, mut needs_recovery } = looked(context);
    needs_recovery |= listed.unfinished;
    let mut defined = DefinedDomains::new(listed);
    // They are listed after the records: a group is made after its record.
    needs_recovery |= has_orphans(context, groups, &records);
    let mut domains = Vec::with_capacity(records.len());
    for record in records {
        match seen_alive(groups, &record.file) {
            Some(seen) if record.file.ready => {
                domains.push(found_running(context, groups, record, &seen, &mut defined));
            }
            _ => {
                needs_recovery = true;
                left_out.extend(record.fingerprint.map(|fingerprint| (record.name, fingerprint)));
            }
        }
    }
    domains.extend(defined.by_name.into_values().map(|defined| {
        let record = left_out.get(&defined.name).copied();
        let fingerprint = Fingerprint { group: None, definition: defined.fingerprint, record };
        Scanned { fingerprint, domain: shut_off(defined) }
    }));
    Own { domains, needs_recovery }
}

fn looked(context: &Context) -> Looked {
    let records = Records::open(&context.host, &context.paths);
    let looked = records.and_then(|records| {
        records.map_or_else(|| Ok(Looked::default()), |it| it.look(&context.caches))
    });
    looked.unwrap_or_else(|error| {
        warn(format_args!("running domains are left out: {error}"));
        Looked::default()
    })
}

/// Whether there are groups of domains that have no record.
fn has_orphans(context: &Context, groups: &mut Groups<'_>, records: &[LookedRecord]) -> bool {
    let parent = &context.paths.parent;
    let records = records.iter().filter(|record| record.file.group.is_child_of(parent));
    let recorded = set_of(records.map(|record| record.file.group.file_name()));
    let mut names = groups.names_in(parent);
    names.any(|name| {
        let ours = name.strip_prefix(Paths::PREFIX).is_some_and(|name| !name.is_empty());
        ours && !recorded.contains(name)
    })
}

/// The group of a record, if a process lives in it, and it is not a later one of the same name.
fn seen_alive(groups: &mut Groups<'_>, record: &RecordFile) -> Option<Seen> {
    let seen = groups.see(&record.group, record.pid).filter(|seen| seen.populated)?;
    match (record.inode, seen.id) {
        (Some(inode), Some(now)) if now.inode() != inode => None,
        _ => Some(seen),
    }
}

fn found_running(
    context: &Context,
    groups: &Groups<'_>,
    LookedRecord { name, file, fingerprint }: LookedRecord,
    seen: &Seen,
    defined: &mut DefinedDomains,
) -> Scanned {
    let fingerprint = Fingerprint {
        group: seen.id,
        definition: defined.fingerprint_of(&name),
        record: fingerprint,
    };
    let defined = defined.take_of(&name, file.uuid);
    let frozen = groups.is_frozen(&file.group);
    let id = if seen.has_process {
        Some(file.pid)
    } else {
        id(&context.host, &file.group, file.pid, file.start_time)
    };
    let domain = HostDomain {
        identity: Identity { name, uuid: file.uuid, id },
        origin: Origin::Own,
        leader: id,
        state: state(frozen, runs(file.attached, file.resumed)),
        group: Some(file.group),
        is_qemu: file.definition.as_ref().is_some_and(|definition| definition.is_qemu),
        live: file.definition.map(|definition| Document::Stored(definition.stored)),
        persistent: defined.is_some(),
        autostart: defined.as_ref().is_some_and(|defined| defined.autostart),
        config: defined.map(|defined| defined.stored),
    };
    Scanned { domain, fingerprint }
}

/// The domains that are defined, by name and by uuid.
struct DefinedDomains {
    by_name: BTreeMap<String, Defined>,
    names: BTreeMap<Uuid, String>,
    left_out: BTreeMap<String, FileFingerprint>,
}

impl DefinedDomains {
    fn new(listed: Listed) -> Self {
        let Listed { defined: all, left_out, .. } = listed;
        let names = map_of(all.iter().map(|defined| (defined.uuid, defined.name.clone())));
        let by_name = map_of(all.into_iter().map(|defined| (defined.name.clone(), defined)));
        Self { by_name, names, left_out }
    }

    /// The fingerprint of the file of that name.
    fn fingerprint_of(&self, name: &str) -> Option<FileFingerprint> {
        let left_out = || self.left_out.get(name).copied();
        self.by_name.get(name).and_then(|defined| defined.fingerprint).or_else(left_out)
    }

    /// Takes out the persistent definition of a running domain. One that has only its
    /// name or only its uuid is taken out too, and does not count until the domain ends.
    fn take_of(&mut self, name: &str, uuid: Uuid) -> Option<Defined> {
        let named = self.by_name.remove(name);
        let of_uuid = self.names.get(&uuid).and_then(|name| self.by_name.remove(name));
        let is_it = |defined: &Defined| defined.uuid == uuid && defined.name == name;
        let (it, others): (Vec<Defined>, Vec<Defined>) =
            named.into_iter().chain(of_uuid).partition(is_it);
        for other in others {
            warn(format_args!(
                "the definition of '{}' is left out while domain '{name}' ({uuid}) runs",
                other.name
            ));
        }
        it.into_iter().next()
    }
}

/// The running domain of a record.
pub fn running(host: &Host, record: &Record) -> HostDomain {
    let Record { name, uuid, group, definition, .. } = record.clone();
    let is_qemu = definition.as_ref().is_some_and(|it| document::is_qemu(&it.kind));
    let id = id(host, &group, record.pid, record.start_time);
    HostDomain {
        identity: Identity { name, uuid, id },
        origin: Origin::Own,
        leader: id,
        state: state(freezer::is_frozen(host, &group), runs(record.from.is_some(), record.resumed)),
        group: Some(group),
        is_qemu,
        live: definition.map(|definition| Document::Read(Arc::new(definition))),
        persistent: false,
        autostart: false,
        config: None,
    }
}

/// Why a domain runs.
fn runs(attached: bool, resumed: bool) -> virDomainRunningReason {
    match (resumed, attached) {
        (true, _) => VIR_DOMAIN_RUNNING_UNPAUSED,
        (false, true) => VIR_DOMAIN_RUNNING_UNKNOWN,
        (false, false) => VIR_DOMAIN_RUNNING_BOOTED,
    }
}

/// Whether it runs or is paused, by the kernel's freezer.
fn state(frozen: bool, runs: virDomainRunningReason) -> StateReason {
    if frozen {
        let reason = VIR_DOMAIN_PAUSED_USER as i32;
        StateReason { state: State::VIR_DOMAIN_PAUSED, reason }
    } else {
        StateReason { state: State::VIR_DOMAIN_RUNNING, reason: runs as i32 }
    }
}

/// A domain with its state as it is now.
pub fn refreshed(host: &Host, domain: &HostDomain) -> HostDomain {
    let Some(group) = &domain.group else { return domain.clone() };
    let now = state(freezer::is_frozen(host, group), VIR_DOMAIN_RUNNING_UNPAUSED);
    let same = now.state == domain.state.state;
    HostDomain { state: if same { domain.state } else { now }, ..domain.clone() }
}

fn shut_off(defined: Defined) -> HostDomain {
    let reason = VIR_DOMAIN_SHUTOFF_UNKNOWN as i32;
    HostDomain {
        identity: Identity { name: defined.name, uuid: defined.uuid, id: None },
        origin: Origin::Own,
        leader: None,
        state: StateReason { state: State::VIR_DOMAIN_SHUTOFF, reason },
        group: None,
        live: None,
        is_qemu: false,
        persistent: true,
        autostart: defined.autostart,
        config: Some(defined.stored),
    }
}

/// The first process's pid while that runs, else another process's in the group: a reused
/// pid never identifies this domain.
fn id(host: &Host, group: &RelPath, first: i32, start_time: u64) -> Option<i32> {
    let is_it = |stat: process::Stat| stat.start_time == start_time;
    if process::stat(&host.proc, first).is_ok_and(is_it) {
        return Some(first);
    }
    let dir = host.memory.open(group).ok()?;
    processes::all(&dir).ok()?.first().copied()
}
