//! `<os>`: type, machine and boot configuration of a domain.

use super::devices::Machine;
use super::shape::{Shape, attr, element, one_of, signed, text, yes_no};
use super::{fault, firmware, unsupported};
use crate::model::Result;
use crate::xml::tree::Element;

/// The OS types (`<os><type>`) of libvirt 9.0.0.
const KINDS: &[&str] = &["hvm", "xen", "linux", "exe", "uml", "xenpvh"];

/// The architectures of libvirt 9.0.0.
const ARCHITECTURES: &[&str] = &[
    "alpha",
    "armv6l",
    "armv7l",
    "armv7b",
    "aarch64",
    "cris",
    "i686",
    "ia64",
    "lm32",
    "m68k",
    "microblaze",
    "microblazeel",
    "mips",
    "mipsel",
    "mips64",
    "mips64el",
    "openrisc",
    "parisc",
    "parisc64",
    "ppc",
    "ppcle",
    "ppc64",
    "ppc64le",
    "ppcemb",
    "riscv32",
    "riscv64",
    "s390",
    "s390x",
    "sh4",
    "sh4eb",
    "sparc",
    "sparc64",
    "unicore32",
    "x86_64",
    "xtensa",
    "xtensaeb",
    "loongarch64",
];

/// The test driver's architecture.
pub const ARCHITECTURE: &str = "i686";

const OS: Shape = element("os").attributes(&[firmware::SELECTION]).children(&[
    text("type").attributes(&[attr("arch"), attr("machine")]),
    firmware::FEATURES,
    text("init"),
    text("initarg").many(),
    text("initenv").many().attributes(&[attr("name")]),
    text("initdir"),
    text("inituser"),
    text("initgroup"),
    firmware::LOADER,
    firmware::NVRAM,
    text("kernel").omit_empty(),
    text("initrd").omit_empty(),
    text("cmdline").omit_empty(),
    text("dtb").omit_empty(),
    text("root").omit_empty(),
    element("acpi").children(&[text("table").many().attributes(&[attr("type")])]).omit_empty(),
    element("boot")
        .many()
        .attributes(&[one_of("dev", &["fd", "cdrom", "hd", "network"]).required()]),
    element("bootmenu").attributes(&[yes_no("enable"), attr("timeout")]).omit_empty(),
    element("bios").attributes(&[yes_no("useserial"), signed("rebootTimeout").unsupported()]),
    element("smbios")
        .attributes(&[one_of("mode", &["none", "emulate", "host", "sysinfo"]).unsupported()])
        .omit_empty(),
]);

/// The elements of `<os>` for containers only.
const INIT: &[&str] = &["init", "initarg", "initenv", "initdir", "inituser", "initgroup"];

/// The elements of `<os>` for guests that boot a kernel or a firmware.
const DIRECT: &[&str] = &["firmware", "loader", "nvram", "kernel", "initrd", "dtb", "root"];

/// The elements of `<os>` for fully virtualized guests, without a bootloader on the host.
const BOOT: &[&str] = &["boot", "bootmenu", "bios"];

/// The elements of `<os>` that a guest of this type does not have.
fn foreign(kind: &str, kind_of_domain: &str, bootloader: bool) -> Vec<&'static str> {
    let container = kind == "exe";
    let direct = ["hvm", "xen", "xenpvh", "uml"].contains(&kind)
        || kind == "linux" && kind_of_domain == "xen";
    [
        (INIT, container),
        (DIRECT, direct),
        (&["cmdline"], direct || container),
        (&["acpi"], kind == "hvm"),
        (BOOT, kind == "hvm" && !bootloader),
    ]
    .into_iter()
    .filter(|(_, has)| !has)
    .flat_map(|(names, _)| names.iter().copied())
    .collect()
}

/// Refuses an `<os>` without a type, or with an unknown one.
pub fn check(domain: &Element) -> Result<()> {
    let os = domain.child("os");
    match os {
        None if domain.child("bootloader").is_some() => Ok(()),
        None => Err(no_type()),
        Some(os) => check_kind(&kind(os)).and_then(|()| check_architecture(os)),
    }
}

