//! Descendants of a process.

use super::hierarchy::Host;
use crate::driver::host::error::Failed;
use crate::model::Result;
use crate::sys::process;
use std::collections::HashMap;

/// A process, identified by pid and start time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Its pid.
    pub pid: i32,
    /// When it started.
    pub start_time: u64,
}

/// The living descendants of a process, parents before their children. A child that is
/// forked after its parent was moved starts in the new group.
pub fn descendants(host: &Host, ancestor: i32) -> Result<Vec<Member>> {
    let pids = process::all(&host.proc).during("list the processes")?;
    let mut children: HashMap<i32, Vec<Member>> = HashMap::new();
    for pid in pids {
        // One that has exited meanwhile needs no group.
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
