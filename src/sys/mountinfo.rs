//! /proc/PID/mountinfo, as proc(5) describes it.

use std::collections::HashMap;

/// One mount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mount {
    /// The directory of the file system that is mounted.
    pub root: String,
    /// Where it is mounted.
    pub point: String,
    /// Whether it, or its file system, is read-only.
    pub read_only: bool,
    /// The file system's type.
    pub fs_type: String,
    /// The file system's own options.
    pub super_options: Vec<String>,
}

/// A mount and its place in the tree of mounts.
struct Line {
    id: u64,
    parent: u64,
    mount: Mount,
}

/// The mounts in a mountinfo file that their paths lead to: not those that a later mount
/// covers, at the same place or above it. Lines that are not understood, or whose paths
/// are not UTF-8, are left out.
pub fn parse(content: &[u8]) -> Vec<Mount> {
    let lines = content.split(|byte| *byte == b'\n');
    let lines = lines.filter_map(|line| std::str::from_utf8(line).ok().and_then(parse_line));
    let lines: Vec<Line> = lines.collect();
    let tree = Tree::new(&lines);
    let reached = || lines.iter().enumerate().filter(|(at, _)| tree.is_reached(*at));
    // Of two at one place, as in a list that is not a kernel's, the last.
    let last: HashMap<&str, usize> =
        reached().map(|(at, line)| (line.mount.point.as_str(), at)).collect();
    let is_last = |at: usize, line: &Line| last.get(line.mount.point.as_str()) == Some(&at);
    reached().filter(|(at, line)| is_last(*at, line)).map(|(_, line)| line.mount.clone()).collect()
}

/// The tree of mounts: what is mounted last at each place of each mount.
struct Tree<'a> {
    lines: &'a [Line],
    by_id: HashMap<u64, usize>,
    last: HashMap<(u64, &'a str), usize>,
}

impl<'a> Tree<'a> {
    fn new(lines: &'a [Line]) -> Self {
        let places = lines.iter().enumerate();
        Self {
            lines,
            by_id: places.clone().map(|(at, line)| (line.id, at)).collect(),
            last: places.map(|(at, line)| ((line.parent, line.mount.point.as_str()), at)).collect(),
        }
    }

    /// Whether nothing is mounted on a mount's root, and it and those below which it is
    /// mounted are not covered.
    fn is_reached(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        let above = self.last.get(&(line.id, line.mount.point.as_str()));
        if above.is_some_and(|above| *above != at) {
            return false;
        }
        let parent = |at: &usize| {
            let parent = self.by_id.get(&self.lines.get(*at)?.parent)?;
            (parent != at).then_some(*parent)
        };
        let mut chain = std::iter::successors(Some(at), parent).take(self.lines.len());
        chain.all(|at| !self.is_covered(at))
    }

    /// Whether a later mount on the same parent is at a mount's place or above it.
    fn is_covered(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at).filter(|line| line.id != line.parent) else {
            return false;
        };
        let last = |place| self.last.get(&(line.parent, place)).copied();
        places_above(&line.mount.point).any(|place| last(place).is_some_and(|other| other > at))
    }
}

/// A path and those above it.
fn places_above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| match path.rsplit_once('/')? {
        ("", "") => None,
        ("", _) => Some("/"),
        (above, _) => Some(above),
    })
}

fn parse_line(line: &str) -> Option<Line> {
    let (before, after) = line.split_once(" - ")?;
    let mut before = before.split(' ');
    let mut after = after.split(' ');
    let (id, parent) = (before.next()?.parse().ok()?, before.next()?.parse().ok()?);
    let root = unescape(before.nth(1)?)?;
    let point = unescape(before.next()?)?;
    let options = before.next()?;
    let fs_type = after.next()?.to_owned();
    let super_options = after.nth(1)?;
    let is_read_only = |options: &str| options.split(',').any(|option| option == "ro");
    let mount = Mount {
        root,
        point,
        read_only: is_read_only(options) || is_read_only(super_options),
        fs_type,
        super_options: super_options.split(',').map(str::to_owned).collect(),
    };
    Some(Line { id, parent, mount })
}

