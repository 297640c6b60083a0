//! Typed parameters: one get and one set for all families.

use super::Domain;
use crate::driver::EachParameter;
use crate::model::Result;
use crate::model::flags::Affect;
use crate::model::parameters::Family;
use crate::model::typed::TypedParam;

impl Domain {
    /// The name of the scheduler and the number of its parameters.
    pub fn scheduler(&self) -> Result<(String, usize)> {
        self.connection().driver().scheduler(self.identity())
    }

    /// The number of parameters that a get of a family lists, also if the domain or device
    /// no longer exists.
    ///
    /// Errors: VIR_ERR_INVALID_ARG for unknown flags.
    pub fn parameter_count(&self, family: Family, device: &str, get_flags: u32) -> Result<usize> {
        self.check_get(family, get_flags)?;
        self.driver().parameter_count(self.identity(), family, device, get_flags)
    }

    /// The parameters of a family. `device` is the disk or interface, for families of
    /// devices.
    ///
    /// Errors: VIR_ERR_INVALID_ARG for unknown flags, for live and config together and for
    /// an unknown device, VIR_ERR_NO_DOMAIN, VIR_ERR_OPERATION_INVALID for flags that are
    /// not valid in the domain's state.
    pub fn parameters(
        &self,
        family: Family,
        device: &str,
        get_flags: u32,
    ) -> Result<Vec<TypedParam>> {
        let mut params = Vec::new();
        let mut push = |name: &str, value| params.push(TypedParam::new(name, value));
        self.each_parameter(family, device, get_flags, &mut push)?;
        Ok(params)
    }

    /// As [`Self::parameters`], one after the other; none when it fails.
    pub fn each_parameter(
        &self,
        family: Family,
        device: &str,
        get_flags: u32,
        each: EachParameter<'_>,
    ) -> Result<()> {
        self.check_get(family, get_flags)?;
        self.driver().parameters(self.identity(), family, device, get_flags, each)
    }

    /// Sets parameters of a family, all or none.
    ///
    /// Errors: VIR_ERR_OPERATION_DENIED on a read-only connection,
    /// VIR_ERR_ARGUMENT_UNSUPPORTED for unknown names and values above their maximum,
    /// VIR_ERR_INVALID_ARG for wrong types, duplicates and invalid values; others as in a
    /// get.
    pub fn set_parameters(
        &self,
        family: Family,
        device: &str,
        params: &[TypedParam],
        set_flags: u32,
    ) -> Result<()> {
        self.check_writable("setting parameters")?;
        let driver = self.driver();
        driver.check_set(family, params, set_flags)?;
        driver.set_parameters(self.identity(), family, device, params, set_flags)
    }

    /// For some families libvirt's public function refuses live and config together, for
    /// the others its driver does, after looking up the domain.
    fn check_get(&self, family: Family, get_flags: u32) -> Result<()> {
        if !matches!(family, Family::Numa | Family::Interface | Family::Perf) {
            Affect::from_flags(get_flags).check_one()?;
        }
        self.driver().check_get(family, get_flags)
    }
}
