//! The CPU controller: kernel documentation, scheduler/sched-design-CFS.rst and
//! scheduler/sched-bwc.rst for v1, admin-guide/cgroup-v2.rst for v2.

use super::{Holder, Row, Table};
use crate::driver::host::cgroup::controller::Controller;
use crate::driver::host::cgroup::thread_group::ThreadKind::{self, Emulator, Iothread, Vcpu};
use crate::driver::host::cgroup::version::Version;
use crate::driver::host::limits::codec::Codec;
use crate::driver::host::limits::control_file::PropertyValue::Number;
use crate::driver::host::limits::control_file::{ControlFile, Held, Missing, UnitProperty};
use crate::driver::host::limits::control_value::{Bandwidth, ControlValue};
use crate::model::constants::{
    VIR_DOMAIN_SCHEDULER_CPU_SHARES, VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD,
    VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA, VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD,
    VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD,
    VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA, VIR_DOMAIN_SCHEDULER_VCPU_PERIOD,
    VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, VIR_MEMCTL_SCHEDULER_CPU_LIMIT_PERCENT,
};
use crate::model::parameters::scheduler::{self, DEFAULT_PERIOD};
use crate::model::typed::{TypedParam, Value};

const fn file(name: &'static str, codec: Codec, missing: Missing, order: u8) -> ControlFile {
    ControlFile {
        name,
        instead: None,
        controller: Controller::Cpu,
        codec,
        missing,
        order,
        usage: None,
        resets: None,
        range: None,
        before_lowering: None,
        ancestors: false,
        unit_properties: &[],
    }
}

const NO_BANDWIDTH: ControlValue =
    ControlValue::Bandwidth(Bandwidth { quota: None, period: DEFAULT_PERIOD });

const NUMBER: Codec = Codec::Number { unlimited: None };

// The kernel refuses a share of CPU time, quota by period, above that of the group above: the
// quota is lowered first and the period raised first, so that the share on the way is never
// above both that before and that after.
static SHARES: ControlFile = ControlFile {
    unit_properties: &[UnitProperty::new("CPUShares", Number(|held| number(held, &SHARES)))],
    ..file("cpu.shares", NUMBER, Missing::Controller, 2)
};
static CFS_QUOTA: ControlFile = ControlFile {
    unit_properties: BANDWIDTH_V1,
    ..file(
        "cpu.cfs_quota_us",
        Codec::Number { unlimited: Some("-1") },
        Missing::Reads(ControlValue::UNLIMITED),
        0,
    )
};
static CFS_PERIOD: ControlFile = ControlFile {
    unit_properties: BANDWIDTH_V1,
    ..file("cpu.cfs_period_us", NUMBER, Missing::Reads(ControlValue::Number(DEFAULT_PERIOD)), 1)
};

static WEIGHT: ControlFile = ControlFile {
    unit_properties: &[UnitProperty::new("CPUWeight", Number(|held| number(held, &WEIGHT)))],
    ..file("cpu.weight", NUMBER, Missing::Controller, 1)
};
static MAX: ControlFile = ControlFile {
    unit_properties: &[
        UnitProperty::new("CPUQuotaPeriodUSec", Number(|held| Some(v2(held)?.period))),
        UnitProperty::new("CPUQuotaPerSecUSec", Number(|held| per_second(v2(held)?))),
    ],
    ..file("cpu.max", Codec::Bandwidth, Missing::Reads(NO_BANDWIDTH), 0)
};

const BANDWIDTH_V1: &[UnitProperty] = &[
    UnitProperty::new("CPUQuotaPeriodUSec", Number(|held| Some(v1(held)?.period))),
    UnitProperty::new("CPUQuotaPerSecUSec", Number(|held| per_second(v1(held)?))),
];

/// The scheduler parameters.
pub static TABLE: Table = Table::new(&ROWS);

