//! A record of a running domain, and its document.

use super::document::{self, KIND};
use crate::driver::host::cgroup::controller::Controller;
use crate::driver::host::cgroup::v1;
use crate::driver::host::paths::NAME_MAX;
use crate::model::domain::{Uuid, check_name, parse_uuid};
use crate::model::virErrorDomain;
use crate::sys::RelPath;
use crate::xml::definition::Definition;
use crate::xml::tree::{self, Element};

/// A running domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The domain's name.
    pub name: String,
    /// The domain's uuid.
    pub uuid: Uuid,
    /// Its first process; 0 before there is one.
    pub pid: i32,
    /// Its start time, which with the pid identifies it.
    pub start_time: u64,
    /// Its group.
    pub group: RelPath,
    /// The inode of its group's directory, which tells the group from a later one of
    /// that name; `None` before there is one.
    pub inode: Option<u64>,
    /// Whether the group above was made for it.
    pub made_parent: bool,
    /// The systemd unit that its group is, where it is one.
    pub unit: Option<String>,
    /// The group that its first process was attached from.
    pub from: Option<RelPath>,
    /// The groups of its first process in other v1 hierarchies, before it was attached.
    pub separate_from: Vec<(Controller, RelPath)>,
    /// Whether it is complete. One that is not, and whose writer was killed, is
    /// completed or rolled back by crash recovery.
    pub ready: bool,
    /// Whether it was paused and runs again.
    pub resumed: bool,
    /// The definition that it runs with, if it has one.
    pub definition: Option<Definition>,
}

impl Record {
    /// The group that its processes come from in a controller's v1 hierarchy: the root, where they
    /// were not attached.
    pub fn separate_from(&self, controller: Controller) -> RelPath {
        let known = self.separate_from.iter().find(|(other, _)| *other == controller);
        known.map(|(_, from)| from.clone()).unwrap_or_default()
    }

    /// Whether it holds a user's document or texts, which other users may not read.
    pub fn is_private(&self) -> bool {
        self.definition.as_ref().is_some_and(|definition| {
            let Definition { kind, title, description, metadata, .. } = definition;
            kind == KIND
                || metadata.is_some()
                || [title, description].into_iter().any(Option::is_some)
        })
    }

    /// Its document, without what may hold secrets.
    pub fn to_document(&self, boot: &str) -> String {
        let mut process = Element::new("process");
        process.set_attribute("pid", &self.pid.to_string());
        process.set_attribute("start", &self.start_time.to_string());
        if let Some(from) = &self.from {
            process.set_attribute("from", &format!("/{from}"));
        }
        for (controller, from) in &self.separate_from {
            process.set_attribute(&separate_attribute(*controller), &format!("/{from}"));
        }
        let mut group = Element::new("group");
        group.set_attribute("path", self.group.as_str());
        group.set_attribute("parent", if self.made_parent { MADE } else { "found" });
        if let Some(inode) = self.inode {
            group.set_attribute("inode", &inode.to_string());
        }
        if let Some(unit) = &self.unit {
            group.set_attribute("unit", unit);
        }
        let mut running = Element::new("running");
        running.set_attribute("ready", if self.ready { YES } else { "no" });
        if self.resumed {
            running.set_attribute("resumed", YES);
        }
        running.set_attribute("boot", boot);
        running.extend([
            Element::with_text("name", &self.name),
            Element::with_text("uuid", self.uuid.to_string()),
            process,
            group,
        ]);
        let shown = self.definition.as_ref().filter(|_| !self.is_private());
        running.extend(shown.map(|definition| definition.to_element(None)));
        running.to_document()
    }

    /// A record, and the boot that it is of.
    pub fn parse(content: &[u8]) -> std::result::Result<(Self, String), String> {
        let root =
            tree::parse(content, virErrorDomain::VIR_FROM_CGROUP).map_err(|e| e.to_string())?;
        let definition = root.child("domain").map(document::read_running).transpose();
        let definition = definition.map_err(|error| error.to_string())?;
        Self::of(&root, definition)
    }

    /// A record without its definition, the boot that it is of, and the type of the definition's
    /// domain, if it has one. `None` where it has to be parsed as a whole.
    pub fn parse_head(content: &[u8]) -> Option<(Self, String, Option<String>)> {
        let wanted = ["name", "uuid", "process", "group"];
        let head = tree::parse_head(content, &["running"], &wanted)?;
        let kind = match head.rest.trim().strip_suffix("</running>")?.trim_end() {
            "" => None,
            domain => {
                let domain = tree::parse_head(domain.as_bytes(), &["domain"], &[])?.root;
                Some(domain.attribute("type")?.to_owned())
            }
        };
        let (record, boot) = Self::of(&head.root, None).ok()?;
        Some((record, boot, kind))
    }

