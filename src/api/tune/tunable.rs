//! What the families have in common.

use crate::model::parameters::Family;
use crate::model::typed::TypedParam;

/// The parameters of a family: what a get tells, or a set changes. What was not given is not changed.
pub trait Tune: Sized {
    /// The family.
    const FAMILY: Family;

    /// These parameters. Those that the family does not have are kept too, since another host may have more.
    fn from_params(params: Vec<TypedParam>) -> Self;

    /// As the typed parameters of libvirt's functions.
    fn params(&self) -> &[TypedParam];
}
