//! The kernel's log (/dev/kmsg; kernel documentation, ABI/testing/dev-kmsg): which processes it has
//! killed for want of memory.

use super::kept_fd::KeptFd;
use super::{Errno, SysResult};
use rustix::fs::{Mode, OFlags, SeekFrom, open, seek};

/// A record is shorter.
const RECORD_MAX: usize = 8192;

/// The log from some time on.
#[derive(Debug)]
pub struct KernelLog(KeptFd);

/// A process that was killed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Killed {
    /// Its group, from the root of the hierarchy.
    pub group: String,
    /// Its pid, in the first pid namespace.
    pub pid: i32,
}

impl KernelLog {
    /// What comes from now on.
    ///
    /// Errors: EPERM for users, where kernel.dmesg_restrict says so.
    pub fn open() -> SysResult<Self> {
        let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = open("/dev/kmsg", flags, Mode::empty())?;
        seek(&file, SeekFrom::End(0))?;
        KeptFd::new(file).map(Self)
    }

    /// The processes that were killed since the last call, as far as the log has them: the kernel
    /// limits how much it writes there.
    pub fn take_killed(&self) -> Vec<Killed> {
        let mut killed = Vec::new();
        let mut record = [0; RECORD_MAX];
        loop {
            match rustix::io::read(&self.0, &mut record) {
                Ok(0) => return killed,
                Ok(len) => {
                    let text = record.get(..len).unwrap_or_default();
                    killed.extend(parse(&String::from_utf8_lossy(text)));
                }
                // Older records were overwritten, or one is too long.
                Err(Errno::PIPE | Errno::INTR | Errno::INVAL) => {}
                Err(_) => return killed,
            }
        }
    }
}

/// A record of the kernel's since Linux 5.0: `oom-kill:constraint=…,task_memcg=/group,task=name,
/// pid=1,uid=0`. A name may have a comma in it.
fn parse(record: &str) -> Option<Killed> {
    let (_, text) = record.lines().next()?.split_once(';')?;
    let fields = text.strip_prefix("oom-kill:")?;
    let (_, rest) = fields.split_once(",task_memcg=")?;
    let (group, rest) = rest.split_once(",task=")?;
    let (_, rest) = rest.rsplit_once(",pid=")?;
    let pid = rest.split(',').next()?.parse().ok()?;
    Some(Killed { group: group.to_owned(), pid })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records() {
        let text = "4,1234,5678,-;oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,\
                    mems_allowed=0,oom_memcg=/a,task_memcg=/a/b,task=x,pid=1,pid=77,uid=0\n SUB=x\n";
        let killed = Killed { group: "/a/b".to_owned(), pid: 77 };
        assert_eq!(parse(text), Some(killed));
        for other in ["", "4,1,2,-;", "4,1,2,-;oom-kill:task=a", "4,1,2,-;Killed process 7 (a)"] {
            assert_eq!(parse(other), None, "{other}");
        }
    }
}