/// The properties of the domain that its devices depend on.
pub fn machine(domain: &Element) -> Machine {
    let kind = domain.child("os").map(kind).unwrap_or_default();
    Machine { paravirtual: ["xen", "linux"].contains(&kind.as_str()), fully_virtual: kind == "hvm" }
}

fn kind(os: &Element) -> String {
    os.child("type").map(Element::text).unwrap_or_default()
}

/// The maximum number of boot devices, as in libvirt.
const MOST_BOOTS: usize = 4;

/// Normalizes `<os>`.
pub fn apply(domain: &mut Element, kind_of_domain: &str, architecture: &str) -> Result<()> {
    let bootloader = domain.child("bootloader").is_some();
    if domain.child("os").is_none() && bootloader {
        domain.push(Element::with_children("os", [Element::with_text("type", "xen")]));
    }
    OS.apply_in(domain)?;
    let Some(os) = domain.child_mut("os") else { return Err(no_type()) };
    let kind = kind(os);
    if kind == "exe" && os.child("init").is_none() {
        return Err(fault("<os> of type 'exe' has no <init>".to_owned()));
    }
    complete_type(os, architecture);
    let foreign = foreign(&kind, kind_of_domain, bootloader);
    foreign.iter().for_each(|name| drop(os.take_all(name)));
    if kind != "hvm" {
        os.take_attribute("firmware");
    }
    firmware::complete(os)?;
    check_rest(os)?;
    let mut boots = 0;
    os.retain_elements(|element| {
        boots += usize::from(element.is("boot"));
        element.name != "boot" || boots <= MOST_BOOTS
    });
    Ok(())
}

/// Without a boot configuration, boots from the first disk.
pub fn complete_boot(domain: &mut Element, device_order: bool) -> Result<()> {
    let bootloader = domain.child("bootloader").is_some();
    let Some(os) = domain.child_mut("os") else { return Ok(()) };
    if kind(os) != "hvm" {
        return Ok(());
    }
    match (os.child("boot").is_some(), device_order) {
        (true, true) => unsupported("<os> has <boot>, and devices have a <boot> of their own"),
        (false, false) if !bootloader => {
            let mut boot = Element::new("boot");
            boot.set_attribute("dev", "hd");
            os.push(boot);
            OS.apply(os)
        }
        _ => Ok(()),
    }
}

fn no_type() -> crate::model::Error {
    fault("<os> has no <type>".to_owned())
}

fn check_kind(kind: &str) -> Result<()> {
    match kind {
        "" => Err(no_type()),
        kind if KINDS.contains(&kind) => Ok(()),
        kind => {
            unsupported(format!("<os> has type '{kind}', expected one of {}", KINDS.join(", ")))
        }
    }
}

fn check_architecture(os: &Element) -> Result<()> {
    match os.child("type").and_then(|kind| kind.attribute("arch")) {
        Some(arch) if !arch.is_empty() && !ARCHITECTURES.contains(&arch) => {
            unsupported(format!("<type> has arch='{arch}', which is unknown"))
        }
        _ => Ok(()),
    }
}

fn complete_type(os: &mut Element, architecture: &str) {
    let Some(kind) = os.child_mut("type") else { return };
    let arch = kind.take_attribute("arch").filter(|arch| !arch.is_empty());
    let arch = arch.unwrap_or_else(|| architecture.to_owned());
    kind.attributes.insert(0, ("arch".to_owned(), arch));
}

fn check_rest(os: &mut Element) -> Result<()> {
    if let Some(menu) = os.child_mut("bootmenu") {
        let timeout = menu.attribute("timeout").and_then(crate::xml::size::parse_number);
        if timeout.is_none_or(|timeout| timeout > 65_535) || menu.attribute("enable") != Some("yes")
        {
            menu.take_attribute("timeout");
        }
    }
    os.remove_empty("bootmenu");
    let timeout = os.child("bios").and_then(|bios| bios.attribute("rebootTimeout")).unwrap_or("0");
    match timeout.parse() {
        Ok(-1..=65_535_i64) => Ok(()),
        _ => unsupported(format!("<bios> has rebootTimeout='{timeout}', expected -1 to 65535")),
    }
}
