//! `<domain>`: what the library understands of a definition.

use super::size;
use super::tree::Element;
use crate::model::domain::{Uuid, parse_uuid};
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

/// A domain's definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The kind of domain, the `type` attribute.
    pub kind: String,
    /// Its number, where it was running when the document was written.
    pub id: Option<i32>,
    /// Its name.
    pub name: String,
    /// Its uuid, where the document has one.
    pub uuid: Option<Uuid>,
    /// The most memory that it may have.
    pub memory: Kib,
    /// The memory that it has.
    pub current_memory: Kib,
    /// Its virtual CPUs.
    pub vcpus: u16,
    /// Its memory parameters.
    pub memtune: Memtune,
}

/// The `type` attributes that libvirt 9.0.0 knows, and the host driver's own.
const KINDS: &[&str] = &[
    "none",
    "qemu",
    "kqemu",
    "kvm",
    "xen",
    "lxc",
    "uml",
    "openvz",
    "test",
    "vmware",
    "hyperv",
    "vbox",
    "phyp",
    "parallels",
    "bhyve",
    "vz",
    "cgroup",
];

/// The contents of `<os><type>` that libvirt 9.0.0 knows.
const OS_KINDS: &[&str] = &["hvm", "xen", "linux", "exe", "uml", "xenpvh"];

impl Definition {
    /// Reads a `<domain>` element.
    ///
    /// Errors: VIR_ERR_NO_NAME without a name, VIR_ERR_CONFIG_UNSUPPORTED for an
    /// unknown kind, VIR_ERR_XML_ERROR for what is missing or cannot be, and
    /// what [`size::read`] says of sizes.
    pub fn read(domain: &Element) -> Result<Self> {
        if domain.name != "domain" {
            return Err(fault(format!("the element is <{}>, expected <domain>", domain.name)));
        }
        let name = name(domain)?;
        let kind = kind(domain)?;
        check_os(domain)?;
        let memory = memory(domain)?;
        let current = domain.child("currentMemory").map(size::read).transpose()?;
        Ok(Self {
            kind,
            id: domain.attribute("id").and_then(|id| id.parse().ok()),
            name,
            uuid: uuid(domain)?,
            memory,
            current_memory: current.filter(|kib| *kib < memory && kib.0 > 0).unwrap_or(memory),
            vcpus: vcpus(domain)?,
            memtune: memtune(domain)?,
        })
    }
}

/// Refuses what cannot be a domain's name: nothing, or what does not fit in a
/// file name or on a line.
pub fn check_name(name: &str, most: usize) -> std::result::Result<(), String> {
    if name.trim().is_empty() {
        Err(format!("name '{}' is empty, expected a name", name.escape_debug()))
    } else if name.len() > most {
        Err(format!("name has {} bytes, expected at most {most}", name.len()))
    } else if name.contains('/')
        || name.chars().any(char::is_control)
        || [".", ".."].contains(&name)
    {
        Err(format!(
            "name '{}' cannot be used, expected no '/', no control character, not '.' or '..'",
            name.escape_debug()
        ))
    } else {
        Ok(())
    }
}

fn fault(detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_DOMAIN, virErrorNumber::VIR_ERR_XML_ERROR, detail)
}

fn refuse<T>(code: virErrorNumber, detail: impl Into<String>) -> Result<T> {
    Err(Error::new(virErrorDomain::VIR_FROM_DOMAIN, code, detail))
}

fn name(domain: &Element) -> Result<String> {
    let name = domain.child("name").map(Element::text).unwrap_or_default();
    if name.is_empty() {
        return refuse(virErrorNumber::VIR_ERR_NO_NAME, "<domain>");
    }
    if name.contains('/') {
        return Err(fault(format!("<name> holds '{name}', expected no '/'")));
    }
    Ok(name)
}

fn kind(domain: &Element) -> Result<String> {
    match domain.attribute("type") {
        Some(kind) if KINDS.contains(&kind) => Ok(kind.to_owned()),
        Some(kind) => refuse(
            virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
            format!("<domain> has type '{kind}', expected one of {}", KINDS.join(", ")),
        ),
        None => refuse(virErrorNumber::VIR_ERR_INTERNAL_ERROR, "<domain> has no type attribute"),
    }
}

fn check_os(domain: &Element) -> Result<()> {
    let os = domain.child("os");
    let kind = os.and_then(|os| os.child("type")).map(Element::text).unwrap_or_default();
    match kind.as_str() {
        "" => Err(fault("<os> has no <type>".to_owned())),
        "exe" if os.and_then(|os| os.child("init")).is_none() => {
            Err(fault("<os> of type 'exe' has no <init>".to_owned()))
        }
        kind if OS_KINDS.contains(&kind) => Ok(()),
        kind => refuse(
            virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
            format!("<os> has type '{kind}', expected one of {}", OS_KINDS.join(", ")),
        ),
    }
}

