//! CPU pinning of virtual CPUs, the emulator and I/O threads.

use super::Domain;
use crate::model::cpuset::CpuSet;
use crate::model::flags::{AFFECT_CONFIG, AFFECT_LIVE, Affect};
use crate::model::thread::{IothreadInfo, VcpuInfo};
use crate::model::typed::TypedParam;
use crate::model::{Error, Result, virErrorDomain::VIR_FROM_DOMAIN};

const AFFECT: u32 = AFFECT_LIVE | AFFECT_CONFIG;

impl Domain {
    /// The running domain's virtual CPUs, at most `most`.
    pub fn vcpus(&self, most: usize) -> Result<Vec<VcpuInfo>> {
        self.connection().driver().vcpus(self.identity(), most)
    }

    /// The CPU pinning of each virtual CPU that the domain may have, at most `most`.
    pub fn vcpu_pins(&self, most: usize, get_flags: u32) -> Result<Vec<CpuSet>> {
        let driver = self.connection().driver();
        self.check_look(get_flags, driver.vcpu_pins_flags())?;
        driver.vcpu_pins(self.identity(), most, get_flags)
    }

    /// Sets the CPU pinning of a virtual CPU.
    ///
    /// Errors: VIR_ERR_OPERATION_DENIED on a read-only connection, VIR_ERR_INVALID_ARG for
    /// unknown flags and for an unknown virtual CPU, VIR_ERR_NO_DOMAIN,
    /// VIR_ERR_OPERATION_INVALID for a domain that is not running.
    pub fn pin_vcpu(&self, vcpu: u32, cpus: CpuSet, set_flags: u32) -> Result<()> {
        let driver = self.driver_to_change("pinning a virtual CPU")?;
        driver.check_flags(set_flags, driver.pin_vcpu_flags())?;
        driver.pin_vcpu(self.identity(), vcpu, cpus, set_flags)
    }

    /// The CPU pinning of the emulator.
    pub fn emulator_pin(&self, get_flags: u32) -> Result<CpuSet> {
        self.check_look(get_flags, AFFECT)?;
        self.connection().driver().emulator_pin(self.identity(), get_flags)
    }

    /// Sets the CPU pinning of the emulator.
    ///
    /// Errors: VIR_ERR_OPERATION_DENIED on a read-only connection, VIR_ERR_INVALID_ARG for
    /// unknown flags, live and config together, and an empty set, VIR_ERR_NO_DOMAIN,
    /// VIR_ERR_OPERATION_INVALID for flags that are not valid in the domain's state.
    pub fn pin_emulator(&self, cpus: CpuSet, set_flags: u32) -> Result<()> {
        let driver = self.driver_to_change("pinning the emulator")?;
        driver.check_flags(set_flags, AFFECT)?;
        driver.pin_emulator(self.identity(), cpus, set_flags)
    }

    /// The I/O threads.
    pub fn iothreads(&self, get_flags: u32) -> Result<Vec<IothreadInfo>> {
        self.check_look(get_flags, AFFECT)?;
        self.connection().driver().iothreads(self.identity(), get_flags)
    }

    /// Adds an I/O thread.
    ///
    /// Errors: VIR_ERR_OPERATION_DENIED on a read-only connection, VIR_ERR_INVALID_ARG for
    /// unknown flags, live and config together, the id 0 and one in use, VIR_ERR_NO_DOMAIN,
    /// VIR_ERR_OPERATION_INVALID for flags that are not valid in the domain's state.
    pub fn add_iothread(&self, id: u32, set_flags: u32) -> Result<()> {
        let driver = self.driver_to_change("adding an I/O thread")?;
        driver.check_flags(set_flags, AFFECT)?;
        driver.check_iothread_id(id)?;
        driver.add_iothread(self.identity(), id, set_flags)
    }

    /// Removes an I/O thread.
    ///
    /// Errors: as [`Self::add_iothread`], VIR_ERR_INVALID_ARG for an unknown thread.
    pub fn remove_iothread(&self, id: u32, set_flags: u32) -> Result<()> {
        let driver = self.driver_to_change("removing an I/O thread")?;
        if id == 0 {
            return Err(Error::invalid_arg(VIR_FROM_DOMAIN, "iothread_id is 0, expected more"));
        }
        driver.check_flags(set_flags, AFFECT)?;
        driver.remove_iothread(self.identity(), id, set_flags)
    }

    /// Sets the CPU pinning of an I/O thread.
    ///
    /// Errors: as [`Self::pin_emulator`], VIR_ERR_INVALID_ARG for an unknown thread.
    pub fn pin_iothread(&self, id: u32, cpus: CpuSet, set_flags: u32) -> Result<()> {
        let driver = self.driver_to_change("pinning an I/O thread")?;
        driver.check_flags(set_flags, AFFECT)?;
        driver.pin_iothread(self.identity(), id, cpus, set_flags)
    }

    /// Sets the polling parameters of an I/O thread of the running domain.
    ///
    /// Errors: VIR_ERR_OPERATION_DENIED on a read-only connection,
    /// VIR_ERR_ARGUMENT_UNSUPPORTED for unknown names, VIR_ERR_INVALID_ARG for wrong types,
    /// duplicates, unknown flags, and an unknown thread, VIR_ERR_NO_DOMAIN,
    /// VIR_ERR_OPERATION_INVALID for a domain that is not running.
    pub fn tune_iothread(&self, id: u32, params: &[TypedParam], set_flags: u32) -> Result<()> {
        let driver = self.driver_to_change("tuning an I/O thread")?;
        driver.check_flags(set_flags, AFFECT_LIVE)?;
        driver.check_iothread_id(id)?;
        driver.tune_iothread(self.identity(), id, params, set_flags)
    }

    fn check_look(&self, get_flags: u32, known: u32) -> Result<()> {
        Affect::from_flags(get_flags).check_one()?;
        self.driver().check_flags(get_flags, known)
    }
}
