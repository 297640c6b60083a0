//! `<devices>`.

mod address;
mod bandwidth;
mod char_source;
mod chars;
mod controllers;
mod dimm;
mod disk;
mod displays;
mod filesystem;
mod graphics_types;
mod interface;
mod iotune;
mod kinds;
mod machine;
mod network_source;
mod others;
mod source;
mod usb;
mod vsock;

use super::unsupported;
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sorting::{Seen, set_of, sort_by_key};
use crate::xml::tree::Element;
pub use disk::Disk;
pub use interface::Interface;
pub use machine::Machine;

/// The order in which libvirt writes devices.
const ORDER: &[&str] = &[
    "emulator",
    "disk",
    "controller",
    "lease",
    "filesystem",
    "interface",
    "smartcard",
    "serial",
    "parallel",
    "console",
    "channel",
    "input",
    "tpm",
    "graphics",
    "sound",
    "audio",
    "video",
    "hostdev",
    "redirdev",
    "redirfilter",
    "hub",
    "watchdog",
    "memballoon",
    "rng",
    "nvram",
    "panic",
    "shmem",
    "memory",
    "iommu",
    "vsock",
];

/// The number of interface names (testnet0, testnet1, …) that the test host has for a
/// domain.
const TEST_NAMES: usize = 1024;

/// A domain's devices.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Devices {
    /// Its disks.
    pub disks: Vec<Disk>,
    /// Its network interfaces.
    pub interfaces: Vec<Interface>,
    /// Every other device.
    pub others: Vec<Element>,
}

impl Devices {
    /// Removes the devices from a domain and parses them. With a machine, they are checked
    /// and completed as libvirt does; without, they are left unchanged.
    pub fn take(domain: &mut Element, machine: Option<Machine>) -> Result<Self> {
        domain.part("devices", |element| {
            let (disk, interface): (fn(_) -> _, fn(_) -> _) = match machine {
                Some(_) => (Disk::read, Interface::read),
                None => (Disk::read_unchecked, Interface::read_unchecked),
            };
            let disks = element.take_all("disk").into_iter().map(disk);
            let disks = disks.collect::<Result<_>>()?;
            let interfaces = element.take_all("interface").into_iter().map(interface);
            let interfaces = interfaces.collect::<Result<_>>()?;
            let mut devices = Self { disks, interfaces, others: element.take_elements() };
            if let Some(machine) = machine {
                devices.apply(machine)?;
                devices.complete(machine)?;
                devices.reorder(machine)?;
                devices.check()?;
            }
            Ok(devices)
        })
    }

    fn apply(&mut self, machine: Machine) -> Result<()> {
        let mut emulators = 0;
        self.others.retain(|device| {
            let emulator = device.is("emulator");
            emulators += usize::from(emulator);
            !emulator || emulators == 1 && !device.text().is_empty()
        });
        self.others.iter_mut().try_for_each(|device| normalize(device, machine))?;
        // libvirt omits a panic device without model and address.
        self.others.retain(|device| !(device.is("panic") && device.is_empty()));
        Ok(())
    }

    /// Places children that were completed before those that are not known.
    fn reorder(&mut self, machine: Machine) -> Result<()> {
        let others = self.others.iter_mut().filter(|device| !device.is("graphics"));
        others.into_iter().try_for_each(|device| normalize(device, machine))
    }

    /// Adds devices and attributes implied by those present.
    fn complete(&mut self, machine: Machine) -> Result<()> {
        disk::sort(&mut self.disks);
        chars::complete(&mut self.others, machine.fully_virtual)?;
        displays::complete(&mut self.others, machine.video())?;
        others::complete_smartcards(&mut self.others);
        let named = |device: &mut Element| device.is("controller");
        let mut found: Vec<Element> = self.others.extract_if(.., named).collect();
        controllers::complete(&mut found)?;
        controllers::add_needed(&mut found, &self.disks, &self.others);
        self.others.append(&mut found);
        Ok(())
    }

    fn check(&self) -> Result<()> {
        disk::check_all(&self.disks)?;
        controllers::check_all(&self.others)?;
        others::check_all(&self.others)?;
        let order =
            |element: &Element| element.child("boot")?.attribute("order").map(str::to_owned);
        self.check_assigned()?;
        self.check_unique("boot order", order)?;
        let alias =
            |element: &Element| element.child("alias")?.attribute("name").map(str::to_owned);
        self.check_unique("alias", alias)
    }

    /// Only a device of the host can be left without an address in the guest.
    fn check_assigned(&self) -> Result<()> {
        let unassigned = |device: &&Element| {
            device.child("address").and_then(|a| a.attribute("type")) == Some("unassigned")
        };
        match self.elements().find(|device| unassigned(device) && !device.is("hostdev")) {
            Some(device) => unsupported(format!(
                "<{}> has an address of type 'unassigned', expected it for <hostdev> only",
                device.name
            )),
            None => Ok(()),
        }
    }

    /// Every device as an element, without typed parts. The console that duplicates a
    /// serial device is omitted.
    fn elements(&self) -> impl Iterator<Item = &Element> {
        let disks = self.disks.iter().map(|disk| &disk.element);
        let interfaces = self.interfaces.iter().map(|interface| &interface.element);
        let others = self.others.iter().filter(|device| device.name != "console");
        disks.chain(interfaces).chain(others)
    }

