//! Numbers and sizes in `<features>`.

use super::value::{bad, missing};
use super::{fault, unsupported};
use crate::model::number::unsigned;
use crate::model::{Error, Result};
use crate::xml::size;
use crate::xml::tree::Element;

/// The minimum of spinlock retries.
const LEAST_RETRIES: u32 = 4095;
/// The accepted sizes of a dirty ring, powers of two.
const RINGS: std::ops::RangeInclusive<u32> = 1024..=65_536;
/// The maximum length of a vendor id.
const VENDOR: usize = 12;

/// A feature that has a value when enabled.
type Value = (&'static str, &'static str, &'static str, fn(&mut Element) -> Result<String>);

const VALUES: &[Value] = &[
    ("hyperv", "spinlocks", "retries", retries),
    ("hyperv", "vendor_id", "value", vendor),
    ("kvm", "dirty-ring", "size", ring),
];

/// Refuses invalid values, and normalizes the others.
pub fn complete(features: &mut Element) -> Result<()> {
    for (group, name, attribute, read) in VALUES {
        let group = features.child_mut(group);
        let Some(feature) = group.and_then(|group| group.child_mut(name)) else { continue };
        if feature.attribute("state") == Some("on") {
            let value = read(feature)?;
            feature.set_attribute(attribute, &value);
        } else {
            feature.take_attribute(attribute);
        }
    }
    complete_tseg(features)?;
    complete_pages(features)?;
    complete_cache(features)
}

fn retries(feature: &mut Element) -> Result<String> {
    let retries = any_base(feature, "retries")?;
    if retries < LEAST_RETRIES {
        return Err(domain(bad(feature, "retries", &retries.to_string(), "4095 or more")));
    }
    // libvirt writes the number as signed.
    Ok(retries.cast_signed().to_string())
}

fn vendor(feature: &mut Element) -> Result<String> {
    let vendor =
        feature.take_attribute("value").ok_or_else(|| domain(missing(feature, "value")))?;
    if vendor.len() > VENDOR || vendor.contains(',') {
        return Err(domain(bad(feature, "value", &vendor, "at most 12 characters without ','")));
    }
    Ok(vendor)
}

fn ring(feature: &mut Element) -> Result<String> {
    let size = any_base(feature, "size")?;
    if !RINGS.contains(&size) || !size.is_power_of_two() {
        let expected = "a power of two from 1024 to 65536";
        return Err(domain(bad(feature, "size", &size.to_string(), expected)));
    }
    Ok(size.to_string())
}

fn any_base(feature: &mut Element, name: &str) -> Result<u32> {
    let text = feature.take_attribute(name).ok_or_else(|| missing(feature, name))?;
    let number = unsigned(&text, 0).and_then(|number| u32::try_from(number).ok());
    number.ok_or_else(|| bad(feature, name, &text, "a number of 32 bits"))
}

fn domain(error: Error) -> Error {
    fault(error.detail().to_owned())
}

/// SMM memory (TSEG), in the largest exact unit; the default unit is MiB.
fn complete_tseg(features: &mut Element) -> Result<()> {
    let Some(smm) = features.child_mut("smm") else { return Ok(()) };
    let off = smm.attribute("state") == Some("off");
    let Some(mut tseg) = smm.take("tseg").filter(|tseg| !off && !tseg.text().is_empty()) else {
        return Ok(());
    };
    if tseg.attribute("unit").is_none() {
        tseg.set_attribute("unit", "MiB");
    }
    let mut size = size::read_bytes(&tseg)?;
    let mut unit = "B";
    for larger in ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"] {
        if size == 0 || size % 1024 != 0 {
            break;
        }
        (size, unit) = (size / 1024, larger);
    }
    tseg.set_text(size.to_string());
    tseg.set_attribute("unit", unit);
    smm.push(tseg);
    Ok(())
}

fn complete_pages(features: &mut Element) -> Result<()> {
    let Some(hpt) = features.child_mut("hpt") else { return Ok(()) };
    let Some(pages) = hpt.take("maxpagesize") else { return Ok(()) };
    match size::read(&pages) {
        Err(_) if pages.text().is_empty() => {}
        Ok(size) => hpt.push(size::to_element("maxpagesize", size)),
        Err(_) => return unsupported(format!("<maxpagesize> holds '{}'", pages.text())),
    }
    features.remove_empty("hpt");
    Ok(())
}

fn complete_cache(features: &mut Element) -> Result<()> {
    let Some(tcg) = features.child_mut("tcg") else { return Ok(()) };
    let cache = tcg.take("tb-cache").filter(|cache| !cache.text().is_empty());
    match cache {
        Some(cache) => tcg.push(size::to_element("tb-cache", size::read(&cache)?)),
        None => features.remove_empty("tcg"),
    }
    Ok(())
}
