//! Documents of the library's own domains: users' documents, and those made for domains
//! that came without one.

use super::thread_limits;
use crate::driver::esx_limits;
use crate::driver::host::error;
use crate::driver::host::paths::NAME_MAX;
use crate::driver::host::qemu::CommandLine;
use crate::model::domain::{Identity, Info, Uuid, check_name};
use crate::model::parameters::memory::Memtune;
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sys::uname;
use crate::xml::definition::{Definition, unknown, valid};
use crate::xml::size;
use crate::xml::tree::{self, Element};

/// The kind of domain that this driver makes.
pub const KIND: &str = "cgroup";
/// The kinds of domain that QEMU runs: by software alone, and with KVM.
const QEMU_KINDS: [&str; 2] = ["qemu", "kvm"];

/// Whether a domain of that kind is a virtual machine that QEMU runs.
pub fn is_qemu(kind: &str) -> bool {
    QEMU_KINDS.contains(&kind)
}

/// The OS type of a domain that is not a virtual machine.
pub const OS_KIND: &str = "exe";
/// The OS type of a virtual machine.
pub const VIRTUAL_MACHINE: &str = "hvm";
/// The memory of a QEMU whose command line does not tell it.
pub const UNKNOWN_MEMORY: Kib = Kib(0);
/// The attribute of `<domain>`, in stored files only, for a domain that starts with the
/// host.
pub const AUTOSTART: &str = "autostart";

/// Reads a user's document for this host; one without a uuid gets one.
///
/// Errors: those of [`Definition::read_for`], and with `validate` of [`valid::check`];
/// VIR_ERR_CONFIG_UNSUPPORTED for another domain type or OS type than this driver
/// makes, and for a limit that is not known or not a group's; VIR_ERR_XML_ERROR for an invalid name or
/// `<init>`.
pub fn read(xml: &[u8], validate: bool) -> Result<Definition> {
    let mut root = tree::parse(xml, virErrorDomain::VIR_FROM_DOMAIN)?;
    if validate {
        valid::check(&root)?;
    }
    root.take_attribute(AUTOSTART);
    let mut definition = Definition::read_for(&root, &uname::arch())?;
    if definition.kind != KIND {
        return unsupported(format!("<domain> has type '{}', expected '{KIND}'", definition.kind));
    }
    let unknown = unknown::in_tuning(&definition).or_else(|| unknown::looks_like_limit(&root));
    let foreign = || thread_limits::first(&root).or_else(|| esx_limits::first(&definition));
    if let Some(wrong) = unknown.or_else(foreign) {
        return unsupported(wrong);
    }
    check_os(&definition)?;
    check_name(&definition.name, NAME_MAX).map_err(fault)?;
    definition.uuid.get_or_insert_with(Uuid::new_v4);
    Ok(definition)
}

fn check_os(definition: &Definition) -> Result<()> {
    let os = definition.rest.child("os");
    let text = |name| os.and_then(|os| os.child(name)).map(Element::text).unwrap_or_default();
    let (kind, init) = (text("type"), text("init"));
    if kind != OS_KIND {
        return unsupported(format!("<os> has type '{kind}', expected '{OS_KIND}'"));
    }
    if !init.starts_with('/') {
        return Err(fault(format!("<init> holds '{init}', expected an absolute path")));
    }
    Ok(())
}

fn unsupported<T>(detail: String) -> Result<T> {
    Err(error::refused(virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED, detail))
}

fn fault(detail: String) -> Error {
    error::refused(virErrorNumber::VIR_ERR_XML_ERROR, detail)
}

/// A document for a running domain that has none.
pub fn describe(domain: &Identity, info: &Info, held: Memtune) -> Result<Definition> {
    let parts = [
        size::to_element("memory", info.max_memory),
        size::to_element("currentMemory", info.memory),
        Element::with_text("vcpu", info.vcpus.to_string()),
    ];
    let definition = outline(domain, KIND, OS_KIND, parts)?;
    Ok(Definition { memtune: held, ..definition })
}

/// A document for a QEMU that has none, from its command line. Where that does not tell
/// the memory, its size is [`UNKNOWN_MEMORY`].
pub fn of_qemu(domain: &Identity, line: &CommandLine) -> Result<Definition> {
    let kind = if line.kvm { "kvm" } else { "qemu" };
    let mut vcpus = Element::with_text("vcpu", line.most_vcpus.to_string());
    if line.vcpus < line.most_vcpus {
        vcpus.set_attribute("current", &line.vcpus.to_string());
    }
    let memory = size::to_element("memory", line.total_memory().unwrap_or(UNKNOWN_MEMORY));
    let parts = [memory, vcpus];
    outline(domain, kind, VIRTUAL_MACHINE, parts)
}

/// Reads a document that is kept with a running domain: that of a QEMU may have a memory
/// size of [`UNKNOWN_MEMORY`].
pub fn read_running(domain: &Element) -> Result<Definition> {
    let is_unknown = |memory: &Element| memory.text().trim() == UNKNOWN_MEMORY.0.to_string();
    if domain.attribute("type") == Some(KIND) || !domain.child("memory").is_some_and(is_unknown) {
        return Definition::read_unchecked(domain);
    }
    let mut sized = domain.clone();
    sized.take("memory");
    sized.take("currentMemory");
    sized.extend([size::to_element("memory", Kib(1))]);
    let definition = Definition::read_unchecked(&sized)?;
    Ok(Definition { memory: UNKNOWN_MEMORY, current_memory: UNKNOWN_MEMORY, ..definition })
}

/// Refuses a document that could not be parsed again, such as one that is too large or
/// has a character that XML does not allow: VIR_ERR_XML_ERROR.
pub fn check_readable(name: &str, document: &str) -> Result<()> {
    let read = tree::parse(document.as_bytes(), virErrorDomain::VIR_FROM_CGROUP);
    read.map(|_| ()).map_err(|error| {
        fault(format!(
            "the document to be stored for '{name}' cannot be parsed again: {}",
            error.detail()
        ))
    })
}

fn outline(
    domain: &Identity,
    kind: &str,
    os_kind: &str,
    parts: impl IntoIterator<Item = Element>,
) -> Result<Definition> {
    let mut element = Element::new("domain");
    element.set_attribute("type", kind);
    element.extend([
        Element::with_text("name", &domain.name),
        Element::with_text("uuid", domain.uuid.to_string()),
    ]);
    element.extend(parts);
    element.extend([Element::with_children("os", [Element::with_text("type", os_kind)])]);
    read_running(&element)
}
