//! CPU pinning of virtual CPUs, the emulator and I/O threads on the test driver.

use super::driver::TestDriver;
use super::test_domain::{Polling, TestDomain};
use crate::driver::Threads;
use crate::model::constants::virVcpuState;
use crate::model::cpuset::CpuSet;
use crate::model::domain::Identity;
use crate::model::flags::Affect;
use crate::model::thread::{IOTHREAD_SPECS, IothreadInfo, VcpuInfo};
use crate::model::typed::{self, TypedParam};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::{Definition, IoThread};
use std::time::{SystemTime, UNIX_EPOCH};

impl Threads for TestDriver {
    /// libvirt's test driver ignores the flags.
    fn vcpu_pins_flags(&self) -> u32 {
        u32::MAX
    }

    fn pin_vcpu_flags(&self) -> u32 {
        0
    }

    fn vcpus(&self, domain: &Identity, most: usize) -> Result<Vec<VcpuInfo>> {
        let all = self.all_cpus();
        self.read(domain, |guest| {
            let definition = running(guest, "has no virtual CPUs to tell of")?;
            let vcpu = |number: u16| vcpu_info(definition, number, &all);
            Ok(definition.vcpus.online().take(most).map(vcpu).collect())
        })
    }

    fn vcpu_pins(&self, domain: &Identity, most: usize, flags: u32) -> Result<Vec<CpuSet>> {
        let affect = Affect::from_flags(flags);
        let all = self.all_cpus();
        self.read(domain, |guest| {
            let definition = guest.definition(affect)?;
            let pin = |number: u16| vcpu_pin(definition, number.into(), &all);
            Ok((0..definition.vcpus.max).take(most).map(pin).collect())
        })
    }

    fn pin_vcpu(&self, domain: &Identity, vcpu: u32, cpus: CpuSet, _flags: u32) -> Result<()> {
        self.change(domain, |guest, _| {
            running(guest, "cannot have a virtual CPU pinned")?;
            for definition in guest.definitions_mut(Affect { live: true, config: false })? {
                let online = |number: u16| definition.vcpus.is_online(number);
                if !u16::try_from(vcpu).is_ok_and(online) {
                    return Err(invalid(format!("vcpu is {vcpu}, which the domain does not have")));
                }
                definition.cputune.vcpupin.insert(vcpu, cpus.clone());
            }
            Ok(())
        })
    }

    fn emulator_pin(&self, domain: &Identity, flags: u32) -> Result<CpuSet> {
        let affect = Affect::from_flags(flags);
        let all = self.all_cpus();
        self.read(domain, |guest| {
            let definition = guest.definition(affect)?;
            let pin = definition.cputune.emulatorpin.as_ref();
            Ok(pin.or(definition.vcpus.cpuset.as_ref()).unwrap_or(&all).clone())
        })
    }

    fn pin_emulator(&self, domain: &Identity, cpus: CpuSet, flags: u32) -> Result<()> {
        let affect = Affect::from_flags(flags);
        self.change(domain, |guest, _| {
            affect.check_one()?;
            for definition in guest.definitions_mut(affect)? {
                check_not_empty(&cpus)?;
                definition.cputune.emulatorpin = Some(cpus.clone());
            }
            Ok(())
        })
    }

    /// An unpinned thread may run on as many host CPUs as the domain has virtual CPUs.
    fn iothreads(&self, domain: &Identity, flags: u32) -> Result<Vec<IothreadInfo>> {
        let affect = Affect::from_flags(flags);
        self.read(domain, |guest| {
            let definition = guest.definition(affect)?;
            let otherwise = CpuSet::below(definition.vcpus.current);
            let otherwise = definition.vcpus.cpuset.as_ref().unwrap_or(&otherwise);
            let info = |thread: &IoThread| {
                let pin = definition.cputune.iothreadpin.get(&thread.id);
                IothreadInfo { id: thread.id, cpus: pin.unwrap_or(otherwise).clone() }
            };
            Ok(definition.iothreads.iter().map(info).collect())
        })
    }

    fn add_iothread(&self, domain: &Identity, id: u32, flags: u32) -> Result<()> {
        let affect = Affect::from_flags(flags);
        let change = |definition: &mut Definition| {
            if definition.iothreads.iter().any(|thread| thread.id == id) {
                return Err(in_use(format!("iothread_id is {id}, which the domain already has")));
            }
            definition.iothreads.push(IoThread::new(id));
            Ok(())
        };
        self.change_threads(domain, affect, change, |known| known.push(Polling::new(id)))
    }

