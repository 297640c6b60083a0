//! `<disk>`.

use super::address;
use super::iotune;
use super::kinds::sort_by_kind;
use super::source::{self, SOURCE};
use crate::model::parameters::block_iotune::BlockIoTune;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::shape::{Shape, attr, element, number, on_off, one_of, text, yes_no};
use crate::xml::definition::{fault, refuse, unsupported};
use crate::xml::tree::Element;
use std::collections::BTreeSet;

/// A disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disk {
    /// Its limits.
    pub iotune: BlockIoTune,
    /// Everything else.
    pub element: Element,
}

const TYPES: &[&str] = &["file", "block", "dir", "network", "volume", "nvme", "vhostuser"];
const BUSES: &[&str] = &["ide", "fdc", "scsi", "virtio", "xen", "usb", "uml", "sata", "sd"];
const FORMATS: &[&str] = &[
    "raw", "dir", "bochs", "cloop", "dmg", "iso", "vpc", "vdi", "fat", "vhd", "ploop", "cow",
    "qcow", "qcow2", "qed", "vmdk",
];
const POLICIES: &[&str] = &["default", "stop", "report", "ignore", "enospace"];
const CACHES: &[&str] = &["default", "none", "writethrough", "writeback", "directsync", "unsafe"];

const DRIVER: Shape = element("driver").unless_empty().attributes(&[
    attr("name"),
    one_of("type", FORMATS).unsupported(),
    one_of("cache", CACHES).silent("default"),
    one_of("error_policy", POLICIES).silent("default"),
    one_of("rerror_policy", POLICIES).silent("default"),
    one_of("io", &["default", "native", "threads", "io_uring"]).silent("default"),
    on_off("ioeventfd"),
    on_off("event_idx"),
    on_off("copy_on_read"),
    one_of("discard", &["default", "unmap", "ignore"]).silent("default"),
    number("iothread"),
    one_of("detect_zeroes", &["default", "off", "on", "unmap"]).silent("default"),
    number("queues"),
    number("queue_size"),
]);

const TARGET: Shape = element("target").attributes(&[
    attr("dev"),
    one_of("bus", BUSES),
    one_of("tray", &["closed", "open"]).silent("closed"),
    on_off("removable"),
    number("rotation_rate"),
]);

const DISK: Shape = element("disk")
    .attributes(&[
        one_of("type", TYPES).or("file"),
        one_of("device", &["disk", "cdrom", "floppy", "lun"]).or("disk"),
        one_of("model", &["default", "virtio-transitional", "virtio-non-transitional", "virtio"])
            .silent("default"),
        yes_no("rawio"),
        one_of("sgio", &["default", "filtered", "unfiltered"]).silent("default"),
        one_of("snapshot", &["default", "no", "internal", "external", "manual"]).silent("default"),
    ])
    .children(&[
        DRIVER,
        element("auth"),
        SOURCE,
        element("backingStore"),
        element("geometry").attributes(&[
            number("cyls"),
            number("heads"),
            number("secs"),
            one_of("trans", &["default", "none", "auto", "lba"]).silent("default"),
        ]),
        element("blockio")
            .attributes(&[number("logical_block_size"), number("physical_block_size")])
            .unless_empty(),
        element("mirror"),
        TARGET,
        element("readonly"),
        element("shareable"),
        element("transient"),
        text("serial").unless_empty(),
        text("wwn").unless_empty(),
        text("vendor").unless_empty(),
        text("product").unless_empty(),
        element("encryption"),
    ])
    .info();

/// The buses of disks by the beginning of their names.
const BUS_BY_NAME: &[(&str, &str)] = &[
    ("hd", "ide"),
    ("sd", "scsi"),
    ("vd", "virtio"),
    ("xvd", "xen"),
    ("ubd", "uml"),
    ("fd", "ide"),
];