/// A period and a quota of some threads.
const fn of_threads(parameter: &'static str, v1: &'static ControlFile, kind: ThreadKind) -> Row {
    Row { holder: Holder::Threads(kind), ..Row::new(parameter, Some(v1), Some(&MAX)) }
}

/// The table.
static ROWS: [Row; 10] = [
    Row::new(VIR_DOMAIN_SCHEDULER_CPU_SHARES, Some(&SHARES), Some(&WEIGHT)),
    of_threads(VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, &CFS_PERIOD, Vcpu),
    of_threads(VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, &CFS_QUOTA, Vcpu),
    of_threads(VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD, &CFS_PERIOD, Emulator),
    of_threads(VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA, &CFS_QUOTA, Emulator),
    Row::new(VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, Some(&CFS_PERIOD), Some(&MAX)),
    Row::new(VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, Some(&CFS_QUOTA), Some(&MAX)),
    of_threads(VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD, &CFS_PERIOD, Iothread),
    of_threads(VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA, &CFS_QUOTA, Iothread),
    Row::new(VIR_MEMCTL_SCHEDULER_CPU_LIMIT_PERCENT, Some(&CFS_QUOTA), Some(&MAX)),
];

/// The threads that a parameter is about; none for one of the whole domain.
pub fn threads_of(parameter: &str) -> Option<ThreadKind> {
    match ROWS.iter().find(|row| row.parameter == parameter)?.holder {
        Holder::Threads(kind) => Some(kind),
        Holder::Group | Holder::AllThreads => None,
    }
}

fn shares_file(version: &Version) -> Option<&'static ControlFile> {
    let mut rows = ROWS.iter();
    rows.find(|row| row.parameter == VIR_DOMAIN_SCHEDULER_CPU_SHARES)?.file(version)
}

/// Puts values in place of those of the same files.
pub fn put(version: &Version, values: &CpuValues, held: &mut Held) {
    if let (Some(shares), Some(file)) = (values.shares, shares_file(version)) {
        held.set(file, ControlValue::Number(shares));
    }
    let Some(bandwidth) = values.bandwidth else { return };
    if version.number == 1 {
        let quota = bandwidth.quota.map_or(ControlValue::UNLIMITED, ControlValue::Number);
        held.set(&CFS_QUOTA, quota);
        held.set(&CFS_PERIOD, ControlValue::Number(bandwidth.period));
    } else {
        held.set(&MAX, ControlValue::Bandwidth(bandwidth));
    }
}

/// What a domain's files hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CpuValues {
    /// Its shares against other groups; on v2 its weight, unconverted, as libvirt has it.
    pub shares: Option<u64>,
    /// Its bandwidth; none where this kernel has no such limits.
    pub bandwidth: Option<Bandwidth>,
}

/// What the files hold, as numbers.
pub fn values(version: &Version, held: &Held) -> CpuValues {
    let shares = shares_file(version).and_then(|file| held.get(file));
    CpuValues {
        shares: shares.map(ControlValue::number),
        bandwidth: if version.number == 1 { v1(held) } else { v2(held) },
    }
}

