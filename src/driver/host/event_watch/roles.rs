//! What directories and files are watched for.

use crate::model::domain::Uuid;
use crate::sys::watcher::{WatchedDir, Watcher};
use std::collections::BTreeMap;

/// A file by which the kernel tells of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KernelFile {
    /// cgroup.events: whether it has a process, and whether it is frozen.
    Populated,
    /// memory.events.
    Events,
}

/// What something is watched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Domains may come and go in it.
    Place,
    /// It is above such a directory, and the rest of the path does not exist: the next name of it.
    Above(String),
    /// A domain's group, whose files are written.
    Group(Uuid),
    /// A domain's group in the freezer's hierarchy.
    Freezer,
    /// A file of the kernel's.
    Kernel(Uuid, KernelFile),
}

/// What is watched, and what for: one thing may have several roles.
#[derive(Default)]
pub struct Roles(BTreeMap<WatchedDir, Vec<Role>>);

impl Roles {
    /// The roles of what a notice names.
    pub fn of(&self, watched: WatchedDir) -> &[Role] {
        self.0.get(&watched).map(Vec::as_slice).unwrap_or_default()
    }

    /// Adds a role.
    pub fn add(&mut self, watched: WatchedDir, role: Role) {
        self.0.entry(watched).or_default().push(role);
    }

    /// Removes a role. The watch ends with the last one: the kernel keeps watches of groups that
    /// are gone.
    pub fn remove(&mut self, watcher: &Watcher, watched: WatchedDir, role: &Role) {
        let Some(roles) = self.0.get_mut(&watched) else { return };
        if let Some(at) = roles.iter().position(|known| known == role) {
            roles.remove(at);
        }
        if roles.is_empty() {
            self.0.remove(&watched);
            watcher.forget(watched);
        }
    }
}