fn memory(domain: &Element) -> Result<Kib> {
    match domain.child("memory").filter(|element| !element.text().is_empty()) {
        Some(element) => match size::read(element)? {
            Kib(0) => Err(fault("<memory> is 0, expected more".to_owned())),
            kib => Ok(kib),
        },
        None => Err(fault("<domain> has no <memory>".to_owned())),
    }
}

fn uuid(domain: &Element) -> Result<Option<Uuid>> {
    let text = domain.child("uuid").map(Element::text).unwrap_or_default();
    match parse_uuid(&text) {
        uuid @ Some(_) => Ok(uuid),
        None if text.is_empty() => Ok(None),
        None => refuse(
            virErrorNumber::VIR_ERR_INTERNAL_ERROR,
            format!("<uuid> holds '{text}', expected 32 hexadecimal digits"),
        ),
    }
}

/// The virtual CPUs that are in use: `current` where it is given.
fn vcpus(domain: &Element) -> Result<u16> {
    let Some(element) = domain.child("vcpu") else {
        return Ok(1);
    };
    let most = vcpu_count(&element.text())?;
    let current = element.attribute("current").map(vcpu_count).transpose()?.unwrap_or(most);
    match (most, current) {
        (0, _) => refuse(virErrorNumber::VIR_ERR_INTERNAL_ERROR, "<vcpu> is 0, expected more"),
        (most, current) if current > most => refuse(
            virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
            format!("<vcpu> has current='{current}', expected at most {most}"),
        ),
        _ => Ok(current),
    }
}

fn vcpu_count(text: &str) -> Result<u16> {
    size::parse_number(text)
        .and_then(|number| u16::try_from(number).ok())
        .ok_or_else(|| fault(format!("<vcpu> holds '{text}', expected a number up to 65535")))
}

/// The first element of a name counts, whichever <memtune> it stands in; an
/// empty one means unlimited.
fn memtune(domain: &Element) -> Result<Memtune> {
    let own =
        |element: &&Element| element.name == "memtune" && element.attribute("xmlns").is_none();
    let mut memtune = Memtune::default();
    for field in MemoryField::ALL {
        let mut candidates = domain.elements().filter(own).filter_map(|m| m.child(field.name()));
        if let Some(element) = candidates.next().filter(|element| !element.text().is_empty()) {
            memtune.set(*field, size::read(element)?);
        }
    }
    Ok(memtune)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::tree;

    fn read(inner: &str) -> Result<Definition> {
        let os = "<os><type>hvm</type></os>";
        Definition::read(&parse(&format!(
            "<domain type='test'><name>d</name>{os}<memory>2048</memory>{inner}</domain>"
        ))?)
    }

    fn parse(text: &str) -> Result<Element> {
        tree::parse(text.as_bytes(), virErrorDomain::VIR_FROM_XML)
    }

    #[test]
    fn memtune_rules() {
        let inner = "<memtune><hard_limit unit='MiB'>1</hard_limit><hard_limit>7</hard_limit>\
            <soft_limit/><min_guarantee>0</min_guarantee></memtune>";
        let memtune = read(inner).unwrap().memtune;
        assert_eq!(memtune.get(MemoryField::HardLimit), Some(Kib(1024)));
        assert_eq!(memtune.get(MemoryField::SoftLimit), None);
        assert_eq!(memtune.get(MemoryField::MinGuarantee), Some(Kib(0)));
    }

    #[test]
    fn what_is_missing_or_wrong() {
        assert_eq!(read("").unwrap().vcpus, 1);
        assert!(read("<vcpu>0</vcpu>").is_err());
        assert!(read("<vcpu current='3'>2</vcpu>").is_err());
        assert!(read("<uuid>12</uuid>").is_err());
        let nameless = parse("<domain type='test'><memory>1</memory></domain>").unwrap();
        let code = Definition::read(&nameless).unwrap_err().code();
        assert_eq!(code, virErrorNumber::VIR_ERR_NO_NAME);
    }

    #[test]
    fn names() {
        for name in ["", " ", "a/b", "a\nb", ".", "..", "a\u{7f}"] {
            assert!(check_name(name, 100).is_err(), "{name:?}");
        }
        assert!(check_name(&"x".repeat(101), 100).is_err());
        assert!(check_name("my guest", 100).is_ok());
    }
}
