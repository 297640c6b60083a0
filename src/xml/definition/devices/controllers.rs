//! `<controller>`, and those that other devices need.

use super::{Disk, address, insert_sorted};
use crate::model::Result;
use crate::xml::definition::kind::Kind;
use crate::xml::definition::shape::{Shape, attr, element, number, of_kind, on_off, one_of};
use crate::xml::definition::{fault, unsupported};
use crate::xml::size::parse_number;
use crate::xml::tree::Element;

const TYPES: &[&str] =
    &["ide", "fdc", "scsi", "sata", "virtio-serial", "ccid", "usb", "pci", "xenbus", "isa"];

/// The models of each type; the others have none.
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

/// Brings a controller into its shape.
pub fn apply(controller: &mut Element) -> Result<()> {
    CONTROLLER.apply(controller)?;
    address::apply(controller)?;
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
        return Err(fault(
            "<driver> has an iothread, expected it for virtio-scsi alone".to_owned(),
        ));
    }
    Ok(())
}

/// Numbers the controllers that have none, and sorts those of a type.
pub fn complete(controllers: &mut Vec<Element>) {
    for mut controller in std::mem::take(controllers) {
        if controller.attribute("index").is_none() {
            let kind = controller.attribute("type").unwrap_or_default();
            let same = controllers.iter().filter(|other| other.attribute("type") == Some(kind));
            let next = same.filter_map(index).max().map_or(0, |last| last + 1);
            controller.attributes.insert(1, ("index".to_owned(), next.to_string()));
        }
        insert(controllers, controller);
    }
}

/// Adds the controllers that the disks and the other devices need.
pub fn add_needed(controllers: &mut Vec<Element>, disks: &[Disk], others: &[Element]) {
    for kind in ["scsi", "fdc", "ide", "sata"] {
        let of_kind = disks.iter().filter(|disk| disk.bus() == kind);
        let numbers = of_kind.filter_map(|disk| address::drive(&disk.element));
        if let Some(last) = numbers.map(|[controller, ..]| controller).max() {
            // No document can ask for any number of them.
            (0..=last.min(1024)).for_each(|number| add(controllers, kind, number));
        }
    }
    for device in others {
        let number = device.child("address").and_then(|address| address.attribute("controller"));
        let number = number.and_then(parse_number).unwrap_or(0);
        match device.name.as_str() {
            "channel" | "console" if target_type(device) == Some("virtio") => {
                add(controllers, "virtio-serial", number);
            }
            "smartcard" => add(controllers, "ccid", number),
            "hostdev" if device.attribute("type") == Some("scsi") => {
                add(controllers, "scsi", number);
            }
            _ => {}
        }
    }
}

fn target_type(device: &Element) -> Option<&str> {
    device.child("target")?.attribute("type")
}

fn add(controllers: &mut Vec<Element>, kind: &str, number: u64) {
    let there =
        |other: &Element| other.attribute("type") == Some(kind) && index(other) == Some(number);
    if !controllers.iter().any(there) {
        let mut controller = Element::new("controller");
        controller.set_attribute("type", kind);
        controller.set_attribute("index", &number.to_string());
        insert(controllers, controller);
    }
}

fn insert(controllers: &mut Vec<Element>, controller: Element) {
    insert_sorted(controllers, controller, |controller| {
        (controller.attribute("type").unwrap_or_default().to_owned(), index(controller))
    });
}

fn index(controller: &Element) -> Option<u64> {
    controller.attribute("index").and_then(parse_number)
}