    fn of(
        root: &Element,
        definition: Option<Definition>,
    ) -> std::result::Result<(Self, String), String> {
        let text = |name: &str| {
            root.child(name).map(Element::text).ok_or_else(|| format!("it has no <{name}>"))
        };
        let given = |element: &str, name: &str| {
            root.child(element).and_then(|element| element.attribute(name))
        };
        let value = |element: &str, name: &str| {
            given(element, name).ok_or_else(|| format!("<{element}> has no {name}"))
        };
        let path =
            |text: &str| RelPath::new(text).ok_or_else(|| "a group's path is invalid".to_owned());
        let name = text("name")?;
        check_name(&name, NAME_MAX)?;
        let number = |_| "a number is invalid".to_owned();
        let boot = root.attribute("boot").unwrap_or_default().to_owned();
        let mut separate_from = Vec::new();
        for controller in Controller::OTHERS {
            if let Some(from) = given("process", &separate_attribute(controller)) {
                separate_from.push((controller, path(from)?));
            }
        }
        let record = Self {
            uuid: parse_uuid(&text("uuid")?).ok_or("its uuid is invalid")?,
            pid: value("process", "pid")?.parse().map_err(number)?,
            start_time: value("process", "start")?.parse().map_err(number)?,
            group: path(value("group", "path")?)?,
            inode: given("group", "inode").map(str::parse).transpose().map_err(number)?,
            made_parent: value("group", "parent")? == MADE,
            unit: given("group", "unit").map(str::to_owned),
            from: given("process", "from").map(path).transpose()?,
            separate_from,
            ready: root.attribute("ready") == Some(YES),
            resumed: root.attribute("resumed") == Some(YES),
            definition,
            name,
        };
        Ok((record, boot))
    }
}

/// The attribute with a group in a controller's v1 hierarchy.
fn separate_attribute(controller: Controller) -> String {
    format!("{}-from", controller.name(&v1::VERSION))
}

const MADE: &str = "made";
const YES: &str = "yes";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::host::qemu::{CommandLine, Program};
    use crate::model::domain::Identity;
    use crate::model::units::Kib;

    fn plain() -> Record {
        Record {
            name: "a <b> & c".to_owned(),
            uuid: Uuid::from_u128(7),
            pid: 42,
            start_time: 99,
            group: RelPath::new("machine/virmemctl-a <b> & c").unwrap(),
            inode: Some(1 << 40),
            made_parent: true,
            unit: Some("machine-a.scope".to_owned()),
            from: Some(RelPath::default()),
            separate_from: vec![(Controller::Cpu, RelPath::new("a/b").unwrap())],
            ready: true,
            resumed: true,
            definition: None,
        }
    }

    #[test]
    fn round_trip() {
        let record = plain();
        let document = record.to_document("this");
        let head = Record::parse_head(document.as_bytes());
        assert_eq!(head, Some((record.clone(), "this".to_owned(), None)));
        assert_eq!(Record::parse(document.as_bytes()), Ok((record, "this".to_owned())));
    }

    #[test]
    fn the_memory_of_a_qemu_may_be_unknown() {
        let line = CommandLine::parse(Program { arguments: &[], executable: None });
        let identity = Identity { name: "a".to_owned(), uuid: Uuid::from_u128(7), id: Some(42) };
        let definition = document::of_qemu(&identity, &line).unwrap();
        assert_eq!((definition.memory, definition.current_memory), (Kib(0), Kib(0)));
        let record = Record { definition: Some(definition), ..plain() };
        let document = record.to_document("this");
        let head = Record { definition: None, ..record.clone() };
        assert_eq!(
            Record::parse_head(document.as_bytes()),
            Some((head, "this".to_owned(), Some("qemu".to_owned())))
        );
        assert_eq!(Record::parse(document.as_bytes()), Ok((record, "this".to_owned())));
        // A program of our own always has a size.
        let own = document.replace("type=\"qemu\"", "type=\"cgroup\"");
        let own = own.replace("type='qemu'", "type='cgroup'");
        assert!(own != document && Record::parse(own.as_bytes()).is_err());
    }

    #[test]
    fn foreign_records_are_refused() {
        for text in [
            "<running/>",
            "<running><name>../x</name></running>",
            "<running><name>x</name><uuid>0</uuid></running>",
            "<running><name>x</name><uuid>00000000000000000000000000000001</uuid><process pid='1' start='1'/>\
             <group path='../..' parent='made'/></running>",
            "torn",
        ] {
            assert!(Record::parse(text.as_bytes()).is_err(), "{text}");
            assert!(Record::parse_head(text.as_bytes()).is_none(), "{text}");
        }
    }
}
