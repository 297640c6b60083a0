//! The host's SMBIOS information, as the kernel shows it.
//!
//! Source: the kernel's ABI/testing/sysfs-class-dmi; the names are those of libvirt's
//! `<sysinfo>`.

use crate::driver::host::cgroup::file::text;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::error;
use crate::model::{Result, virErrorNumber};
use crate::xml::tree::Element;

/// The directory that /sys/class/dmi/id is a link to.
const DMI: &str = "/sys/devices/virtual/dmi/id";

/// An entry's name, and its file.
type Entry = (&'static str, &'static str);

const PARTS: [(&str, &[Entry]); 4] = [
    (
        "bios",
        &[
            ("vendor", "bios_vendor"),
            ("version", "bios_version"),
            ("date", "bios_date"),
            ("release", "bios_release"),
        ],
    ),
    (
        "system",
        &[
            ("manufacturer", "sys_vendor"),
            ("product", "product_name"),
            ("version", "product_version"),
            ("serial", "product_serial"),
            ("uuid", "product_uuid"),
            ("sku", "product_sku"),
            ("family", "product_family"),
        ],
    ),
    (
        "baseBoard",
        &[
            ("manufacturer", "board_vendor"),
            ("product", "board_name"),
            ("version", "board_version"),
            ("serial", "board_serial"),
            ("asset", "board_asset_tag"),
        ],
    ),
    (
        "chassis",
        &[
            ("manufacturer", "chassis_vendor"),
            ("version", "chassis_version"),
            ("serial", "chassis_serial"),
            ("asset", "chassis_asset_tag"),
        ],
    ),
];

/// The document; entries that are empty, or that the caller may not read, are left out.
///
/// Errors: VIR_ERR_CONFIG_UNSUPPORTED where the kernel shows none.
pub fn document(host: &Host) -> Result<String> {
    let Ok(dir) = host.dir(DMI) else {
        let detail = format!("{DMI} is not there: this host shows no SMBIOS information");
        return Err(error::refused(virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED, detail));
    };
    let entry = |(name, file): &Entry| {
        // Firmware may put anything there; a document cannot hold control characters.
        let value: String = text(&dir, file).ok()?.chars().filter(|c| !c.is_control()).collect();
        let value = value.trim();
        let mut entry = Element::with_text("entry", value);
        entry.set_attribute("name", name);
        (!value.is_empty()).then_some(entry)
    };
    let parts = PARTS.iter().filter_map(|(part, entries)| {
        let entries: Vec<Element> = entries.iter().filter_map(entry).collect();
        (!entries.is_empty()).then(|| Element::with_children(part, entries))
    });
    let mut sysinfo = Element::with_attributes("sysinfo", &[("type", "smbios")]);
    sysinfo.extend(parts);
    Ok(sysinfo.to_document())
}
