//! Which group a mount shows as its root, and where the groups of /proc/PID/cgroup are
//! below it.
//!
//! /proc shows both as paths from the root of the caller's cgroup namespace. The mount's
//! root may be above that, where the mount is from before the namespace: `/../..`.

use crate::sys::{Dir, RelPath, SysResult};

const PROCESSES_MAX: usize = 64 << 20;

/// A path from the root of the caller's cgroup namespace.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NamespacePath {
    /// How many groups it first leads up.
    up: usize,
    /// Where it leads from there.
    down: RelPath,
}

impl NamespacePath {
    fn parse(path: &str) -> Option<Self> {
        let (mut up, mut rest) = (0, path.trim_start_matches('/'));
        while let Some(above) = rest.strip_prefix("..") {
            if !above.is_empty() && !above.starts_with('/') {
                break;
            }
            (up, rest) = (up + 1, above.trim_start_matches('/'));
        }
        Some(Self { up, down: RelPath::new(rest)? })
    }
}

/// The group that is the root of a mount.
#[derive(Debug)]
pub struct MountRoot {
    path: NamespacePath,
    /// The root of the caller's cgroup namespace, from the mount's, where that is above it
    /// and its path was found.
    namespace: Option<RelPath>,
}

/// The calling process.
#[derive(Debug, Clone, Copy)]
pub struct Caller<'a> {
    /// Its pid.
    pub pid: i32,
    /// Its group in the mount's hierarchy, by /proc.
    pub group: &'a str,
}

impl MountRoot {
    /// The group that mountinfo names, of a mount that is open at its root.
    pub fn find(path: &str, mount: &Dir, caller: Option<Caller<'_>>) -> Option<Self> {
        let path = NamespacePath::parse(path)?;
        let namespace = match caller {
            Some(caller) if path.up > 0 && path.down == RelPath::default() => {
                namespace(mount, path.up, caller)
            }
            _ => None,
        };
        Some(Self { path, namespace })
    }

    /// How far a mount's root is below the root of the namespace, by mountinfo: a negative
    /// number above it.
    pub fn depth(path: &str) -> Option<isize> {
        let path = NamespacePath::parse(path)?;
        let signed = |count: usize| isize::try_from(count).ok();
        signed(path.down.names().count())?.checked_sub(signed(path.up)?)
    }

    /// The path below the mount of a group in /proc/PID/cgroup; `None` for one that is
    /// outside of the mount, or in a namespace whose place in it is not known.
    pub fn below(&self, group: &str) -> Option<RelPath> {
        let group = NamespacePath::parse(group)?;
        let (root, is_above) = (&self.path, |path: &NamespacePath| path.down == RelPath::default());
        if group.up == root.up {
            group.down.relative_to(&root.down)
        } else if group.up < root.up && is_above(root) {
            let mut top = self.namespace.clone()?;
            for _ in 0..group.up {
                top = top.parent()?;
            }
            Some(group.down.below(&top))
        } else {
            None
        }
    }
}

/// The root of the caller's cgroup namespace, which is that many groups below a mount's
/// root: the group there that has the caller, or has it at the same path below.
fn namespace(mount: &Dir, depth: usize, caller: Caller<'_>) -> Option<RelPath> {
    let own = NamespacePath::parse(caller.group).filter(|own| own.up == 0)?.down;
    let mut open = vec![(RelPath::default(), 0)];
    while let Some((path, at)) = open.pop() {
        let dir = mount.sub(&path);
        if at == depth {
            let group = dir.and_then(|dir| dir.sub(&own));
            if group.and_then(|group| has_process(&group, caller.pid)) == Ok(true) {
                return Some(path);
            }
            continue;
        }
        for entry in dir.and_then(|dir| dir.entries()).unwrap_or_default() {
            open.extend(path.join(&entry.name).filter(|_| entry.is_dir).map(|path| (path, at + 1)));
        }
    }
    None
}

fn has_process(group: &Dir, pid: i32) -> SysResult<bool> {
    let content = group.read_all("cgroup.procs", PROCESSES_MAX)?;
    let pid = pid.to_string();
    Ok(content.split(u8::is_ascii_whitespace).any(|word| word == pid.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tree of groups with the processes of each.
    fn tree(groups: &[(&str, &str)]) -> (tempfile::TempDir, Dir) {
        let temp = tempfile::tempdir().unwrap();
        for (group, processes) in groups {
            let dir = temp.path().join(group);
            std::fs::create_dir_all(&dir).unwrap();
            std::fs::write(dir.join("cgroup.procs"), processes).unwrap();
        }
        let dir = Dir::open(temp.path()).unwrap();
        (temp, dir)
    }

    #[test]
    fn groups_below_a_mount() {
        let groups = [("a/b/c", "70\n7\n"), ("a/x/c", "70\n"), ("d/b/c", "8\n"), ("", "1\n")];
        let (_temp, dir) = tree(&groups);
        let caller = Some(Caller { pid: 7, group: "/c" });
        let outside = Some(Caller { pid: 7, group: "/../c" });
        for (root, caller, group, wanted) in [
            // In the same namespace as the mount, and in a mount of a part.
            ("/", caller, "/", Some("")),
            ("/", caller, "/m/n", Some("m/n")),
            ("/", caller, "/../m", None),
            ("/m", caller, "/m/n", Some("n")),
            ("/m", caller, "/m", Some("")),
            ("/m", caller, "/mm", None),
            ("/m", caller, "/", None),
            // A mount from above the namespace, whose root is then a/b.
            ("/../..", caller, "/../..", Some("")),
            ("/../..", caller, "/../../m/n", Some("m/n")),
            ("/../..", caller, "/../../../m", None),
            ("/../..", caller, "/../n", Some("a/n")),
            ("/../..", caller, "/", Some("a/b")),
            ("/../..", caller, "/c/d", Some("a/b/c/d")),
            ("/..", Some(Caller { pid: 70, group: "/x/c" }), "/x", Some("a/x")),
            // The caller does not tell where the namespace is.
            ("/../..", outside, "/../../m", Some("m")),
            ("/../..", outside, "/../n", None),
            ("/../..", outside, "/", None),
            ("/../..", None, "/c", None),
            ("/../../..", caller, "/c", None),
            // A group beside the namespace.
            ("/../m", caller, "/../m/n", Some("n")),
            ("/../m", caller, "/../mm/n", None),
            ("/../m", caller, "/n", None),
            ("/../m", caller, "/../../m", None),
            // Names of groups may begin with dots.
            ("/", caller, "/..m", Some("..m")),
            ("/...", caller, "/.../m", Some("m")),
            ("/", caller, "/m/../n", None),
        ] {
            let found = MountRoot::find(root, &dir, caller).unwrap().below(group);
            assert_eq!(found.as_ref().map(RelPath::as_str), wanted, "{root} {group}");
        }
        assert!(MountRoot::find("/m/../n", &dir, caller).is_none());
    }

    #[test]
    fn depths() {
        for (root, depth) in
            [("/", Some(0)), ("/a/b", Some(2)), ("/../..", Some(-2)), ("/../a", Some(0))]
        {
            assert_eq!(MountRoot::depth(root), depth, "{root}");
        }
        assert_eq!(MountRoot::depth("/a//deleted"), None);
    }
}
