//! Bandwidth of interfaces.

use crate::model::bandwidth::SPECS;
use crate::model::constants::{
    VIR_DOMAIN_BANDWIDTH_IN_AVERAGE, VIR_DOMAIN_BANDWIDTH_IN_BURST, VIR_DOMAIN_BANDWIDTH_IN_FLOOR,
    VIR_DOMAIN_BANDWIDTH_IN_PEAK, VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE, VIR_DOMAIN_BANDWIDTH_OUT_BURST,
    VIR_DOMAIN_BANDWIDTH_OUT_PEAK,
};
use crate::model::typed::{TypedParam, Value};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::{Definition, Rate};

/// The parameters of an interface, in the order of the table in model.
pub fn get(definition: &Definition, name: &str) -> Result<Vec<TypedParam>> {
    let interface = definition.devices.interface_by_name(name).ok_or_else(|| missing(name))?;
    let bandwidth = interface.bandwidth.unwrap_or_default();
    let (inbound, outbound) =
        (bandwidth.inbound.unwrap_or_default(), bandwidth.outbound.unwrap_or_default());
    let values = [
        inbound.average,
        inbound.peak,
        inbound.burst,
        inbound.floor,
        outbound.average,
        outbound.peak,
        outbound.burst,
    ];
    let param = |(name, value): (&'static str, u64)| {
        TypedParam::new(name, Value::UInt(u32::try_from(value).unwrap_or(u32::MAX)))
    };
    Ok(SPECS.iter().map(|spec| spec.name.as_ref()).zip(values).map(param).collect())
}

/// Takes over parameters. A direction changes as a whole, when its average or its
/// floor is given: what is not given then becomes 0, and without both it is free.
pub fn set(definition: &mut Definition, name: &str, params: &[TypedParam]) -> Result<()> {
    let interface = definition.devices.interface_by_name_mut(name).ok_or_else(|| missing(name))?;
    let mut changed = interface.bandwidth.unwrap_or_default();
    let value = |name: &str| {
        let given = params.iter().find(|param| param.field == name);
        given.and_then(|param| param.value.number())
    };
    let inbound = Rate {
        average: value(VIR_DOMAIN_BANDWIDTH_IN_AVERAGE).unwrap_or_default(),
        peak: value(VIR_DOMAIN_BANDWIDTH_IN_PEAK).unwrap_or_default(),
        burst: value(VIR_DOMAIN_BANDWIDTH_IN_BURST).unwrap_or_default(),
        floor: value(VIR_DOMAIN_BANDWIDTH_IN_FLOOR).unwrap_or_default(),
    };
    let outbound = Rate {
        average: value(VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE).unwrap_or_default(),
        peak: value(VIR_DOMAIN_BANDWIDTH_OUT_PEAK).unwrap_or_default(),
        burst: value(VIR_DOMAIN_BANDWIDTH_OUT_BURST).unwrap_or_default(),
        floor: 0,
    };
    let given = |names: &[&str]| names.iter().any(|name| value(name).is_some());
    if given(&[VIR_DOMAIN_BANDWIDTH_IN_AVERAGE, VIR_DOMAIN_BANDWIDTH_IN_FLOOR]) {
        changed.inbound = Some(inbound).filter(Rate::counts);
    }
    if given(&[VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE]) {
        changed.outbound = Some(outbound).filter(Rate::counts);
    }
    interface.bandwidth = Some(changed);
    Ok(())
}

fn missing(name: &str) -> Error {
    Error::new(
        virErrorDomain::VIR_FROM_DOMAIN,
        virErrorNumber::VIR_ERR_INVALID_ARG,
        format!("there is no interface '{name}', expected a target such as vnet0 or a MAC address"),
    )
}