impl Disk {
    /// Reads a `<disk>`.
    pub fn read(mut element: Element) -> Result<Self> {
        source::check(&element)?;
        DISK.apply(&mut element)?;
        address::apply(&mut element)?;
        complete_host_device(&mut element)?;
        let mut disk = Self::read_as_it_is(element)?;
        disk.complete()?;
        disk.check()?;
        Ok(disk)
    }

    /// Reads a `<disk>` that its owner has checked and completed.
    pub fn read_as_it_is(mut element: Element) -> Result<Self> {
        Ok(Self { iotune: iotune::take(&mut element)?, element })
    }

    /// Its name in the guest, such as `vda`.
    pub fn target(&self) -> &str {
        self.inner("target", "dev").unwrap_or_default()
    }

    /// What it is plugged into: `virtio`, `scsi`, …
    pub fn bus(&self) -> &str {
        self.inner("target", "bus").unwrap_or_default()
    }

    /// What it is to the guest: `disk`, `cdrom`, `floppy` or `lun`.
    pub fn device(&self) -> &str {
        self.element.attribute("device").unwrap_or("disk")
    }

    /// Where its content is: `file`, `block`, `dir`, `network`, …
    pub fn kind(&self) -> &str {
        self.element.attribute("type").unwrap_or("file")
    }

    /// The file or device on the host, where there is one.
    pub fn source(&self) -> Option<&str> {
        let name = match self.kind() {
            "file" => "file",
            "block" => "dev",
            "dir" => "dir",
            "network" => "name",
            _ => return None,
        };
        self.inner("source", name).filter(|source| !source.is_empty())
    }

    /// The number of its name: `vda` is 0, `vdb` is 1.
    pub fn number(&self) -> Option<u64> {
        let target = self.target();
        let (prefix, _) = BUS_BY_NAME.iter().find(|(prefix, _)| target.starts_with(prefix))?;
        let letters = target.get(prefix.len()..)?.trim_end_matches(|c: char| c.is_ascii_digit());
        let mut number: u64 = 0;
        for letter in letters.bytes() {
            let digit = letter.is_ascii_lowercase().then(|| u64::from(letter - b'a') + 1)?;
            number = number.checked_mul(26)?.checked_add(digit)?;
        }
        number.checked_sub(1)
    }

    /// Whether a name means it: its name in the guest, or else its source where the
    /// name is a path.
    pub fn is_named(&self, name: &str) -> bool {
        match name.starts_with('/') {
            true => self.source() == Some(name),
            false => !name.is_empty() && self.target() == name,
        }
    }

    /// Whether its input and output is that I/O thread's work.
    pub fn runs_on(&self, iothread: u32) -> bool {
        let named = self.inner("driver", "iothread").and_then(|id| id.parse::<u32>().ok());
        named == Some(iothread)
    }

    /// The whole element.
    pub fn to_element(&self) -> Element {
        let mut element = self.element.clone();
        if let Some(mut iotune) = iotune::to_element(&self.iotune) {
            element.take("iotune").into_iter().for_each(|unknown| iotune.absorb(unknown));
            element.insert_behind("target", iotune);
        }
        element
    }

    fn is_harddisk(&self) -> bool {
        ["disk", "lun"].contains(&self.device())
    }

    fn inner(&self, element: &str, attribute: &str) -> Option<&str> {
        self.element.child(element)?.attribute(attribute)
    }

    /// Says what follows from its name: bus and address.
    fn complete(&mut self) -> Result<()> {
        if self.inner("target", "dev").is_none() {
            let source = self.source().unwrap_or("<disk>");
            return refuse(virErrorNumber::VIR_ERR_NO_TARGET, source.to_owned());
        }
        if self.bus().is_empty() {
            let named = BUS_BY_NAME.iter().find(|(prefix, _)| self.target().starts_with(prefix));
            let bus = named.map_or("ide", |(_, bus)| bus);
            let bus = if self.device() == "floppy" { "fdc" } else { bus };
            let target = self.element.child_mut("target");
            target
                .into_iter()
                .for_each(|target| target.attributes.insert(1, ("bus".into(), bus.into())));
        }
        // An empty drive is one for files.
        if self.kind() == "block" && self.element.child("source").is_none() && !self.is_harddisk() {
            self.element.set_attribute("type", "file");
        }
        if self.device() == "cdrom" && self.element.child("readonly").is_none() {
            self.element.insert_behind("target", Element::new("readonly"));
        }
        if self.element.child("address").is_none() {
            let address = self.derived_address()?;
            self.element.extend(address.map(address::new_drive));
        }
        Ok(())
    }

