//! The host itself: what it is made of, and how it is used.

use crate::driver::Node;
use crate::driver::host::cgroup::file::{find, text};
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::driver::{HostDriver, Visibility};
use crate::driver::host::error;
use crate::driver::host::inventory::domain::Origin;
use crate::driver::host::node::meminfo::{self, MEMINFO};
use crate::driver::host::node::tuning::tuning;
use crate::driver::host::node::{ksm, processor, sysinfo, topology};
use crate::model::capabilities::{Capabilities, GuestKind, Tuning};
use crate::model::constants::{
    VIR_NODE_CPU_STATS_IDLE, VIR_NODE_CPU_STATS_IOWAIT, VIR_NODE_CPU_STATS_KERNEL,
    VIR_NODE_CPU_STATS_USER, VIR_NODE_MEMORY_STATS_BUFFERS, VIR_NODE_MEMORY_STATS_CACHED,
    VIR_NODE_MEMORY_STATS_FREE, VIR_NODE_MEMORY_STATS_TOTAL,
};
use crate::model::domain::parse_uuid;
use crate::model::flags::STRING_OKAY;
use crate::model::node::{NodeInfo, NodeStat};
use crate::model::parameters::node_memory;
use crate::model::typed::TypedParam;
use crate::model::{Result, virErrorDomain, virErrorNumber};
use crate::sorting::set_of;
use crate::sys::process;
use crate::sys::{Dir, Errno, RelPath, uname};
use crate::xml;

impl Node for HostDriver {
    fn kind(&self) -> Result<&str> {
        Ok(self.kind)
    }

    fn error_domain(&self) -> virErrorDomain {
        self.context.error_domain
    }

    fn version(&self) -> Result<u64> {
        Ok(uname::kernel_version())
    }

    fn node_info(&self) -> Result<NodeInfo> {
        let host = &self.context.host;
        let online = topology::cpus(host, "online").len();
        let mut info = NodeInfo {
            model: uname::arch(),
            memory: meminfo::host_memory(host)?,
            cpus: u32::try_from(online).unwrap_or(u32::MAX),
            mhz: processor::mhz(host),
            nodes: 1,
            sockets: 1,
            cores: 1,
            threads: 1,
        };
        topology::count(&mut info, &topology::cells(host)?, all_cpus(host));
        Ok(info)
    }

    fn cpu_map(&self, _flags: u32) -> Result<Vec<bool>> {
        let host = &self.context.host;
        let online = topology::cpus(host, "online");
        let last =
            online.iter().chain(&topology::cpus(host, "present")).max().copied().unwrap_or(0);
        Ok((0..=last).map(|cpu| online.contains(&cpu)).collect())
    }

