//! A guest as QEMU's command line describes it. The process can change it at will: it is
//! read within bounds, and not trusted.

mod options;
mod video;

use crate::model::domain::{Uuid, check_name, parse_uuid};
use crate::model::units::Kib;
use options::{Properties, options};
use std::collections::{BTreeMap, BTreeSet};

const MIB: u64 = 1 << 20;
const KVM: &str = "kvm";

/// The longest name of a guest: libvirt's names are file names.
const NAME_MAX: usize = 255;

/// The guest's memory without `-m` (qemu(1)).
const DEFAULT_MEMORY: u64 = 128 * MIB;

/// Devices that are guest memory: the sizes of their backends are added to that of `-m`.
const MEMORY_DEVICES: &[&str] =
    &["pc-dimm", "nvdimm", "virtio-mem-pci", "virtio-mem-device", "virtio-pmem-pci"];

/// The largest cache of a qcow2 image (QEMU's docs/qcow2-cache.txt).
const QCOW2_CACHE: u64 = 32 * MIB;

/// A QEMU's command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommandLine {
    /// The guest's name, where it has one that may be used.
    pub name: Option<String>,
    /// The guest's uuid.
    pub uuid: Option<Uuid>,
    /// The guest's virtual CPUs.
    pub vcpus: u16,
    /// The guest's memory: each piece of it that QEMU maps.
    pub memory: Vec<Kib>,
    /// Memory of its graphics devices, and such that it shares with others.
    pub devices: Vec<Kib>,
    /// The largest size of the disk images' caches.
    pub disk_caches: Kib,
    /// Whether it uses KVM.
    pub kvm: bool,
}

impl CommandLine {
    /// Whether these are the arguments of a QEMU that runs a whole machine.
    pub fn is_qemu(arguments: &[String]) -> bool {
        let name = program(arguments);
        name.starts_with("qemu-system-") || name == "qemu" || is_kvm_program(arguments)
    }

    /// Reads the arguments of a process, its own name first.
    pub fn parse(arguments: &[String]) -> Self {
        let mut found = Found { by_kvm: is_kvm_program(arguments), ..Found::default() };
        options(arguments).for_each(|(option, value)| found.take(option, value));
        found.finish()
    }

    /// All of the guest's memory.
    pub fn total_memory(&self) -> Kib {
        sum(&self.memory)
    }
}

/// The base name of a process's program, by its first argument.
pub fn program(arguments: &[String]) -> &str {
    let program = arguments.first().map_or("", String::as_str);
    program.rsplit('/').next().unwrap_or_default()
}

/// Whether a QEMU of that name uses KVM by default.
fn is_kvm_program(arguments: &[String]) -> bool {
    ["qemu-kvm", "kvm"].contains(&program(arguments))
}

/// The sum of sizes; unlimited where it does not fit.
pub fn sum<'k>(sizes: impl IntoIterator<Item = &'k Kib>) -> Kib {
    sizes.into_iter().fold(Kib(0), |sum, size| sum.plus(*size))
}

/// The options that matter here.
#[derive(Default)]
struct Found {
    name: Properties,
    uuid: Option<Uuid>,
    memory: Properties,
    cpus: Properties,
    vga: Option<String>,
    no_defaults: bool,
    backends: BTreeMap<String, u64>,
    /// The memory backends of the machine and its NUMA nodes.
    machine_memory: BTreeSet<String>,
    memory_devices: Vec<String>,
    /// The memory backends of other devices.
    shared: BTreeSet<String>,
    graphics: Option<Vec<u64>>,
    qcow2_images: u64,
    by_kvm: bool,
    accelerator: Option<bool>,
}

impl Found {
    fn take(&mut self, option: &str, value: &str) {
        match option {
            "name" => self.name.merge(Properties::parse(value, "guest")),
            "uuid" => self.uuid = parse_uuid(value),
            "m" => self.memory.merge(Properties::parse(value, "size")),
            "smp" => self.cpus.merge(Properties::parse(value, "cpus")),
            "vga" => self.vga = Some(value.to_owned()),
            "nodefaults" => self.no_defaults = true,
            "object" => self.object(&Properties::parse(value, "qom-type")),
            "machine" | "M" => self.machine(&Properties::parse(value, "type")),
            "accel" => self.accelerator(Properties::parse(value, "accel").get("accel")),
            "enable-kvm" => self.accelerator(Some(KVM)),
            "numa" => self.first_memory(&Properties::parse(value, "type"), "memdev"),
            "device" => self.device(&Properties::parse(value, "driver")),
            "blockdev" => self.image(&Properties::parse(value, "driver"), "driver"),
            "drive" => self.image(&Properties::parse(value, "file"), "format"),
            _ => {}
        }
    }

