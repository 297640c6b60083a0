//! What the host offers for limits, and what it lacks.

use crate::execute::Execute;
use crate::failure::Failure;
use crate::report::Report;
use crate::session::Session;
use clap::Args;
use serde_json::{Value, json};

/// The arguments of `doctor`.
#[derive(Args)]
pub struct Doctor {}

/// One thing that a host has or lacks: a part of its capabilities that says so, what is lost
/// without, and what to do about it.
struct Point {
    name: &'static str,
    /// What the document holds where it is there.
    found: &'static str,
    without: &'static str,
    remedy: &'static str,
}

const POINTS: [Point; 7] = [
    Point {
        name: "cgroup v2",
        found: "<memctl:cgroup version='2'",
        without: "no guarantee (min_guarantee), no reclaim on demand, no pressure of domains",
        remedy: "boot with systemd.unified_cgroup_hierarchy=1, or a newer distribution",
    },
    Point {
        name: "swap accounting",
        found: "<memctl:swap accounting='yes'/>",
        without: "swap_hard_limit cannot be set",
        remedy: "boot with swapaccount=1 (cgroup v1), or with a kernel that has CONFIG_SWAP",
    },
    Point {
        name: "CPU controller",
        found: "<memctl:controller name='cpu'/>",
        without: "no scheduler parameters",
        remedy: "write +cpu to /sys/fs/cgroup/cgroup.subtree_control (v2), or mount the cpu hierarchy (v1)",
    },
    Point {
        name: "block I/O controller",
        found: "io'/>",
        without: "no block I/O parameters, no statistics of disks",
        remedy: "write +io to /sys/fs/cgroup/cgroup.subtree_control (v2), or mount the blkio hierarchy (v1)",
    },
    Point {
        name: "cpuset controller",
        found: "<memctl:controller name='cpuset'/>",
        without: "CPUs are pinned thread by thread, and NUMA nodes not at all",
        remedy: "write +cpuset to /sys/fs/cgroup/cgroup.subtree_control (v2), or mount the cpuset hierarchy (v1)",
    },
    Point {
        name: "pressure stall information",
        found: "<memctl:pressure host='yes'",
        without: "no figures of how long programs wait",
        remedy: "boot with psi=1",
    },
    Point {
        name: "reclaim on demand",
        found: "<memctl:reclaim supported='yes'/>",
        without: "a limit is lowered by soft_limit alone, and `reclaim` does not work",
        remedy: "Linux 5.19 or later, with cgroup v2",
    },
];

impl Execute for Doctor {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let connection = session.connection()?;
        let document = connection.capabilities()?;
        let mut text = format!("{:<28} {}\n", "connection", connection.uri());
        let mut json = Vec::new();
        for point in &POINTS {
            let is_there = document.contains(point.found);
            let said = if is_there { "yes" } else { "no" };
            text.push_str(&format!("{:<28} {said}\n", point.name));
            if !is_there {
                text.push_str(&format!(
                    "    without it: {}\n    remedy: {}\n",
                    point.without, point.remedy
                ));
            }
            json.push(json!({"name": point.name, "there": is_there, "without": point.without, "remedy": point.remedy}));
        }
        Ok(Report::new(text, Value::Array(json)))
    }
}
