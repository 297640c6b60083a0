//! The guest memory of a QEMU's command line. Where the command line does not tell it for
//! sure, there is a reason instead of a size.

use super::properties::Properties;
use super::size::parse_size;
use std::collections::{BTreeMap, BTreeSet};

const MIB: u64 = 1 << 20;

/// The memory of most machines without `-m` (qemu(1)).
const DEFAULT_MEMORY: u64 = 128 * MIB;

/// The machines that have it in all versions, by how their names begin. Others have other
/// defaults, or had in some version.
const DEFAULT_MACHINES: &[(&[&str], &[&str])] = &[
    (&["i386", "x86_64"], &["", "pc", "q35", "isapc", "microvm", "xenfv", "xenpv"]),
    (&["arm", "aarch64", "riscv32", "riscv64"], &["virt"]),
    (&["s390x"], &["", "s390-ccw-virtio"]),
];

/// The properties of `-m`.
const PROPERTIES: &[&str] = &["size", "slots", "maxmem"];

/// Devices that are guest memory, by how their names begin: the sizes of their backends
/// are added to that of `-m`.
const DEVICES: &[&str] = &["pc-dimm", "nvdimm", "spapr-nvdimm", "virtio-mem", "virtio-pmem"];

/// A CXL memory expander, and its properties that name backends of guest memory.
const CXL_DEVICE: &str = "cxl-type3";
const CXL_BACKENDS: &[&str] =
    &["volatile-memdev", "persistent-memdev", "memdev", "volatile-dc-memdev"];

/// Options that a size may depend on.
const OPTIONS: &[&str] = &["m", "memory", "machine", "M", "object", "device", "numa", "readconfig"];

/// Files for `-readconfig` that describe controllers alone: Proxmox VE's.
const CONFIGURATIONS: &str = "/usr/share/qemu-server/pve-";

/// What the command line says about memory.
#[derive(Debug, Default)]
pub struct GuestMemory {
    told: Properties,
    machine: Properties,
    /// That of the Android emulator's own option.
    android: Option<u64>,
    is_android: bool,
    /// The sizes of the memory backends, as far as they can be parsed.
    backends: BTreeMap<String, Option<u64>>,
    /// The memory backends of the NUMA nodes.
    nodes: BTreeSet<String>,
    /// The memory backends of devices that are guest memory.
    plugged: Vec<String>,
    /// The memory backends of other devices.
    shared: BTreeSet<String>,
    /// An option that QEMU is not known to have: it may tell a size, where no other does.
    unknown: Option<String>,
    doubt: Option<String>,
}

impl GuestMemory {
    /// `-m`, which adds to earlier ones.
    pub fn merge(&mut self, value: &str) {
        let properties = Properties::parse(value, "size");
        if let Some(key) = properties.keys().find(|key| !PROPERTIES.contains(key)) {
            self.doubt(format!("-m {value} has the property '{key}'"));
        }
        self.told.merge(properties);
    }

    /// `-machine`, which adds to earlier ones.
    pub fn merge_machine(&mut self, properties: Properties) {
        self.machine.merge(properties);
    }

    /// The Android emulator's `-memory`, in MiB.
    pub fn android_size(&mut self, value: &str) {
        match value.parse::<u64>().ok().and_then(|number| number.checked_mul(MIB)) {
            Some(size) => self.android = Some(size),
            None => self.doubt(format!("-memory {value} is no size")),
        }
    }

    /// The options are the Android emulator's, which always sets a size.
    pub fn is_android(&mut self) {
        self.is_android = true;
    }

    /// `-object`: a memory backend, if it is one.
    pub fn object(&mut self, properties: &Properties) {
        self.check_read("object", properties);
        let kind = properties.get("qom-type").unwrap_or_default();
        if let Some(id) = properties.get("id").filter(|_| kind.starts_with("memory-backend-")) {
            self.backends.insert(id.to_owned(), properties.size("size", 1));
        }
    }

    /// `-numa`.
    pub fn node(&mut self, properties: &Properties) {
        self.nodes.extend(properties.get("memdev").map(str::to_owned));
    }

    /// `-device`: takes its memory backends, if it has any.
    pub fn device(&mut self, driver: &str, properties: &Properties) {
        self.check_read("device", properties);
        let of = |key: &str| properties.get(key).map(str::to_owned);
        if driver == CXL_DEVICE {
            self.shared.extend(of("lsa"));
            self.plug(driver, CXL_BACKENDS.iter().filter_map(|key| of(key)).collect());
        } else if DEVICES.iter().any(|device| driver.starts_with(device)) {
            self.plug(driver, of("memdev").into_iter().collect());
        } else {
            self.shared.extend(of("memdev"));
        }
    }

    fn plug(&mut self, driver: &str, backends: Vec<String>) {
        if backends.is_empty() {
            self.doubt(format!("-device {driver} has no memory backend"));
        }
        self.plugged.extend(backends);
    }

