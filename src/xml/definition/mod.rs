//! `<domain>`: a definition, read and written.

// Some parts have no user yet.
#![allow(dead_code, unused_imports)]

mod blkiotune;
mod cputune;
mod devices;
mod iothreads;
mod lifecycle;
mod memtune;
pub mod metadata;
mod numatune;
mod order;
mod perf;
mod shape;
pub mod valid;
mod value;
mod vcpus;

use super::size;
use super::tree::Element;
use crate::model::domain::{Uuid, parse_uuid};
use crate::model::memtune::Memtune;
use crate::model::perf::Perf;
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use value::take_text;

pub use blkiotune::{BlkioDevice, Blkiotune};
pub use cputune::{Bandwidth, Cputune, PERIODS, QUOTAS, SHARES};
pub use devices::{BlockIoTune, Devices, Disk, IOTUNE_FIELDS, Interface, InterfaceBandwidth, Rate};
pub use iothreads::IoThread;
pub use lifecycle::LifecycleActions;
pub use numatune::{MODES as NUMA_MODES, NumaCell, NumaMemory, Numatune};
pub use vcpus::{Placement, Vcpu, Vcpus};

/// A domain's definition: what the library understands, and the rest as it was
/// written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The kind of domain, the `type` attribute.
    pub kind: String,
    /// Its number, where it was running when the document was written.
    pub id: Option<i32>,
    /// Its name.
    pub name: String,
    /// Its uuid, where the document has one.
    pub uuid: Option<Uuid>,
    /// A short text about it, without newlines.
    pub title: Option<String>,
    /// A text about it.
    pub description: Option<String>,
    /// The `<metadata>` element: what other programs keep here.
    pub metadata: Option<Element>,
    /// The most memory that it may have.
    pub memory: Kib,
    /// The memory that it has.
    pub current_memory: Kib,
    /// Its virtual CPUs.
    pub vcpus: Vcpus,
    /// Its memory parameters.
    pub memtune: Memtune,
    /// Its threads for input and output.
    pub iothreads: Vec<IoThread>,
    /// Its processor time, and where its threads run.
    pub cputune: Cputune,
    /// Its weights and limits for the host's block devices.
    pub blkiotune: Blkiotune,
    /// Where its memory comes from.
    pub numatune: Numatune,
    /// Which performance events are counted.
    pub perf: Perf,
    /// What is done when the guest ends by itself.
    pub actions: LifecycleActions,
    /// Its devices.
    pub devices: Devices,
    /// What of the document is in none of the fields above.
    pub rest: Element,
}

/// The `type` attributes that libvirt 9.0.0 knows, and the host driver's own.
const KINDS: &[&str] = &[
    "none",
    "qemu",
    "kqemu",
    "kvm",
    "xen",
    "lxc",
    "uml",
    "openvz",
    "test",
    "vmware",
    "hyperv",
    "vbox",
    "phyp",
    "parallels",
    "bhyve",
    "vz",
    "cgroup",
];

/// The contents of `<os><type>` that libvirt 9.0.0 knows.
const OS_KINDS: &[&str] = &["hvm", "xen", "linux", "exe", "uml", "xenpvh"];

impl Definition {
    /// Reads a `<domain>` element.
    ///
    /// Errors: VIR_ERR_NO_NAME without a name, VIR_ERR_CONFIG_UNSUPPORTED for an
    /// unknown kind, VIR_ERR_XML_ERROR for what is missing or cannot be, and
    /// what [`size::read`] says of sizes.
    pub fn read(domain: &Element) -> Result<Self> {
        if domain.local_name() != "domain" {
            let what = format!("the element is <{}>, expected <domain>", domain.name);
            return Err(fault(what).from_part(virErrorDomain::VIR_FROM_XML));
        }
        let mut rest = domain.clone();
        let name = name(&mut rest)?;
        let kind = kind(&mut rest)?;
        check_os(&rest)?;
        let memory = memory(&mut rest)?;
        let current = rest.take("currentMemory").as_ref().map(size::read).transpose()?;
        let mut vcpus = Vcpus::take(&mut rest)?;
        let iothreads = iothreads::take(&mut rest)?;
        let cputune = Cputune::take(&mut rest, vcpus.max, &iothreads)?;
        let cells = numa_cells(&rest);
        let numatune = Numatune::take(&mut rest, vcpus.placement, cells)?;
        if numatune.is_automatic() && vcpus.cpuset.is_none() && !cputune.pins() {
            vcpus.placement = Placement::Auto;
        }
        Ok(Self {
            kind,
            id: rest.take_attribute("id").and_then(|id| id.parse().ok()),
            name,
            uuid: uuid(&mut rest)?,
            title: title(&mut rest)?,
            description: take_text(&mut rest, "description"),
            metadata: metadata::take(&mut rest),
            memory,
            current_memory: current.filter(|kib| *kib < memory && kib.0 > 0).unwrap_or(memory),
            vcpus,
            memtune: memtune::take(&mut rest)?,
            iothreads,
            cputune,
            blkiotune: Blkiotune::take(&mut rest)?,
            numatune,
            perf: perf::take(&mut rest)?,
            actions: LifecycleActions::take(&mut rest)?,
            devices: Devices::take(&mut rest)?,
            rest,
        })
    }

