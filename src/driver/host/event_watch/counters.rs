//! The kernel's counters of what happened to a group for want of memory.

use crate::driver::host::cgroup::file::find;
use crate::driver::host::cgroup::version::Version;
use crate::model::constants::virMemctlMemoryEventType::{self as Type, *};
use crate::sys::{Dir, SysResult};

const FILE_MAX: usize = 4096;

/// The counters that are told, in the order in which they are: on v1 there is the last alone.
const TOLD: [(&str, Type); 4] = [
    ("high", VIR_MEMCTL_MEMORY_EVENT_HIGH),
    ("max", VIR_MEMCTL_MEMORY_EVENT_MAX),
    ("oom", VIR_MEMCTL_MEMORY_EVENT_OOM),
    ("oom_kill", VIR_MEMCTL_MEMORY_EVENT_OOM_KILL),
];

/// Their values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counters([u64; TOLD.len()]);

/// How often something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// What.
    pub kind: Type,
    /// How often since it was looked at last.
    pub count: u64,
    /// How often in all.
    pub total: u64,
}

impl Counters {
    /// Those of a group.
    pub fn read(version: &Version, group: &Dir) -> SysResult<Self> {
        let content = group.read_all(version.oom_kills, FILE_MAX)?;
        let text = String::from_utf8_lossy(&content);
        // v1 has a file that tells that a group is under_oom now, and no counter.
        Ok(Self(TOLD.map(|(name, _)| find(&text, name).unwrap_or_default())))
    }

    /// The processes that were killed.
    pub fn kills(&self) -> u64 {
        let [.., kills] = self.0;
        kills
    }

    /// The same, with another number of processes that were killed.
    pub fn with_kills(mut self, number: u64) -> Self {
        let [.., kills] = &mut self.0;
        *kills = number;
        self
    }

    /// Adds to the number of times that there was no memory left.
    pub fn add_ooms(mut self, more: u64) -> Self {
        let [_, _, ooms, _] = &mut self.0;
        *ooms += more;
        self
    }

    /// The same, with another's number of times that there was no memory left.
    pub fn with_ooms_of(mut self, other: &Self) -> Self {
        let ([_, _, ooms, _], [_, _, known, _]) = (&mut self.0, other.0);
        *ooms = known;
        self
    }

    /// What happened since.
    pub fn since(&self, before: &Self) -> Vec<Counted> {
        let now = self.0.into_iter().zip(before.0).zip(TOLD);
        let counted = now.map(|((total, before), (_, kind))| Counted {
            kind,
            count: total.saturating_sub(before),
            total,
        });
        counted.filter(|counted| counted.count > 0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::host::cgroup::{v1, v2};
    use std::fs;

    #[test]
    fn what_happened_since() {
        let temp = tempfile::tempdir().unwrap();
        let group = Dir::open(temp.path()).unwrap();
        let read = |version: &Version, text: &str| {
            fs::write(temp.path().join(version.oom_kills), text).unwrap();
            Counters::read(version, &group).unwrap()
        };
        let before = read(&v2::VERSION, "low 7\nhigh 1\nmax 2\noom 3\noom_kill 4\n");
        let now = read(&v2::VERSION, "low 9\nhigh 1\nmax 5\noom 3\noom_kill 6\n");
        assert!(before.since(&before).is_empty());
        let counted = |kind, count, total| Counted { kind, count, total };
        let expected = [
            counted(VIR_MEMCTL_MEMORY_EVENT_MAX, 3, 5),
            counted(VIR_MEMCTL_MEMORY_EVENT_OOM_KILL, 2, 6),
        ];
        assert_eq!(now.since(&before), expected);
        // Another group of the same name begins anew.
        assert!(before.since(&now).is_empty());
        let v1 = read(&v1::VERSION, "oom_kill_disable 0\nunder_oom 1\noom_kill 2\n");
        let expected = [
            counted(VIR_MEMCTL_MEMORY_EVENT_OOM, 1, 1),
            counted(VIR_MEMCTL_MEMORY_EVENT_OOM_KILL, 2, 2),
        ];
        assert_eq!(v1.add_ooms(1).since(&Counters::default()), expected);
        assert_eq!((v1.kills(), v1.with_kills(5).kills()), (2, 5));
    }
}
