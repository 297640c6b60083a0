//! `<domain>`: reads and writes domain definitions.

mod blkiotune;
mod clock;
mod cpu;
mod cputune;
mod devices;
mod error;
mod feature_values;
mod features;
mod firmware;
mod hugepages;
mod identity;
mod iothreads;
mod kind;
mod lifecycle;
mod memory;
mod memtune;
pub mod metadata;
mod namespaces;
mod numatune;
mod order;
mod os;
mod parts;
mod perf;
mod sched;
mod shape;
mod sysinfo;
pub mod unknown;
pub mod valid;
mod value;
mod vcpus;

use super::size;
use super::tree::Element;
use crate::model::domain::Uuid;
use crate::model::parameters::blkio::Blkiotune;
use crate::model::parameters::cputune::Cputune;
use crate::model::parameters::memory::Memtune;
use crate::model::parameters::numa::Numatune;
use crate::model::parameters::perf::Perf;
use crate::model::placement::Placement;
use crate::model::units::Kib;
use crate::model::{Result, virErrorDomain};
use error::{fault, refuse, unsupported};
use parts::numa_cells;
use value::take_text;

pub use devices::{Devices, Disk, Interface};
pub use iothreads::IoThread;
pub use lifecycle::LifecycleActions;
pub use vcpus::Vcpus;

/// A domain definition: the parts that the library understands, and the remaining
/// elements unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The domain type (the `type` attribute).
    pub kind: String,
    /// Its id, if the document is of a running domain.
    pub id: Option<i32>,
    /// Its name.
    pub name: String,
    /// Its uuid, if the document has one.
    pub uuid: Option<Uuid>,
    /// A short description without newlines.
    pub title: Option<String>,
    /// A description.
    pub description: Option<String>,
    /// The `<metadata>` element, for applications.
    pub metadata: Option<Element>,
    /// The maximum memory.
    pub memory: Kib,
    /// The current memory.
    pub current_memory: Kib,
    /// The limit of memory hotplug, and the number of slots.
    pub max_memory: Option<(Kib, u32)>,
    /// Whether core dumps include guest memory, if given.
    pub dump_core: Option<&'static str>,
    /// Its virtual CPUs.
    pub vcpus: Vcpus,
    /// Its memory parameters.
    pub memtune: Memtune,
    /// Its I/O threads.
    pub iothreads: Vec<IoThread>,
    /// CPU time, pinning and scheduling of its threads.
    pub cputune: Cputune,
    /// Its weights and limits for the host's block devices.
    pub blkiotune: Blkiotune,
    /// The NUMA nodes that its memory is allocated from.
    pub numatune: Numatune,
    /// Its performance events.
    pub perf: Perf,
    /// The actions on lifecycle events.
    pub actions: LifecycleActions,
    /// Its devices.
    pub devices: Devices,
    /// The parts of the document that no field above represents.
    pub rest: Element,
}

/// The origin of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source<'a> {
    /// Written by a user for a host of this architecture: it is checked, and completed as
    /// libvirt does.
    User(&'a str),
    /// Already checked and completed by the domain's owner.
    Owner,
}

impl Definition {
    /// Reads a `<domain>` element written by a user: checks it, and adds what libvirt's test
    /// driver adds.
    ///
    /// Errors: VIR_ERR_NO_NAME without a name, VIR_ERR_CONFIG_UNSUPPORTED for an unknown
    /// domain type, VIR_ERR_XML_ERROR for missing or invalid parts, and the errors of
    /// [`size::read`] for sizes.
    pub fn read(domain: &Element) -> Result<Self> {
        Self::read_for(domain, os::ARCHITECTURE)
    }

    /// As [`Self::read`], for a host of this architecture.
    pub fn read_for(domain: &Element, architecture: &str) -> Result<Self> {
        Self::read_from(domain, Source::User(architecture))
    }

    /// Reads a `<domain>` element of a domain that another program manages: without checks,
    /// devices and other parts unchanged.
    pub fn read_unchecked(domain: &Element) -> Result<Self> {
        Self::read_from(domain, Source::Owner)
    }