/// What a domain's files hold as parameters, in libvirt's order. Of several groups of virtual CPUs, or of
/// I/O threads, the first counts, as in libvirt; the domain's own group stands for virtual CPUs without any.
pub fn parameters(version: &Version, held: &Held) -> Vec<TypedParam> {
    let whole = values(version, held);
    let of = |kind| {
        let first = held.threads().find(|(threads, _)| threads.kind == kind);
        first.and_then(|(_, held)| values(version, held).bandwidth)
    };
    let mut params = Vec::new();
    if let Some(shares) = whole.shares {
        params.push(TypedParam::new(VIR_DOMAIN_SCHEDULER_CPU_SHARES, Value::ULLong(shares)));
    }
    for (bandwidth, period, quota) in [
        (
            if held.has_threads(Vcpu) { of(Vcpu) } else { whole.bandwidth },
            VIR_DOMAIN_SCHEDULER_VCPU_PERIOD,
            VIR_DOMAIN_SCHEDULER_VCPU_QUOTA,
        ),
        (of(Emulator), VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD, VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA),
        (whole.bandwidth, VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA),
        (of(Iothread), VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD, VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA),
    ] {
        let Some(bandwidth) = bandwidth else { continue };
        let limit = bandwidth.quota.and_then(|quota| i64::try_from(quota).ok());
        params.push(TypedParam::new(period, Value::ULLong(bandwidth.period)));
        params.push(TypedParam::new(quota, Value::LLong(limit.unwrap_or(NO_LIMIT))));
    }
    if let Some(Bandwidth { quota, period }) = whole.bandwidth {
        let percent = Value::ULLong(scheduler::percent_of(quota, period));
        params.push(TypedParam::new(VIR_MEMCTL_SCHEDULER_CPU_LIMIT_PERCENT, percent));
    }
    params
}

/// A quota that says that there is no limit.
const NO_LIMIT: i64 = -1;

fn v1(held: &Held) -> Option<Bandwidth> {
    let quota = held.get(&CFS_QUOTA)?.number();
    let quota = (quota != u64::MAX).then_some(quota);
    Some(Bandwidth { quota, period: held.get(&CFS_PERIOD)?.number() })
}

fn v2(held: &Held) -> Option<Bandwidth> {
    held.get(&MAX)?.bandwidth()
}

fn number(held: &Held, file: &ControlFile) -> Option<u64> {
    held.get(file).map(ControlValue::number)
}

/// The CPU time in a second, in microseconds, of which systemd, which rounds down, makes the
/// same quota again; "infinity" for no limit.
///
/// Across a daemon-reload systemd keeps whole percents of a CPU alone, and takes 0 for no limit:
/// so it is never told less than one.
fn per_second(bandwidth: Bandwidth) -> Option<u64> {
    let Some(quota) = bandwidth.quota else { return Some(u64::MAX) };
    let micros = u128::from(quota) * 1_000_000;
    let micros = micros.div_ceil(u128::from(bandwidth.period.max(1)));
    u64::try_from(micros).ok().map(|micros| micros.max(PERCENT))
}

/// One percent of a second, in microseconds.
const PERCENT: u64 = 10_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unit_properties() {
        let properties = |quota, period| {
            let bandwidth = Some(Bandwidth { quota, period });
            [&crate::driver::host::cgroup::v1::VERSION, &crate::driver::host::cgroup::v2::VERSION]
                .map(|version| {
                    let mut held = Held::default();
                    put(version, &CpuValues { shares: Some(300), bandwidth }, &mut held);
                    let files = TABLE.files(version).iter().copied();
                    let properties = files.flat_map(|file| file.unit_properties);
                    let mut values: Vec<_> = properties
                        .map(|property| match property.value {
                            Number(value) => (property.name, value(&held).unwrap()),
                            _ => panic!("{}", property.name),
                        })
                        .collect();
                    values.sort_unstable();
                    values.dedup();
                    values
                })
        };
        for (quota, period, per_second) in [
            (Some(20_000), 50_000, 400_000),
            (Some(10_001), 30_000, 333_367),
            (Some(40_000_000), 1_000_000, 40_000_000),
            (Some(1_000), 1_000_000, PERCENT),
            (None, 70_000, u64::MAX),
        ] {
            let bandwidth = [("CPUQuotaPerSecUSec", per_second), ("CPUQuotaPeriodUSec", period)];
            let [v1, v2] = properties(quota, period);
            assert_eq!(v1, [&bandwidth[..], &[("CPUShares", 300)]].concat());
            assert_eq!(v2, [&bandwidth[..], &[("CPUWeight", 300)]].concat());
            if let Some(quota) = quota.filter(|_| per_second != PERCENT) {
                assert_eq!(per_second * period / 1_000_000, quota, "as systemd computes it");
            }
        }
    }
}
