//! `<blkiotune>`: weights and limits for the host's block devices.

use super::unsupported;
use super::value::{filled, take_text, texts};
use crate::model::number::{parse_number, wrapping};
use crate::model::parameters::blkio::{BlkioDevice, Blkiotune, DEVICE_PARAMETERS, WEIGHT};
use crate::model::parameters::{Parameter, in_document_order};
use crate::model::typed::Value;
use crate::model::{Result, virErrorDomain};
use crate::sorting::Seen;
use crate::xml::tree::Element;

/// Removes it from a domain and parses it.
pub fn take(domain: &mut Element) -> Result<Blkiotune> {
    domain.part("blkiotune", |element| {
        let mut blkio = Blkiotune::default();
        let weight = take_text(element, WEIGHT.xml_name()).and_then(|text| parse_number(&text));
        // An invalid weight is ignored, as in libvirt.
        if let Some(weight) = weight.filter(|weight| WEIGHT.limits.fit_definition((*weight).into()))
        {
            WEIGHT.set_unchecked(
                &mut blkio,
                &Value::ULLong(weight),
                virErrorDomain::VIR_FROM_DOMAIN,
            )?;
        }
        let mut paths = Seen::default();
        for mut device in element.take_all("device") {
            let device = read_device(&mut device)?;
            if !paths.add(&device.path) {
                return unsupported(format!("<device> '{}' is given twice", device.path));
            }
            blkio.devices.push(device);
        }
        Ok(blkio)
    })
}

/// The element, if anything is set.
pub fn to_element(blkio: &Blkiotune) -> Option<Element> {
    let weight = texts([(WEIGHT.xml_name(), WEIGHT.value(blkio))]);
    let devices = blkio.devices.iter().filter(|device| device.is_tuned());
    filled("blkiotune", weight.chain(devices.map(device_to_element)))
}

fn read_device(element: &mut Element) -> Result<BlkioDevice> {
    let Some(path) = take_text(element, "path") else {
        return unsupported("<device> has no <path>");
    };
    let mut device = BlkioDevice::new(path);
    for (name, parameter) in in_document_order(DEVICE_PARAMETERS) {
        if let Some(text) = take_text(element, name) {
            let value = Value::ULLong(number(name, &text, parameter)?);
            parameter.set_unchecked(&mut device, &value, virErrorDomain::VIR_FROM_DOMAIN)?;
        }
    }
    Ok(device)
}

fn device_to_element(device: &BlkioDevice) -> Element {
    let path = Element::with_text("path", device.path.as_str());
    let numbers = in_document_order(DEVICE_PARAMETERS);
    let numbers = numbers.map(|(name, parameter)| (name, parameter.value(device)));
    Element::with_children("device", [path].into_iter().chain(texts(numbers)))
}

/// A negative number wraps around, as in libvirt.
fn number(name: &str, text: &str, parameter: &Parameter<BlkioDevice>) -> Result<u64> {
    let is_short = parameter.limits.most <= u32::MAX.into();
    let bits = if is_short { u32::BITS } else { u64::BITS };
    match wrapping(text, bits) {
        Some(number) => Ok(number),
        None => {
            unsupported(format!("<{name}> holds '{text}', expected a number in the allowed range"))
        }
    }
}
