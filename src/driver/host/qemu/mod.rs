//! A guest as QEMU's command line describes it. The process can change it at will: it is
//! read within bounds, and not trusted.

mod cpus;
mod memory;
mod monitors;
mod option_table;
mod options;
mod program;
mod properties;
mod size;
mod video;

use crate::model::domain::{Uuid, check_name, parse_uuid};
use crate::model::units::Kib;
use crate::sys::{Dir, SysResult, process};
use cpus::Cpus;
use memory::GuestMemory;
use monitors::Monitors;
use options::{CommandOption, options};
use properties::Properties;

pub use monitors::QmpMonitor;
pub use program::{Program, base_name};

const MIB: u64 = 1 << 20;
const KVM: &str = "kvm";
const TCG: &str = "tcg";

/// The longest name of a guest: libvirt's names are file names.
const NAME_MAX: usize = 255;

/// The largest cache of a qcow2 image (QEMU's docs/qcow2-cache.txt).
const QCOW2_CACHE: u64 = 32 * MIB;

/// A QEMU's command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandLine {
    /// The guest's name, where it has one that may be used.
    pub name: Option<String>,
    /// The guest's uuid.
    pub uuid: Option<Uuid>,
    /// The guest's virtual CPUs.
    pub vcpus: u16,
    /// The most that it can have, with those that may be plugged in later.
    pub most_vcpus: u16,
    /// The guest's memory, each piece of it that QEMU maps; or why it cannot be determined.
    pub memory: Result<Vec<Kib>, String>,
    /// Memory of its graphics devices, and such that it shares with others.
    pub devices: Vec<Kib>,
    /// The largest size of the disk images' caches.
    pub disk_caches: Kib,
    /// Whether it uses KVM.
    pub kvm: bool,
    /// Its monitors that speak QMP.
    pub monitors: Vec<QmpMonitor>,
}

impl CommandLine {
    /// Reads the command line of a process by its /proc; `None` where it is no QEMU.
    pub fn of_process(proc: &Dir, pid: i32) -> SysResult<Option<Self>> {
        let arguments = process::arguments(proc, pid)?;
        let executable = process::executable(proc, pid).ok();
        let program = Program { arguments: &arguments, executable: executable.as_deref() };
        Ok(program.is_qemu().then(|| Self::parse(program)))
    }

    /// Reads the command line of a QEMU.
    pub fn parse(program: Program<'_>) -> Self {
        let mut found = Found { uses_kvm: program.uses_kvm(), ..Found::default() };
        options(program.arguments).for_each(|option| found.take(option));
        found.finish(program.architecture())
    }

    /// All of the guest's memory, where it can be told.
    pub fn total_memory(&self) -> Option<Kib> {
        self.memory.as_ref().ok().map(sum)
    }
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
    /// The uuid that the guest's firmware shows.
    smbios_uuid: Option<Uuid>,
    memory: GuestMemory,
    cpus: Cpus,
    vga: Option<String>,
    no_defaults: bool,
    graphics: Option<Vec<u64>>,
    qcow2_images: u64,
    uses_kvm: bool,
    accelerator: Option<bool>,
    monitors: Monitors,
}

impl Found {
    fn take(&mut self, option: CommandOption<'_>) {
        let CommandOption { name, value, is_known, is_android } = option;
        // No size was ever told by one letter but -m.
        if !is_known && name.len() > 1 {
            self.memory.unknown_option(name);
        }
        self.memory.check_value(name, value);
        if is_android && self.take_android(name, value) {
            return;
        }
        match name {
            "name" => self.name.merge(Properties::parse(value, "guest")),
            "uuid" => self.uuid = parse_uuid(value),
            "smbios" => self.smbios(&Properties::parse(value, "file")),
            "m" => self.memory.merge(value),
            "memory" => self.memory.android_size(value),
            "smp" => self.cpus.merge(value),
            "vga" => self.vga = Some(value.to_owned()),
            "nodefaults" => self.no_defaults = true,
            "object" => self.memory.object(&Properties::parse(value, "qom-type")),
            "machine" | "M" => self.machine(Properties::parse(value, "type")),
            "accel" => self.accelerator(Properties::parse(value, "accel").get("accel")),
            "enable-kvm" => self.accelerator(Some(KVM)),
            "no-kvm" => self.accelerator(Some(TCG)),
            "numa" => self.memory.node(&Properties::parse(value, "type")),
            "device" => self.device(&Properties::parse(value, "driver")),
            "blockdev" => self.image(&Properties::parse(value, "driver"), "driver"),
            "drive" => self.image(&Properties::parse(value, "file"), "format"),
            "qmp" | "qmp-pretty" => self.monitors.qmp(value),
            "chardev" => self.monitors.device(Properties::parse(value, "backend")),
            "mon" => self.monitors.mon(&Properties::parse(value, "chardev")),
            "readconfig" => self.memory.configuration(value),
            "set" => self.memory.set(value),
            _ => {}
        }
    }

    /// Options that have another meaning for the Android emulator; whether it is one. It
    /// uses KVM unless that is switched off.
    fn take_android(&mut self, name: &str, value: &str) -> bool {
        self.memory.is_android();
        match name {
            "accel" => self.accelerator(Some(if value == "off" { TCG } else { KVM })),
            "no-accel" => self.accelerator(Some(TCG)),
            "qemu" => self.accelerator(Some(KVM)),
            "cores" => self.cpus.merge(value),
            "id" => {}
            _ => return false,
        }
        true
    }

    fn smbios(&mut self, properties: &Properties) {
        if properties.get("type") == Some("1")
            && let Some(uuid) = properties.get("uuid")
        {
            self.smbios_uuid = parse_uuid(uuid);
        }
    }

    fn machine(&mut self, properties: Properties) {
        self.accelerator(properties.get("accel"));
        self.cpus.merge_machine(&properties);
        self.memory.merge_machine(properties);
    }

    /// `NAME:NAME…`, possibly several times: the first that works is used.
    fn accelerator(&mut self, names: Option<&str>) {
        if let Some(first) = names.and_then(|names| names.split(':').next()) {
            self.accelerator.get_or_insert(first == KVM);
        }
    }

    fn device(&mut self, properties: &Properties) {
        let driver = properties.get("driver").unwrap_or_default();
        if let Some(sizes) = video::memory_of(driver, properties) {
            self.graphics.get_or_insert_default().extend(sizes);
            return;
        }
        self.cpus.plug(driver);
        self.memory.device(driver, properties);
    }

    fn image(&mut self, properties: &Properties, key: &str) {
        self.qcow2_images += u64::from(properties.get(key) == Some("qcow2"));
    }

    fn finish(self, architecture: Option<&str>) -> CommandLine {
        let name = self.name.get("guest").filter(|name| check_name(name, NAME_MAX).is_ok());
        let kib = |sizes: Vec<u64>| sizes.into_iter().map(Kib::from_bytes).collect();
        let devices = kib(self.device_memory());
        let (vcpus, most_vcpus) = self.cpus.count();
        CommandLine {
            name: name.map(str::to_owned),
            uuid: self.uuid.or(self.smbios_uuid),
            vcpus,
            most_vcpus,
            memory: self.memory.pieces(architecture).map(kib),
            devices,
            kvm: self.accelerator.unwrap_or(self.uses_kvm),
            monitors: self.monitors.finish(),
            disk_caches: Kib::from_bytes(self.qcow2_images.saturating_mul(QCOW2_CACHE)),
        }
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
        graphics.into_iter().chain(self.memory.shared()).collect()
    }
}

#[cfg(test)]
mod field_tests;
#[cfg(test)]
mod tests;
