//! Baseline CPUs and domain capabilities.

use super::Connection;
use crate::model::constants::virConnectBaselineCPUFlags::VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES;
use crate::model::{Result, flags};

impl Connection {
    /// The baseline CPU of the given CPUs, all as documents.
    pub fn baseline_cpu(&self, cpus: &[&[u8]], baseline_flags: u32) -> Result<String> {
        let driver = self.driver();
        let known = VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES as u32;
        flags::check(driver.error_domain(), baseline_flags, known)?;
        driver.baseline_cpu(cpus, baseline_flags & known != 0)
    }

    /// The same for CPUs that the hypervisor supports.
    pub fn baseline_hypervisor_cpu(&self, cpus: &[&[u8]]) -> Result<String> {
        self.check_writable("getting the hypervisor's baseline CPU")?;
        self.driver().baseline_hypervisor_cpu(cpus)
    }

    /// The capabilities of domains, as a document.
    pub fn domain_capabilities(&self) -> Result<String> {
        self.check_writable("getting the domain capabilities")?;
        self.driver().domain_capabilities()
    }
}
