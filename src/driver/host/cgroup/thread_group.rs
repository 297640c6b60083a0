//! libvirt's groups of a guest's threads, below the guest's own: each virtual CPU and each I/O thread has
//! one, and so have all others together, which are the emulator's.

use crate::sorting::sort_by_key;
use crate::sys::{Dir, SysResult};
use std::fmt;

/// What threads of a guest do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ThreadKind {
    /// They are virtual CPUs.
    Vcpu,
    /// Anything that the others do not.
    Emulator,
    /// They are I/O threads.
    Iothread,
}

/// A group of threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ThreadGroup {
    /// What they do.
    pub kind: ThreadKind,
    /// The number of the virtual CPU or of the I/O thread; 0 for the emulator's.
    pub number: u32,
}

impl ThreadKind {
    /// All of them.
    const ALL: [Self; 3] = [Self::Vcpu, Self::Emulator, Self::Iothread];

    /// The name of its group, or what that begins with.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Vcpu => "vcpu",
            Self::Emulator => "emulator",
            Self::Iothread => "iothread",
        }
    }
}

impl fmt::Display for ThreadGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.name())?;
        if self.kind == ThreadKind::Emulator { Ok(()) } else { write!(f, "{}", self.number) }
    }
}

impl ThreadGroup {
    /// The name of their pin in events, behind `cputune.`: VIR_DOMAIN_TUNABLE_CPU_VCPUPIN and its like.
    pub fn pin(self) -> String {
        match self.kind {
            ThreadKind::Emulator => "emulatorpin".to_owned(),
            kind => format!("{}pin{}", kind.name(), self.number),
        }
    }

    /// The one of a name, if it is one of these.
    pub fn parse(name: &str) -> Option<Self> {
        ThreadKind::ALL.iter().find_map(|kind| {
            let rest = name.strip_prefix(kind.name())?;
            let is_digits = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
            match kind {
                ThreadKind::Emulator => rest.is_empty().then_some(Self { kind: *kind, number: 0 }),
                _ if is_digits && (rest.len() == 1 || !rest.starts_with('0')) => {
                    Some(Self { kind: *kind, number: rest.parse().ok()? })
                }
                _ => None,
            }
        })
    }

    /// Those below a guest's group, by kind and number.
    pub fn list(dir: &Dir) -> SysResult<Vec<Self>> {
        let entries = dir.entries()?.into_iter().filter(|entry| entry.is_dir);
        let mut groups: Vec<Self> = entries.filter_map(|entry| Self::parse(&entry.name)).collect();
        sort_by_key(&mut groups, |group| *group);
        Ok(groups)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for name in ["vcpu0", "vcpu10", "emulator", "iothread1", "iothread4294967295"] {
            assert_eq!(ThreadGroup::parse(name).map(|group| group.to_string()), Some(name.into()));
        }
        for name in
            ["vcpu", "vcpu00", "vcpu-1", "vcpu+1", "vcpu1x", "emulator0", "iothread4294967296", ""]
        {
            assert_eq!(ThreadGroup::parse(name), None, "{name}");
        }
    }

    #[test]
    fn the_groups_below_one() {
        let temp = tempfile::tempdir().unwrap();
        for name in ["vcpu10", "iothread1", "vcpu2", "emulator", "other", "vcpu0"] {
            std::fs::create_dir(temp.path().join(name)).unwrap();
        }
        std::fs::write(temp.path().join("vcpu1"), "").unwrap();
        let groups = ThreadGroup::list(&Dir::open(temp.path()).unwrap()).unwrap();
        let names: Vec<_> = groups.iter().map(ThreadGroup::to_string).collect();
        assert_eq!(names, ["vcpu0", "vcpu2", "vcpu10", "emulator", "iothread1"]);
    }
}
