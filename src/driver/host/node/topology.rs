//! Where the host's CPUs and memory are: NUMA cells, sockets, dies, cores.
//!
//! Source: the kernel's admin-guide/cputopology.rst and ABI/stable/sysfs-devices-node.

use super::meminfo::{self, MEMINFO};
use crate::driver::host::cgroup::file::{list, text};
use crate::driver::host::cgroup::hierarchy::Host;
use crate::model::Result;
use crate::model::capabilities::{Cell, Cpu, CpuShape};
use crate::model::node::NodeInfo;
use crate::sorting::{set_of, sort_by_key};
use crate::sys::{Dir, RelPath, process};

const CPUS: &str = "/sys/devices/system/cpu";
const CELLS: &str = "/sys/devices/system/node";
/// The pages of the whole host.
const ALL_PAGES: &str = "/sys/kernel/mm";

/// The CPUs of a list in the directory of all CPUs: online, offline, present.
pub fn cpus(host: &Host, file: &str) -> Vec<u32> {
    listed(host.dir(CPUS).ok().as_ref(), file)
}

/// The numbers of the NUMA cells; none where the kernel has no NUMA.
pub fn cell_ids(host: &Host) -> Vec<u32> {
    listed(host.dir(CELLS).ok().as_ref(), "online")
}

/// The directory of a NUMA cell.
pub fn cell_dir(host: &Host, cell: u32) -> Option<Dir> {
    host.dir(&format!("{CELLS}/node{cell}")).ok()
}

/// The directory with the pools of huge pages, of a cell or of the host.
pub fn pages_dir(host: &Host, cell: Option<u32>) -> Option<Dir> {
    cell.map_or_else(|| host.dir(ALL_PAGES).ok(), |cell| cell_dir(host, cell))
}

/// The size of the smallest pages, in KiB.
pub fn small_page() -> u32 {
    u32::try_from(process::page_size() / 1024).unwrap_or(4)
}

/// The NUMA cells; all memory and CPUs as one where the kernel has no NUMA.
///
/// Errors: VIR_ERR_SYSTEM_ERROR for a file of memory that cannot be read, VIR_ERR_INTERNAL_ERROR
/// for one that does not tell it.
pub fn cells(host: &Host) -> Result<Vec<Cell>> {
    let ids = cell_ids(host);
    if ids.is_empty() {
        let memory = meminfo::host_memory(host)?.0;
        return Ok(vec![cell(host, None, memory, &cpus(host, "online"))]);
    }
    let there = ids.iter().filter_map(|id| Some((*id, cell_dir(host, *id)?)));
    let cells = there.map(|(id, dir)| {
        let memory = meminfo::value(&text(&dir, MEMINFO)?, "MemTotal")?.0;
        let mut cell = cell(host, Some(id), memory, &listed(Some(&dir), "cpulist"));
        cell.distances = distances(&dir, &ids);
        Ok(cell)
    });
    cells.collect()
}

fn cell(host: &Host, id: Option<u32>, memory: u64, cpus: &[u32]) -> Cell {
    Cell {
        id: id.unwrap_or(0),
        memory,
        pages: pages(pages_dir(host, id), memory),
        distances: Vec::new(),
        cpus: cpus.iter().map(|id| cpu(host, *id)).collect(),
    }
}

/// A CPU that does not tell where it is counts as a core of the first socket.
fn cpu(host: &Host, id: u32) -> Cpu {
    let dir = host.dir(&format!("{CPUS}/cpu{id}/topology")).ok();
    let read = |file: &str| Some(text(dir.as_ref()?, file).ok()?.trim().to_owned());
    let number = |file: &str| read(file)?.parse::<u32>().ok();
    Cpu {
        id,
        socket: number("physical_package_id").unwrap_or(0),
        die: number("die_id").unwrap_or(0),
        core: number("core_id").unwrap_or(id),
        siblings: read("thread_siblings_list").unwrap_or_else(|| id.to_string()),
    }
}

/// The sizes of pages in KiB, and how many there are: small ones are what is no huge page.
fn pages(dir: Option<Dir>, memory: u64) -> Vec<(u32, u64)> {
    let pools = dir.and_then(|dir| dir.sub(&RelPath::new("hugepages")?).ok());
    let mut large: Vec<(u32, u64)> = pools.as_ref().map(pool_sizes).unwrap_or_default();
    sort_by_key(&mut large, |(size, _)| *size);
    let used = large.iter().fold(0_u64, |used, (size, count)| {
        used.saturating_add(u64::from(*size).saturating_mul(*count))
    });
    let small = small_page();
    let count = memory.saturating_sub(used) / u64::from(small.max(1));
    std::iter::once((small, count)).chain(large).collect()
}

