//! CPU pinning of virtual CPUs, the emulator and I/O threads.

use crate::driver::Threads;
use crate::driver::remote::driver::RemoteDriver;
use crate::driver::remote::protocol::{
    self, domain_add_iothread, domain_del_iothread, domain_get_emulator_pin_info,
    domain_get_iothread_info, domain_get_vcpu_pin_info, domain_get_vcpus, domain_pin_emulator,
    domain_pin_iothread, domain_pin_vcpu_flags, domain_set_iothread_params,
};
use crate::model::Result;
use crate::model::cpuset::CpuSet;
use crate::model::domain::Identity;
use crate::model::thread::{IothreadInfo, VcpuInfo};
use crate::model::typed::TypedParam;

/// The length of the maps of CPUs that are asked for, in bytes: of 2048 CPUs.
const MAP: i32 = 256;

/// The most virtual CPUs that are asked for: as many maps fit in an answer.
const VCPUS: usize = 16384;

impl Threads for RemoteDriver {
    fn vcpus(&self, domain: &Identity, most: usize) -> Result<Vec<VcpuInfo>> {
        let found = self.call(domain_get_vcpus(domain, at_most(most), MAP))?;
        let maps = maps(&found.cpumaps).chain(std::iter::repeat_with(CpuSet::default));
        let both = |(info, cpus): (protocol::VcpuInfo, CpuSet)| VcpuInfo {
            number: info.number,
            state: info.state,
            cpu_time: info.cpu_time,
            cpu: info.cpu,
            cpus,
        };
        Ok(found.info.into_iter().zip(maps).map(both).collect())
    }

    fn vcpu_pins(&self, domain: &Identity, most: usize, flags: u32) -> Result<Vec<CpuSet>> {
        let found = self.call(domain_get_vcpu_pin_info(domain, at_most(most), MAP, flags))?;
        let number = usize::try_from(found.num).unwrap_or_default();
        Ok(maps(&found.cpumaps).take(number).collect())
    }

    fn pin_vcpu(&self, domain: &Identity, vcpu: u32, cpus: CpuSet, flags: u32) -> Result<()> {
        self.call(domain_pin_vcpu_flags(domain, vcpu, &map(&cpus), flags))
    }

    fn emulator_pin(&self, domain: &Identity, flags: u32) -> Result<CpuSet> {
        let found = self.call(domain_get_emulator_pin_info(domain, MAP, flags))?;
        Ok(CpuSet::from_bytes(&found.cpumaps))
    }

    fn pin_emulator(&self, domain: &Identity, cpus: CpuSet, flags: u32) -> Result<()> {
        self.call(domain_pin_emulator(domain, &map(&cpus), flags))
    }

    fn iothreads(&self, domain: &Identity, flags: u32) -> Result<Vec<IothreadInfo>> {
        let found = self.call(domain_get_iothread_info(domain, flags))?.info;
        let one = |info: protocol::DomainIothreadInfo| IothreadInfo {
            id: info.iothread_id,
            cpus: CpuSet::from_bytes(&info.cpumap),
        };
        Ok(found.into_iter().map(one).collect())
    }

    fn check_iothread_id(&self, _id: u32) -> Result<()> {
        Ok(())
    }

    fn add_iothread(&self, domain: &Identity, id: u32, flags: u32) -> Result<()> {
        self.call(domain_add_iothread(domain, id, flags))
    }

    fn remove_iothread(&self, domain: &Identity, id: u32, flags: u32) -> Result<()> {
        self.call(domain_del_iothread(domain, id, flags))
    }

    fn pin_iothread(&self, domain: &Identity, id: u32, cpus: CpuSet, flags: u32) -> Result<()> {
        self.call(domain_pin_iothread(domain, id, &map(&cpus), flags))
    }

    fn tune_iothread(
        &self,
        domain: &Identity,
        id: u32,
        params: &[TypedParam],
        flags: u32,
    ) -> Result<()> {
        self.call(domain_set_iothread_params(domain, id, params, flags))
    }
}

fn at_most(most: usize) -> i32 {
    i32::try_from(most.min(VCPUS)).unwrap_or(i32::MAX)
}

fn maps(bytes: &[u8]) -> impl Iterator<Item = CpuSet> + '_ {
    bytes.chunks(MAP.unsigned_abs() as usize).map(CpuSet::from_bytes)
}

/// A map of one byte at least, which the server expects.
fn map(cpus: &CpuSet) -> Vec<u8> {
    let map = cpus.to_fewest_bytes();
    if map.is_empty() { vec![0] } else { map }
}
