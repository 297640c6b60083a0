//! The directories in which domains come and go: those that a scan reads.

use super::changes::Changes;
use super::roles::{Role, Roles};
use crate::driver::host::context::Context;
use crate::driver::host::inventory::discovery;
use crate::driver::host::inventory::index::IndexEntry;
use crate::sys::watcher::{WatchedDir, Watcher};
use crate::sys::{Dir, Errno, FileId, RelPath, SysResult};
use std::collections::{BTreeMap, BTreeSet};

/// What a scan has found.
pub struct Scan<'s> {
    /// The domains.
    pub entries: &'s [IndexEntry],
    /// The groups that it has looked in.
    pub groups: &'s [String],
}

/// A place, by its path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// Below the root directory.
    Files(String),
    /// In the hierarchy with memory.
    Group(String),
    /// The root of the freezer's hierarchy, in which domains get a group when they are paused.
    Freezer,
}

/// How a place is watched: itself, or the nearest directory above it that exists.
struct WatchedPlace {
    watched: WatchedDir,
    role: Role,
    id: FileId,
}

/// All that are watched.
#[derive(Default)]
pub struct Places(BTreeMap<Place, WatchedPlace>);

impl Places {
    /// Watches the groups that a scan has looked in, those above its domains, and the library's and
    /// other managers' directories; what was watched and is none of them any more is not.
    ///
    /// Errors: ENOSPC where the user may have no more watches. The rest is watched all the same.
    pub fn refresh(
        &mut self,
        watcher: &Watcher,
        roles: &mut Roles,
        context: &Context,
        found: &Scan<'_>,
        changes: &mut Changes,
    ) -> SysResult<()> {
        let mut before = std::mem::take(&mut self.0);
        let mut result = Ok(());
        for place in wanted(context, found) {
            let known = before.remove(&place);
            let found = match known {
                Some(known) if place.is_still(context, &known) => Ok(known),
                known => {
                    known.into_iter().for_each(|it| roles.remove(watcher, it.watched, &it.role));
                    place.watch(watcher, context).inspect(|new| {
                        roles.add(new.watched, new.role.clone());
                        // What was made before the watch was not reported.
                        changes.scan |= place.is_overtaken(context, new);
                    })
                }
            };
            match found {
                Ok(found) => _ = self.0.insert(place, found),
                // Nobody may read it, so that a scan finds nothing there.
                Err(Errno::ACCESS | Errno::NOENT | Errno::NOTDIR) => {}
                Err(errno) => result = Err(errno),
            }
        }
        before.into_values().for_each(|it| roles.remove(watcher, it.watched, &it.role));
        result
    }
}

fn wanted(context: &Context, found: &Scan<'_>) -> BTreeSet<Place> {
    let own = [&context.paths.records, &context.paths.domains];
    let own = own.into_iter().map(|path| Place::Files(path.as_str().to_owned()));
    let others = discovery::directories(context).into_iter();
    let others = others.map(|path| Place::Files(path.trim_start_matches('/').to_owned()));
    let looked = found.groups.iter().map(String::as_str);
    let fixed = discovery::groups(context).chain([context.paths.parent.as_str()]);
    let of_domains = found.entries.iter().filter_map(|entry| entry.domain.group.as_ref());
    let above: BTreeSet<&str> = of_domains.map(|group| group.split_last().0).collect();
    let groups = looked.chain(fixed).chain(above).map(|path| Place::Group(path.to_owned()));
    let freezer = context.host.freezer.as_ref().map(|_| Place::Freezer);
    own.chain(others).chain(groups).chain(freezer).collect()
}

impl Place {
    fn open(&self, context: &Context, path: &str) -> SysResult<Dir> {
        match self {
            Self::Files(_) => context.host.dir(&format!("/{path}")),
            Self::Group(_) => context.host.memory.open(&RelPath::new(path).ok_or(Errno::INVAL)?),
            Self::Freezer => {
                let freezer = context.host.freezer.as_ref().ok_or(Errno::NOENT)?;
                freezer.sub(&RelPath::default())
            }
        }
    }

    fn path(&self) -> &str {
        match self {
            Self::Files(path) | Self::Group(path) => path,
            Self::Freezer => "",
        }
    }

    /// Whether the same directory has its path, and no nearer one has come.
    fn is_still(&self, context: &Context, known: &WatchedPlace) -> bool {
        let now = self.nearest(context);
        now.is_ok_and(|(dir, role)| role == known.role && dir.id() == Ok(known.id))
    }

    /// The directory, or the nearest one above it that exists.
    fn nearest(&self, context: &Context) -> SysResult<(Dir, Role)> {
        let (mut path, mut role) = (self.path(), Role::Place);
        loop {
            match self.open(context, path) {
                Err(Errno::NOENT) if !path.is_empty() => {
                    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
                    (path, role) = (above, Role::Above(name.to_owned()));
                }
                opened => return opened.map(|dir| (dir, role)),
            }
        }
    }

    fn watch(&self, watcher: &Watcher, context: &Context) -> SysResult<WatchedPlace> {
        let (dir, role) = self.nearest(context)?;
        Ok(WatchedPlace { watched: watcher.watch_dir(&dir)?, role, id: dir.id()? })
    }

    fn is_overtaken(&self, context: &Context, new: &WatchedPlace) -> bool {
        matches!(new.role, Role::Above(_)) && !self.is_still(context, new)
    }
}