    fn read_from(domain: &Element, source: Source<'_>) -> Result<Self> {
        check_element(domain)?;
        let mut rest = domain.clone();
        let name = identity::name(&mut rest)?;
        let mut uuid = identity::uuid(&mut rest)?;
        let kind = identity::kind(&mut rest)?;
        os::check(&rest)?;
        let title = identity::title(&mut rest)?;
        let sizes = memory::take(&mut rest)?;
        let tuning = Tuning::take(&mut rest)?;
        if let Source::User(architecture) = source {
            complete_parts(&mut rest, &kind, tuning.vcpus.max, architecture)?;
            uuid = sysinfo::uuid(&mut rest, uuid)?;
        }
        let actions = LifecycleActions::take(&mut rest)?;
        let perf = perf::take(&mut rest)?;
        let devices = take_devices(&mut rest, source)?;
        let plugged = match source {
            Source::User(_) => devices.memory(),
            Source::Owner => Kib(0),
        };
        identity::check_name(&name)?;
        let sizes = sizes.complete(&rest, plugged)?;
        if source != Source::Owner {
            devices.check_cells(numa_cells(&rest))?;
        }
        cputune::check(&tuning.cputune)?;
        actions.check()?;
        let metadata = metadata::take(&mut rest);
        namespaces::drop_tests(&mut rest);
        let mut definition = Self {
            kind,
            id: rest.take_attribute("id").and_then(|id| id.parse().ok()),
            name,
            uuid,
            title,
            description: take_text(&mut rest, "description"),
            metadata,
            memory: sizes.memory,
            current_memory: sizes.current,
            max_memory: sizes.max,
            dump_core: sizes.dump_core,
            vcpus: tuning.vcpus,
            memtune: tuning.memtune,
            iothreads: tuning.iothreads,
            cputune: tuning.cputune,
            blkiotune: tuning.blkiotune,
            numatune: tuning.numatune,
            perf,
            actions,
            devices,
            rest,
        };
        definition.drop_unused_prefixes();
        Ok(definition)
    }

    /// Drops declarations of namespaces that nothing uses of what is written.
    fn drop_unused_prefixes(&mut self) {
        if namespaces::are_declared(&self.rest) {
            let needed = namespaces::needed(&self.to_element(None));
            namespaces::drop_unused(&mut self.rest, &needed);
        }
    }

    /// The complete document; with an id for a running domain. Without `secure`, passwords
    /// are omitted; for a migration, so is everything that the other host adds by default.
    pub fn to_document(&self, id: Option<i32>, secure: bool, migration: bool) -> String {
        let mut domain = self.to_element(id);
        if !secure {
            devices::hide_passwords(&mut domain);
        }
        if migration {
            devices::simplify(&mut domain);
        }
        domain.to_document()
    }

    /// The complete `<domain>` element; with an id for a running domain.
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
        domain.extend(self.max_memory.map(memory::max_to_element));
        let mut memory = size::to_element("memory", self.memory);
        self.dump_core.into_iter().for_each(|dump_core| memory.set_first("dumpCore", dump_core));
        domain.push(memory);
        domain.push(size::to_element("currentMemory", self.current_memory));
        domain.extend(blkiotune::to_element(&self.blkiotune));
        domain.extend(memtune::to_element(&self.memtune));
        domain.extend(self.vcpus.to_elements());
        domain.extend(iothreads::to_elements(&self.iothreads));
        domain.extend(cputune::to_element(&self.cputune));
        domain.extend(numatune::to_element(&self.numatune));
        domain.extend(perf::to_element(&self.perf));
        domain.extend(self.actions.to_elements());
        domain.push(self.devices.to_element());
        let parts: Vec<String> = domain.elements().map(|part| part.name.clone()).collect();
        for left in self.rest.elements().cloned() {
            if parts.contains(&left.name) { domain.merge(left) } else { domain.push(left) }
        }
        order::sort(&mut domain);
        domain
    }
}

/// A domain's tuning elements; some of them depend on each other.
struct Tuning {
    blkiotune: Blkiotune,
    memtune: Memtune,
    vcpus: Vcpus,
    iothreads: Vec<IoThread>,
    cputune: Cputune,
    numatune: Numatune,
}

impl Tuning {
    fn take(domain: &mut Element) -> Result<Self> {
        let blkiotune = blkiotune::take(domain)?;
        let memtune = memtune::take(domain)?;
        let mut vcpus = Vcpus::take(domain)?;
        let iothreads = iothreads::take(domain)?;
        let cputune = cputune::take(domain, vcpus.max, &iothreads)?;
        vcpus.check()?;
        let cells = numa_cells(domain);
        let numatune = numatune::take(domain, vcpus.placement, cells)?;
        if numatune.is_automatic() && vcpus.cpuset.is_none() && !cputune.pins() {
            vcpus.placement = Placement::Auto;
        }
        Ok(Self { blkiotune, memtune, vcpus, iothreads, cputune, numatune })
    }
}

fn check_element(domain: &Element) -> Result<()> {
    if domain.local_name() == "domain" {
        return Ok(());
    }
    let what = format!("the element is <{}>, expected <domain>", domain.name);
    Err(fault(what).with_domain(virErrorDomain::VIR_FROM_XML))
}

/// The devices; also sets the boot order if the document is to be completed.
fn take_devices(domain: &mut Element, source: Source<'_>) -> Result<Devices> {
    let complete = source != Source::Owner;
    let machine = complete.then(|| os::machine(domain));
    let devices = Devices::take(domain, machine)?;
    if complete {
        os::complete_boot(domain, devices.have_boot_order())?;
    }
    Ok(devices)
}

fn complete_parts(domain: &mut Element, kind: &str, vcpus: u16, architecture: &str) -> Result<()> {
    identity::genid(domain)?;
    cpu::apply(domain, vcpus)?;
    parts::apply(domain)?;
    features::apply(domain)?;
    clock::apply(domain)?;
    os::apply(domain, kind, architecture)
}

#[cfg(test)]
mod tests;
