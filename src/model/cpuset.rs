//! Sets of CPUs or NUMA nodes, in domain XML's notation: `0-3,^2,7`.

use super::{Error, Result, virErrorDomain, virErrorNumber};
use std::fmt;
use std::sync::Arc;

/// A set of CPU or NUMA node numbers: one bit each; the last word is never zero.
/// Clones share the bits, because a domain may hold one for each of thousands of
/// threads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CpuSet(Arc<Vec<u64>>);

/// Exclusive upper bound of the numbers accepted from documents and bitmaps.
pub(crate) const END: u16 = 16384;

const WORD: u16 = 64;

impl CpuSet {
    /// Parses a list of numbers and ranges; `^N` removes a number. Blanks around
    /// numbers are allowed.
    ///
    /// Errors: VIR_ERR_INVALID_ARG.
    pub fn parse(text: &str) -> Result<Self> {
        read(text).map(Self::from_words).ok_or_else(|| {
            Error::new(
                virErrorDomain::VIR_FROM_NONE,
                virErrorNumber::VIR_ERR_INVALID_ARG,
                format!(
                    "'{text}' is not a list of numbers below {END}, expected one such as 0-3,^2"
                ),
            )
        })
    }

    fn from_words(mut words: Vec<u64>) -> Self {
        let used = words.iter().rposition(|word| *word != 0).map_or(0, |last| last + 1);
        words.truncate(used);
        Self(Arc::new(words))
    }

    /// The set of a bitmap as the C API passes it: the lowest bit of the first byte
    /// is CPU 0.
    pub fn from_bytes(map: &[u8]) -> Self {
        let map = map.get(..usize::from(END / 8)).unwrap_or(map);
        let word = |bytes: &[u8]| bytes.iter().rfold(0, |word, byte| word << 8 | u64::from(*byte));
        Self::from_words(map.chunks(usize::from(WORD / 8)).map(word).collect())
    }

    /// The bitmap in `length` bytes; numbers that do not fit are dropped.
    pub fn to_bytes(&self, length: usize) -> Vec<u8> {
        let mut map: Vec<u8> =
            self.0.iter().flat_map(|word| word.to_le_bytes()).take(length).collect();
        map.resize(length, 0);
        map
    }

    /// The bitmap in as few bytes as possible, at least one.
    pub fn to_fewest_bytes(&self) -> Vec<u8> {
        self.to_bytes(self.last().map_or(1, |last| usize::from(last / 8) + 1))
    }

    /// The numbers below `count`.
    pub fn below(count: u16) -> Self {
        let mut words = Vec::new();
        if let Some(last) = count.checked_sub(1) {
            add(&mut words, 0, last);
        }
        Self::from_words(words)
    }

    /// Whether the set contains a number.
    pub fn contains(&self, number: u16) -> bool {
        self.0.get(place(number)).is_some_and(|word| word & bit(number) != 0)
    }

    /// Adds a number to the set.
    pub fn insert(&mut self, number: u16) {
        add(Arc::make_mut(&mut self.0), number, number);
    }

    /// The numbers in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = u16> + '_ {
        let starts = (0..=u16::MAX).step_by(usize::from(WORD));
        starts.zip(self.0.iter()).flat_map(|(start, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let next = u16::try_from(rest.trailing_zeros()).ok().filter(|next| *next < WORD)?;
                rest &= rest - 1;
                Some(start | next)
            })
        })
    }

    /// The first number at or after `from` that is in the set; with `flip` all ones,
    /// the first that is not.
    fn find(&self, from: usize, flip: u64) -> Option<usize> {
        let bits = usize::from(WORD);
        let mut mask = u64::MAX << (from % bits);
        for (index, word) in self.0.iter().enumerate().skip(from / bits) {
            let found = (word ^ flip) & mask;
            if found != 0 {
                return usize::try_from(found.trailing_zeros()).ok().map(|bit| index * bits + bit);
            }
            mask = u64::MAX;
        }
        None
    }

    /// The count of numbers in the set.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether the set is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The highest number.
    pub fn last(&self) -> Option<u16> {
        let (word, before) = self.0.split_last()?;
        let bits =
            before.len() * usize::from(WORD) + usize::try_from(word.checked_ilog2()?).ok()?;
        u16::try_from(bits).ok()
    }
}

