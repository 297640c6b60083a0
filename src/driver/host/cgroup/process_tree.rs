//! Who descends from whom.

use super::hierarchy::Host;
use crate::driver::host::error::Failed;
use crate::model::Result;
use crate::sys::process;
use std::collections::HashMap;

/// A process, told from a later one of the same pid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Its number.
    pub pid: i32,
    /// When it started.
    pub start_time: u64,
}

/// The living descendants of a process, parents before their children. What a
/// process starts after it was moved is born in its new group.
pub fn descendants(host: &Host, ancestor: i32) -> Result<Vec<Member>> {
    let pids = process::all(&host.proc).during("list the processes")?;
    let mut children: HashMap<i32, Vec<Member>> = HashMap::new();
    for pid in pids {
        // One that is gone by now has no group to be in.
        if let Ok(stat) = process::stat(&host.proc, pid)
            && !stat.ended
        {
            let member = Member { pid, start_time: stat.start_time };
            children.entry(stat.parent).or_default().push(member);
        }
    }
    let mut found = Vec::new();
    let mut open = vec![ancestor];
    while let Some(parent) = open.pop() {
        for member in children.remove(&parent).unwrap_or_default() {
            open.push(member.pid);
            found.push(member);
        }
    }
    Ok(found)
}
