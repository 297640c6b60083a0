//! Memory parameters.

use super::Domain;
use crate::model::Result;
use crate::model::flags::{self, AFFECT_CONFIG, AFFECT_LIVE, Affect, MEMCTL_FORCE, STRING_OKAY};
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::typed::{self, Spec, TypedParam};

impl Domain {
    /// Sets memory parameters, in KiB: all of them, or none and an error.
    ///
    /// Errors: VIR_ERR_OPERATION_DENIED on a read-only connection,
    /// VIR_ERR_INVALID_ARG for unknown flags, wrong types, duplicates and values
    /// that cannot be, VIR_ERR_ARGUMENT_UNSUPPORTED for unknown names,
    /// VIR_ERR_NO_DOMAIN when the domain has gone, VIR_ERR_OPERATION_INVALID for
    /// flags that do not fit its state, VIR_ERR_OPERATION_UNSUPPORTED for what
    /// the kernel lacks, VIR_ERR_SYSTEM_ERROR for what it refuses.
    pub fn set_memory_parameters(&self, params: &[TypedParam], set_flags: u32) -> Result<()> {
        self.check_writable("setting memory parameters")?;
        let driver = self.connection().driver();
        let support = driver.memory_support()?;
        let known = AFFECT_LIVE | AFFECT_CONFIG | support.set_flags;
        flags::check(driver.error_domain(), set_flags, known)?;
        let accepted: Vec<Spec> = support.settable.iter().map(|field| field.spec()).collect();
        typed::validate(params, &accepted)?;
        let wanted = Memtune::from_params(params);
        let force = set_flags & MEMCTL_FORCE != 0;
        driver.set_memory(self.identity(), &wanted, Affect::from_flags(set_flags), force)
    }

    /// The memory parameters, in KiB, in the order of [`MemoryField::ALL`].
    ///
    /// Errors: VIR_ERR_INVALID_ARG for unknown flags and for live and config
    /// together, VIR_ERR_NO_DOMAIN, VIR_ERR_OPERATION_INVALID and
    /// VIR_ERR_SYSTEM_ERROR as in a set.
    pub fn memory_parameters(&self, get_flags: u32) -> Result<Vec<TypedParam>> {
        self.check_get_flags(get_flags)?;
        let affect = Affect::from_flags(get_flags);
        let memtune = self.connection().driver().memory(self.identity(), affect)?;
        Ok(memtune.to_params())
    }

    /// The parameters that [`Self::memory_parameters`] lists; that the domain
    /// has gone is no error.
    pub fn memory_parameter_names(&self, get_flags: u32) -> Result<&'static [MemoryField]> {
        self.check_get_flags(get_flags)?;
        Ok(self.connection().driver().memory_support()?.listed)
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

    fn check_get_flags(&self, get_flags: u32) -> Result<()> {
        Affect::from_flags(get_flags).check_one()?;
        let domain = self.connection().driver().error_domain();
        flags::check(domain, get_flags, AFFECT_LIVE | AFFECT_CONFIG | STRING_OKAY)
    }
}
