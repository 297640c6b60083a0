//! Scheduler parameters.

use super::constants::VIR_DOMAIN_SCHEDULER_WEIGHT;
use super::constants::virTypedParameterType::VIR_TYPED_PARAM_UINT;
use super::typed::Spec;

/// The parameters of the fair scheduler, in the order of a get.
pub const FAIR: &[Spec] = &[Spec::new(VIR_DOMAIN_SCHEDULER_WEIGHT, VIR_TYPED_PARAM_UINT)];
