//! The host: its CPUs and its memory.

use super::values::json_object;
use crate::execute::Execute;
use crate::failure::{Context, Failure};
use crate::report::Report;
use crate::session::Session;
use clap::Args;
use serde_json::{Map, Value as Json, json};
use virmemctl::model::constants::{
    VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES, VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN,
    VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS,
};
use virmemctl::model::cpuset::CpuSet;
use virmemctl::model::node::NodeStat;
use virmemctl::model::typed::{TypedParam, Value};

/// The most NUMA cells that Linux has, and that a daemon tells of.
const MOST_CELLS: i32 = 1024;
/// All CPUs, and all cells.
const ALL: i32 = -1;

/// The arguments of `nodeinfo`.
#[derive(Args)]
pub struct Nodeinfo {}

/// The arguments of `nodecpumap`.
#[derive(Args)]
pub struct Nodecpumap {
    /// CPUs as a list
    #[arg(long)]
    pretty: bool,
}

/// The arguments of `nodecpustats`.
#[derive(Args)]
pub struct Nodecpustats {
    /// One CPU
    #[arg(long)]
    cpu: Option<i32>,
}

/// The arguments of `nodememstats`.
#[derive(Args)]
pub struct Nodememstats {
    /// One NUMA cell
    #[arg(long)]
    cell: Option<i32>,
}

/// The arguments of `freecell`.
#[derive(Args)]
pub struct Freecell {
    /// One NUMA cell
    #[arg(long, value_name = "CELL")]
    cellno: Option<i32>,
    /// Each cell
    #[arg(long, conflicts_with = "cellno")]
    all: bool,
}

/// The arguments of `node-memory-tune`.
#[derive(Args)]
pub struct NodeMemoryTune {
    /// Pages that are scanned before it sleeps
    #[arg(long, value_name = "NUMBER")]
    shm_pages_to_scan: Option<u32>,
    /// Milliseconds between two scans
    #[arg(long, value_name = "NUMBER")]
    shm_sleep_millisecs: Option<u32>,
    /// Whether pages of different NUMA nodes are merged: 0 or 1
    #[arg(long, value_name = "NUMBER")]
    shm_merge_across_nodes: Option<u32>,
}

impl Execute for Nodeinfo {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let info = session.connection()?.node_info();
        let info = info.failing(|| "failed to get node information".to_owned())?;
        let lines = [
            ("CPU model", info.model.clone()),
            ("CPU(s)", info.cpus.to_string()),
            ("CPU frequency", format!("{} MHz", info.mhz)),
            ("CPU socket(s)", info.sockets.to_string()),
            ("Core(s) per socket", info.cores.to_string()),
            ("Thread(s) per core", info.threads.to_string()),
            ("NUMA cell(s)", info.nodes.to_string()),
            ("Memory size", format!("{} KiB", info.memory.0)),
        ];
        let line = |(name, value): &(&str, String)| format!("{:<20} {value}\n", format!("{name}:"));
        let text: String = lines.iter().map(line).collect();
        let json = json!({"model": info.model, "memory": info.memory.0, "cpus": info.cpus, "mhz": info.mhz,
            "nodes": info.nodes, "sockets": info.sockets, "cores": info.cores, "threads": info.threads});
        Ok(Report::new(text, json))
    }
}

impl Execute for Nodecpumap {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let map = session.connection()?.cpu_map(0);
        let map = map.failing(|| "Unable to get cpu map".to_owned())?;
        let online = map.iter().filter(|is_online| **is_online).count();
        let shown = if self.pretty {
            let of = map.iter().zip(0_u16..).filter(|(is_online, _)| **is_online);
            of.map(|(_, cpu)| cpu).collect::<CpuSet>().to_string()
        } else {
            map.iter().map(|is_online| if *is_online { 'y' } else { '-' }).collect()
        };
        let lines = [
            ("CPUs present", map.len().to_string()),
            ("CPUs online", online.to_string()),
            ("CPU map", shown),
        ];
        let line = |(name, value): &(&str, String)| format!("{:<15} {value}\n", format!("{name}:"));
        let text: String = lines.iter().map(line).collect();
        Ok(Report::new(text, json!({"present": map.len(), "online": online, "map": map})))
    }
}

