//! Bandwidth of a network interface.

use super::table::{self, Parameter, Unit};
use crate::model::constants::virTypedParameterType::VIR_TYPED_PARAM_UINT;
use crate::model::constants::*;
use crate::model::typed::{Spec, TypedParam, Value};
use crate::model::{Result, virErrorDomain};

/// How much may pass an interface; a direction without a rate is free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InterfaceBandwidth {
    /// To the guest.
    pub inbound: Option<Rate>,
    /// From the guest.
    pub outbound: Option<Rate>,
}

/// How much may pass, in KiB/s; the burst in KiB. 0 means that it is not set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rate {
    /// On average.
    pub average: u64,
    /// At most.
    pub peak: u64,
    /// What is guaranteed.
    pub floor: u64,
    /// What may pass at the peak rate.
    pub burst: u64,
}

impl Rate {
    /// Whether it limits or guarantees anything: a peak or a burst alone do not.
    pub fn counts(&self) -> bool {
        self.average > 0 || self.floor > 0
    }
}

/// The row of a number of a rate, which is an attribute in documents.
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

/// The parameters of what comes in, in the order of a get.
pub const INBOUND: &[Parameter<Rate>] = &[
    rate!(VIR_DOMAIN_BANDWIDTH_IN_AVERAGE, average, KibPerSecond, 0),
    rate!(VIR_DOMAIN_BANDWIDTH_IN_PEAK, peak, KibPerSecond, 1),
    rate!(VIR_DOMAIN_BANDWIDTH_IN_BURST, burst, Kib, 3),
    rate!(VIR_DOMAIN_BANDWIDTH_IN_FLOOR, floor, KibPerSecond, 2),
];

/// The parameters of what goes out, behind these.
pub const OUTBOUND: &[Parameter<Rate>] = &[
    rate!(VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE, average, KibPerSecond, 0),
    rate!(VIR_DOMAIN_BANDWIDTH_OUT_PEAK, peak, KibPerSecond, 1),
    rate!(VIR_DOMAIN_BANDWIDTH_OUT_BURST, burst, Kib, 3),
];

/// The parameters that are among `listed`.
pub fn get(bandwidth: &InterfaceBandwidth, listed: &[Spec]) -> Vec<TypedParam> {
    let inbound = bandwidth.inbound.unwrap_or_default();
    let mut params = table::get(INBOUND, &inbound, listed);
    let outbound = bandwidth.outbound.unwrap_or_default();
    params.extend(table::get(OUTBOUND, &outbound, listed));
    params
}

/// Sets parameters. A direction changes as a whole, when its average or its
/// floor is given: what is not given then becomes 0, and without both it is free.
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
        bandwidth.inbound = Some(inbound).filter(Rate::counts);
    }
    if given(&[VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE]) {
        bandwidth.outbound = Some(outbound).filter(Rate::counts);
    }
    Ok(())
}
