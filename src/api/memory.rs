//! Memory parameters: a family of typed parameters with its own API functions.

use super::Domain;
use crate::model::parameters::Family;
use crate::model::typed::TypedParam;
use crate::model::{Result, flags};

impl Domain {
    /// [`Self::set_parameters`] for memory, in KiB.
    ///
    /// Errors: also VIR_ERR_OPERATION_UNSUPPORTED for parameters that the kernel does not
    /// have, VIR_ERR_SYSTEM_ERROR for a failed system call.
    pub fn set_memory_parameters(&self, params: &[TypedParam], set_flags: u32) -> Result<()> {
        self.set_parameters(Family::Memory, "", params, set_flags)
    }

    /// [`Self::parameters`] for memory, in KiB.
    ///
    /// Errors: also VIR_ERR_SYSTEM_ERROR for a failed system call.
    pub fn memory_parameters(&self, get_flags: u32) -> Result<Vec<TypedParam>> {
        self.parameters(Family::Memory, "", get_flags)
    }

    /// A hard limit, in KiB, that is sufficient for the running domain. No flags are
    /// supported.
    ///
    /// Errors: VIR_ERR_INVALID_ARG for flags, VIR_ERR_NO_DOMAIN,
    /// VIR_ERR_OPERATION_INVALID if it is not running, VIR_ERR_NO_SUPPORT,
    /// VIR_ERR_SYSTEM_ERROR for files that the caller may not read.
    pub fn suggest_hard_limit(&self, suggest_flags: u32) -> Result<u64> {
        let driver = self.connection().driver();
        flags::check(driver.error_domain(), suggest_flags, 0)?;
        Ok(driver.suggest_hard_limit(self.identity())?.0)
    }
}
