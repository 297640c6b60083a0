//! The host itself: what it is made of, and how it is used.

use crate::driver::Node;
use crate::driver::host::cgroup::file::{find, list, text};
use crate::driver::host::driver::{HostDriver, Visibility};
use crate::driver::host::error;
use crate::driver::host::inventory::domain::Origin;
use crate::driver::host::node::meminfo::{self, MEMINFO};
use crate::driver::host::node::tuning::tuning;
use crate::model::capabilities::{Capabilities, Cell, Cpu, GuestKind};
use crate::model::constants::{
    VIR_NODE_CPU_STATS_IDLE, VIR_NODE_CPU_STATS_IOWAIT, VIR_NODE_CPU_STATS_KERNEL,
    VIR_NODE_CPU_STATS_USER, VIR_NODE_MEMORY_STATS_BUFFERS, VIR_NODE_MEMORY_STATS_CACHED,
    VIR_NODE_MEMORY_STATS_FREE, VIR_NODE_MEMORY_STATS_TOTAL,
};
use crate::model::domain::parse_uuid;
use crate::model::node::{NodeInfo, NodeStat};
use crate::model::{Result, virErrorDomain, virErrorNumber};
use crate::sys::process;
use crate::sys::{Dir, RelPath, uname};
use crate::xml;

const CPUS: &str = "/sys/devices/system/cpu";
const CELLS: &str = "/sys/devices/system/node";

impl Node for HostDriver {
    fn kind(&self) -> &'static str {
        self.kind
    }

    fn error_domain(&self) -> virErrorDomain {
        self.context.error_domain
    }

    fn version(&self) -> Result<u64> {
        Ok(uname::kernel_version())
    }

    /// All CPUs are counted as cores of one socket in one cell, which limits do not
    /// depend on.
    fn node_info(&self) -> Result<NodeInfo> {
        let cpus = u32::try_from(self.online().len()).unwrap_or(u32::MAX);
        Ok(NodeInfo {
            model: uname::arch(),
            memory: meminfo::host_memory(&self.context.host)?,
            cpus,
            mhz: self.mhz(),
            nodes: 1,
            sockets: 1,
            cores: cpus,
            threads: 1,
        })
    }

    fn cpu_map(&self) -> Result<Vec<bool>> {
        let online = self.online();
        let last = online.iter().chain(&self.cpu_list("present")).max().copied().unwrap_or(0);
        Ok((0..=last).map(|cpu| online.contains(&cpu)).collect())
    }

    fn cpu_time(&self, cpu: Option<u32>) -> Result<Vec<NodeStat>> {
        let name = cpu.map_or_else(|| "cpu".to_owned(), |cpu| format!("cpu{cpu}"));
        let stat = text(&self.context.host.proc, "stat")?;
        let line = stat.lines().find_map(|line| line.strip_prefix(&name)?.strip_prefix(' '));
        let line = line.ok_or_else(|| error::invalid(format!("there is no CPU '{name}'")))?;
        let ticks: Vec<u64> =
            line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let sum = |places: &[usize]| {
            let ticks = places.iter().filter_map(|place| ticks.get(*place));
            process::nanoseconds(ticks.fold(0_u64, |sum, more| sum.saturating_add(*more)))
        };
        // user nice system idle iowait irq softirq
        Ok(vec![
            NodeStat::new(VIR_NODE_CPU_STATS_KERNEL, sum(&[2, 5, 6])),
            NodeStat::new(VIR_NODE_CPU_STATS_USER, sum(&[0, 1])),
            NodeStat::new(VIR_NODE_CPU_STATS_IDLE, sum(&[3])),
            NodeStat::new(VIR_NODE_CPU_STATS_IOWAIT, sum(&[4])),
        ])
    }

    fn memory_use(&self, cell: Option<u32>) -> Result<Vec<NodeStat>> {
        let text = match cell {
            None => meminfo::text(&self.context.host)?,
            Some(cell) => text(&self.cell(cell)?, MEMINFO)?,
        };
        let all = [
            (VIR_NODE_MEMORY_STATS_TOTAL, "MemTotal"),
            (VIR_NODE_MEMORY_STATS_FREE, "MemFree"),
            (VIR_NODE_MEMORY_STATS_BUFFERS, "Buffers"),
            (VIR_NODE_MEMORY_STATS_CACHED, "Cached"),
        ];
        let found = all.map(|(name, kernel)| Some(NodeStat::new(name, find(&text, kernel)?)));
        Ok(found.into_iter().flatten().collect())
    }

    fn free_memory(&self) -> Result<u64> {
        let free = meminfo::value(&meminfo::text(&self.context.host)?, "MemFree")?;
        Ok(free.0.saturating_mul(1024))
    }

    fn cells_free_memory(&self) -> Result<Vec<u64>> {
        let cells = self.cell_ids();
        if cells.is_empty() {
            return Ok(vec![self.free_memory()?]);
        }
        let free = |cell: &u32| meminfo::value(&text(&self.cell(*cell)?, MEMINFO)?, "MemFree");
        cells.iter().map(|cell| Ok(free(cell)?.0.saturating_mul(1024))).collect()
    }

    fn free_pages(&self, sizes: &[u32], start: i32, cells: u32) -> Result<(Vec<u64>, usize)> {
        let counts: Vec<u64> = self.free_pages_in(sizes, start, cells)?;
        let told = counts.len();
        Ok((counts, told))
    }

    fn capabilities(&self) -> Result<String> {
        let page = page_size().unwrap_or(4);
        let machine_id =
            self.context.host.dir("/etc").and_then(|etc| etc.read_all("machine-id", 64));
        Ok(xml::capabilities::to_document(&Capabilities {
            uuid: parse_uuid(&String::from_utf8_lossy(&machine_id.unwrap_or_default())),
            arch: uname::arch(),
            features: Vec::new(),
            page_sizes: vec![page],
            cells: vec![self.whole_host(page)?],
            security: None,
            guests: self.guest_kinds(),
            tuning: Some(tuning(&self.context.host)),
        }))
    }
}

