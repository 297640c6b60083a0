//! Scheduler, block I/O, NUMA, interface and disk parameters, and performance
//! events.

use super::{Node, unsupported};
use crate::model::Result;
use crate::model::domain::Identity;
use crate::model::flags::Affect;
use crate::model::tune::Family;
use crate::model::typed::{Spec, TypedParam};

/// The parameters of a family that a driver knows.
#[derive(Debug, Clone, Copy)]
pub struct TuneSupport {
    /// Their names and types, in the order of a get.
    pub specs: &'static [Spec],
    /// Whether the running domain and its definition have values of their own.
    pub affects: bool,
}

/// Tuning parameters of domains beside memory.
pub trait Tune: Node {
    /// The name of the scheduler, and how many parameters it has.
    fn scheduler(&self, _domain: &Identity) -> Result<(&'static str, usize)> {
        unsupported()
    }

    /// The parameters of a family that the driver knows.
    fn tune_support(&self, _family: Family) -> Result<TuneSupport> {
        unsupported()
    }

    /// A domain's parameters, all that the support lists. `_device` is the disk
    /// or the interface, where the family is one of devices'.
    fn parameters(
        &self,
        _domain: &Identity,
        _family: Family,
        _device: &str,
        _affect: Affect,
    ) -> Result<Vec<TypedParam>> {
        unsupported()
    }

    /// Sets parameters whose names and types were checked: all of them, or none
    /// and an error.
    fn set_parameters(
        &self,
        _domain: &Identity,
        _family: Family,
        _device: &str,
        _params: &[TypedParam],
        _affect: Affect,
    ) -> Result<()> {
        unsupported()
    }
}
