//! `<disk>`.

use super::address;
use super::iotune;
use super::kinds::sort_by_kind;
use super::network_source;
use super::source::{self, SOURCE};
use crate::model::parameters::block_iotune::BlockIoTune;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sorting::Seen;
use crate::xml::definition::shape::{Shape, attr, element, number, on_off, one_of, text, yes_no};
use crate::xml::definition::{fault, refuse, unsupported};
use crate::xml::tree::Element;

/// A disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disk {
    /// Its I/O limits.
    pub iotune: BlockIoTune,
    /// Everything else.
    pub element: Element,
}

const TYPES: &[&str] = &["file", "block", "dir", "network", "volume", "nvme", "vhostuser"];
const BUSES: &[&str] = &["ide", "fdc", "scsi", "virtio", "xen", "usb", "uml", "sata", "sd"];
/// The formats of images.
pub const FORMATS: &[&str] = &[
    "raw", "dir", "bochs", "cloop", "dmg", "iso", "vpc", "vdi", "fat", "vhd", "ploop", "cow",
    "qcow", "qcow2", "qed", "vmdk",
];
const POLICIES: &[&str] = &["default", "stop", "report", "ignore", "enospace"];
const CACHES: &[&str] = &["default", "none", "writethrough", "writeback", "directsync", "unsafe"];

const DRIVER: Shape = element("driver").omit_empty().attributes(&[
    attr("name"),
    one_of("type", FORMATS).unsupported(),
    one_of("cache", CACHES).omit("default"),
    one_of("error_policy", POLICIES).omit("default"),
    one_of("rerror_policy", POLICIES).omit("default"),
    one_of("io", &["default", "native", "threads", "io_uring"]).omit("default"),
    on_off("ioeventfd"),
    on_off("event_idx"),
    on_off("copy_on_read"),
    one_of("discard", &["default", "unmap", "ignore"]).omit("default"),
    number("iothread"),
    one_of("detect_zeroes", &["default", "off", "on", "unmap"]).omit("default"),
    number("queues"),
    number("queue_size"),
]);

const TARGET: Shape = element("target").attributes(&[
    attr("dev"),
    one_of("bus", BUSES),
    one_of("tray", &["closed", "open"]).omit("closed"),
    on_off("removable"),
    number("rotation_rate"),
]);

const DISK: Shape = element("disk")
    .attributes(&[
        one_of("type", TYPES).or("file"),
        one_of("device", &["disk", "cdrom", "floppy", "lun"]).or("disk"),
        one_of("model", &["default", "virtio-transitional", "virtio-non-transitional", "virtio"])
            .omit("default"),
        yes_no("rawio"),
        one_of("sgio", &["default", "filtered", "unfiltered"]).omit("default"),
        one_of("snapshot", &["default", "no", "internal", "external", "manual"]).omit("default"),
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
            one_of("trans", &["default", "none", "auto", "lba"]).omit("default"),
        ]),
        element("blockio")
            .attributes(&[number("logical_block_size"), number("physical_block_size")])
            .omit_empty(),
        element("mirror"),
        TARGET,
        element("readonly"),
        element("shareable"),
        element("transient"),
        text("serial").omit_empty(),
        text("wwn").omit_empty(),
        text("vendor").omit_empty(),
        text("product").omit_empty(),
        element("encryption"),
    ])
    .info();

/// The bus of a disk by the prefix of its target name.
const BUS_BY_NAME: &[(&str, &str)] = &[
    ("hd", "ide"),
    ("sd", "scsi"),
    ("vd", "virtio"),
    ("xvd", "xen"),
    ("ubd", "uml"),
    ("fd", "ide"),
];

/// The prefixes of hard disks' names.
const HARD_DISKS: &[&str] = &["hd", "sd", "vd", "xvd", "ubd"];

impl Disk {
    /// Parses, checks and completes a `<disk>`.
    pub fn read(mut element: Element) -> Result<Self> {
        source::check(&element)?;
        DISK.apply(&mut element)?;
        element.take_all("mirror");
        let kind = element.attribute("type").unwrap_or_default().to_owned();
        source::drop_foreign(&mut element, &kind);
        network_source::complete_all(&mut element, &kind)?;
        address::apply(&mut element)?;
        complete_host_device(&mut element)?;
        let mut disk = Self::read_unchecked(element)?;
        disk.complete()?;
        DISK.apply(&mut disk.element)?;
        disk.check()?;
        Ok(disk)
    }

    /// Parses a `<disk>` from a trusted document, without checks.
    pub fn read_unchecked(mut element: Element) -> Result<Self> {
        Ok(Self { iotune: iotune::take(&mut element)?, element })
    }

