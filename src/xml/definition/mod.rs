//! `<domain>`: a definition, read and written.

mod lifecycle;
mod memtune;
mod order;
mod vcpus;

use super::size;
use super::tree::Element;
use crate::model::domain::{Uuid, parse_uuid};
use crate::model::memtune::Memtune;
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
pub use lifecycle::LifecycleActions;
pub use vcpus::Vcpus;

/// A domain's definition: what the library understands, and the rest as it was
/// written.
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
    /// A short text about it, without newlines.
    pub title: Option<String>,
    /// A text about it.
    pub description: Option<String>,
    /// The most memory that it may have.
    pub memory: Kib,
    /// The memory that it has.
    pub current_memory: Kib,
    /// Its virtual CPUs.
    pub vcpus: Vcpus,
    /// Its memory parameters.
    pub memtune: Memtune,
    /// What is done when the guest ends by itself.
    pub actions: LifecycleActions,
    /// What of the document is in none of the fields above.
    pub rest: Element,
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
        let mut rest = domain.clone();
        let name = name(&mut rest)?;
        let kind = kind(&mut rest)?;
        check_os(&rest)?;
        let memory = memory(&mut rest)?;
        let current = rest.take("currentMemory").as_ref().map(size::read).transpose()?;
        Ok(Self {
            kind,
            id: rest.take_attribute("id").and_then(|id| id.parse().ok()),
            name,
            uuid: uuid(&mut rest)?,
            title: text_of(&mut rest, "title"),
            description: text_of(&mut rest, "description"),
            memory,
            current_memory: current.filter(|kib| *kib < memory && kib.0 > 0).unwrap_or(memory),
            vcpus: Vcpus::take(&mut rest)?,
            memtune: memtune::take(&mut rest)?,
            actions: LifecycleActions::take(&mut rest)?,
            rest,
        })
    }

    /// The whole `<domain>` element; a running domain's has its number.
    pub fn to_element(&self, id: Option<i32>) -> Element {
        let mut domain = Element::new("domain");
        domain.set_attribute("type", &self.kind);
        if let Some(id) = id {
            domain.set_attribute("id", &id.to_string());
        }
        domain.attributes.extend(self.rest.attributes.iter().cloned());
        domain.push(Element::with_text("name", &self.name));
        let texts = [
            ("uuid", self.uuid.map(|uuid| uuid.to_string())),
            ("title", self.title.clone()),
            ("description", self.description.clone()),
        ];
        for (name, text) in texts {
            domain.extend(text.map(|text| Element::with_text(name, text)));
        }
        domain.push(size::to_element("memory", self.memory));
        domain.push(size::to_element("currentMemory", self.current_memory));
        domain.extend(memtune::to_element(&self.memtune));
        domain.push(self.vcpus.to_element());
        domain.extend(self.actions.to_elements());
        self.rest.elements().for_each(|element| domain.merge(element.clone()));
        order::sort(&mut domain);
        domain
    }
}

fn fault(detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_DOMAIN, virErrorNumber::VIR_ERR_XML_ERROR, detail)
}

fn refuse<T>(code: virErrorNumber, detail: impl Into<String>) -> Result<T> {
    Err(Error::new(virErrorDomain::VIR_FROM_DOMAIN, code, detail))
}

fn text_of(domain: &mut Element, name: &str) -> Option<String> {
    domain.take(name).map(|element| element.text()).filter(|text| !text.is_empty())
}

fn name(domain: &mut Element) -> Result<String> {
    let name = domain.take("name").as_ref().map(Element::text).unwrap_or_default();
    if name.is_empty() {
        return refuse(virErrorNumber::VIR_ERR_NO_NAME, "<domain>");
    }
    if name.contains('/') {
        return Err(fault(format!("<name> holds '{name}', expected no '/'")));
    }
    Ok(name)
}

fn kind(domain: &mut Element) -> Result<String> {
    match domain.take_attribute("type") {
        Some(kind) if KINDS.contains(&kind.as_str()) => Ok(kind),
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

fn memory(domain: &mut Element) -> Result<Kib> {
    match domain.take("memory").filter(|element| !element.text().is_empty()) {
        Some(element) => match size::read(&element)? {
            Kib(0) => Err(fault("<memory> is 0, expected more".to_owned())),
            kib => Ok(kib),
        },
        None => Err(fault("<domain> has no <memory>".to_owned())),
    }
}

fn uuid(domain: &mut Element) -> Result<Option<Uuid>> {
    let text = domain.take("uuid").as_ref().map(Element::text).unwrap_or_default();
    match parse_uuid(&text) {
        uuid @ Some(_) => Ok(uuid),
        None if text.is_empty() => Ok(None),
        None => refuse(
            virErrorNumber::VIR_ERR_INTERNAL_ERROR,
            format!("<uuid> holds '{text}', expected 32 hexadecimal digits"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::memtune::MemoryField;
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
        assert_eq!(read("").unwrap().vcpus.current, 1);
        assert!(read("<vcpu>0</vcpu>").is_err());
        assert!(read("<vcpu current='3'>2</vcpu>").is_err());
        assert!(read("<uuid>12</uuid>").is_err());
        let nameless = parse("<domain type='test'><memory>1</memory></domain>").unwrap();
        let code = Definition::read(&nameless).unwrap_err().code();
        assert_eq!(code, virErrorNumber::VIR_ERR_NO_NAME);
    }
}