    /// The whole `<domain>` element; a running domain's has its number.
    pub fn to_element(&self, id: Option<i32>) -> Element {
        let mut domain = Element::new("domain");
        domain.set_attribute("type", &self.kind);
        if let Some(id) = id {
            domain.set_attribute("id", &id.to_string());
        }
        domain.attributes.extend(self.rest.attributes.iter().cloned());
        domain.extend(value::texts([
            ("name", Some(self.name.clone())),
            ("uuid", self.uuid.map(|uuid| uuid.to_string())),
            ("title", self.title.clone()),
            ("description", self.description.clone()),
        ]));
        domain.extend(self.metadata.clone());
        domain.push(size::to_element("memory", self.memory));
        domain.push(size::to_element("currentMemory", self.current_memory));
        domain.extend(self.blkiotune.to_element());
        domain.extend(memtune::to_element(&self.memtune));
        domain.extend(self.vcpus.to_elements());
        domain.extend(iothreads::to_elements(&self.iothreads));
        domain.extend(self.cputune.to_element());
        domain.extend(self.numatune.to_element());
        domain.extend(perf::to_element(&self.perf));
        domain.extend(self.actions.to_elements());
        domain.push(self.devices.to_element());
        self.rest.elements().for_each(|element| domain.merge(element.clone()));
        order::sort(&mut domain);
        domain
    }
}

fn fault(detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_DOMAIN, virErrorNumber::VIR_ERR_XML_ERROR, detail)
}

fn refuse<T>(code: virErrorNumber, detail: impl Into<String>) -> Result<T> {
    Err(Error::new(virErrorDomain::VIR_FROM_DOMAIN, code, detail))
}

/// How many NUMA cells the guest has.
fn numa_cells(domain: &Element) -> usize {
    let numa = domain.child("cpu").and_then(|cpu| cpu.child("numa"));
    numa.map_or(0, |numa| numa.elements().filter(|cell| cell.name == "cell").count())
}

fn title(domain: &mut Element) -> Result<Option<String>> {
    match take_text(domain, "title") {
        Some(title) if title.contains('\n') => {
            Err(fault("<title> has a newline, expected a single line".to_owned()))
        }
        title => Ok(title),
    }
}

fn name(domain: &mut Element) -> Result<String> {
    let name = domain.take("name").as_ref().map(Element::text).unwrap_or_default();
    if name.is_empty() {
        return refuse(virErrorNumber::VIR_ERR_NO_NAME, "<domain>");
    }
    if name.contains('/') {
        return Err(fault(format!("<name> holds '{name}', expected no '/'")));
    }
    Ok(name)
}

fn kind(domain: &mut Element) -> Result<String> {
    match domain.take_attribute("type").filter(|kind| !kind.is_empty()) {
        Some(kind) if KINDS.contains(&kind.as_str()) => Ok(kind),
        Some(kind) => refuse(
            virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
            format!("<domain> has type '{kind}', expected one of {}", KINDS.join(", ")),
        ),
        None => refuse(virErrorNumber::VIR_ERR_INTERNAL_ERROR, "<domain> has no type attribute"),
    }
}

fn check_os(domain: &Element) -> Result<()> {
    let os = domain.child("os");
    let kind = os.and_then(|os| os.child("type")).map(Element::text).unwrap_or_default();
    match kind.as_str() {
        "" => Err(fault("<os> has no <type>".to_owned())),
        "exe" if os.and_then(|os| os.child("init")).is_none() => {
            Err(fault("<os> of type 'exe' has no <init>".to_owned()))
        }
        kind if OS_KINDS.contains(&kind) => Ok(()),
        kind => refuse(
            virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
            format!("<os> has type '{kind}', expected one of {}", OS_KINDS.join(", ")),
        ),
    }
}

fn memory(domain: &mut Element) -> Result<Kib> {
    match domain.take("memory").filter(|element| !element.text().is_empty()) {
        Some(element) => match size::read(&element)? {
            Kib(0) => Err(fault("<memory> is 0, expected more".to_owned())),
            kib => Ok(kib),
        },
        None => Err(fault("<domain> has no <memory>".to_owned())),
    }
}

fn uuid(domain: &mut Element) -> Result<Option<Uuid>> {
    let text = domain.take("uuid").as_ref().map(Element::text).unwrap_or_default();
    match parse_uuid(&text) {
        uuid @ Some(_) => Ok(uuid),
        None if text.is_empty() => Ok(None),
        None => refuse(
            virErrorNumber::VIR_ERR_INTERNAL_ERROR,
            format!("<uuid> holds '{text}', expected 32 hexadecimal digits"),
        ),
    }
}

#[cfg(test)]
mod tests;