    /// The following threads keep their ids, which are explicit from then on.
    fn remove_iothread(&self, domain: &Identity, id: u32, flags: u32) -> Result<()> {
        let affect = Affect::from_flags(flags);
        let change = |definition: &mut Definition| {
            let threads = &definition.iothreads;
            let place = threads.iter().position(|thread| thread.id == id);
            let place = place.ok_or_else(|| {
                in_use(format!("iothread_id is {id}, which the domain does not have"))
            })?;
            if let Some(disk) = definition.devices.disks.iter().find(|disk| disk.runs_on(id)) {
                let target = disk.target();
                return Err(in_use(format!("iothread_id is {id}, which disk '{target}' uses")));
            }
            let threads = &mut definition.iothreads;
            threads.remove(place);
            threads.iter_mut().skip(place).for_each(|thread| thread.automatic = false);
            definition.cputune.iothreadpin.remove(&id);
            Ok(())
        };
        self.change_threads(domain, affect, change, |known| {
            let place = known.iter().position(|thread| thread.id == id);
            place.map(|place| known.remove(place));
        })
    }

    fn pin_iothread(&self, domain: &Identity, id: u32, cpus: CpuSet, flags: u32) -> Result<()> {
        let affect = Affect::from_flags(flags);
        let change = |definition: &mut Definition| {
            check_not_empty(&cpus)?;
            find(definition, id)?;
            definition.cputune.iothreadpin.insert(id, cpus.clone());
            Ok(())
        };
        self.change_threads(domain, affect, change, |_| {})
    }

    /// The values appear only in statistics.
    fn tune_iothread(
        &self,
        domain: &Identity,
        id: u32,
        params: &[TypedParam],
        flags: u32,
    ) -> Result<()> {
        let affect = Affect::from_flags(flags);
        let change = |definition: &mut Definition| {
            find(definition, id)?;
            typed::validate(params, IOTHREAD_SPECS)
        };
        self.change_threads(domain, affect, change, |known| {
            let thread = known.iter_mut().find(|thread| thread.id == id);
            thread.into_iter().for_each(|thread| thread.tune(params));
        })
    }
}

impl TestDriver {
    /// All CPUs of the host.
    fn all_cpus(&self) -> CpuSet {
        let count = self.shared.host().hardware.info.possible_cpus();
        CpuSet::below(u16::try_from(count).unwrap_or(u16::MAX))
    }

    /// Changes a definition, then the threads in statistics.
    fn change_threads(
        &self,
        domain: &Identity,
        affect: Affect,
        change: impl Fn(&mut Definition) -> Result<()>,
        then: impl FnOnce(&mut Vec<Polling>),
    ) -> Result<()> {
        self.change(domain, |guest, _| {
            affect.check_one()?;
            guest.definitions_mut(affect)?.into_iter().try_for_each(change)?;
            then(&mut guest.io_threads);
            Ok(())
        })
    }
}

/// A domain's live definition.
fn running<'g>(guest: &'g TestDomain, what: &str) -> Result<&'g Definition> {
    let running = guest.running.as_ref().map(|running| &running.definition);
    running.ok_or_else(|| {
        let detail = format!("domain '{}' is not running, so it {what}", guest.name);
        let code = virErrorNumber::VIR_ERR_OPERATION_INVALID;
        Error::new(virErrorDomain::VIR_FROM_TEST, code, detail)
    })
}

fn vcpu_pin(definition: &Definition, number: u32, all: &CpuSet) -> CpuSet {
    let pin = definition.cputune.vcpupin.get(&number);
    pin.or(definition.vcpus.cpuset.as_ref()).unwrap_or(all).clone()
}

/// The CPU time is derived from the wall clock, in tenths of microseconds, so that it
/// grows.
fn vcpu_info(definition: &Definition, number: u16, all: &CpuSet) -> VcpuInfo {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let cpus = vcpu_pin(definition, number.into(), all);
    VcpuInfo {
        number: number.into(),
        state: virVcpuState::VIR_VCPU_RUNNING as i32,
        cpu_time: u64::try_from(now.as_micros() / 10).unwrap_or(u64::MAX),
        cpu: cpus.last().map_or(-1, i32::from),
        cpus,
    }
}

fn find(definition: &Definition, id: u32) -> Result<()> {
    match definition.iothreads.iter().any(|thread| thread.id == id) {
        true => Ok(()),
        false => Err(invalid(format!("iothread_id is {id}, which the domain does not have"))),
    }
}

fn check_not_empty(cpus: &CpuSet) -> Result<()> {
    if cpus.is_empty() {
        return Err(invalid("cpumap names no CPU, expected one or more".to_owned()));
    }
    Ok(())
}

fn invalid(detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_TEST, virErrorNumber::VIR_ERR_INVALID_ARG, detail)
}

/// An error that libvirt raises outside of its test driver.
fn in_use(detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_DOMAIN, virErrorNumber::VIR_ERR_INVALID_ARG, detail)
}