    fn cpu_time(&self, cpu: i32, _flags: u32) -> Result<Vec<NodeStat>> {
        let name = if cpu < 0 { "cpu".to_owned() } else { format!("cpu{cpu}") };
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

    fn memory_use(&self, cell: i32, _flags: u32) -> Result<Vec<NodeStat>> {
        self.memory_use_of(u32::try_from(cell).ok())
    }

    fn free_memory(&self) -> Result<u64> {
        let free = meminfo::value(&meminfo::text(&self.context.host)?, "MemFree")?;
        Ok(free.0.saturating_mul(1024))
    }

    fn cells_free_memory(&self) -> Result<Vec<u64>> {
        let cells = topology::cell_ids(&self.context.host);
        if cells.is_empty() {
            return Ok(vec![self.free_memory()?]);
        }
        let free = |cell: &u32| meminfo::value(&text(&self.cell(*cell)?, MEMINFO)?, "MemFree");
        cells.iter().map(|cell| Ok(free(cell)?.0.saturating_mul(1024))).collect()
    }

    fn free_pages(
        &self,
        sizes: &[u32],
        start: i32,
        cells: u32,
        _flags: u32,
    ) -> Result<(Vec<u64>, usize)> {
        let counts: Vec<u64> = self.free_pages_in(sizes, start, cells)?;
        let told = counts.len();
        Ok((counts, told))
    }

    fn node_memory(&self, flags: u32) -> Result<Vec<TypedParam>> {
        self.check_flags(flags, STRING_OKAY)?;
        ksm::parameters(&self.context.host)
    }

    fn set_node_memory(&self, params: &[TypedParam], flags: u32) -> Result<()> {
        self.check_flags(flags, 0)?;
        node_memory::check(node_memory::PARAMETERS, params)?;
        ksm::set(&self.context.host, params)
    }

    fn capabilities(&self) -> Result<String> {
        let host = &self.context.host;
        let machine_id = host.dir("/etc").and_then(|etc| etc.read_all("machine-id", 64));
        let cells = topology::cells(host)?;
        let mut processor = processor::processor(host);
        processor.shape = topology::shape(&cells, all_cpus(host));
        let sizes = cells.iter().flat_map(|cell| cell.pages.iter().map(|(size, _)| *size));
        Ok(xml::capabilities::to_document(&Capabilities {
            uuid: parse_uuid(&String::from_utf8_lossy(&machine_id.unwrap_or_default())),
            arch: uname::arch(),
            processor,
            features: Vec::new(),
            page_sizes: set_of(sizes).into_iter().collect(),
            cells,
            security: None,
            guests: self.guest_kinds(),
            tuning: Some(tuning(host)),
        }))
    }

    fn tuning(&self) -> Result<Tuning> {
        Ok(tuning(&self.context.host))
    }

    fn sysinfo(&self, _flags: u32) -> Result<String> {
        sysinfo::document(&self.context.host)
    }
}

/// How many CPUs there are, online or not.
fn all_cpus(host: &Host) -> usize {
    topology::cpus(host, "online").len() + topology::cpus(host, "offline").len()
}

impl HostDriver {
    fn cell(&self, cell: u32) -> Result<Dir> {
        topology::cell_dir(&self.context.host, cell).ok_or_else(|| {
            error::invalid(format!("cellNum is {cell}, expected a NUMA cell's number"))
        })
    }

    /// The cell of a number; none for the whole host, which is cell 0 where the kernel has no NUMA.
    fn part(&self, cell: Option<u32>) -> Result<Option<u32>> {
        match cell {
            Some(0) if topology::cell_ids(&self.context.host).is_empty() => Ok(None),
            Some(cell) => self.cell(cell).map(|_| Some(cell)),
            None => Ok(None),
        }
    }

    fn memory_use_of(&self, cell: Option<u32>) -> Result<Vec<NodeStat>> {
        let text = match self.part(cell)? {
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

    fn free_pages_in(&self, sizes: &[u32], start: i32, cells: u32) -> Result<Vec<u64>> {
        if start == -1 {
            return sizes.iter().map(|size| self.free_pages_of(None, *size)).collect();
        }
        let first = u32::try_from(start).ok().filter(|first| self.part(Some(*first)).is_ok());
        let first = first.ok_or_else(|| {
            error::invalid(format!("startCell is {start}, expected -1 or a NUMA cell's number"))
        })?;
        let mut ids = topology::cell_ids(&self.context.host);
        if ids.is_empty() {
            ids.push(0);
        }
        let ids = ids.into_iter().filter(|id| (first..first.saturating_add(cells)).contains(id));
        let all = ids.flat_map(|id| sizes.iter().map(move |size| (id, *size)));
        all.map(|(id, size)| self.free_pages_of(self.part(Some(id))?, size)).collect()
    }

    /// The free pages of a size in KiB: of huge pages those of their pool, of the smallest all free
    /// memory.
    fn free_pages_of(&self, cell: Option<u32>, size: u32) -> Result<u64> {
        let dir = topology::pages_dir(&self.context.host, cell).ok_or(Errno::NOENT);
        if size == topology::small_page() {
            let uses = self.memory_use_of(cell)?;
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

    fn guest_kinds(&self) -> Vec<GuestKind> {
        let os =
            if self.visibility == Visibility::Only(Origin::LibvirtQemu) { "hvm" } else { "exe" };
        let first = self.visibility.domain_types().first().copied().unwrap_or_default();
        vec![GuestKind {
            os: os.to_owned(),
            arch: uname::arch(),
            word_size: usize::BITS,
            emulator: None,
            domain: first.to_owned(),
            features: Vec::new(),
        }]
    }
}
