//! Memory sizes and numbers of virtual CPUs. A machine has one configuration, which is in force at once: that
//! for now and that for the next start are the same.

use crate::driver::esx::driver::EsxDriver;
use crate::driver::esx::error::{invalid, refused};
use crate::driver::esx::machine;
use crate::driver::esx::machine::CPUS;
use crate::driver::esx::soap::{list, number};
use crate::driver::esx::units::{SIZE_STEP, limit_mb, size_mb};
use crate::driver::{Node, Size};
use crate::model::Result;
use crate::model::domain::Identity;
use crate::model::flags::{AFFECT_CONFIG, AFFECT_LIVE, MEMORY_MAXIMUM, VCPU_MAXIMUM};
use crate::model::units::Kib;
use crate::model::virErrorNumber::VIR_ERR_OPERATION_INVALID;

const IMPACT: u32 = AFFECT_LIVE | AFFECT_CONFIG;
const MOST_VCPUS: &str = "capability.maxSupportedVcpus";

impl Size for EsxDriver {
    fn set_memory_size(&self, domain: &Identity, size: Kib, flags: u32) -> Result<()> {
        self.check_flags(flags, IMPACT | MEMORY_MAXIMUM)?;
        if flags & MEMORY_MAXIMUM != 0 {
            let size = size_mb("memory", size, SIZE_STEP)?;
            if machine::state(&self.machine(domain, &[])?)?.is_active() {
                let detail = format!("domain '{}' is not powered off", domain.name);
                return Err(refused(VIR_ERR_OPERATION_INVALID, detail));
            }
            return self.reconfigure(domain, &[number("memoryMB", size)]);
        }
        let limit = limit_mb("memory", size)?;
        self.reconfigure(domain, &[list("memoryAllocation", [number("limit", limit)])])
    }

    fn max_vcpus(&self, _kind: Option<&str>) -> Result<u32> {
        if let Some(most) = self.most_vcpus.get() {
            return Ok(*most);
        }
        let most = self.host(&[MOST_VCPUS])?.required_number(MOST_VCPUS)?;
        Ok(*self.most_vcpus.get_or_init(|| most))
    }

    fn vcpu_count(&self, domain: &Identity, flags: u32) -> Result<u16> {
        self.check_flags(flags, IMPACT | VCPU_MAXIMUM)?;
        let found = self.machine(domain, &[CPUS])?;
        if flags & VCPU_MAXIMUM != 0 {
            return Ok(self.max_vcpus(None)?.try_into().unwrap_or(u16::MAX));
        }
        found.required_number(CPUS)
    }

    fn set_vcpu_count(&self, domain: &Identity, count: u32, flags: u32) -> Result<()> {
        self.check_flags(flags, IMPACT)?;
        let most = self.max_vcpus(None)?;
        if count == 0 || count > most {
            return Err(invalid(format!("nvcpus is {count}, expected 1 to {most}")));
        }
        self.reconfigure(domain, &[number("numCPUs", count)])
    }
}
