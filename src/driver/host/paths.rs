//! Where the library keeps its groups and its files on a host.

use crate::sys::RelPath;

/// The longest name of a domain: it becomes the name of a file and of a group.
pub const NAME_MAX: usize = 240;

/// The groups and directories of the library.
#[derive(Debug, Clone)]
pub struct Paths {
    /// The group that the domains' groups are made in, where systemd does not run.
    pub parent: RelPath,
    /// The directory of the records of running domains, below the root directory.
    pub records: RelPath,
    /// The directory of the persistent definitions, below the root directory.
    pub domains: RelPath,
    /// The directory of the domains' output, below the root directory.
    pub logs: RelPath,
    /// Whether they are a user's own: `parent` is delegated, and the user may have
    /// another one, with domains, in another session.
    pub session: bool,
    /// The kernel's boot id.
    pub boot: String,
}

impl Paths {
    /// The prefix of the names of domains' groups.
    pub const PREFIX: &'static str = "virmemctl-";

    /// The group of a domain of that name, where systemd does not run.
    pub fn plain_group(&self, name: &str) -> Option<RelPath> {
        Self::plain_group_in(&self.parent, name)
    }

    /// The group of a domain of that name in another session's parent.
    pub fn plain_group_in(parent: &RelPath, name: &str) -> Option<RelPath> {
        parent.join(&[Self::PREFIX, name].concat())
    }
}
