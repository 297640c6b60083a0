//! Memory parameters: one family of parameters, under names of their own.

use super::Domain;
use crate::model::family::Family;
use crate::model::typed::TypedParam;
use crate::model::{Result, flags};

impl Domain {
    /// [`Self::set_parameters`] of memory, in KiB.
    ///
    /// Errors: also VIR_ERR_OPERATION_UNSUPPORTED for what the kernel lacks,
    /// VIR_ERR_SYSTEM_ERROR for what it refuses.
    pub fn set_memory_parameters(&self, params: &[TypedParam], set_flags: u32) -> Result<()> {
        self.set_parameters(Family::Memory, "", params, set_flags)
    }

    /// [`Self::parameters`] of memory, in KiB.
    ///
    /// Errors: also VIR_ERR_SYSTEM_ERROR, as in a set.
    pub fn memory_parameters(&self, get_flags: u32) -> Result<Vec<TypedParam>> {
        self.parameters(Family::Memory, "", get_flags)
    }

    /// A hard limit, in KiB, that the running domain can live with. No flag is known.
    ///
    /// Errors: VIR_ERR_INVALID_ARG for flags, VIR_ERR_NO_DOMAIN,
    /// VIR_ERR_OPERATION_INVALID when it does not run, VIR_ERR_NO_SUPPORT,
    /// VIR_ERR_SYSTEM_ERROR for what the kernel does not let the caller read.
    pub fn suggest_hard_limit(&self, suggest_flags: u32) -> Result<u64> {
        let driver = self.connection().driver();
        flags::check(driver.error_domain(), suggest_flags, 0)?;
        Ok(driver.suggest_hard_limit(self.identity())?.0)
    }
}
