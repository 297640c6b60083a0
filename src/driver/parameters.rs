//! Typed parameters: memory, scheduler, block I/O, NUMA, interface and disk
//! parameters, and performance events.

use super::{Node, unsupported};
use crate::model::Result;
use crate::model::domain::Identity;
use crate::model::family::Family;
use crate::model::typed::{Spec, TypedParam};
use crate::model::units::Kib;

/// The parameters of a family that a driver knows, and the flags that it takes.
#[derive(Debug, Clone)]
pub struct ParameterSupport {
    /// Those that a set accepts.
    pub settable: Vec<Spec>,
    /// Those that a get lists, in its order.
    pub listed: Vec<Spec>,
    /// The flags of a get, beside VIR_TYPED_PARAM_STRING_OKAY, which is for the
    /// boundary alone.
    pub get_flags: u32,
    /// The flags of a set.
    pub set_flags: u32,
}

/// The typed parameters of domains, all families of them.
pub trait Parameters: Node {
    /// The parameters of a family that the driver knows.
    fn parameter_support(&self, _family: Family) -> Result<ParameterSupport> {
        unsupported()
    }

    /// A domain's parameters, all that the support lists. `_device` is the disk
    /// or the interface, where the family is one of devices'. The flags are among
    /// those that the support names.
    fn parameters(
        &self,
        _domain: &Identity,
        _family: Family,
        _device: &str,
        _flags: u32,
    ) -> Result<Vec<TypedParam>> {
        unsupported()
    }

    /// Sets parameters whose names and types were checked: all of them, or none
    /// and an error. The rest is as in a get.
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

    /// The name of the scheduler, and how many parameters it has.
    fn scheduler(&self, _domain: &Identity) -> Result<(String, usize)> {
        unsupported()
    }

    /// A hard limit that a running domain can live with.
    fn suggest_hard_limit(&self, _domain: &Identity) -> Result<Kib> {
        unsupported()
    }
}