    /// `-readconfig`, whose file may tell each option.
    pub fn configuration(&mut self, file: &str) {
        if !file.starts_with(CONFIGURATIONS) || file.contains("/../") {
            self.doubt(format!("-readconfig {file} may change it"));
        }
    }

    /// `-set GROUP.ID.PROPERTY=VALUE`.
    pub fn set(&mut self, value: &str) {
        let property = value.split_once('=').map_or(value, |(property, _)| property);
        let property = property.rsplit('.').next().unwrap_or_default();
        if property == "size" || property.ends_with("memdev") || property == "memory-backend" {
            self.doubt(format!("-set {value} changes it"));
        }
    }

    fn check_read(&mut self, option: &str, properties: &Properties) {
        if properties.is_lost() {
            self.doubt(format!("the JSON of an -{option} cannot be read"));
        }
    }

    /// An option whose value looks like an option: perhaps it has no value.
    pub fn check_value(&mut self, option: &str, value: &str) {
        if value
            .strip_prefix('-')
            .is_some_and(|name| OPTIONS.contains(&name.strip_prefix('-').unwrap_or(name)))
        {
            self.doubt(format!("'{value}' is the value of -{option}, or an option itself"));
        }
    }

    /// An option that is not known.
    pub fn unknown_option(&mut self, name: &str) {
        self.unknown.get_or_insert_with(|| name.to_owned());
    }

    /// Notes why the size cannot be determined; the first reason counts.
    fn doubt(&mut self, reason: String) {
        self.doubt.get_or_insert(reason);
    }

    /// The guest's memory in the pieces in which it is mapped, in bytes, or why it cannot
    /// be determined. `architecture` is the guest's, where it is known.
    pub fn pieces(&self, architecture: Option<&str>) -> Result<Vec<u64>, String> {
        if let Some(reason) = &self.doubt {
            return Err(reason.clone());
        }
        let mut pieces = self.initial(architecture)?;
        for id in &self.plugged {
            pieces.push(self.backend(id)?);
        }
        Ok(pieces)
    }

    /// The sizes of memory that other devices share.
    pub fn shared(&self) -> impl Iterator<Item = u64> {
        self.shared.iter().filter_map(|id| self.backend(id).ok())
    }

    /// The memory at the start: that of `-m`, in the pieces in which it is mapped, or else
    /// those pieces.
    fn initial(&self, architecture: Option<&str>) -> Result<Vec<u64>, String> {
        let ids = self.machine.get("memory-backend").into_iter();
        let ids = ids.chain(self.nodes.iter().map(String::as_str));
        let pieces: Result<Vec<u64>, String> = ids.map(|id| self.backend(id)).collect();
        let Some(told) = self.told()? else {
            let pieces = pieces?;
            return if pieces.is_empty() {
                self.default(architecture).map(|size| vec![size])
            } else {
                Ok(pieces)
            };
        };
        let sum =
            |pieces: &Vec<u64>| pieces.iter().fold(0_u64, |sum, size| sum.saturating_add(*size));
        Ok(pieces.ok().filter(|pieces| sum(pieces) == told).unwrap_or_else(|| vec![told]))
    }

    /// The size that is told directly; `None` without one, and for 0, which is the default.
    fn told(&self) -> Result<Option<u64>, String> {
        let size = if let Some(text) = self.told.get("size") {
            size_of_m(text).ok_or_else(|| format!("-m {text} is no size"))?
        } else if let Some(text) = self.machine.get("memory.size") {
            parse_size(text, 1).ok_or_else(|| format!("memory.size={text} is no size"))?
        } else {
            self.android.unwrap_or(0)
        };
        Ok((size > 0).then_some(size))
    }

    fn backend(&self, id: &str) -> Result<u64, String> {
        match self.backends.get(id) {
            Some(Some(size)) => Ok(*size),
            Some(None) => Err(format!("the size of memory backend '{id}' cannot be determined")),
            None => Err(format!("memory backend '{id}' is not on the command line")),
        }
    }

    fn default(&self, architecture: Option<&str>) -> Result<u64, String> {
        if self.is_android {
            return Err("the Android device's configuration tells it".to_owned());
        }
        if let Some(name) = &self.unknown {
            return Err(format!("there is no -m, and -{name} is not known"));
        }
        let of_machine =
            || "there is no -m, and the default of the machine is not known".to_owned();
        let architecture = architecture.ok_or_else(of_machine)?;
        let machine = self.machine.get("type").unwrap_or_default();
        let is_it = |name: &&str| machine == *name || machine.starts_with(&format!("{name}-"));
        let has_it = DEFAULT_MACHINES.iter().any(|(architectures, machines)| {
            architectures.contains(&architecture) && machines.iter().any(is_it)
        });
        if has_it { Ok(DEFAULT_MEMORY) } else { Err(of_machine()) }
    }
}

/// The size of `-m`: without a suffix in MiB. A fraction needs one, since versions of QEMU
/// differ in what it means without.
fn size_of_m(text: &str) -> Option<u64> {
    let is_plain = || text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if text.contains('.') && is_plain() { None } else { parse_size(text, MIB) }
}
