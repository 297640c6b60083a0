//! The memory of graphics devices.

use super::properties::Properties;

const MIB: u64 = 1 << 20;

/// A property of a graphics device that is memory of its own on the host.
struct Part {
    /// The property's names: the later one counts where both are given.
    names: &'static [(&'static str, u64)],
    default: u64,
}

const fn mib(names: &'static [(&'static str, u64)], default: u64) -> Part {
    Part { names, default: default * MIB }
}

/// Graphics devices of QEMU and their memory, with its defaults: properties that
/// `qemu-system-x86_64 -device NAME,help` lists. A virtio GPU keeps the guest's
/// pictures on the host, up to max_hostmem.
const DEVICES: &[(&[&str], &[Part])] = &[
    (
        &["VGA", "secondary-vga", "isa-vga", "vmware-svga", "ati-vga"],
        &[mib(&[("vgamem_mb", MIB)], 16)],
    ),
    (&["cirrus-vga", "isa-cirrus-vga"], &[mib(&[("vgamem_mb", MIB)], 4)]),
    (&["bochs-display"], &[mib(&[("vgamem", 1)], 16)]),
    (
        &["qxl-vga", "qxl"],
        &[
            mib(&[("ram_size", 1), ("ram_size_mb", MIB)], 64),
            mib(&[("vram_size", 1), ("vram64_size_mb", MIB), ("vram_size_mb", MIB)], 64),
        ],
    ),
    (
        &["virtio-vga", "virtio-vga-gl"],
        &[
            mib(&[("vgamem_mb", MIB)], 8),
            mib(&[("max_hostmem", 1)], 256),
            mib(&[("hostmem", 1)], 0),
        ],
    ),
    (
        &["virtio-gpu-pci", "virtio-gpu-gl-pci", "virtio-gpu-device", "virtio-gpu-gl-device"],
        &[mib(&[("max_hostmem", 1)], 256), mib(&[("hostmem", 1)], 0)],
    ),
    (&["ramfb"], &[]),
];

/// The devices that `-vga NAME` stands for.
const VGA: &[(&str, &str)] = &[
    ("std", "VGA"),
    ("cirrus", "cirrus-vga"),
    ("vmware", "vmware-svga"),
    ("qxl", "qxl-vga"),
    ("virtio", "virtio-vga"),
];

/// The memory of a graphics device, in bytes each; `None` for another device.
pub fn memory_of(driver: &str, properties: &Properties) -> Option<Vec<u64>> {
    let (_, parts) = DEVICES.iter().find(|(names, _)| names.contains(&driver))?;
    let size = |part: &Part| {
        let mut given = part.names.iter().filter_map(|(name, unit)| properties.size(name, *unit));
        // Signed properties say with -1, which is no size, that they are not set.
        given.next_back().filter(|size| *size > 0).unwrap_or(part.default)
    };
    Some(parts.iter().map(size).filter(|size| *size > 0).collect())
}

/// The memory of what `-vga` names.
pub fn memory_of_vga(name: &str) -> Vec<u64> {
    let device = VGA.iter().find(|(known, _)| *known == name);
    device.and_then(|(_, driver)| memory_of(driver, &Properties::default())).unwrap_or_default()
}

/// The memory of what QEMU adds where nothing else is said.
pub fn memory_by_default() -> Vec<u64> {
    memory_of_vga("std")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(device: &str) -> Option<Vec<u64>> {
        let properties = Properties::parse(device, "driver");
        let bytes = memory_of(properties.get("driver").unwrap(), &properties)?;
        Some(bytes.into_iter().map(|bytes| bytes / MIB).collect())
    }

    #[test]
    fn devices_and_their_defaults() {
        assert_eq!(sizes("VGA").unwrap(), [16]);
        assert_eq!(sizes("VGA,vgamem_mb=32").unwrap(), [32]);
        assert_eq!(
            sizes("qxl-vga,ram_size=67108864,vram_size=33554432,vgamem_mb=16").unwrap(),
            [64, 32]
        );
        assert_eq!(sizes("qxl,vram_size_mb=-1,ram_size_mb=128").unwrap(), [128, 64]);
        assert_eq!(sizes("virtio-vga").unwrap(), [8, 256]);
        assert_eq!(sizes("virtio-gpu-pci,max_hostmem=64M,hostmem=1G").unwrap(), [64, 1024]);
        assert_eq!(sizes("{\"driver\":\"bochs-display\",\"vgamem\":33554432}").unwrap(), [32]);
        assert!(sizes("ramfb").unwrap().is_empty());
        assert_eq!(sizes("virtio-net-pci"), None);
    }

    #[test]
    fn vga() {
        assert_eq!(memory_of_vga("std"), [16 * MIB]);
        assert!(memory_of_vga("none").is_empty() && memory_of_vga("").is_empty());
    }
}
