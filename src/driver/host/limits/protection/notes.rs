//! What the library writes down of the groups whose memory.min it raised, so
//! that any later process gives it back.

use super::claims::Note;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::derived_ids::derive_uuid;
use crate::driver::host::error;
use crate::driver::host::error::Failed;
use crate::driver::host::paths::Paths;
use crate::model::units::Kib;
use crate::model::{Result, virErrorDomain};
use crate::store::Store;
use crate::sys::lock::Lock;
use crate::sys::warn::warn;
use crate::sys::{Errno, RelPath};
use crate::xml::tree::{self, Element};
use std::os::fd::OwnedFd;
use std::time::Duration;

/// The documents, one for each group that was raised.
pub struct Notes<'a> {
    host: &'a Host,
    path: RelPath,
    store: Store,
}

/// A document: which group it is about, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    /// The group.
    pub group: RelPath,
    /// Its directory: another one of that name was never raised.
    pub inode: u64,
    /// What is known of it.
    pub note: Note,
}

impl<'a> Notes<'a> {
    /// Opens the documents; none where nothing was ever raised.
    pub fn open(host: &'a Host, place: &Paths) -> Result<Option<Self>> {
        let path = directory(place);
        match Store::open(&host.root, &path) {
            Err(Errno::NOENT) => Ok(None),
            opened => {
                let store = error::opened(opened, &path, "")?;
                Ok(Some(Self { host, path, store }))
            }
        }
    }

    /// Opens the documents to write them, and makes their directory if need be.
    pub fn create(host: &'a Host, place: &Paths) -> Result<Self> {
        let path = directory(place);
        let store = error::opened(Store::create(&host.root, &path), &path, " to write")?;
        Ok(Self { host, path, store })
    }

    /// Waits to be the only one who changes guarantees.
    pub fn lock(&self, at_most: Duration) -> Result<Lock<OwnedFd>> {
        let dir = self.host.root.sub(&self.path);
        dir.and_then(|dir| dir.lock_file(".lock"))
            .and_then(|file| Lock::wait(file, at_most))
            .during(format_args!("lock /{}/.lock", self.path))
    }

    /// What is known of a group.
    pub fn of(&self, group: &RelPath) -> Option<Raised> {
        self.read(&self.name(group))
    }

    /// Everything that is known, the groups farthest from the top first.
    pub fn list(&self) -> Vec<Raised> {
        let names = self.store.names().unwrap_or_default();
        let mut all: Vec<Raised> = names.iter().filter_map(|name| self.read(name)).collect();
        all.sort_by_key(|raised| std::cmp::Reverse(raised.group.names().count()));
        all
    }

    /// Writes down what is known of a group.
    pub fn write(&self, raised: &Raised) -> Result<()> {
        let name = self.name(&raised.group);
        let document = raised.to_element().to_document();
        let written = self.store.write(&name, document.as_bytes());
        written.during(format_args!("write /{}/{name}.xml", self.path))
    }

    /// Forgets a group.
    pub fn remove(&self, group: &RelPath) -> Result<()> {
        let name = self.name(group);
        self.store.remove(&name).during(format_args!("remove /{}/{name}.xml", self.path))
    }

    /// Removes what writers that were killed have left; for one who has the lock.
    pub fn remove_unfinished(&self) {
        self.store.remove_unfinished();
    }

    /// A group's document is named after its path, and after this boot: those of
    /// an earlier one tell nothing of what the kernel holds now.
    fn name(&self, group: &RelPath) -> String {
        derive_uuid(self.host, &["guarantee", group.as_str()]).to_string()
    }

    fn read(&self, name: &str) -> Option<Raised> {
        let content = match self.store.read(name) {
            Err(Errno::NOENT) => return None,
            content => content.map_err(|errno| errno.to_string()),
        };
        let raised = content.and_then(|content| Raised::parse(&content));
        let ours = raised.and_then(|raised| match self.name(&raised.group) == name {
            true => Ok(raised),
            false => Err("it is not of this boot".to_owned()),
        });
        ours.map_err(|why| warn(format_args!("/{}/{name}.xml is left out: {why}", self.path))).ok()
    }
}

fn directory(place: &Paths) -> RelPath {
    place.records.join("guarantees").unwrap_or_default()
}

impl Raised {
    fn to_element(&self) -> Element {
        let kib = |value: Kib| value.0.to_string();
        let mut group = Element::new("group");
        group.set_attribute("path", self.group.as_str());
        group.set_attribute("inode", &self.inode.to_string());
        let mut value = Element::new("memory.min");
        value.set_attribute("unit", "KiB");
        value.set_attribute("base", &kib(self.note.base));
        value.set_attribute("before", &kib(self.note.left[0]));
        value.set_attribute("written", &kib(self.note.left[1]));
        Element::with_children("raised", [group, value])
    }

    fn parse(content: &[u8]) -> std::result::Result<Self, String> {
        let root =
            tree::parse(content, virErrorDomain::VIR_FROM_CGROUP).map_err(|e| e.to_string())?;
        let value = |element: &str, name: &str| {
            let found = root.child(element).and_then(|element| element.attribute(name));
            found.ok_or(format!("<{element}> has no {name}"))
        };
        let number = |element: &str, name: &str| {
            let number = value(element, name)?.parse::<u64>();
            number.map_err(|_| format!("{name} of <{element}> is no number"))
        };
        let kib = |name: &str| number("memory.min", name).map(Kib);
        Ok(Self {
            group: RelPath::new(value("group", "path")?).ok_or("its group's path is not one")?,
            inode: number("group", "inode")?,
            note: Note { base: kib("base")?, left: [kib("before")?, kib("written")?] },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip() {
        let raised = Raised {
            group: RelPath::new("machine/a <b> & c").unwrap(),
            inode: u64::MAX,
            note: Note { base: Kib(1), left: [Kib(2), Kib(3)] },
        };
        let document = raised.to_element().to_document();
        assert_eq!(Raised::parse(document.as_bytes()), Ok(raised));
        for text in ["", "<raised/>", "<raised><group path='..' inode='1'/></raised>"] {
            assert!(Raised::parse(text.as_bytes()).is_err(), "{text}");
        }
    }
}