/// Turns `\040` and the like back into the bytes that they stand for.
fn unescape(field: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(field.len());
    let mut rest = field.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        match (*first, tail.get(..3).and_then(octal)) {
            (b'\\', Some(byte)) => {
                bytes.push(byte);
                rest = tail.get(3..)?;
            }
            (byte, _) => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).ok()
}

fn octal(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_optional_fields() {
        let text = b"35 31 0:32 /a\\040b /sys/fs/my\\040groups\\134x rw,relatime shared:9 master:1 - cgroup cgroup rw,memory\n\
            junk\n41 31 0:38 / /sys/fs/cgroup/unified ro - cgroup2 cgroup2 rw\n\
            42 31 0:39 / /m rw - cgroup2 cgroup2 ro\n";
        let mounts = parse(text);
        assert_eq!(mounts.len(), 3);
        assert_eq!(mounts[0].root, "/a b");
        assert_eq!(mounts[0].point, "/sys/fs/my groups\\x");
        assert_eq!(mounts[0].super_options, ["rw", "memory"]);
        assert_eq!(mounts[1].fs_type, "cgroup2");
        assert_eq!([0, 1, 2].map(|at: usize| mounts[at].read_only), [false, true, true]);
    }

    /// The types of what is reached: each mount has its id for a type.
    fn reached(mounts: &[(u64, u64, &str)]) -> Vec<String> {
        let line = |(id, parent, point): &(u64, u64, &str)| {
            format!("{id} {parent} 0:{id} / {point} rw - {id} none rw\n")
        };
        let text: String = mounts.iter().map(line).collect();
        parse(text.as_bytes()).into_iter().map(|mount| mount.fs_type).collect()
    }

    #[test]
    fn what_later_mounts_cover_is_not_there() {
        let root = (1, 0, "/");
        for (mounts, wanted) in [
            // At the same place: on top of it or, written by hand, beside it.
            (&[root, (2, 1, "/m"), (3, 2, "/m")][..], &["1", "3"][..]),
            (&[root, (2, 1, "/m"), (3, 98, "/m")], &["1", "3"]),
            (&[root, (2, 1, "/m"), (3, 1, "/m")], &["1", "3"]),
            // Above it, on the same parent; also what is below a covered one.
            (&[root, (2, 1, "/m/a"), (3, 1, "/m")], &["1", "3"]),
            (&[root, (2, 1, "/m/a"), (4, 2, "/m/a/b"), (3, 1, "/m")], &["1", "3"]),
            (&[root, (2, 1, "/m"), (4, 2, "/m/b"), (3, 2, "/m")], &["1", "3"]),
            // Mounted on the covering one: at another depth, at the covered place again.
            (&[root, (2, 1, "/m/a"), (3, 1, "/m"), (4, 3, "/m/a")], &["1", "3", "4"]),
            (&[root, (2, 1, "/m/a"), (3, 1, "/m"), (4, 3, "/m/b")], &["1", "3", "4"]),
            // Names are whole, and what came first covers nothing.
            (&[root, (2, 1, "/m/a"), (3, 1, "/m/ab"), (4, 1, "/m/a/c")], &["1", "2", "3", "4"]),
            // Propagation puts a mount below an earlier one, which stays on top.
            (&[root, (2, 3, "/m"), (3, 1, "/m")], &["1", "2"]),
            // The first root file system is its own parent, and covered by the next.
            (&[(1, 1, "/"), (2, 1, "/"), (3, 2, "/m")], &["2", "3"]),
            // A whole tree that another one covers.
            (&[root, (2, 1, "/m"), (5, 1, "/"), (6, 5, "/m")], &["5", "6"]),
            // Parents outside of the caller's root, and a circle of them.
            (&[(7, 99, "/"), (8, 7, "/m")], &["7", "8"]),
            (&[(1, 2, "/a"), (2, 1, "/b")], &["1", "2"]),
        ] {
            assert_eq!(reached(mounts), wanted, "{mounts:?}");
        }
    }

    #[test]
    fn broken_escapes_stay_as_they_are() {
        assert_eq!(unescape("a\\9z").as_deref(), Some("a\\9z"));
        assert_eq!(unescape("a\\04").as_deref(), Some("a\\04"));
        assert_eq!(unescape("a\\777"), Some("a\\777".to_owned()));
    }
}
