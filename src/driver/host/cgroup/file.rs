//! Files of the kernel with a name and a number in each line.

use crate::driver::host::error::{Failed, refused};
use crate::model::{Result, virErrorNumber};
use crate::sys::Dir;

/// No such file is longer.
const MOST: usize = 1 << 20;

/// The text of a file.
pub fn text(dir: &Dir, file: &str) -> Result<String> {
    let content = dir.read_all(file, MOST).during(format_args!("read {file}"))?;
    Ok(String::from_utf8_lossy(&content).into_owned())
}

/// The number behind a name, whether a colon follows it or not; lines may begin
/// with other words, as those of a NUMA cell's meminfo do.
pub fn find(text: &str, name: &str) -> Option<u64> {
    text.lines().find_map(|line| {
        let mut words = line.split_whitespace();
        words.find(|word| word.trim_end_matches(':') == name)?;
        words.next()?.parse().ok()
    })
}

/// As [`find`]; VIR_ERR_INTERNAL_ERROR where there is none.
pub fn expect(text: &str, file: &str, name: &str) -> Result<u64> {
    find(text, name).ok_or_else(|| {
        let detail = format!("{file} does not hold {name}, expected its number");
        refused(virErrorNumber::VIR_ERR_INTERNAL_ERROR, detail)
    })
}

/// The numbers of a list such as `0-3,5`.
pub fn list(text: &str) -> Vec<u32> {
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (first.parse::<u32>().ok()?, last.parse::<u32>().ok()?);
        Some(first..=last.min(first.saturating_add(1 << 16)))
    };
    text.trim().split(',').filter_map(range).flatten().collect()
}
