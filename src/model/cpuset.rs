//! Sets of processors or nodes, as domain XML writes them: `0-3,^2,7`.

use super::{Error, Result, virErrorDomain, virErrorNumber};
use std::collections::BTreeSet;
use std::fmt;

/// Numbers of processors or of NUMA nodes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CpuSet(BTreeSet<u16>);

/// No number is this large.
const END: u16 = 16384;

impl CpuSet {
    /// Reads a list of numbers and ranges; `^N` takes a number out again.
    /// Blanks may stand around each.
    ///
    /// Errors: VIR_ERR_INVALID_ARG.
    pub fn parse(text: &str) -> Result<Self> {
        let mut set = Self::default();
        set.read(text).map(|()| set).ok_or_else(|| {
            Error::new(
                virErrorDomain::VIR_FROM_NONE,
                virErrorNumber::VIR_ERR_INVALID_ARG,
                format!("'{text}' is no list of numbers below {END}, expected one such as 0-3,^2"),
            )
        })
    }

    fn read(&mut self, text: &str) -> Option<()> {
        let mut rest = text.trim_ascii_start();
        loop {
            let excluded = rest.strip_prefix('^');
            let (first, after) = number(excluded.unwrap_or(rest))?;
            rest = after;
            if excluded.is_some() {
                self.0.remove(&first);
            } else if let Some(range) = rest.strip_prefix('-') {
                let (last, after) = number(range.trim_ascii_start())?;
                (first <= last).then(|| self.0.extend(first..=last))?;
                rest = after;
            } else {
                self.0.insert(first);
            }
            // A comma may end the list too.
            match rest.strip_prefix(',').map(str::trim_ascii_start) {
                Some(next) if !next.is_empty() => rest = next,
                _ => return matches!(rest.trim_ascii_start(), "" | ",").then_some(()),
            }
        }
    }

    /// The set of a bit map as the C API passes it: the lowest bit of the first
    /// byte is processor 0.
    pub fn from_bytes(map: &[u8]) -> Self {
        let bits = (0..END).zip(map.iter().flat_map(|byte| (0..8).map(move |bit| byte >> bit & 1)));
        Self(bits.filter(|(_, bit)| *bit == 1).map(|(number, _)| number).collect())
    }

    /// The bit map of so many bytes; what does not fit is left out.
    pub fn to_bytes(&self, length: usize) -> Vec<u8> {
        let mut map = vec![0; length];
        for number in self.iter() {
            if let Some(byte) = map.get_mut(usize::from(number / 8)) {
                *byte |= 1 << (number % 8);
            }
        }
        map
    }

    /// The bit map in as few bytes as hold it, at least one.
    pub fn to_fewest_bytes(&self) -> Vec<u8> {
        self.to_bytes(self.last().map_or(1, |last| usize::from(last / 8) + 1))
    }

    /// The numbers below `count`.
    pub fn below(count: u16) -> Self {
        Self((0..count).collect())
    }

    /// Whether a number is in it.
    pub fn contains(&self, number: u16) -> bool {
        self.0.contains(&number)
    }

    /// Adds a number.
    pub fn insert(&mut self, number: u16) {
        self.0.insert(number);
    }

    /// The numbers, in order.
    pub fn iter(&self) -> impl Iterator<Item = u16> + '_ {
        self.0.iter().copied()
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The largest number.
    pub fn last(&self) -> Option<u16> {
        self.0.last().copied()
    }
}

impl FromIterator<u16> for CpuSet {
    fn from_iter<I: IntoIterator<Item = u16>>(numbers: I) -> Self {
        Self(numbers.into_iter().collect())
    }
}

/// Ranges of two and more are written with a hyphen.
impl fmt::Display for CpuSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut numbers = self.iter().peekable();
        let mut comma = "";
        while let Some(first) = numbers.next() {
            let mut last = first;
            while let Some(next) = numbers.next_if_eq(&last.saturating_add(1)) {
                last = next;
            }
            write!(f, "{comma}{first}")?;
            if last > first {
                write!(f, "-{last}")?;
            }
            comma = ",";
        }
        Ok(())
    }
}

/// A number, and what follows it and blanks.
fn number(text: &str) -> Option<(u16, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let number = digits.parse().ok().filter(|number| *number < END)?;
    Some((number, rest.trim_ascii_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        for (text, written) in [
            ("0", "0"),
            ("0-3,^2,7", "0-1,3,7"),
            (" 0 , 2 - 3 ", "0,2-3"),
            ("0,2,", "0,2"),
            ("^0,0", "0"),
            ("0,^0", ""),
            ("3,1,2", "1-3"),
            ("16383", "16383"),
        ] {
            assert_eq!(CpuSet::parse(text).unwrap().to_string(), written, "{text}");
        }
    }

    #[test]
    fn what_is_no_set() {
        for text in [
            "",
            " ",
            "0-",
            "3-1",
            "0,,2",
            "0-3,^1-2",
            "0x1",
            "16384",
            "99999999999",
            "-1",
            "+1",
            ",",
        ] {
            let code = CpuSet::parse(text).unwrap_err().code();
            assert_eq!(code, virErrorNumber::VIR_ERR_INVALID_ARG, "{text}");
        }
    }

    #[test]
    fn bit_maps() {
        let set = CpuSet::parse("0,9,12").unwrap();
        assert_eq!(set.to_bytes(2), [1, 0x12]);
        assert_eq!(set.to_bytes(1), [1]);
        assert_eq!(CpuSet::from_bytes(&[1, 0x12, 0]), set);
        assert_eq!(set.to_fewest_bytes(), [1, 0x12]);
        assert_eq!(CpuSet::default().to_fewest_bytes(), [0]);
        assert_eq!(CpuSet::below(3).to_string(), "0-2");
    }
}
