//! The CPU time that a domain used, on all CPUs and on each.

use crate::driver::host::cgroup::controller::Controller;
use crate::driver::host::cgroup::file::{expect, text};
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::error;
use crate::model::constants::{
    VIR_DOMAIN_CPU_STATS_CPUTIME, VIR_DOMAIN_CPU_STATS_SYSTEMTIME, VIR_DOMAIN_CPU_STATS_USERTIME,
    VIR_DOMAIN_CPU_STATS_VCPUTIME,
};
use crate::model::typed::{TypedParam, Value};
use crate::model::{Result, virErrorNumber};
use crate::sys::process;
use crate::sys::{Dir, RelPath};

const STAT_V1: &str = "cpuacct.stat";
const USAGE_V1: &str = "cpuacct.usage";
const EACH_V1: &str = "cpuacct.usage_percpu";
const STAT_V2: &str = "cpu.stat";

/// What libvirt's names for the sub-groups of virtual CPUs begin with.
const VCPU: &str = "vcpu";

/// The time on all CPUs, in libvirt's order.
///
/// Errors: VIR_ERR_OPERATION_INVALID where no hierarchy accounts it.
pub fn total(group: &OpenGroup<'_>) -> Result<Vec<TypedParam>> {
    let dir = group.dir_of(Controller::Cpuacct)?;
    let [all, user, system] = if group.version().separate_hierarchies {
        let stat = text(dir, STAT_V1)?;
        let time = |name| Ok(process::nanoseconds(expect(&stat, STAT_V1, name)?));
        let all = text(dir, USAGE_V1)?.trim().parse().unwrap_or_default();
        [all, time("user")?, time("system")?]
    } else {
        let stat = text(dir, STAT_V2)?;
        let time = |name| Ok(expect(&stat, STAT_V2, name)?.saturating_mul(1_000));
        [time("usage_usec")?, time("user_usec")?, time("system_usec")?]
    };
    Ok(vec![
        param(VIR_DOMAIN_CPU_STATS_CPUTIME, all),
        param(VIR_DOMAIN_CPU_STATS_USERTIME, user),
        param(VIR_DOMAIN_CPU_STATS_SYSTEMTIME, system),
    ])
}

/// What is told of each CPU: the time of virtual CPUs too, where they have groups.
pub fn names(group: &OpenGroup<'_>) -> Result<&'static [&'static str]> {
    let dir = group.dir_of(Controller::Cpuacct)?;
    Ok(if dir.has(&format!("{VCPU}0")) {
        &[VIR_DOMAIN_CPU_STATS_CPUTIME, VIR_DOMAIN_CPU_STATS_VCPUTIME]
    } else {
        &[VIR_DOMAIN_CPU_STATS_CPUTIME]
    })
}

/// The time on each of the host's CPUs.
///
/// Errors: VIR_ERR_OPERATION_UNSUPPORTED on v2, as libvirt answers.
pub fn each(group: &OpenGroup<'_>, cpus: usize) -> Result<Vec<Vec<TypedParam>>> {
    if !group.version().separate_hierarchies {
        return Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
            "cgroup v2 does not tell the CPU time used on each CPU, only the total",
        ));
    }
    let (dir, names) = (group.dir_of(Controller::Cpuacct)?, names(group)?);
    let mut times = vec![by_cpu(dir, cpus)?];
    if names.len() > times.len() {
        times.push(of_vcpus(dir, cpus)?);
    }
    let of_cpu = |cpu| {
        let named = names.iter().zip(&times);
        named.map(|(name, times)| param(name, times.get(cpu).copied().unwrap_or(0))).collect()
    };
    Ok((0..cpus).map(of_cpu).collect())
}

/// The sum over the groups of virtual CPUs.
fn of_vcpus(dir: &Dir, cpus: usize) -> Result<Vec<u64>> {
    let mut sum = vec![0_u64; cpus];
    for entry in dir.entries().unwrap_or_default() {
        let sub =
            RelPath::new(&entry.name).filter(|_| entry.is_dir && entry.name.starts_with(VCPU));
        // One that is unplugged meanwhile has no time any more.
        let Some(Ok(sub)) = sub.map(|name| dir.sub(&name)) else { continue };
        let times = by_cpu(&sub, cpus).unwrap_or_default();
        sum.iter_mut().zip(times).for_each(|(sum, time)| *sum = sum.saturating_add(time));
    }
    Ok(sum)
}

fn by_cpu(dir: &Dir, cpus: usize) -> Result<Vec<u64>> {
    let text = text(dir, EACH_V1)?;
    Ok(text.split_whitespace().take(cpus).map(|word| word.parse().unwrap_or_default()).collect())
}

fn param(name: &str, nanos: u64) -> TypedParam {
    TypedParam::new(name, Value::ULLong(nanos))
}
