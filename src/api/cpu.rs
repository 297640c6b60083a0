//! Baseline CPUs and domain capabilities.

use super::Connection;
use crate::model::Result;
use crate::model::capabilities::GuestKindQuery;
use crate::model::flags::EXPAND_FEATURES;

impl Connection {
    /// The baseline CPU of the given CPUs, all as documents.
    pub fn baseline_cpu(&self, cpus: &[&[u8]], baseline_flags: u32) -> Result<String> {
        self.check_flags(baseline_flags, EXPAND_FEATURES)?;
        self.driver().baseline_cpu(cpus, baseline_flags)
    }

    /// The same for CPUs that a hypervisor supports.
    pub fn baseline_hypervisor_cpu(
        &self,
        of: &GuestKindQuery<'_>,
        cpus: &[&[u8]],
        baseline_flags: u32,
    ) -> Result<String> {
        self.check_writable("getting the hypervisor's baseline CPU")?;
        self.driver().baseline_hypervisor_cpu(of, cpus, baseline_flags)
    }

    /// The capabilities of domains, as a document.
    pub fn domain_capabilities(&self, of: &GuestKindQuery<'_>, flags: u32) -> Result<String> {
        self.check_writable("getting the domain capabilities")?;
        self.driver().domain_capabilities(of, flags)
    }
}
