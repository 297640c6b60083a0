//! Memory sizes and numbers of virtual CPUs.

use crate::driver::Size;
use crate::driver::remote::driver::RemoteDriver;
use crate::driver::remote::protocol::{
    connect_get_max_vcpus, domain_get_vcpus_flags, domain_set_memory_flags,
    domain_set_memory_stats_period, domain_set_vcpus_flags, rpc_error,
};
use crate::model::Result;
use crate::model::domain::Identity;
use crate::model::units::Kib;

impl Size for RemoteDriver {
    fn set_memory_size(&self, domain: &Identity, size: Kib, flags: u32) -> Result<()> {
        self.call(domain_set_memory_flags(domain, size.0, flags))
    }

    fn set_stats_period(&self, domain: &Identity, period: u32, flags: u32) -> Result<()> {
        let period = i32::try_from(period).unwrap_or(i32::MAX);
        self.call(domain_set_memory_stats_period(domain, period, flags))
    }

    fn max_vcpus(&self, kind: Option<&str>) -> Result<u32> {
        let most = self.call(connect_get_max_vcpus(kind.map(str::as_bytes)))?;
        most.try_into().map_err(|_| rpc_error(format!("the answer has {most} virtual CPUs")))
    }

    fn vcpu_count(&self, domain: &Identity, flags: u32) -> Result<u16> {
        let count = self.call(domain_get_vcpus_flags(domain, flags))?;
        count.try_into().map_err(|_| rpc_error(format!("the answer has {count} virtual CPUs")))
    }

    fn set_vcpu_count(&self, domain: &Identity, count: u32, flags: u32) -> Result<()> {
        self.call(domain_set_vcpus_flags(domain, count, flags))
    }
}
