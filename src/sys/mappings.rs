//! Memory mappings of a process: /proc/PID/smaps (kernel documentation,
//! filesystems/proc.rst).

use super::process::{gone, open};
use super::{Dir, SysResult};

/// Enough for a process with hundreds of thousands of mappings.
const SMAPS_MAX: usize = 512 << 20;

/// A mapping of a process.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Its length in KiB.
    pub size: u64,
    /// Its size in memory and in swap, in KiB.
    pub used: u64,
    /// Whether it can be written and executed.
    pub is_code: bool,
    /// The file behind it, by device and inode, if there is one.
    pub file: Option<String>,
}

/// A process's mappings; ESRCH when it has exited.
pub fn of(proc: &Dir, pid: i32) -> SysResult<Vec<Mapping>> {
    let content = open(proc, pid)?.read_all("smaps", SMAPS_MAX).map_err(gone)?;
    Ok(parse(&String::from_utf8_lossy(&content)))
}

/// The mappings in a smaps file.
pub fn parse(text: &str) -> Vec<Mapping> {
    let mut mappings: Vec<Mapping> = Vec::new();
    for line in text.lines() {
        let mut words = line.split_ascii_whitespace();
        let (Some(first), Some(second)) = (words.next(), words.next()) else {
            continue;
        };
        match (first.strip_suffix(':'), mappings.last_mut()) {
            (None, _) => mappings.push(begin(second, words)),
            (Some(name), Some(mapping)) => add(mapping, name, second),
            (Some(_), None) => {}
        }
    }
    mappings
}

/// The line that a mapping begins with: addresses, rights, offset, device, inode.
fn begin<'w>(rights: &str, mut words: impl Iterator<Item = &'w str>) -> Mapping {
    let (device, inode) = (words.nth(1).unwrap_or_default(), words.next().unwrap_or_default());
    Mapping {
        is_code: rights.contains('w') && rights.contains('x'),
        file: (inode != "0").then(|| format!("{device} {inode}")),
        ..Mapping::default()
    }
}

fn add(mapping: &mut Mapping, name: &str, number: &str) {
    let kib = number.parse::<u64>().unwrap_or(0);
    match name {
        "Size" => mapping.size = kib,
        "Rss" | "Swap" => mapping.used = mapping.used.saturating_add(kib),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_mappings() {
        let text = "\
7f4f27e00000-7f4f37e00000 rw-p 00000000 00:00 0 
Size:             262144 kB
KernelPageSize:        4 kB
Rss:              124928 kB
Swap:                  8 kB
SwapPss:               8 kB
VmFlags: rd wr mr mw me dc ac sd hg mg 
7f4f38000000-7f4f77fff000 rwxs 00000000 00:01 77 /memfd:a b: (deleted)
Size:            1048572 kB
Rss:               45056 kB
";
        let mappings = parse(text);
        let memory = Mapping { size: 262_144, used: 124_936, ..Mapping::default() };
        let code = Mapping {
            size: 1_048_572,
            used: 45_056,
            is_code: true,
            file: Some("00:01 77".to_owned()),
        };
        assert_eq!(mappings, [memory, code]);
        assert!(parse("Size: 5 kB\nx\n\n").is_empty());
    }

    #[test]
    fn this_process() {
        let proc = Dir::open(std::path::Path::new("/proc")).unwrap();
        let mappings = of(&proc, i32::try_from(std::process::id()).unwrap()).unwrap();
        assert!(mappings.iter().any(|mapping| mapping.used > 0 && mapping.file.is_some()));
    }
}
