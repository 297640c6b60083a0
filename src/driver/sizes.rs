//! Memory sizes and numbers of virtual CPUs in definitions.

use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::{Definition, Vcpus};
use crate::xml::tree::Element;

/// Sets the maximum or current memory.
///
/// Errors, without the driver's error domain: VIR_ERR_OPERATION_INVALID above
/// `<maxMemory>`, VIR_ERR_INVALID_ARG above the maximum.
pub fn set_memory(definition: &mut Definition, size: Kib, maximum: bool) -> Result<()> {
    if maximum {
        if let Some((most, _)) = definition.max_memory.filter(|(most, _)| size > *most) {
            let what = format!("memory is {size}, expected at most <maxMemory>, {most}");
            return Err(fault(virErrorNumber::VIR_ERR_OPERATION_INVALID, what));
        }
        definition.memory = size;
        definition.current_memory = definition.current_memory.min(size);
    } else if size > definition.memory {
        let most = definition.memory;
        let what = format!("memory is {size}, expected at most {most}");
        return Err(fault(virErrorNumber::VIR_ERR_INVALID_ARG, what));
    } else {
        definition.current_memory = size;
    }
    Ok(())
}

/// Sets the period of the memory balloon's statistics in seconds; 0 takes it out.
///
/// Errors, without the driver's error domain: VIR_ERR_INTERNAL_ERROR without a balloon.
pub fn set_stats_period(definition: &mut Definition, period: u32) -> Result<()> {
    let balloon = definition.devices.balloon_mut().ok_or_else(|| {
        let what = "the domain has no memory balloon, expected a <memballoon>".to_owned();
        fault(virErrorNumber::VIR_ERR_INTERNAL_ERROR, what)
    })?;
    balloon.take_all("stats");
    if period > 0 {
        let stats = Element::with_attributes("stats", &[("period", &period.to_string())]);
        balloon.insert_after("driver", stats);
    }
    Ok(())
}

/// Refuses more than `most` virtual CPUs (VIR_ERR_INVALID_ARG, without the driver's
/// error domain).
pub fn check_vcpus(count: u32, most: u16) -> Result<u16> {
    u16::try_from(count).ok().filter(|count| *count <= most).ok_or_else(|| {
        let what = format!("nvcpus is {count}, expected at most {most}");
        fault(virErrorNumber::VIR_ERR_INVALID_ARG, what)
    })
}

/// Sets the maximum or current number of virtual CPUs.
pub fn set_vcpus(vcpus: &mut Vcpus, count: u16, maximum: bool) {
    if maximum { vcpus.set_max(count) } else { vcpus.set_current(count) }
}

fn fault(code: virErrorNumber, detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_DOMAIN, code, detail)
}
