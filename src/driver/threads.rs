//! CPU pinning of virtual CPUs, the emulator and I/O threads.

use super::{Node, unsupported};
use crate::model::cpuset::CpuSet;
use crate::model::domain::Identity;
use crate::model::flags::{AFFECT_CONFIG, AFFECT_LIVE};
use crate::model::thread::{IothreadInfo, VcpuInfo};
use crate::model::typed::TypedParam;
use crate::model::{Error, Result, virErrorNumber};

/// The threads of domains and their CPU pinning.
pub trait Threads: Node {
    /// The flags of [`Self::vcpu_pins`].
    fn vcpu_pins_flags(&self) -> u32 {
        AFFECT_LIVE | AFFECT_CONFIG
    }

    /// The flags of [`Self::pin_vcpu`].
    fn pin_vcpu_flags(&self) -> u32 {
        AFFECT_LIVE | AFFECT_CONFIG
    }

    /// Refuses the id 0 for a new I/O thread and for one to tune (VIR_ERR_INVALID_ARG).
    fn check_iothread_id(&self, id: u32) -> Result<()> {
        if id == 0 {
            let code = virErrorNumber::VIR_ERR_INVALID_ARG;
            return Err(Error::new(self.error_domain(), code, "iothread_id is 0, expected more"));
        }
        Ok(())
    }

    /// A running domain's virtual CPUs, at most `_most`.
    fn vcpus(&self, _domain: &Identity, _most: usize) -> Result<Vec<VcpuInfo>> {
        unsupported()
    }

    /// The CPU pinning of each virtual CPU that a domain may have, at most `_most`.
    fn vcpu_pins(&self, _domain: &Identity, _most: usize, _flags: u32) -> Result<Vec<CpuSet>> {
        unsupported()
    }

    /// Sets the CPU pinning of a virtual CPU.
    fn pin_vcpu(&self, _domain: &Identity, _vcpu: u32, _cpus: CpuSet, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// The CPU pinning of the emulator.
    fn emulator_pin(&self, _domain: &Identity, _flags: u32) -> Result<CpuSet> {
        unsupported()
    }

    /// Sets the CPU pinning of the emulator.
    fn pin_emulator(&self, _domain: &Identity, _cpus: CpuSet, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// The I/O threads.
    fn iothreads(&self, _domain: &Identity, _flags: u32) -> Result<Vec<IothreadInfo>> {
        unsupported()
    }

    /// Adds an I/O thread.
    fn add_iothread(&self, _domain: &Identity, _id: u32, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Removes an I/O thread.
    fn remove_iothread(&self, _domain: &Identity, _id: u32, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Sets the CPU pinning of an I/O thread.
    fn pin_iothread(&self, _domain: &Identity, _id: u32, _cpus: CpuSet, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Sets the polling parameters of an I/O thread. The driver checks names and types,
    /// because libvirt looks up the thread first.
    fn tune_iothread(
        &self,
        _domain: &Identity,
        _id: u32,
        _params: &[TypedParam],
        _flags: u32,
    ) -> Result<()> {
        unsupported()
    }
}
