//! `<controller>`, and the controllers that other devices require.

use super::{Disk, address, usb};
use crate::model::Result;
use crate::sorting::Seen;
use crate::xml::definition::kind::Kind;
use crate::xml::definition::shape::{Shape, attr, element, number, of_kind, on_off, one_of};
use crate::xml::definition::{fault, unsupported};
use crate::xml::size::parse_number;
use crate::xml::tree::Element;
use std::collections::BTreeMap;

const TYPES: &[&str] =
    &["ide", "fdc", "scsi", "sata", "virtio-serial", "ccid", "usb", "pci", "xenbus", "isa"];

/// The models of each type; types not listed have none.
const MODELS: &[(&str, &[&str])] = &[
    (
        "scsi",
        &[
            "auto",
            "buslogic",
            "lsilogic",
            "lsisas1068",
            "vmpvscsi",
            "ibmvscsi",
            "virtio-scsi",
            "lsisas1078",
            "virtio-transitional",
            "virtio-non-transitional",
            "ncr53c90",
            "dc390",
            "am53c974",
        ],
    ),
    (
        "usb",
        &[
            "piix3-uhci",
            "piix4-uhci",
            "ehci",
            "ich9-ehci1",
            "ich9-uhci1",
            "ich9-uhci2",
            "ich9-uhci3",
            "vt82c686b-uhci",
            "pci-ohci",
            "nec-xhci",
            "qusb1",
            "qusb2",
            "qemu-xhci",
            "none",
        ],
    ),
    (
        "pci",
        &[
            "pci-root",
            "pcie-root",
            "pci-bridge",
            "dmi-to-pci-bridge",
            "pcie-to-pci-bridge",
            "pcie-root-port",
            "pcie-switch-upstream-port",
            "pcie-switch-downstream-port",
            "pci-expander-bus",
            "pcie-expander-bus",
        ],
    ),
    ("ide", &["piix3", "piix4", "ich6"]),
    ("virtio-serial", &["virtio", "virtio-transitional", "virtio-non-transitional"]),
    ("isa", &[]),
];

const CONTROLLER: Shape = element("controller")
    .attributes(&[
        one_of("type", TYPES).or("ide"),
        of_kind("index", Kind::NotNegative),
        attr("model"),
        number("ports"),
        number("vectors"),
        number("maxGrantFrames"),
        number("maxEventChannels"),
    ])
    .children(&[
        element("driver").attributes(&[
            number("queues"),
            number("cmd_per_lun"),
            number("max_sectors"),
            on_off("ioeventfd"),
            number("iothread"),
        ]),
        element("model").attributes(&[attr("name")]),
        element("target"),
    ])
    .info();

/// Normalizes a controller.
pub fn apply(controller: &mut Element) -> Result<()> {
    CONTROLLER.apply(controller)?;
    address::apply(controller)?;
    usb::complete(controller);
    let kind = controller.attribute("type").unwrap_or_default();
    let models = MODELS.iter().find(|(known, _)| *known == kind).map(|(_, models)| *models);
    match (controller.attribute("model"), models) {
        (Some(model), Some(models)) if !models.contains(&model) => unsupported(format!(
            "<controller> has model='{model}', expected one of {}",
            models.join(", ")
        )),
        _ => check_iothread(controller),
    }
}

fn check_iothread(controller: &Element) -> Result<()> {
    let driver = controller.child("driver");
    let given = driver.is_some_and(|driver| driver.attribute("iothread").is_some());
    if given && !controller.attribute("model").is_some_and(|model| model.starts_with("virtio")) {
        return Err(fault("<driver> has an iothread, expected it for virtio-scsi only".to_owned()));
    }
    Ok(())
}

/// Sorts the controllers of each type, and assigns an index to those without one. A domain
/// with companion controllers alone has no USB bus.
pub fn complete(controllers: &mut Vec<Element>) -> Result<()> {
    *controllers = sorted(std::mem::take(controllers));
    usb::check(controllers)?;
    let mut used = UsedIndexes::default();
    controllers.iter().for_each(|controller| used.add(controller));
    for place in 0..controllers.len() {
        let Some(controller) = controllers.get(place).filter(|c| index(c).is_none()) else {
            continue;
        };
        let next = usb::companion_index(controllers, place, &used.usb_models)
            .unwrap_or_else(|| used.unused(kind(controller)));
        if let Some(controller) = controllers.get_mut(place) {
            controller.attributes.insert(1, ("index".to_owned(), next.to_string()));
            used.add(controller);
        }
    }
    Ok(())
}

/// The indexes that controllers have, so that a document with many is read in one pass.
#[derive(Default)]
struct UsedIndexes {
    used: Seen,
    /// The lowest index of each type that may be unused.
    lowest: BTreeMap<String, usize>,
    usb_models: Seen,
}

impl UsedIndexes {
    fn add(&mut self, controller: &Element) {
        let Some(index) = index(controller) else { return };
        self.used.add(numbered(Some(index), kind(controller)));
        usb::add_model(&mut self.usb_models, controller);
    }

    /// The lowest index that no controller of a type has; the search goes on where the last
    /// one ended, since none is ever removed.
    fn unused(&mut self, of_kind: &str) -> u64 {
        let lowest = self.lowest.entry(of_kind.to_owned()).or_insert(0);
        while self.used.has(numbered(Some(*lowest as u64), of_kind)) {
            *lowest = lowest.saturating_add(1);
        }
        *lowest as u64
    }
}

/// Refuses two controllers of a type with the same index; USB controllers share one.
pub fn check_all(devices: &[Element]) -> Result<()> {
    let mut seen = Seen::default();
    let controllers = devices.iter().filter(|device| device.is("controller"));
    for controller in controllers.filter(|controller| kind(controller) != "usb") {
        if !seen.add(numbered(index(controller), kind(controller))) {
            return Err(fault(format!(
                "<controller> of type '{}' has an index that another has",
                kind(controller)
            )));
        }
    }
    Ok(())
}

