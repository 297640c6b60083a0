//! The families' parameters, a method to give and one to read each. Names, types, units and limits are those
//! of `model::parameters`; a test compares them.

use super::devices::DeviceValues;
use super::tunable::Tune;
use super::value::Convert;
use crate::model::constants::*;
use crate::model::parameters::Family;
use crate::model::parameters::shares::Shares;
use crate::model::typed::TypedParam;
use crate::model::units::Kib;

/// Makes the struct of a family.
macro_rules! family {
    (
        $(#[doc = $doc:literal])+ $name:ident = $family:ident;
        $($(#[doc = $about:literal])+ $set:ident, $get:ident: $kind:ty = $parameter:ident;)+
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $name(Vec<TypedParam>);

        impl $name {
            /// Without any parameter.
            pub fn new() -> Self {
                Self::default()
            }

            $(
                $(#[doc = $about])+
                #[must_use]
                pub fn $set(mut self, value: $kind) -> Self {
                    self.0.retain(|param| param.field != $parameter);
                    self.0.push(TypedParam::new($parameter, value.value()));
                    self
                }

                #[doc = concat!("What [`Self::", stringify!($set), "`] gives; none where it is not given, or not told.")]
                pub fn $get(&self) -> Option<$kind> {
                    let param = self.0.iter().find(|param| param.field == $parameter)?;
                    <$kind>::from_value(&param.value)
                }
            )+

            #[cfg(test)]
            fn sample() -> Self {
                Self::new()$(.$set(Default::default()))+
            }
        }

        impl Tune for $name {
            const FAMILY: Family = Family::$family;

            fn from_params(params: Vec<TypedParam>) -> Self {
                Self(params)
            }

            fn params(&self) -> &[TypedParam] {
                &self.0
            }
        }
    };
}

family! {
    /// Memory parameters: virDomainSetMemoryParameters.
    Memtune = Memory;
    /// The most memory that the domain may use; [`UNLIMITED`](crate::UNLIMITED) for no limit.
    hard_limit, get_hard_limit: Kib = VIR_DOMAIN_MEMORY_HARD_LIMIT;
    /// What the domain is reduced to when memory is short.
    soft_limit, get_soft_limit: Kib = VIR_DOMAIN_MEMORY_SOFT_LIMIT;
    /// The most memory and swap together.
    swap_hard_limit, get_swap_hard_limit: Kib = VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT;
    /// The memory that the domain is guaranteed; cgroup v2.
    min_guarantee, get_min_guarantee: Kib = VIR_DOMAIN_MEMORY_MIN_GUARANTEE;
    /// The swap above which the domain is throttled; cgroup v2.
    swap_soft_limit, get_swap_soft_limit: Kib = VIR_MEMCTL_MEMORY_SWAP_SOFT_LIMIT;
    /// The weight of the domain's memory against that of other domains; ESX.
    memory_shares, get_memory_shares: Shares = VIR_MEMCTL_MEMORY_SHARES;
}

family! {
    /// Scheduler parameters: virDomainSetSchedulerParameters. Periods are 1000 to 1000000 microseconds; a
    /// quota is at least 1000 microseconds of CPU time a period, or negative for no limit.
    Cputune = Scheduler;
    /// The domain's share of CPU time when CPUs are short, against those of other domains.
    cpu_shares, get_cpu_shares: u64 = VIR_DOMAIN_SCHEDULER_CPU_SHARES;
    /// The period of the whole domain's quota.
    global_period, get_global_period: u64 = VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD;
    /// The whole domain's quota.
    global_quota, get_global_quota: i64 = VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA;
    /// The period of a virtual CPU's quota.
    vcpu_period, get_vcpu_period: u64 = VIR_DOMAIN_SCHEDULER_VCPU_PERIOD;
    /// The quota of each virtual CPU.
    vcpu_quota, get_vcpu_quota: i64 = VIR_DOMAIN_SCHEDULER_VCPU_QUOTA;
    /// The period of the emulator's quota.
    emulator_period, get_emulator_period: u64 = VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD;
    /// The quota of the emulator, which is all but virtual CPUs and I/O threads.
    emulator_quota, get_emulator_quota: i64 = VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA;
    /// The period of an I/O thread's quota.
    iothread_period, get_iothread_period: u64 = VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD;
    /// The quota of each I/O thread.
    iothread_quota, get_iothread_quota: i64 = VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA;
    /// The whole domain's quota in percent of one CPU: 150 is one and a half; 0 is no limit.
    cpu_limit_percent, get_cpu_limit_percent: u64 = VIR_MEMCTL_SCHEDULER_CPU_LIMIT_PERCENT;
    /// The CPU time that the domain is guaranteed, in MHz; ESX.
    reservation, get_reservation: i64 = VIR_DOMAIN_SCHEDULER_RESERVATION;
    /// The most CPU time, in MHz, or -1 for no limit; ESX.
    limit, get_limit: i64 = VIR_DOMAIN_SCHEDULER_LIMIT;
    /// The domain's share of CPU time, as a level or a number; ESX.
    shares, get_shares: Shares = VIR_DOMAIN_SCHEDULER_SHARES;
}

family! {
    /// Block I/O parameters: virDomainSetBlkioParameters.
    Blkiotune = Blkio;
    /// The domain's share of block I/O against those of other domains.
    weight, get_weight: u32 = VIR_DOMAIN_BLKIO_WEIGHT;
    /// The same on single devices.
    device_weight, get_device_weight: DeviceValues = VIR_DOMAIN_BLKIO_DEVICE_WEIGHT;
    /// The most requests that read, a second.
    device_read_iops, get_device_read_iops: DeviceValues = VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS;
    /// The most requests that write, a second.
    device_write_iops, get_device_write_iops: DeviceValues = VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS;
    /// The most bytes read, a second.
    device_read_bytes, get_device_read_bytes: DeviceValues = VIR_DOMAIN_BLKIO_DEVICE_READ_BPS;
    /// The most bytes written, a second.
    device_write_bytes, get_device_write_bytes: DeviceValues = VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS;
    /// The latency that is aimed at, in microseconds; cgroup v2 with io.latency.
    device_latency, get_device_latency: DeviceValues = VIR_MEMCTL_BLKIO_DEVICE_LATENCY;
}

family! {
    /// NUMA parameters: virDomainSetNumaParameters.
    Numatune = Numa;
    /// How memory is taken from the nodes: a virDomainNumatuneMemMode.
    mode, get_mode: i32 = VIR_DOMAIN_NUMA_MODE;
    /// The nodes, as a list such as `0-3,^2`.
    nodeset, get_nodeset: String = VIR_DOMAIN_NUMA_NODESET;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parameters::specs;
    use crate::model::typed::Value;
    use std::collections::BTreeSet;

    /// The names and types of a family here, and in the family's table.
    fn both<T: Tune>(sample: &T) -> [BTreeSet<(String, i32)>; 2] {
        let here = sample.params().iter();
        let there = specs(T::FAMILY);
        [
            here.map(|param| (param.field.to_string(), param.value.type_number())).collect(),
            there.iter().map(|spec| (spec.name.to_string(), spec.kind as i32)).collect(),
        ]
    }

    #[test]
    fn each_parameter_has_its_type() {
        for [here, there] in [
            both(&Memtune::sample()),
            both(&Cputune::sample()),
            both(&Blkiotune::sample()),
            both(&Numatune::sample()),
        ] {
            assert_eq!(here.difference(&there).collect::<Vec<_>>(), Vec::<&(String, i32)>::new());
        }
    }

    #[test]
    fn a_parameter_is_given_once() {
        let tune = Memtune::new().hard_limit(Kib(1)).soft_limit(Kib(2)).hard_limit(Kib(3));
        assert_eq!(tune.get_hard_limit(), Some(Kib(3)));
        assert_eq!(tune.get_min_guarantee(), None);
        assert_eq!(tune.params().len(), 2);
        let shares = Memtune::new().memory_shares(Shares::High);
        assert_eq!(shares.params(), [TypedParam::new("memory_shares", Value::Int(-3))]);
        assert_eq!(shares.get_memory_shares(), Some(Shares::High));
        let other = Numatune::from_params(vec![TypedParam::text(VIR_DOMAIN_NUMA_MODE, "0")]);
        assert_eq!(other.get_mode(), None, "of another type");
    }
}
