//! USB controllers: groups of a USB 2 controller and its USB 1 companions.

use crate::model::{Result, virErrorNumber};
use crate::sorting::Seen;
use crate::xml::definition::refuse;
use crate::xml::size::parse_number;
use crate::xml::tree::Element;

/// The USB 1 companions of an ICH9 controller, and the first port of each.
const COMPANIONS: &[(&str, &str)] =
    &[("ich9-uhci1", "0"), ("ich9-uhci2", "2"), ("ich9-uhci3", "4")];

const MAIN: &str = "ich9-ehci1";

/// Gives a companion without a `<master>` its ports.
pub fn complete(controller: &mut Element) {
    if let Some(master) = controller.child_mut("master")
        && master.attribute("startport").is_none()
    {
        master.set_attribute("startport", "0");
    }
    let model = controller.attribute("model").unwrap_or_default();
    let port = COMPANIONS.iter().find(|(companion, _)| *companion == model);
    if let Some((_, port)) = port.filter(|_| is_usb(controller) && !is_companion(controller)) {
        let master = Element::with_attributes("master", &[("startport", port)]);
        controller.insert_before(&["rom", "acpi", "address"], master);
    }
}

/// Refuses companions without any controller that is none, and controllers beside a model
/// `none`.
pub fn check(controllers: &[Element]) -> Result<()> {
    let usb: Vec<&Element> = controllers.iter().filter(|controller| is_usb(controller)).collect();
    if usb.len() > 1 && usb.iter().any(|usb| usb.attribute("model") == Some("none")) {
        return contradiction("a USB controller is beside one of model 'none'");
    }
    if !usb.is_empty() && usb.iter().all(|usb| is_companion(usb)) {
        return contradiction("the USB controllers are companions, and none is their master");
    }
    Ok(())
}

fn contradiction(detail: &str) -> Result<()> {
    refuse(virErrorNumber::VIR_ERR_XML_DETAIL, detail)
}

/// Whether the controller serves the ports of another one.
pub fn is_companion(controller: &Element) -> bool {
    controller.child("master").is_some()
}

/// The index for the controller at that place if it belongs to the group of the preceding
/// USB controller.
pub fn companion_index(controllers: &[Element], place: usize, models: &Seen) -> Option<u64> {
    let controller = controllers.get(place).filter(|controller| is_grouped(controller))?;
    let previous = controllers.get(..place)?.iter().rev().find(|other| is_usb(other))?;
    let index = index(previous).filter(|_| is_grouped(previous))?;
    (!models.has(of_index(controller, index))).then_some(index)
}

/// Adds a controller's model if it is one for USB and has an index.
pub fn add_model(models: &mut Seen, controller: &Element) {
    if let Some(index) = index(controller).filter(|_| is_usb(controller)) {
        models.add(of_index(controller, index));
    }
}

/// The key of a controller's model and an index.
fn of_index(controller: &Element, index: u64) -> String {
    format!("{index} {:?}", controller.attribute("model"))
}

fn is_grouped(controller: &Element) -> bool {
    let model = controller.attribute("model").unwrap_or_default();
    is_usb(controller)
        && (model == MAIN || COMPANIONS.iter().any(|(companion, _)| *companion == model))
}

fn is_usb(controller: &Element) -> bool {
    controller.attribute("type") == Some("usb")
}

fn index(controller: &Element) -> Option<u64> {
    controller.attribute("index").and_then(parse_number)
}