/// Adds the controllers that the disks and other devices require.
pub fn add_needed(controllers: &mut Vec<Element>, disks: &[Disk], others: &[Element]) {
    let mut existing = Seen::default();
    for controller in controllers.iter() {
        existing.add(numbered(index(controller), kind(controller)));
    }
    let needed = needed_by_disks(disks).into_iter().chain(others.iter().filter_map(needed_by));
    let missing = needed.filter(|needed| existing.add(numbered(Some(needed.1), needed.0)));
    for (kind, number) in missing {
        let mut controller = Element::new("controller");
        controller.set_attribute("type", kind);
        controller.set_attribute("index", &number.to_string());
        controllers.push(controller);
    }
}

/// The key of a controller in what was seen.
fn numbered(index: Option<u64>, kind: &str) -> String {
    format!("{index:?} {kind}")
}

fn needed_by_disks(disks: &[Disk]) -> Vec<(&'static str, u64)> {
    let mut needed = Vec::new();
    for kind in ["scsi", "fdc", "ide", "sata"] {
        let of_kind = disks.iter().filter(|disk| disk.bus() == kind);
        let numbers = of_kind.filter_map(|disk| address::drive(&disk.element));
        if let Some(last) = numbers.map(|[controller, ..]| controller).max() {
            // Bounded, so that a document cannot request an arbitrary number of controllers.
            needed.extend((0..=last.min(1024)).map(|number| (kind, number)));
        }
    }
    needed
}

fn needed_by(device: &Element) -> Option<(&'static str, u64)> {
    let number = device.child("address").and_then(|address| address.attribute("controller"));
    let number = number.and_then(parse_number).unwrap_or(0);
    match device.name.as_str() {
        "channel" | "console" if target_type(device) == Some("virtio") => {
            Some(("virtio-serial", number))
        }
        "smartcard" => Some(("ccid", number)),
        "hostdev" if device.attribute("type") == Some("scsi") => Some(("scsi", number)),
        _ => None,
    }
}

fn target_type(device: &Element) -> Option<&str> {
    device.child("target")?.attribute("type")
}

/// The controllers of each type together, in the order of the first of each.
fn sorted(controllers: Vec<Element>) -> Vec<Element> {
    let mut kinds: Vec<OfOneKind> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for controller in controllers {
        let place = *places.entry(kind(&controller).to_owned()).or_insert(kinds.len());
        match kinds.get_mut(place) {
            Some(of_kind) => of_kind.insert(controller),
            None => {
                let mut of_kind = OfOneKind::default();
                of_kind.insert(controller);
                kinds.push(of_kind);
            }
        }
    }
    kinds.into_iter().flat_map(OfOneKind::into_order).collect()
}

/// The controllers of a type by index, a USB controller before its companions. One without an
/// index stands where it was last when it was read: behind the highest index until then.
#[derive(Default)]
struct OfOneKind {
    first: Vec<Element>,
    by_index: BTreeMap<(u64, bool, usize), Vec<Element>>,
}

impl OfOneKind {
    fn insert(&mut self, controller: Element) {
        match (index(&controller), self.by_index.last_entry()) {
            (Some(index), _) => {
                let key = (index, usb::is_companion(&controller), self.by_index.len());
                self.by_index.insert(key, vec![controller]);
            }
            (None, Some(mut last)) => last.get_mut().push(controller),
            (None, None) => self.first.push(controller),
        }
    }

    fn into_order(self) -> impl Iterator<Item = Element> {
        self.first.into_iter().chain(self.by_index.into_values().flatten())
    }
}

fn kind(controller: &Element) -> &str {
    controller.attribute("type").unwrap_or_default()
}

fn index(controller: &Element) -> Option<u64> {
    controller.attribute("index").and_then(parse_number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same order by libvirt's way: each controller is inserted into those before it.
    fn inserted(controllers: Vec<Element>) -> Vec<Element> {
        let mut list: Vec<Element> = Vec::new();
        for controller in controllers {
            let is_same_kind = |other: &Element| kind(other) == kind(&controller);
            let key = |of: &Element| index(of).map(|index| (index, usb::is_companion(of)));
            let follows = |other: &Element| {
                key(&controller).zip(key(other)).is_some_and(|(own, other)| other > own)
            };
            let first = list.iter().position(|other| is_same_kind(other) && follows(other));
            let behind = || list.iter().rposition(is_same_kind).map(|place| place + 1);
            let place = first.or_else(behind).unwrap_or(list.len());
            list.insert(place, controller);
        }
        list
    }

    fn controller(number: usize, kind: &str, index: Option<u8>, companion: bool) -> Element {
        let mut controller = Element::with_attributes("controller", &[("type", kind)]);
        controller.set_attribute("number", &number.to_string());
        if let Some(index) = index {
            controller.set_attribute("index", &index.to_string());
        }
        if companion {
            controller.insert_before(&[], Element::new("master"));
        }
        controller
    }

    proptest! {
        #[test]
        fn controllers_are_sorted_as_if_inserted(
            given in prop::collection::vec(
                (prop::sample::select(vec!["usb", "pci", "scsi"]), prop::option::of(0..4_u8), any::<bool>()),
                0..20,
            )
        ) {
            let given = given.into_iter().enumerate();
            let given: Vec<Element> = given
                .map(|(number, (kind, index, companion))| controller(number, kind, index, companion))
                .collect();
            prop_assert_eq!(sorted(given.clone()), inserted(given));
        }
    }
}