    fn object(&mut self, properties: &Properties) {
        let kind = properties.get("qom-type").unwrap_or_default();
        if !kind.starts_with("memory-backend-") {
            return;
        }
        if let (Some(id), Some(size)) = (properties.get("id"), properties.size("size", 1)) {
            self.backends.insert(id.to_owned(), size);
        }
    }

    fn machine(&mut self, properties: &Properties) {
        self.first_memory(properties, "memory-backend");
        self.accelerator(properties.get("accel"));
    }

    /// `NAME:NAME…`, possibly several times: the first that works is used.
    fn accelerator(&mut self, names: Option<&str>) {
        if let Some(first) = names.and_then(|names| names.split(':').next()) {
            self.accelerator.get_or_insert(first == KVM);
        }
    }

    fn first_memory(&mut self, properties: &Properties, key: &str) {
        self.machine_memory.extend(properties.get(key).map(str::to_owned));
    }

    fn device(&mut self, properties: &Properties) {
        let driver = properties.get("driver").unwrap_or_default();
        if let Some(sizes) = video::memory_of(driver, properties) {
            self.graphics.get_or_insert_default().extend(sizes);
        } else if let Some(backend) = properties.get("memdev") {
            if MEMORY_DEVICES.contains(&driver) {
                self.memory_devices.push(backend.to_owned());
            } else {
                self.shared.insert(backend.to_owned());
            }
        }
    }

    fn image(&mut self, properties: &Properties, key: &str) {
        self.qcow2_images += u64::from(properties.get(key) == Some("qcow2"));
    }

    fn finish(self) -> CommandLine {
        let name = self.name.get("guest").filter(|name| check_name(name, NAME_MAX).is_ok());
        let kib = |sizes: Vec<u64>| sizes.into_iter().map(Kib::from_bytes).collect();
        CommandLine {
            name: name.map(str::to_owned),
            uuid: self.uuid,
            vcpus: self.vcpus(),
            memory: kib(self.guest_memory()),
            devices: kib(self.device_memory()),
            kvm: self.accelerator.unwrap_or(self.by_kvm),
            disk_caches: Kib::from_bytes(self.qcow2_images.saturating_mul(QCOW2_CACHE)),
        }
    }

    /// The number of CPUs, given directly or by the topology.
    fn vcpus(&self) -> u16 {
        let number = |key: &str| self.cpus.get(key)?.parse::<u16>().ok().filter(|n| *n > 0);
        let parts = ["sockets", "dies", "clusters", "cores", "threads"];
        let product = || {
            let factors = parts.into_iter().filter_map(number);
            factors.fold(1_u16, u16::saturating_mul)
        };
        number("cpus").or_else(|| number("maxcpus")).unwrap_or_else(product)
    }

    /// The size of `-m`, in the pieces in which it is mapped, or else those pieces; and
    /// the memory devices.
    fn guest_memory(&self) -> Vec<u64> {
        let backend = |id: &String| self.backends.get(id).copied();
        let mut pieces: Vec<u64> = self.machine_memory.iter().filter_map(backend).collect();
        let mapped = pieces.iter().fold(0_u64, |sum, size| sum.saturating_add(*size));
        let told = self.memory.size("size", MIB).filter(|size| *size > 0);
        match told {
            Some(told) if told != mapped => pieces = vec![told],
            None if mapped == 0 => pieces = vec![DEFAULT_MEMORY],
            _ => {}
        }
        pieces.extend(self.memory_devices.iter().filter_map(backend));
        pieces
    }

    fn device_memory(&self) -> Vec<u64> {
        let graphics = match (&self.vga, &self.graphics) {
            (Some(name), graphics) => {
                [video::memory_of_vga(name), graphics.clone().unwrap_or_default()].concat()
            }
            (None, Some(graphics)) => graphics.clone(),
            (None, None) if self.no_defaults => Vec::new(),
            (None, None) => video::memory_by_default(),
        };
        let shared = self.shared.iter().filter_map(|id| self.backends.get(id).copied());
        graphics.into_iter().chain(shared).collect()
    }
}

#[cfg(test)]
mod tests;