    /// Its target name in the guest, such as `vda`.
    pub fn target(&self) -> &str {
        self.inner("target", "dev").unwrap_or_default()
    }

    /// Its bus: `virtio`, `scsi`, …
    pub fn bus(&self) -> &str {
        self.inner("target", "bus").unwrap_or_default()
    }

    /// Its device type in the guest: `disk`, `cdrom`, `floppy` or `lun`.
    pub fn device(&self) -> &str {
        self.element.attribute("device").unwrap_or("disk")
    }

    /// The type of its source: `file`, `block`, `dir`, `network`, …
    pub fn kind(&self) -> &str {
        self.element.attribute("type").unwrap_or("file")
    }

    /// The source file or device on the host, if any.
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

    /// The index in its target name: `vda` is 0, `vdb` is 1.
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

    /// Whether it is identified by `name`: its target, or, if `name` is a path, its
    /// source.
    pub fn is_identified_by(&self, name: &str) -> bool {
        match name.starts_with('/') {
            true => self.source() == Some(name),
            false => !name.is_empty() && self.target() == name,
        }
    }

    /// Whether its I/O is handled by that I/O thread.
    pub fn runs_on(&self, iothread: u32) -> bool {
        let named = self.inner("driver", "iothread").and_then(|id| id.parse::<u32>().ok());
        named == Some(iothread)
    }

    /// The complete element.
    pub fn to_element(&self) -> Element {
        let mut element = self.element.clone();
        if let Some(mut iotune) = iotune::to_element(&self.iotune) {
            element.take("iotune").into_iter().for_each(|unknown| iotune.merge_content(unknown));
            element.insert_after("target", iotune);
        }
        element
    }

    fn is_harddisk(&self) -> bool {
        ["disk", "lun"].contains(&self.device())
    }

    fn inner(&self, element: &str, attribute: &str) -> Option<&str> {
        self.element.child(element)?.attribute(attribute)
    }

    /// Derives bus and address from the target name.
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
        // An empty drive has type file.
        if self.kind() == "block" && self.element.child("source").is_none() && !self.is_harddisk() {
            self.element.set_attribute("type", "file");
        }
        if self.device() == "cdrom" && self.element.child("readonly").is_none() {
            self.element.insert_after("target", Element::new("readonly"));
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
                "disk name '{}' is unknown, and the disk has no <address>",
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

    /// Disks on a bus of drives have the address of a drive.
    fn check_address(&self) -> Result<()> {
        let address = self.element.child("address").and_then(|a| a.attribute("type"));
        match (self.bus(), address) {
            ("ide" | "scsi" | "sata" | "fdc", Some(kind)) if kind != "drive" => {
                unsupported(format!(
                    "disk '{}' on {} has an address of type '{kind}'",
                    self.target(),
                    self.bus()
                ))
            }
            _ => Ok(()),
        }
    }

    fn check(&self) -> Result<()> {
        self.check_address()?;
        let target = self.target();
        let harddisk = self.is_harddisk();
        if harddisk && !HARD_DISKS.iter().any(|prefix| target.starts_with(prefix))
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
            return unsupported("<target> has a tray, expected one for cdrom and floppy only");
        }
        if self.element.attribute("rawio").is_some() && self.device() != "lun" {
            return unsupported("<disk> has rawio, expected it with device='lun' only");
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

/// A disk that is a host device has a PCI address.
fn complete_host_device(disk: &mut Element) -> Result<()> {
    let source = disk.child_mut("source");
    let address = source.and_then(|source| source.child_mut("address"));
    address.map_or(Ok(()), address::apply_host_pci)
}

/// Sorts the disks as libvirt does: by bus, then by target.
pub fn sort(disks: &mut [Disk]) {
    sort_by_kind(disks, |disk| (disk.bus().to_owned(), disk.number()));
}

/// Refuses duplicate targets and addresses; reports the first disk that has a duplicate.
pub fn check_all(disks: &[Disk]) -> Result<()> {
    let (mut targets, mut addresses) = (Seen::default(), Seen::default());
    let mut found = Ok(());
    for disk in disks.iter().rev() {
        let address = address::drive(&disk.element);
        let same =
            address.is_some_and(|address| !addresses.add(format!("{address:?} {}", disk.bus())));
        let target = disk.target();
        if !targets.add(target) {
            found = Err(fault(format!("<target> '{target}' is given twice")));
        } else if same {
            found = unsupported(format!("the address of disk '{target}' is given twice"));
        }
    }
    found
}
