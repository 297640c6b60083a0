//! Typed parameters: memory, scheduler, block I/O, NUMA, interface and disk
//! parameters, and performance events.

use super::{Node, unsupported};
use crate::model::Result;
use crate::model::domain::Identity;
use crate::model::flags::STRING_OKAY;
use crate::model::parameters::Family;
use crate::model::typed::{self, Spec, TypedParam, Value};
use crate::model::units::Kib;
use std::borrow::Cow;

/// The parameters of a family that a driver supports, and its flags.
#[derive(Debug, Clone)]
pub struct ParameterSupport {
    /// The parameters that a set accepts.
    pub settable: Cow<'static, [Spec]>,
    /// The parameters that a get lists, in its order.
    pub listed: Cow<'static, [Spec]>,
    /// The flags of a get, besides VIR_TYPED_PARAM_STRING_OKAY, which only the C layer
    /// uses.
    pub get_flags: u32,
    /// The flags of a set.
    pub set_flags: u32,
}

/// Takes the name and the value of a parameter.
pub type EachParameter<'e> = &'e mut dyn FnMut(&str, Value);

/// The typed parameters of domains, for all families.
pub trait Parameters: Node {
    /// The parameters of a family that the driver supports.
    fn parameter_support(&self, _family: Family) -> Result<ParameterSupport> {
        unsupported()
    }

    /// Refuses flags of a get of a family (VIR_ERR_INVALID_ARG). A driver whose host checks them
    /// itself lets all pass, here and in [`Self::check_set`].
    fn check_get(&self, family: Family, flags: u32) -> Result<()> {
        self.check_flags(flags, self.parameter_support(family)?.get_flags | STRING_OKAY)
    }

    /// Refuses flags and parameters of a set of a family: names, types and duplicates, not
    /// values.
    ///
    /// Errors: VIR_ERR_INVALID_ARG for flags, then those of [`typed::validate`].
    fn check_set(&self, family: Family, params: &[TypedParam], flags: u32) -> Result<()> {
        let support = self.parameter_support(family)?;
        self.check_flags(flags, support.set_flags)?;
        typed::validate(params, &support.settable)
    }

    /// How many parameters a get lists, with the same arguments; also if the domain or device no
    /// longer exists, where the driver knows without asking. The device may be left out: it is
    /// empty then.
    fn parameter_count(
        &self,
        _domain: &Identity,
        family: Family,
        _device: &str,
        _flags: u32,
    ) -> Result<usize> {
        Ok(self.parameter_support(family)?.listed.len())
    }

    /// Gives each of a domain's parameters, all that the driver lists, or none when it fails.
    /// `_device` is the disk or interface, for families of devices.
    fn parameters(
        &self,
        _domain: &Identity,
        _family: Family,
        _device: &str,
        _flags: u32,
        _each: EachParameter<'_>,
    ) -> Result<()> {
        unsupported()
    }

    /// Sets parameters that [`Self::check_set`] let pass, all or none. The device is as in a
    /// get.
    fn set_parameters(
        &self,
        _domain: &Identity,
        _family: Family,
        _device: &str,
        _params: &[TypedParam],
        _flags: u32,
    ) -> Result<()> {
        unsupported()
    }

    /// The name of the scheduler and the number of its parameters.
    fn scheduler(&self, _domain: &Identity) -> Result<(String, usize)> {
        unsupported()
    }

    /// Reclaims up to this much memory of a running domain; how much came.
    fn reclaim(&self, _domain: &Identity, _wanted: Kib) -> Result<Kib> {
        unsupported()
    }

    /// A hard limit that is sufficient for a running domain.
    fn suggest_hard_limit(&self, _domain: &Identity) -> Result<Kib> {
        unsupported()
    }
}