fn pool_sizes(pools: &Dir) -> Vec<(u32, u64)> {
    let pool = |name: &str| {
        let size = name.strip_prefix("hugepages-")?.strip_suffix("kB")?.parse().ok()?;
        let pool = pools.sub(&RelPath::new(name)?).ok()?;
        Some((size, text(&pool, "nr_hugepages").ok()?.trim().parse().ok()?))
    };
    let entries = pools.entries().unwrap_or_default();
    entries.iter().filter_map(|entry| pool(&entry.name)).collect()
}

/// The kernel lists them in the order of the cells.
fn distances(dir: &Dir, ids: &[u32]) -> Vec<(u32, u32)> {
    let text = text(dir, "distance").unwrap_or_default();
    let numbers = text.split_whitespace().map(|word| word.parse().unwrap_or(0));
    ids.iter().copied().zip(numbers).collect()
}

fn listed(dir: Option<&Dir>, file: &str) -> Vec<u32> {
    dir.and_then(|dir| text(dir, file).ok()).map(|text| list(&text)).unwrap_or_default()
}

/// How many CPUs there are at each level, where each cell, socket, die and core has as many as
/// the others; `all` counts those that are offline too.
pub fn shape(cells: &[Cell], all: usize) -> Option<CpuShape> {
    let each = || cells.iter().flat_map(|cell| cell.cpus.iter().map(move |cpu| (cell.id, cpu)));
    let distinct = |total: usize, above: usize| {
        (above > 0 && total.is_multiple_of(above)).then(|| u32::try_from(total / above).ok())?
    };
    let sockets = set_of(each().map(|(cell, cpu)| (cell, cpu.socket))).len();
    let dies = set_of(each().map(|(cell, cpu)| (cell, cpu.socket, cpu.die))).len();
    let cores = set_of(each().map(|(cell, cpu)| (cell, cpu.socket, cpu.die, cpu.core))).len();
    Some(CpuShape {
        sockets: distinct(sockets, cells.len())?,
        dies: distinct(dies, sockets)?,
        cores: distinct(cores, dies)?,
        threads: distinct(all, cores)?,
    })
}

/// Sets the counts of a host's information by its cells. Their product is the number of all CPUs,
/// online or not; where the levels do not make up that number, all are cores of one socket in one
/// cell, as libvirt documents for virNodeInfo.
pub fn count(info: &mut NodeInfo, cells: &[Cell], all: usize) {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let unusual = (1, CpuShape { sockets: 1, dies: 1, cores: number(all), threads: 1 });
    let (nodes, shape) = shape(cells, all).map_or(unusual, |shape| (number(cells.len()), shape));
    info.nodes = nodes;
    info.sockets = shape.sockets;
    info.cores = shape.dies.saturating_mul(shape.cores);
    info.threads = shape.threads;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells of so many sockets, dies, cores and threads.
    fn made(cells: u32, [sockets, dies, cores, threads]: [u32; 4]) -> Vec<Cell> {
        let cell = |id: u32| {
            let range = 0..sockets * dies * cores * threads;
            let cpu = |n: u32| Cpu {
                id: n,
                socket: id * sockets + n / (dies * cores * threads),
                die: n / (cores * threads) % dies,
                core: n / threads % cores,
                siblings: String::new(),
            };
            let cpus = range.map(cpu).collect();
            Cell { id, memory: 0, pages: Vec::new(), distances: Vec::new(), cpus }
        };
        (0..cells).map(cell).collect()
    }

    fn counted(cells: &[Cell], all: usize) -> [u32; 4] {
        let mut info = NodeInfo {
            model: String::new(),
            memory: crate::model::units::Kib(0),
            cpus: 0,
            mhz: 0,
            nodes: 0,
            sockets: 0,
            cores: 0,
            threads: 0,
        };
        count(&mut info, cells, all);
        [info.nodes, info.sockets, info.cores, info.threads]
    }

    #[test]
    fn levels_are_counted() {
        assert_eq!(counted(&made(1, [1, 1, 2, 1]), 2), [1, 1, 2, 1]);
        assert_eq!(counted(&made(2, [1, 2, 4, 2]), 32), [2, 1, 8, 2]);
        let dies = CpuShape { sockets: 1, dies: 2, cores: 4, threads: 2 };
        assert_eq!(shape(&made(2, [1, 2, 4, 2]), 32), Some(dies));
    }

    #[test]
    fn what_is_uneven_is_one_socket() {
        let mut cells = made(2, [1, 1, 2, 2]);
        cells[1].cpus.truncate(2);
        assert_eq!(counted(&cells, 6), [1, 1, 6, 1]);
        // One thread of four is offline: the core still has two.
        assert_eq!(counted(&made(1, [1, 1, 2, 2])[..1], 4), [1, 1, 2, 2]);
        assert_eq!(counted(&[], 0), [1, 1, 0, 1]);
    }
}
