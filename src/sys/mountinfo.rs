//! /proc/PID/mountinfo, as proc(5) describes it.

/// One mount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mount {
    /// The directory of the file system that is mounted.
    pub root: String,
    /// Where it is mounted.
    pub point: String,
    /// The file system's type.
    pub fs_type: String,
    /// The file system's own options.
    pub super_options: Vec<String>,
}

/// The mounts in a mountinfo file; lines that are not understood, or whose
/// paths are not UTF-8, are left out. Of several mounts on one point only the
/// last, which hides the others, is given.
pub fn parse(content: &[u8]) -> Vec<Mount> {
    let mut mounts: Vec<Mount> = Vec::new();
    for line in content.split(|byte| *byte == b'\n') {
        if let Some(mount) = std::str::from_utf8(line).ok().and_then(parse_line) {
            mounts.retain(|earlier| earlier.point != mount.point);
            mounts.push(mount);
        }
    }
    mounts
}

fn parse_line(line: &str) -> Option<Mount> {
    let (before, after) = line.split_once(" - ")?;
    let mut before = before.split(' ').skip(3);
    let mut after = after.split(' ');
    Some(Mount {
        root: unescape(before.next()?)?,
        point: unescape(before.next()?)?,
        fs_type: after.next()?.to_owned(),
        super_options: after.nth(1)?.split(',').map(str::to_owned).collect(),
    })
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
            junk\n41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n";
        let mounts = parse(text);
        assert_eq!(mounts.len(), 2);
        assert_eq!(mounts[0].root, "/a b");
        assert_eq!(mounts[0].point, "/sys/fs/my groups\\x");
        assert_eq!(mounts[0].super_options, ["rw", "memory"]);
        assert_eq!(mounts[1].fs_type, "cgroup2");
    }

    #[test]
    fn a_later_mount_hides_an_earlier_one() {
        let text = b"1 0 0:1 / /m rw - cgroup c rw,memory\n2 1 0:2 / /m rw - tmpfs t rw\n";
        let mounts = parse(text);
        assert_eq!(mounts.len(), 1);
        assert_eq!(mounts[0].fs_type, "tmpfs");
    }

    #[test]
    fn broken_escapes_stay_as_they_are() {
        assert_eq!(unescape("a\\9z").as_deref(), Some("a\\9z"));
        assert_eq!(unescape("a\\04").as_deref(), Some("a\\04"));
        assert_eq!(unescape("a\\777"), Some("a\\777".to_owned()));
    }
}
