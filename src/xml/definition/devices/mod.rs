//! `<devices>`.

mod bandwidth;
mod disk;
mod interface;
mod iotune;

use crate::model::Result;
use crate::xml::tree::{Element, Node};
pub use bandwidth::{InterfaceBandwidth, Rate};
pub use disk::Disk;
pub use interface::Interface;
pub use iotune::{BlockIoTune, FIELDS as IOTUNE_FIELDS};

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
    "audio",
    "sound",
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
    /// Takes the devices out of a domain.
    pub fn take(domain: &mut Element) -> Result<Self> {
        domain.part("devices", |element| {
            let disks = element.take_all("disk").into_iter().map(Disk::read);
            let disks = disks.collect::<Result<_>>()?;
            let interfaces = element.take_all("interface").into_iter().map(Interface::read);
            let interfaces = interfaces.collect::<Result<_>>()?;
            let others = element.take_elements();
            Ok(Self { disks, interfaces, others })
        })
    }

    /// The disk of that name in the guest.
    pub fn disk(&self, target: &str) -> Option<&Disk> {
        self.disks.iter().find(|disk| disk.target() == target)
    }

    /// The interface of that name on the host.
    pub fn interface(&self, target: &str) -> Option<&Interface> {
        self.interfaces.iter().find(|interface| interface.target() == Some(target))
    }

    /// The disk that a name means: in the guest, or a path on the host.
    pub fn disk_by_name(&self, name: &str) -> Option<&Disk> {
        self.disks.iter().find(|disk| disk.is_named(name))
    }

    /// As [`Self::disk_by_name`], to be changed.
    pub fn disk_by_name_mut(&mut self, name: &str) -> Option<&mut Disk> {
        self.disks.iter_mut().find(|disk| disk.is_named(name))
    }

    /// The interface that a name means: on the host, or an address.
    pub fn interface_by_name(&self, name: &str) -> Option<&Interface> {
        self.interfaces.iter().find(|interface| interface.is_named(name))
    }

    /// As [`Self::interface_by_name`], to be changed.
    pub fn interface_by_name_mut(&mut self, name: &str) -> Option<&mut Interface> {
        self.interfaces.iter_mut().find(|interface| interface.is_named(name))
    }

    /// The memory balloon, to be changed.
    pub fn balloon_mut(&mut self) -> Option<&mut Element> {
        self.others.iter_mut().find(|device| device.name == "memballoon")
    }

    /// The element; it is there even if it is empty.
    pub fn to_element(&self) -> Element {
        let disks = self.disks.iter().map(Disk::to_element);
        let interfaces = self.interfaces.iter().map(Interface::to_element);
        let all = disks.chain(interfaces).chain(self.others.iter().cloned());
        let mut all: Vec<Element> = all.collect();
        let place = |element: &Element| ORDER.iter().position(|name| *name == element.name);
        all.sort_by_key(|element| place(element).unwrap_or(ORDER.len()));
        let mut devices = Element::with_children("devices", all);
        if devices.nodes.is_empty() {
            devices.nodes.push(Node::Text("\n  ".to_owned()));
        }
        devices
    }
}
