//! NUMA parameters: which of the host's nodes memory comes from, and how strictly.

use super::constants::virTypedParameterType::{VIR_TYPED_PARAM_INT, VIR_TYPED_PARAM_STRING};
use super::constants::{VIR_DOMAIN_NUMA_MODE, VIR_DOMAIN_NUMA_NODESET};
use super::typed::Spec;

/// The parameters, in the order of a get.
pub const SPECS: &[Spec] = &[
    Spec::new(VIR_DOMAIN_NUMA_MODE, VIR_TYPED_PARAM_INT),
    Spec::new(VIR_DOMAIN_NUMA_NODESET, VIR_TYPED_PARAM_STRING),
];
