//! The order in which libvirt writes the children of `<domain>`.

use crate::sorting::sort_by_key;
use crate::xml::tree::{Element, Node};

const ORDER: &[&str] = &[
    "name",
    "uuid",
    "genid",
    "title",
    "description",
    "metadata",
    "maxMemory",
    "memory",
    "currentMemory",
    "blkiotune",
    "memtune",
    "memoryBacking",
    "vcpu",
    "vcpus",
    "iothreads",
    "iothreadids",
    "defaultiothread",
    "cputune",
    "numatune",
    "resource",
    "sysinfo",
    "bootloader",
    "bootloader_args",
    "os",
    "idmap",
    "features",
    "cpu",
    "clock",
    "on_poweroff",
    "on_reboot",
    "on_crash",
    "on_lockfailure",
    "pm",
    "perf",
    "devices",
    "seclabel",
    "keywrap",
    "launchSecurity",
];

/// Whether `<domain>` can have a child of that name.
pub fn knows(name: &str) -> bool {
    ORDER.contains(&name)
}

/// Sorts the children; unknown ones come last, in their original order.
pub fn sort(domain: &mut Element) {
    let place = |node: &Node| match node {
        Node::Element(element) => ORDER.iter().position(|name| *name == element.name),
        _ => None,
    };
    sort_by_key(&mut domain.nodes, |node| place(node).unwrap_or(ORDER.len()));
}