impl FromIterator<u16> for CpuSet {
    fn from_iter<I: IntoIterator<Item = u16>>(numbers: I) -> Self {
        let mut words = Vec::new();
        numbers.into_iter().for_each(|number| add(&mut words, number, number));
        Self::from_words(words)
    }
}

/// The index of the word that holds a number's bit.
fn place(number: u16) -> usize {
    usize::from(number / WORD)
}

fn bit(number: u16) -> u64 {
    1 << (number % WORD)
}

/// Sets the bits of an inclusive range, one word at a time.
fn add(words: &mut Vec<u64>, first: u16, last: u16) {
    if words.len() <= place(last) {
        words.resize(place(last) + 1, 0);
    }
    let from = u64::MAX << (first % WORD);
    let up_to = u64::MAX >> (WORD - 1 - last % WORD);
    for (index, word) in words.iter_mut().enumerate().take(place(last) + 1).skip(place(first)) {
        let low = if index == place(first) { from } else { u64::MAX };
        let high = if index == place(last) { up_to } else { u64::MAX };
        *word |= low & high;
    }
}

fn read(text: &str) -> Option<Vec<u64>> {
    let mut words = Vec::new();
    let mut rest = text.trim_ascii_start();
    loop {
        let excluded = rest.strip_prefix('^');
        let (first, after) = number(excluded.unwrap_or(rest))?;
        rest = after;
        if excluded.is_some() {
            words.get_mut(place(first)).into_iter().for_each(|word| *word &= !bit(first));
        } else if let Some(range) = rest.strip_prefix('-') {
            let (last, after) = number(range.trim_ascii_start())?;
            (first <= last).then(|| add(&mut words, first, last))?;
            rest = after;
        } else {
            add(&mut words, first, first);
        }
        // A trailing comma is allowed.
        match rest.strip_prefix(',').map(str::trim_ascii_start) {
            Some(next) if !next.is_empty() => rest = next,
            _ => return matches!(rest.trim_ascii_start(), "" | ",").then_some(words),
        }
    }
}

/// Ranges of two or more numbers are written with a hyphen.
impl fmt::Display for CpuSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut end = 0;
        let mut comma = "";
        while let Some(first) = self.find(end, 0) {
            end = self.find(first, u64::MAX).unwrap_or(self.0.len() * usize::from(WORD));
            write!(f, "{comma}{first}")?;
            if end > first + 1 {
                write!(f, "-{}", end - 1)?;
            }
            comma = ",";
        }
        Ok(())
    }
}

/// Parses a number; returns it and the rest after trailing blanks.
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
    fn invalid_sets() {
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
    fn sets_over_words() {
        let sets = ["0-63", "63-64", "1-200,^64", "62-66", "64,128", "0-16383,^8000"];
        for (text, count) in sets.into_iter().zip([64, 2, 199, 5, 2, 16383]) {
            let set = CpuSet::parse(text).unwrap();
            assert_eq!(set.len(), count, "{text}");
            assert_eq!(set, set.iter().collect(), "{text}");
            assert_eq!(set, CpuSet::from_bytes(&set.to_fewest_bytes()), "{text}");
            assert_eq!(set, CpuSet::parse(&set.to_string()).unwrap(), "{text}");
            assert_eq!(set.last(), set.iter().last(), "{text}");
            assert!(set.iter().all(|number| set.contains(number)), "{text}");
        }
        assert_eq!(CpuSet::parse("0-200,^200").unwrap(), CpuSet::below(200));
        assert_eq!(CpuSet::parse("200,^200").unwrap(), CpuSet::default());
        assert_eq!(CpuSet::below(u16::MAX).len(), usize::from(u16::MAX));
    }

    /// Changing a set leaves its clones unchanged.
    #[test]
    fn clones() {
        let set = CpuSet::below(2);
        let mut clone = set.clone();
        clone.insert(100);
        assert_eq!((set.to_string().as_str(), clone.to_string().as_str()), ("0-1", "0-1,100"));
    }

    /// Would take seconds if each number were set one by one.
    #[test]
    fn many_ranges() {
        let text = vec!["0-16383,^16383"; 10_000].join(",");
        assert_eq!(CpuSet::parse(&text).unwrap(), CpuSet::below(END - 1));
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