fn json_stats(stats: &[NodeStat]) -> Json {
    Json::Object(
        stats.iter().map(|stat| (stat.name.to_string(), json!(stat.value))).collect::<Map<_, _>>(),
    )
}

impl Execute for Nodecpustats {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let stats = session.connection()?.cpu_time(self.cpu.unwrap_or(ALL), 0);
        let stats = stats.failing(|| "Unable to get node cpu stats".to_owned())?;
        // The order of virsh.
        let known = ["user", "system", "idle", "iowait", "intr"];
        let of = |name: &str| {
            let name = if name == "system" { "kernel" } else { name };
            stats.iter().find(|stat| stat.name == name)
        };
        let found = known.iter().filter_map(|name| Some((*name, of(name)?)));
        let text: String = found
            .map(|(name, stat)| format!("{:<15} {:>20}\n", format!("{name}:"), stat.value))
            .collect();
        Ok(Report::new(text, json_stats(&stats)))
    }
}

impl Execute for Nodememstats {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let stats = session.connection()?.memory_use(self.cell.unwrap_or(ALL), 0);
        let stats = stats.failing(|| "Unable to get number of memory stats".to_owned())?;
        let line = |stat: &NodeStat| format!("{:<7}: {:>20} KiB\n", stat.name, stat.value);
        let text: String = stats.iter().map(line).collect();
        Ok(Report::new(text, json_stats(&stats)))
    }
}

impl Execute for Freecell {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let connection = session.connection()?;
        if let Some(cell) = self.cellno {
            let free = connection.cells_free_memory(cell, 1)?;
            let kib = free.first().copied().unwrap_or(0) / 1024;
            return Ok(Report::line(format!("{cell}: {kib} KiB"), json!({cell.to_string(): kib})));
        }
        if !self.all {
            let kib = connection.free_memory()? / 1024;
            return Ok(Report::line(format!("Total: {kib} KiB"), json!({"total": kib})));
        }
        let cells = connection.cells_free_memory(0, MOST_CELLS);
        let cells = cells.failing(|| "failed to get free memory".to_owned())?;
        let sizes = cells.iter().map(|bytes| bytes / 1024).zip(0..);
        let lines: String =
            sizes.clone().map(|(kib, cell)| format!("{cell:>5}: {kib:>10} KiB\n")).collect();
        let total: u64 = sizes.map(|(kib, _)| kib).sum();
        let text = format!("{lines}--------------------\n{:>5}: {total:>10} KiB\n", "Total");
        Ok(Report::new(
            text,
            json!({"cells": cells.iter().map(|bytes| bytes / 1024).collect::<Vec<_>>(), "total": total}),
        ))
    }
}

impl Execute for NodeMemoryTune {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let connection = session.connection()?;
        let given = [
            (VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN, self.shm_pages_to_scan),
            (VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS, self.shm_sleep_millisecs),
            (VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES, self.shm_merge_across_nodes),
        ];
        let params = given
            .into_iter()
            .filter_map(|(name, value)| Some(TypedParam::new(name, Value::UInt(value?))));
        let params: Vec<TypedParam> = params.collect();
        if params.is_empty() {
            let found = connection.node_memory(0);
            let found = found.failing(|| "Unable to get number of memory parameters".to_owned())?;
            let lines: String = found.iter().map(shared).collect();
            let text = format!("Shared memory:\n{lines}");
            return Ok(Report::new(text, json_object(&found)));
        }
        let set = connection.set_node_memory(&params, 0);
        set.failing(|| "Unable to change memory parameters".to_owned())?;
        Ok(Report::nothing())
    }
}

/// A line of what `node-memory-tune` shows, as virsh has it.
fn shared(param: &TypedParam) -> String {
    format!("\t{:<15} {}\n", param.field, param.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_memory_is_shown_as_by_virsh() {
        let line = |name, value| shared(&TypedParam::new(name, Value::UInt(value)));
        assert_eq!(line(VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN, 100), "\tshm_pages_to_scan 100\n");
        assert_eq!(line("shm_x", 1), "\tshm_x           1\n");
    }
}