    fn check_unique(&self, what: &str, value: impl Fn(&Element) -> Option<String>) -> Result<()> {
        let mut seen = Seen::default();
        match self.elements().filter_map(value).find(|value| !seen.add(value)) {
            Some(duplicate) => {
                unsupported(format!("{what} '{duplicate}' is given to more than one device"))
            }
            None => Ok(()),
        }
    }

    /// The sum of the memory devices.
    pub fn memory(&self) -> Kib {
        dimm::total(&self.others)
    }

    /// Refuses memory devices of NUMA cells that the guest does not have.
    pub fn check_cells(&self, cells: usize) -> Result<()> {
        dimm::check_all(&self.others, cells)
    }

    /// Whether any device has a boot order.
    pub fn have_boot_order(&self) -> bool {
        self.elements().any(|element| element.child("boot").is_some())
    }

    /// Assigns test host names to interfaces without one; VIR_ERR_INTERNAL_ERROR if no
    /// names are left.
    pub fn name_interfaces(&mut self) -> Result<()> {
        let taken = self.interfaces.iter().filter_map(Interface::target);
        let taken = set_of(taken.map(str::to_owned));
        let names = (0..TEST_NAMES).map(|number| format!("testnet{number}"));
        let mut free = names.filter(|name| !taken.contains(name));
        let unnamed = |interface: &&mut Interface| interface.target().is_none();
        for interface in self.interfaces.iter_mut().filter(unnamed) {
            let Some(name) = free.next() else {
                return Err(Error::new(
                    virErrorDomain::VIR_FROM_TEST,
                    virErrorNumber::VIR_ERR_INTERNAL_ERROR,
                    format!("<interface> needs a name, and all {TEST_NAMES} are taken"),
                ));
            };
            interface.set_target(&name);
        }
        Ok(())
    }

    /// The disk with that target.
    pub fn disk(&self, target: &str) -> Option<&Disk> {
        self.disks.iter().find(|disk| disk.target() == target)
    }

    /// The disk with that target or source path.
    pub fn disk_by_name(&self, name: &str) -> Option<&Disk> {
        self.disks.iter().find(|disk| disk.is_identified_by(name))
    }

    /// As [`Self::disk_by_name`], mutable.
    pub fn disk_by_name_mut(&mut self, name: &str) -> Option<&mut Disk> {
        self.disks.iter_mut().find(|disk| disk.is_identified_by(name))
    }

    /// The interface with that target device or MAC address.
    pub fn interface_by_name(&self, name: &str) -> Option<&Interface> {
        self.interfaces.iter().find(|interface| interface.is_identified_by(name))
    }

    /// As [`Self::interface_by_name`], mutable.
    pub fn interface_by_name_mut(&mut self, name: &str) -> Option<&mut Interface> {
        self.interfaces.iter_mut().find(|interface| interface.is_identified_by(name))
    }

    /// The memory balloon, mutable.
    pub fn balloon_mut(&mut self) -> Option<&mut Element> {
        self.others.iter_mut().find(|device| device.is("memballoon"))
    }

    /// The element; it is written even if empty.
    pub fn to_element(&self) -> Element {
        let disks = self.disks.iter().map(Disk::to_element);
        let interfaces = self.interfaces.iter().map(Interface::to_element);
        let all = disks.chain(interfaces).chain(self.others.iter().cloned());
        let mut all: Vec<Element> = all.collect();
        let place = |element: &Element| ORDER.iter().position(|name| *name == element.name);
        sort_by_key(&mut all, |element| place(element).unwrap_or(ORDER.len()));
        let mut devices = Element::with_children("devices", all);
        devices.keep_end_tag();
        devices
    }
}

/// Normalizes a device by its type.
fn normalize(device: &mut Element, machine: Machine) -> Result<()> {
    match device.name.as_str() {
        "controller" => controllers::apply(device),
        "serial" | "parallel" | "console" | "channel" => chars::apply(device),
        "memory" => dimm::apply(device),
        "filesystem" => filesystem::apply(device),
        "graphics" => displays::apply_graphics(device),
        "video" => displays::apply_video(device, machine.video()),
        _ => others::apply(device, machine),
    }
}

/// Completes an image of this type that is no disk.
pub fn complete_image(image: &mut Element, kind: &str) -> Result<()> {
    network_source::complete_all(image, kind)
}

/// Removes passwords from a complete domain.
pub fn hide_passwords(domain: &mut Element) {
    for device in domain.child_mut("devices").into_iter().flat_map(Element::elements_mut) {
        match device.name.as_str() {
            "graphics" => drop(device.take_attribute("passwd")),
            "disk" => device.child_mut("source").into_iter().for_each(hide_cookies),
            _ => {}
        }
    }
}

fn hide_cookies(source: &mut Element) {
    source.take_all("cookies");
}

/// Removes everything that a host adds by default from a complete domain.
pub fn simplify(domain: &mut Element) {
    let Some(devices) = domain.child_mut("devices") else { return };
    let is = |element: &Element, name, value| element.attribute(name) == Some(value);
    devices.retain_elements(|device| {
        !(device.is("input") && is(device, "type", "keyboard") && is(device, "bus", "ps2"))
    });
    devices.keep_end_tag();
    for graphics in devices.elements_mut().filter(|device| device.is("graphics")) {
        let spice = is(graphics, "type", "spice");
        let silent = graphics.child("listen").is_some_and(|listen| is(listen, "type", "none"));
        if graphics.attribute("socket").is_some() || spice && silent {
            graphics.take_all("listen");
            if !spice {
                graphics.keep_end_tag();
            }
        }
        if spice && silent {
            graphics.set_attribute("autoport", "no");
        }
    }
}
