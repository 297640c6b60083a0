//! What is in force of a running domain, in place of what its definition says of it, as libvirt shows it. What the
//! kernel has by itself is shown only where the definition says something of it.

use crate::driver::host::block_devices::number_of;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::thread_group::ThreadKind;
use crate::driver::host::cgroup::version::Version;
use crate::driver::host::error;
use crate::driver::host::lifecycle::startable::GROUP_MODES;
use crate::driver::host::limits::control_file::Held;
use crate::driver::host::limits::controllers::cpu;
use crate::model::Result;
use crate::model::constants::{
    VIR_DOMAIN_SCHEDULER_CPU_SHARES, VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD,
    VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA, VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD,
    VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD,
    VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA, VIR_DOMAIN_SCHEDULER_VCPU_PERIOD,
    VIR_DOMAIN_SCHEDULER_VCPU_QUOTA,
};
use crate::model::cpuset::CpuSet;
use crate::model::parameters::blkio::{self, Blkiotune};
use crate::model::parameters::cputune::{Bandwidth, Cputune};
use crate::model::parameters::numa::{MODES, NumaMemory, Numatune};
use crate::model::parameters::scheduler::DEFAULT_PERIOD;
use crate::model::placement::Placement;
use crate::model::typed::TypedParam;

/// The shares that a new group has: on v2 its weight.
const fn default_shares(version: &Version) -> u64 {
    if version.number == 1 { 1024 } else { 100 }
}

/// The CPU time. The limit of a group without groups of virtual CPUs is shown as the definition calls it, else as
/// that of the whole domain.
pub fn set_cpu_time(cputune: &mut Cputune, version: &Version, held: &Held) {
    let params = cpu::parameters(version, held);
    let number = |name: &str| params.iter().find(|param| param.field == name)?.value.whole();
    let shares = number(VIR_DOMAIN_SCHEDULER_CPU_SHARES).and_then(|it| u64::try_from(it).ok());
    cputune.shares = match shares {
        Some(shares) if shares == default_shares(version) && cputune.shares.is_none() => None,
        Some(shares) => Some(shares),
        None => cputune.shares,
    };
    let shown = |defined: Bandwidth, period, quota| match (number(period), number(quota)) {
        (Some(period), Some(quota)) => shown(defined, period, quota),
        _ => defined,
    };
    let is_apart = held.has_threads(ThreadKind::Vcpu);
    let says_vcpu = cputune.vcpu != Bandwidth::default();
    if is_apart || says_vcpu {
        let (period, quota) = (VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, VIR_DOMAIN_SCHEDULER_VCPU_QUOTA);
        cputune.vcpu = shown(cputune.vcpu, period, quota);
    }
    if is_apart || !says_vcpu {
        let (period, quota) =
            (VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA);
        cputune.global = shown(cputune.global, period, quota);
    }
    cputune.emulator = shown(
        cputune.emulator,
        VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD,
        VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA,
    );
    cputune.iothread = shown(
        cputune.iothread,
        VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD,
        VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA,
    );
}

fn shown(defined: Bandwidth, period: i128, quota: i128) -> Bandwidth {
    let (period, quota) =
        (u64::try_from(period).unwrap_or(0), i64::try_from(quota).unwrap_or(NO_LIMIT));
    let is_usual = period == DEFAULT_PERIOD && defined.period == 0;
    let is_none = quota < 0 && defined.quota == 0;
    Bandwidth {
        period: if is_usual { 0 } else { period },
        quota: if is_none { 0 } else { quota.max(NO_LIMIT) },
    }
}

/// A quota that says that there is no limit.
const NO_LIMIT: i64 = -1;

/// The CPUs that a thread or a group may run on, where they are others than it would have or the definition says
/// some.
pub fn pin(defined: Option<&CpuSet>, now: CpuSet, otherwise: &CpuSet) -> Option<CpuSet> {
    (defined.is_some() || now != *otherwise).then_some(now)
}

/// The block I/O parameters; devices have the paths that the definition has for them.
///
/// Errors: those of [`blkio::set`].
pub fn set_block_io(
    blkiotune: &mut Blkiotune,
    host: &Host,
    params: &[TypedParam],
    default_weight: u32,
) -> Result<()> {
    let mut now = Blkiotune::default();
    blkio::set(&mut now, params, error::DOMAIN)?;
    if blkiotune.weight == 0 && now.weight == default_weight {
        now.weight = 0;
    }
    let number = |path: &str| number_of(host, "device", path).ok();
    for device in &mut now.devices {
        let known = number(&device.path);
        let mut defined = blkiotune.devices.iter().map(|defined| &defined.path);
        if let Some(path) = defined.find(|path| known.is_some() && number(path) == known) {
            device.path.clone_from(path);
        }
    }
    now.devices.retain(blkio::BlkioDevice::is_tuned);
    *blkiotune = now;
    Ok(())
}

/// The memory nodes of a group, where it holds them.
pub fn set_nodes(numatune: &mut Numatune, now: CpuSet, all: &CpuSet) {
    let [strict, ..] = MODES;
    let mode = numatune.memory.as_ref().map_or(strict, |memory| memory.mode);
    let is_said = numatune.memory.as_ref().is_some_and(|memory| memory.nodeset.is_some());
    if now.is_empty() || !GROUP_MODES.contains(&mode) || (!is_said && now == *all) {
        return;
    }
    numatune.memory = Some(NumaMemory { mode, placement: Placement::Static, nodeset: Some(now) });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bandwidth_is_shown_where_somebody_said_something() {
        let of = |period, quota| Bandwidth { period, quota };
        for (defined, period, quota, wanted) in [
            (of(0, 0), 100_000, -1, of(0, 0)),
            (of(0, 0), 100_000, 30_000, of(0, 30_000)),
            (of(0, 0), 50_000, 30_000, of(50_000, 30_000)),
            (of(100_000, 30_000), 100_000, -1, of(100_000, -1)),
            (of(0, 30_000), 100_000, 20_000, of(0, 20_000)),
        ] {
            assert_eq!(shown(defined, period, quota), wanted, "{defined:?} {period} {quota}");
        }
    }

    #[test]
    fn nodes_and_cpus_are_shown_where_they_are_not_all() {
        let (one, all) = (CpuSet::parse("1").unwrap(), CpuSet::parse("0-1").unwrap());
        assert_eq!(pin(None, all.clone(), &all), None);
        assert_eq!(pin(None, one.clone(), &all), Some(one.clone()));
        assert_eq!(pin(Some(&one), all.clone(), &all), Some(all.clone()));
        let nodes =
            |numatune: &Numatune| Some(numatune.memory.as_ref()?.nodeset.as_ref()?.to_string());
        let mut numatune = Numatune::default();
        set_nodes(&mut numatune, all.clone(), &all);
        assert_eq!(nodes(&numatune), None);
        set_nodes(&mut numatune, one, &all);
        assert_eq!(nodes(&numatune).as_deref(), Some("1"));
        set_nodes(&mut numatune, all.clone(), &all);
        assert_eq!(nodes(&numatune).as_deref(), Some("0-1"));
    }
}
