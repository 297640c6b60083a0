//! The records of groups whose memory.min was raised, so that any later process
//! lowers it again.

use super::claims::Raised;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::derived_ids::derive_uuid;
use crate::driver::host::error;
use crate::driver::host::error::Failed;
use crate::driver::host::paths::Paths;
use crate::model::units::Kib;
use crate::model::{Result, virErrorDomain};
use crate::sorting::sort_by_key;
use crate::store::Store;
use crate::sys::lock::Lock;
use crate::sys::warn::warn;
use crate::sys::{Errno, RelPath};
use crate::xml::tree::{self, Element};
use std::os::fd::OwnedFd;
use std::time::Duration;

/// The documents, one for each group that was raised.
pub struct RaisedGroups<'a> {
    host: &'a Host,
    path: RelPath,
    store: Store,
}

/// A document: which group it is about, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RaisedGroup {
    /// The group.
    pub group: RelPath,
    /// Its directory: another one of that name was never raised.
    pub inode: u64,
    /// What is known of it.
    pub values: Raised,
}

impl<'a> RaisedGroups<'a> {
    /// Opens the documents; none where nothing was ever raised.
    pub fn open(host: &'a Host, paths: &Paths) -> Result<Option<Self>> {
        let path = directory(paths);
        match Store::open(&host.root, &path) {
            Err(Errno::NOENT) => Ok(None),
            opened => {
                let store = error::opened(opened, &path, "")?;
                Ok(Some(Self { host, path, store }))
            }
        }
    }

    /// Opens the documents to write them, and makes their directory if need be.
    pub fn create(host: &'a Host, paths: &Paths) -> Result<Self> {
        let path = directory(paths);
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
    pub fn of(&self, group: &RelPath) -> Option<RaisedGroup> {
        self.read(&self.name(group))
    }

    /// Everything that is known, the groups farthest from the top first.
    pub fn list(&self) -> Vec<RaisedGroup> {
        let names = self.store.names().unwrap_or_default();
        let mut all: Vec<RaisedGroup> = names.iter().filter_map(|name| self.read(name)).collect();
        sort_by_key(&mut all, |raised| std::cmp::Reverse(raised.group.names().count()));
        all
    }

    /// Writes down what is known of a group.
    pub fn write(&self, raised: &RaisedGroup) -> Result<()> {
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

    fn read(&self, name: &str) -> Option<RaisedGroup> {
        let content = match self.store.read(name) {
            Err(Errno::NOENT) => return None,
            content => content.map_err(|errno| errno.to_string()),
        };
        let raised = content.and_then(|content| RaisedGroup::parse(&content));
        let ours = raised.and_then(|raised| match self.name(&raised.group) == name {
            true => Ok(raised),
            false => Err("it is not of this boot".to_owned()),
        });
        ours.map_err(|why| warn(format_args!("/{}/{name}.xml is left out: {why}", self.path))).ok()
    }
}

fn directory(paths: &Paths) -> RelPath {
    paths.records.join("guarantees").unwrap_or_default()
}

impl RaisedGroup {
    /// Its document.
    pub fn to_element(&self) -> Element {
        let kib = |value: Kib| value.0.to_string();
        let mut group = Element::new("group");
        group.set_attribute("path", self.group.as_str());
        group.set_attribute("inode", &self.inode.to_string());
        let mut value = Element::new("memory.min");
        value.set_attribute("unit", "KiB");
        value.set_attribute("base", &kib(self.values.base));
        value.set_attribute("before", &kib(self.values.before));
        value.set_attribute("written", &kib(self.values.written));
        Element::with_children("raised", [group, value])
    }

    /// Reads its document.
    pub fn parse(content: &[u8]) -> std::result::Result<Self, String> {
        let root =
            tree::parse(content, virErrorDomain::VIR_FROM_CGROUP).map_err(|e| e.to_string())?;
        let value = |element: &str, name: &str| {
            let found = root.child(element).and_then(|element| element.attribute(name));
            found.ok_or(format!("<{element}> has no {name}"))
        };
        let number = |element: &str, name: &str| {
            let number = value(element, name)?.parse::<u64>();
            number.map_err(|_| format!("{name} of <{element}> is not a number"))
        };
        let kib = |name: &str| number("memory.min", name).map(Kib);
        Ok(Self {
            group: RelPath::new(value("group", "path")?).ok_or("its group's path is invalid")?,
            inode: number("group", "inode")?,
            values: Raised { base: kib("base")?, before: kib("before")?, written: kib("written")? },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip() {
        let raised = RaisedGroup {
            group: RelPath::new("machine/a <b> & c").unwrap(),
            inode: u64::MAX,
            values: Raised { base: Kib(1), before: Kib(2), written: Kib(3) },
        };
        let document = raised.to_element().to_document();
        assert_eq!(RaisedGroup::parse(document.as_bytes()), Ok(raised));
        for text in ["", "<raised/>", "<raised><group path='..' inode='1'/></raised>"] {
            assert!(RaisedGroup::parse(text.as_bytes()).is_err(), "{text}");
        }
    }
}
