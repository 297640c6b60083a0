//! `<firmware>`, `<loader>` and `<nvram>` of `<os>`: a firmware that the hypervisor selects,
//! or one that the document names.

use super::devices::complete_image;
use super::refuse;
use super::shape::{Attribute, Shape, attr, element, one_of, text, yes_no};
use crate::model::{Result, virErrorNumber};
use crate::xml::tree::Element;

/// The attribute of `<os>` that asks for a selection.
pub const SELECTION: Attribute = one_of("firmware", &["bios", "efi"]).plain();

/// The features to select by.
pub const FEATURES: Shape = element("firmware")
    .children(&[element("feature").many().attributes(&[
        yes_no("enabled").required(),
        one_of("name", &[ENROLLED_KEYS, SECURE_BOOT]).required(),
    ])])
    .omit_empty();

/// The firmware's code.
pub const LOADER: Shape = text("loader").attributes(&[
    yes_no("readonly"),
    yes_no("secure"),
    one_of("type", &["rom", "pflash"]),
    yes_no("stateless"),
]);

/// The firmware's variables.
pub const NVRAM: Shape = text("nvram").attributes(&[attr("template")]);

const ENROLLED_KEYS: &str = "enrolled-keys";
const SECURE_BOOT: &str = "secure-boot";

/// Completes the firmware; refuses what contradicts a selection, and a loader without a path
/// where there is none.
pub fn complete(os: &mut Element) -> Result<()> {
    match os.attribute("firmware").map(str::to_owned) {
        Some(selection) => {
            check_selected(os, &selection)?;
            complete_features(os)?;
        }
        None => {
            os.take_all("firmware");
            complete_named(os)?;
        }
    }
    check_stateless(os)?;
    if let Some(nvram) = os.child_mut("nvram") {
        let kind = nvram.attribute("type").unwrap_or_default().to_owned();
        complete_image(nvram, &kind)?;
    }
    os.remove_empty("loader");
    os.remove_empty("nvram");
    Ok(())
}

fn check_selected(os: &Element, selection: &str) -> Result<()> {
    let given = |element: &str, name: &str| os.child(element).and_then(|e| e.attribute(name));
    let named = os.child("loader").is_some_and(|loader| !loader.text().is_empty());
    for (attribute, is_given) in [
        ("readonly", given("loader", "readonly").is_some()),
        ("type", named || given("loader", "type").is_some()),
        ("secure='no'", given("loader", "secure") == Some("no")),
    ] {
        if is_given {
            return contradiction(format!("<loader> has {attribute}, and <os> selects a firmware"));
        }
    }
    if given("nvram", "template").is_some() {
        return contradiction("<nvram> has a template, and <os> selects a firmware");
    }
    if selection == "bios" && os.child("nvram").is_some_and(|nvram| !nvram.is_empty()) {
        return contradiction("<os> has <nvram>, and firmware='bios'");
    }
    Ok(())
}

/// Enrolled keys imply secure boot.
fn complete_features(os: &mut Element) -> Result<()> {
    let Some(features) = os.child_mut("firmware") else { return Ok(()) };
    let mut given = features.take_all("feature");
    let last = |name: &str| {
        let named = |feature: &&Element| feature.attribute("name") == Some(name);
        given.iter().rfind(named).cloned()
    };
    let (keys, mut boot) = (last(ENROLLED_KEYS), last(SECURE_BOOT));
    let enabled =
        |feature: &Option<Element>| feature.as_ref()?.attribute("enabled").map(str::to_owned);
    if enabled(&keys).as_deref() == Some("yes") {
        if enabled(&boot).as_deref() == Some("no") {
            return contradiction("<firmware> enables enrolled-keys, and not secure-boot");
        }
        boot =
            Some(Element::with_attributes("feature", &[("enabled", "yes"), ("name", SECURE_BOOT)]));
    }
    given.clear();
    given.extend(keys.into_iter().chain(boot));
    let rest = std::mem::take(&mut features.nodes);
    features.extend(given);
    features.nodes.extend(rest);
    Ok(())
}

fn complete_named(os: &mut Element) -> Result<()> {
    let path = os.child("loader").map(Element::text).unwrap_or_default();
    if path.is_empty() {
        return match os.child("loader").or(os.child("nvram")) {
            Some(_) => contradiction("<loader> has no path, and <os> selects no firmware"),
            None => Ok(()),
        };
    }
    let Some(loader) = os.child_mut("loader") else { return Ok(()) };
    if loader.attribute("type").is_none() {
        loader.set_attribute("type", "rom");
    }
    LOADER.apply(loader)
}

fn check_stateless(os: &Element) -> Result<()> {
    let stateless = os.child("loader").and_then(|loader| loader.attribute("stateless"));
    let stored = os.child("nvram").is_some_and(|nvram| !nvram.is_empty());
    match stateless == Some("yes") && stored {
        true => contradiction("<os> has <nvram>, and a loader that is stateless"),
        false => Ok(()),
    }
}

fn contradiction<T>(detail: impl Into<String>) -> Result<T> {
    refuse(virErrorNumber::VIR_ERR_XML_DETAIL, detail)
}