/// The size of the smallest pages, in KiB.
fn page_size() -> Option<u32> {
    u32::try_from(process::page_size() / 1024).ok()
}

impl HostDriver {
    fn cpu_list(&self, file: &str) -> Vec<u32> {
        let dir = self.context.host.dir(CPUS).ok();
        dir.and_then(|dir| text(&dir, file).ok()).map(|text| list(&text)).unwrap_or_default()
    }

    fn online(&self) -> Vec<u32> {
        self.cpu_list("online")
    }

    fn mhz(&self) -> u32 {
        let cpuinfo = text(&self.context.host.proc, "cpuinfo").unwrap_or_default();
        let line = cpuinfo.lines().find(|line| line.starts_with("cpu MHz"));
        let whole = line.and_then(|line| line.split_once(':')?.1.trim().split('.').next());
        whole.and_then(|whole| whole.parse().ok()).unwrap_or(0)
    }

    fn cell_ids(&self) -> Vec<u32> {
        let dir = self.context.host.dir(CELLS).ok();
        dir.and_then(|dir| text(&dir, "online").ok()).map(|text| list(&text)).unwrap_or_default()
    }

    fn cell(&self, cell: u32) -> Result<Dir> {
        self.context.host.dir(&format!("{CELLS}/node{cell}")).map_err(|_| {
            error::invalid(format!("cellNum is {cell}, expected a NUMA cell's number"))
        })
    }

    fn free_pages_in(&self, sizes: &[u32], start: i32, cells: u32) -> Result<Vec<u64>> {
        if start == -1 {
            return sizes.iter().map(|size| self.free_pages_of(None, *size)).collect();
        }
        let first = u32::try_from(start).ok().filter(|first| self.cell(*first).is_ok());
        let first = first.ok_or_else(|| {
            error::invalid(format!("startCell is {start}, expected -1 or a NUMA cell's number"))
        })?;
        let ids = self.cell_ids().into_iter();
        let ids = ids.filter(|id| (first..first.saturating_add(cells)).contains(id));
        let all = ids.flat_map(|id| sizes.iter().map(move |size| (id, *size)));
        all.map(|(id, size)| self.free_pages_of(Some(id), size)).collect()
    }

    /// The free pages of a size in KiB: of huge pages those of their pool, of the smallest all free
    /// memory.
    fn free_pages_of(&self, cell: Option<u32>, size: u32) -> Result<u64> {
        let dir = match cell {
            None => self.context.host.dir("/sys/kernel/mm"),
            Some(cell) => self.context.host.dir(&format!("{CELLS}/node{cell}")),
        };
        if Some(size) == page_size() {
            let uses = self.memory_use(cell)?;
            let free = uses.iter().find(|stat| stat.name == VIR_NODE_MEMORY_STATS_FREE);
            return Ok(free.map_or(0, |free| free.value) / u64::from(size.max(1)));
        }
        let pool = RelPath::new(&format!("hugepages/hugepages-{size}kB")).unwrap_or_default();
        let count = dir.and_then(|dir| dir.sub(&pool)?.read_all("free_hugepages", 32));
        let count = count.ok().and_then(|text| String::from_utf8(text).ok()?.trim().parse().ok());
        count.ok_or_else(|| {
            let detail =
                format!("pages has {size} KiB, expected a size of pages that the host has");
            error::refused(virErrorNumber::VIR_ERR_OPERATION_FAILED, detail)
        })
    }

    /// All memory and CPUs as one cell.
    fn whole_host(&self, page: u32) -> Result<Cell> {
        let memory = self.node_info()?.memory.0;
        let cpu = |id: u32| Cpu { id, socket: 0, core: id, siblings: id.to_string() };
        Ok(Cell {
            memory,
            pages: vec![(page, memory / u64::from(page.max(1)))],
            cpus: self.online().into_iter().map(cpu).collect(),
        })
    }

    fn guest_kinds(&self) -> Vec<GuestKind> {
        let (os, domain) = match self.visibility {
            Visibility::All => ("exe", "cgroup"),
            Visibility::Only(Origin::LibvirtQemu) => ("hvm", "kvm"),
            Visibility::Only(_) => ("exe", "lxc"),
        };
        vec![GuestKind {
            os: os.to_owned(),
            arch: uname::arch(),
            word_size: usize::BITS,
            emulator: None,
            domain: domain.to_owned(),
            features: Vec::new(),
        }]
    }
}
