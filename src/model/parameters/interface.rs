//! Bandwidth of a network interface.

use super::table::{self, Parameter, Unit};
use crate::model::constants::virTypedParameterType::VIR_TYPED_PARAM_UINT;
use crate::model::constants::*;
use crate::model::typed::{Spec, TypedParam, Value};
use crate::model::{Result, virErrorDomain};

/// The bandwidth limits of an interface; a direction without a rate is unlimited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InterfaceBandwidth {
    /// Traffic to the guest.
    pub inbound: Option<Rate>,
    /// Traffic from the guest.
    pub outbound: Option<Rate>,
}

/// A rate in KiB/s, its burst in KiB. 0 means unset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rate {
    /// The average rate.
    pub average: u64,
    /// The peak rate.
    pub peak: u64,
    /// The guaranteed rate.
    pub floor: u64,
    /// The amount that may pass at the peak rate.
    pub burst: u64,
}

impl Rate {
    /// Whether it limits or guarantees anything: a peak or burst alone does not.
    pub fn is_effective(&self) -> bool {
        self.average > 0 || self.floor > 0
    }
}

/// Defines a parameter that is a number of a rate, an attribute in documents.
macro_rules! rate {
    ($name:ident, $field:ident, $unit:ident, $place:expr) => {
        Parameter::<Rate>::new(
            $name,
            VIR_TYPED_PARAM_UINT,
            |rate, _| (rate.$field != 0).then_some(Value::ULLong(rate.$field)),
            |rate, given| {
                rate.$field = given.number();
                Ok(())
            },
        )
        .unit(Unit::$unit)
        .xml(stringify!($field), $place)
    };
}

/// The inbound parameters, in the order of a get.
pub const INBOUND: &[Parameter<Rate>] = &[
    rate!(VIR_DOMAIN_BANDWIDTH_IN_AVERAGE, average, KibPerSecond, 0),
    rate!(VIR_DOMAIN_BANDWIDTH_IN_PEAK, peak, KibPerSecond, 1),
    rate!(VIR_DOMAIN_BANDWIDTH_IN_BURST, burst, Kib, 3),
    rate!(VIR_DOMAIN_BANDWIDTH_IN_FLOOR, floor, KibPerSecond, 2),
];

/// The outbound parameters, listed after the inbound ones.
pub const OUTBOUND: &[Parameter<Rate>] = &[
    rate!(VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE, average, KibPerSecond, 0),
    rate!(VIR_DOMAIN_BANDWIDTH_OUT_PEAK, peak, KibPerSecond, 1),
    rate!(VIR_DOMAIN_BANDWIDTH_OUT_BURST, burst, Kib, 3),
];

/// The parameters contained in `listed`.
pub fn get(bandwidth: &InterfaceBandwidth, listed: &[Spec]) -> Vec<TypedParam> {
    let inbound = bandwidth.inbound.unwrap_or_default();
    let mut params = table::get(INBOUND, &inbound, listed);
    let outbound = bandwidth.outbound.unwrap_or_default();
    params.extend(table::get(OUTBOUND, &outbound, listed));
    params
}

/// Sets parameters. A direction changes as a whole, when its average or floor is
/// given: values not given then become 0; if both are 0, the direction is unlimited.
pub fn set(
    bandwidth: &mut InterfaceBandwidth,
    params: &[TypedParam],
    from: virErrorDomain,
) -> Result<()> {
    let (mut inbound, mut outbound) = (Rate::default(), Rate::default());
    table::set(INBOUND, &mut inbound, params, from)?;
    table::set(OUTBOUND, &mut outbound, params, from)?;
    let given = |names: &[&str]| params.iter().any(|param| names.contains(&param.field.as_str()));
    if given(&[VIR_DOMAIN_BANDWIDTH_IN_AVERAGE, VIR_DOMAIN_BANDWIDTH_IN_FLOOR]) {
        bandwidth.inbound = Some(inbound).filter(Rate::is_effective);
    }
    if given(&[VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE]) {
        bandwidth.outbound = Some(outbound).filter(Rate::is_effective);
    }
    Ok(())
}
