//! CPU pinning of virtual CPUs, the emulator and I/O threads.

use super::{Node, unsupported};
use crate::model::Result;
use crate::model::cpuset::CpuSet;
use crate::model::domain::Identity;
use crate::model::flags::{AFFECT_CONFIG, AFFECT_LIVE, Affect};
use crate::model::thread::{IothreadInfo, VcpuInfo};
use crate::model::typed::TypedParam;

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

    /// A running domain's virtual CPUs, at most `_most`.
    fn vcpus(&self, _domain: &Identity, _most: usize) -> Result<Vec<VcpuInfo>> {
        unsupported()
    }

    /// The CPU pinning of each virtual CPU that a domain may have, at most `_most`.
    fn vcpu_pins(&self, _domain: &Identity, _most: usize, _affect: Affect) -> Result<Vec<CpuSet>> {
        unsupported()
    }

    /// Sets the CPU pinning of a virtual CPU.
    fn pin_vcpu(
        &self,
        _domain: &Identity,
        _vcpu: u32,
        _cpus: CpuSet,
        _affect: Affect,
    ) -> Result<()> {
        unsupported()
    }

    /// The CPU pinning of the emulator.
    fn emulator_pin(&self, _domain: &Identity, _affect: Affect) -> Result<CpuSet> {
        unsupported()
    }

    /// Sets the CPU pinning of the emulator.
    fn pin_emulator(&self, _domain: &Identity, _cpus: CpuSet, _affect: Affect) -> Result<()> {
        unsupported()
    }

    /// The I/O threads.
    fn iothreads(&self, _domain: &Identity, _affect: Affect) -> Result<Vec<IothreadInfo>> {
        unsupported()
    }

    /// Adds an I/O thread.
    fn add_iothread(&self, _domain: &Identity, _id: u32, _affect: Affect) -> Result<()> {
        unsupported()
    }

    /// Removes an I/O thread.
    fn remove_iothread(&self, _domain: &Identity, _id: u32, _affect: Affect) -> Result<()> {
        unsupported()
    }

    /// Sets the CPU pinning of an I/O thread.
    fn pin_iothread(
        &self,
        _domain: &Identity,
        _id: u32,
        _cpus: CpuSet,
        _affect: Affect,
    ) -> Result<()> {
        unsupported()
    }

    /// Sets the polling parameters of an I/O thread. The driver checks names and types,
    /// because libvirt looks up the thread first.
    fn tune_iothread(
        &self,
        _domain: &Identity,
        _id: u32,
        _params: &[TypedParam],
        _affect: Affect,
    ) -> Result<()> {
        unsupported()
    }
}
