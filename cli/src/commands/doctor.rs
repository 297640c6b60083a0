//! What the host offers for limits, and what it lacks.

use crate::execute::Execute;
use crate::failure::Failure;
use crate::report::Report;
use crate::session::Session;
use clap::Args;
use serde_json::{Value, json};
use virmemctl::model::capabilities::Tuning;
use virmemctl::model::uri::shown;

/// The arguments of `doctor`.
#[derive(Args)]
pub struct Doctor {}

/// One thing that a host has or lacks: what is lost without it, and what to do about it.
struct Point {
    name: &'static str,
    /// Whether it is there; none where that is not known.
    is_there: fn(&Tuning) -> Option<bool>,
    without: &'static str,
    remedy: &'static str,
}

const POINTS: [Point; 7] = [
    Point {
        name: "cgroup v2",
        is_there: |tuning| Some(tuning.version == 2),
        without: "no guarantee (min_guarantee), no reclaim on demand, no pressure of domains",
        remedy: "boot with systemd.unified_cgroup_hierarchy=1, or a newer distribution",
    },
    Point {
        name: "swap accounting",
        is_there: |tuning| Some(tuning.groups.as_ref()?.swap),
        without: "swap_hard_limit cannot be set",
        remedy: "boot with swapaccount=1 (cgroup v1), or with a kernel that has CONFIG_SWAP",
    },
    Point {
        name: "CPU controller",
        is_there: |tuning| has(tuning, &["cpu"]),
        without: "no scheduler parameters",
        remedy: "write +cpu to /sys/fs/cgroup/cgroup.subtree_control (v2), or mount the cpu hierarchy (v1)",
    },
    Point {
        name: "block I/O controller",
        is_there: |tuning| has(tuning, &["io", "blkio"]),
        without: "no block I/O parameters, no statistics of disks",
        remedy: "write +io to /sys/fs/cgroup/cgroup.subtree_control (v2), or mount the blkio hierarchy (v1)",
    },
    Point {
        name: "cpuset controller",
        is_there: |tuning| has(tuning, &["cpuset"]),
        without: "CPUs are pinned thread by thread, and NUMA nodes not at all",
        remedy: "write +cpuset to /sys/fs/cgroup/cgroup.subtree_control (v2), or mount the cpuset hierarchy (v1)",
    },
    Point {
        name: "pressure stall information",
        is_there: |tuning| Some(tuning.pressure),
        without: "no figures of how long programs wait",
        remedy: "boot with psi=1",
    },
    Point {
        name: "reclaim on demand",
        is_there: |tuning| Some(tuning.groups.as_ref()?.reclaim),
        without: "a limit is lowered by soft_limit alone, and `reclaim` does not work",
        remedy: "Linux 5.19 or later, with cgroup v2",
    },
];

fn has(tuning: &Tuning, controllers: &[&str]) -> Option<bool> {
    Some(tuning.controllers.iter().any(|name| controllers.contains(name)))
}

impl Execute for Doctor {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let connection = session.connection()?;
        let tuning = session.own("`doctor`", connection.tuning())?;
        let mut text = format!("{:<28} {}\n", "connection", shown(connection.uri()));
        let mut json = Vec::new();
        for point in &POINTS {
            let is_there = (point.is_there)(&tuning);
            let said = is_there.map_or("unknown", |is_there| if is_there { "yes" } else { "no" });
            text.push_str(&format!("{:<28} {said}\n", point.name));
            if is_there == Some(false) {
                let (without, remedy) = (point.without, point.remedy);
                text.push_str(&format!("    without it: {without}\n    remedy: {remedy}\n"));
            }
            json.push(json!({"name": point.name, "there": is_there, "without": point.without,
                "remedy": point.remedy}));
        }
        Ok(Report::new(text, Value::Array(json)))
    }
}