    fn derived_address(&self) -> Result<Option<[u64; 4]>> {
        let Some(number) = self.number() else {
            return Err(fault(format!(
                "disk name '{}' is not known, and it has no <address>",
                self.target()
            )));
        };
        Ok(match self.bus() {
            "scsi" => Some([number / 7, 0, 0, number % 7]),
            "ide" => Some([number / 4, number % 4 / 2, 0, number % 2]),
            "sata" => Some([number / 6, 0, 0, number % 6]),
            "fdc" => Some([number / 2, 0, 0, number % 2]),
            _ => None,
        })
    }

    fn check(&self) -> Result<()> {
        let target = self.target();
        let harddisk = self.is_harddisk();
        if harddisk && target.starts_with("fd")
            || self.device() == "floppy" && !target.starts_with("fd")
        {
            return refuse(
                virErrorNumber::VIR_ERR_INTERNAL_ERROR,
                format!("{} has the name '{target}', which is another device's", self.device()),
            );
        }
        if self.device() == "lun" && !["block", "network", "volume"].contains(&self.kind()) {
            return unsupported("<disk> has device='lun', which needs a block device");
        }
        if self.inner("target", "tray").is_some() && harddisk {
            return unsupported("<target> has a tray, expected one on cdrom and floppy alone");
        }
        if self.element.attribute("rawio").is_some() && self.device() != "lun" {
            return unsupported("<disk> has rawio, expected it with device='lun' alone");
        }
        if harddisk && ["file", "block", "dir"].contains(&self.kind()) && self.source().is_none() {
            return refuse(virErrorNumber::VIR_ERR_NO_SOURCE, target);
        }
        source::check_words(&self.element)?;
        self.check_wwn()
    }

    fn check_wwn(&self) -> Result<()> {
        let wwn = self.element.child("wwn").map(Element::text).unwrap_or_default();
        if wwn.is_empty() || wwn.len() == 16 && wwn.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Ok(());
        }
        Err(Error::new(
            virErrorDomain::VIR_FROM_NONE,
            virErrorNumber::VIR_ERR_INTERNAL_ERROR,
            format!("<wwn> holds '{wwn}', expected 16 hexadecimal digits"),
        ))
    }
}

/// A device of the host has a PCI address.
fn complete_host_device(disk: &mut Element) -> Result<()> {
    let source = disk.child_mut("source");
    let address = source.and_then(|source| source.child_mut("address"));
    address.map_or(Ok(()), address::apply_host_pci)
}

/// Puts the disks into libvirt's order: those of a bus by their names.
pub fn sort(disks: &mut [Disk]) {
    sort_by_kind(disks, |disk| (disk.bus().to_owned(), disk.number()));
}

/// Refuses disks that are in each other's way: the first that one behind it is like.
pub fn check_all(disks: &[Disk]) -> Result<()> {
    let (mut targets, mut addresses) = (BTreeSet::new(), BTreeSet::new());
    let mut found = Ok(());
    for disk in disks.iter().rev() {
        let address = address::drive(&disk.element);
        let same = address.is_some_and(|address| !addresses.insert((disk.bus(), address)));
        let target = disk.target();
        if !targets.insert(target) {
            found = Err(fault(format!("<target> '{target}' is given twice")));
        } else if same {
            found = unsupported(format!("the address of disk '{target}' is given twice"));
        }
    }
    found
}
