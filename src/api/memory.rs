//! Memory parameters: a family of typed parameters with its own API functions.

use super::Domain;
use crate::model::parameters::Family;
use crate::model::typed::TypedParam;
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorDomain};

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

    /// Reclaims up to this much of the running domain's memory, in KiB; how much came.
    ///
    /// Errors: VIR_ERR_OPERATION_DENIED on a read-only connection, VIR_ERR_INVALID_ARG for flags
    /// and for nothing to reclaim, VIR_ERR_NO_DOMAIN, VIR_ERR_OPERATION_INVALID if it is not
    /// running, VIR_ERR_OPERATION_UNSUPPORTED where the kernel cannot, VIR_ERR_NO_SUPPORT,
    /// VIR_ERR_SYSTEM_ERROR when the kernel refuses.
    pub fn reclaim(&self, kib: u64, reclaim_flags: u32) -> Result<u64> {
        self.check_writable("reclaiming a domain's memory")?;
        self.check_no_flags(reclaim_flags)?;
        if kib == 0 {
            let detail = "kib is 0, expected how much to reclaim";
            return Err(Error::invalid_arg(virErrorDomain::VIR_FROM_DOMAIN, detail));
        }
        Ok(self.driver().reclaim(self.identity(), Kib(kib))?.0)
    }

    /// A hard limit, in KiB, that is sufficient for the running domain. No flags are
    /// supported.
    ///
    /// Errors: VIR_ERR_INVALID_ARG for flags, VIR_ERR_NO_DOMAIN,
    /// VIR_ERR_OPERATION_INVALID if it is not running, VIR_ERR_NO_SUPPORT,
    /// VIR_ERR_SYSTEM_ERROR for files that the caller may not read.
    pub fn suggest_hard_limit(&self, suggest_flags: u32) -> Result<u64> {
        self.check_no_flags(suggest_flags)?;
        Ok(self.driver().suggest_hard_limit(self.identity())?.0)
    }
}
