//! How control files write their values. Values are kept as canonical text: what is written,
//! and what is read after normalization, so that both can be compared. Pure: nothing here
//! touches a file.

use crate::model::units::{Kib, UNLIMITED};
use compact_str::{CompactString, ToCompactString};
use std::cmp::Ordering;
use std::fmt;

/// The numbers of bytes from which on the kernel means "no limit": LONG_MAX rounded down
/// to a page, for pages of up to 64 KiB (v1 reads back such a number).
const UNLIMITED_BYTES: u64 = 0x7fff_ffff_ffff_0000;

/// A canonical text; those of most files need no memory of their own.
pub type Text = CompactString;

/// How a control file writes its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    /// Bytes, which the kernel rounds down to whole pages.
    Bytes {
        /// How "no limit" is written.
        unlimited: &'static str,
    },
    /// A number.
    Number {
        /// How "no limit" is written, where the file can hold that.
        unlimited: Option<&'static str>,
    },
    /// `QUOTA PERIOD` in microseconds, as cpu.max has it; the quota may be `max`.
    Bandwidth,
}

/// How "no limit" is written in cpu.max.
const NO_QUOTA: &str = "max";

impl Codec {
    /// The canonical text of what a file holds; none for what it cannot hold.
    pub fn canonical(self, content: &[u8]) -> Option<Text> {
        let line = first_line(content)?;
        match self {
            Self::Bandwidth => {
                Bandwidth::parse(line).map(|bandwidth| bandwidth.to_compact_string())
            }
            _ => match (self.number(content)?, self.unlimited()) {
                (u64::MAX, Some(unlimited)) => Some(unlimited.into()),
                (number, _) => Some(number.to_compact_string()),
            },
        }
    }

    /// The number that a file holds, u64::MAX for "no limit"; none for what it cannot hold, and
    /// for files that hold more than a number.
    pub fn number(self, content: &[u8]) -> Option<u64> {
        if let Some(number) = digits(content) {
            return match self {
                Self::Bytes { .. } => Some(limited(number)),
                Self::Number { .. } => Some(number),
                Self::Bandwidth => None,
            };
        }
        let line = first_line(content)?;
        match self {
            Self::Bytes { unlimited } if line == unlimited => Some(u64::MAX),
            Self::Bytes { .. } => line.parse().ok().map(limited),
            Self::Number { unlimited: Some(unlimited) } if line == unlimited => Some(u64::MAX),
            Self::Number { .. } => line.parse().ok(),
            Self::Bandwidth => None,
        }
    }

    /// How "no limit" is written.
    fn unlimited(self) -> Option<&'static str> {
        match self {
            Self::Bytes { unlimited } => Some(unlimited),
            Self::Number { unlimited } => unlimited,
            Self::Bandwidth => Some(NO_QUOTA),
        }
    }

    /// What a canonical text reads back as once it is written.
    pub fn held(self, text: &str, page: Kib) -> Text {
        match self {
            Self::Bytes { unlimited } => match text.parse::<u64>() {
                Ok(bytes) => {
                    let page = page.to_bytes().unwrap_or(1).max(1);
                    bytes_text(bytes - bytes % page, unlimited)
                }
                Err(_) => text.into(),
            },
            _ => text.into(),
        }
    }

    /// The order of two canonical texts: the tighter one is the lesser.
    pub fn compare(self, one: &str, other: &str) -> Ordering {
        match self {
            Self::Bandwidth => {
                let ratio = |text| Bandwidth::parse(text).map(Bandwidth::cross);
                match (ratio(one), ratio(other)) {
                    (Some((quota, period)), Some((other_quota, other_period))) => {
                        (quota * other_period).cmp(&(other_quota * period))
                    }
                    _ => Ordering::Equal,
                }
            }
            _ => number(one).cmp(&number(other)),
        }
    }

    /// A size as it is written; for files that hold bytes.
    pub fn of_kib(self, value: Kib) -> Text {
        let unlimited = self.unlimited().unwrap_or(NO_QUOTA);
        let limited = Some(value).filter(|value| !value.is_unlimited()).and_then(Kib::to_bytes);
        limited.map_or_else(|| unlimited.into(), |bytes| bytes.to_compact_string())
    }

    /// What a reader expects in the file, for messages.
    pub fn expected(self) -> String {
        match self {
            Self::Bytes { unlimited } => format!("a number of bytes or '{unlimited}'"),
            Self::Number { unlimited: Some(unlimited) } => format!("a number or '{unlimited}'"),
            Self::Number { unlimited: None } => "a number".to_owned(),
            Self::Bandwidth => "'QUOTA PERIOD' in microseconds".to_owned(),
        }
    }
}

/// The number that a canonical text holds; u64::MAX for "no limit".
pub fn number(text: &str) -> u64 {
    text.parse().unwrap_or(u64::MAX)
}

/// The size that a canonical text of bytes holds.
pub fn kib(text: &str) -> Kib {
    text.parse().map_or(UNLIMITED, Kib::from_bytes)
}

/// The size of this many bytes, u64::MAX for "no limit".
pub fn size(bytes: u64) -> Kib {
    if bytes == u64::MAX { UNLIMITED } else { Kib::from_bytes(bytes) }
}

fn bytes_text(bytes: u64, unlimited: &str) -> Text {
    match limited(bytes) {
        u64::MAX => unlimited.into(),
        bytes => bytes.to_compact_string(),
    }
}

/// A number of bytes as the kernel means it: u64::MAX for "no limit".
fn limited(bytes: u64) -> u64 {
    if bytes >= UNLIMITED_BYTES { u64::MAX } else { bytes }
}

/// The number of a line of digits alone, as most files hold it.
fn digits(content: &[u8]) -> Option<u64> {
    let line = content.strip_suffix(b"\n")?;
    let (first, rest) = line.split_first()?;
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| u64::from(byte - b'0'));
    rest.iter()
        .try_fold(digit(first)?, |number, byte| number.checked_mul(10)?.checked_add(digit(byte)?))
}

fn first_line(content: &[u8]) -> Option<&str> {
    let line = content.split(|byte| *byte == b'\n').next()?.trim_ascii();
    std::str::from_utf8(line).ok()
}

/// What cpu.max holds, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bandwidth {
    /// The CPU time that may be used in each period; none for no limit.
    pub quota: Option<u64>,
    /// The period.
    pub period: u64,
}

impl Bandwidth {
    /// Reads `QUOTA PERIOD`. There is no period of 0: shares of CPU time could not be compared.
    pub fn parse(text: &str) -> Option<Self> {
        let (quota, period) = text.trim().split_once(' ')?;
        let quota = match quota {
            NO_QUOTA => None,
            quota => Some(quota.parse().ok()?),
        };
        let period = period.trim().parse().ok().filter(|period| *period > 0)?;
        Some(Self { quota, period })
    }

    fn cross(self) -> (u128, u128) {
        (self.quota.map_or(u128::from(u64::MAX), u128::from), u128::from(self.period))
    }
}

impl fmt::Display for Bandwidth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.quota {
            Some(quota) => write!(f, "{quota} {}", self.period),
            None => write!(f, "{NO_QUOTA} {}", self.period),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const V1: Codec = Codec::Bytes { unlimited: "-1" };
    const V2: Codec = Codec::Bytes { unlimited: "max" };
    const QUOTA: Codec = Codec::Number { unlimited: Some("-1") };
    const WEIGHT: Codec = Codec::Number { unlimited: None };

    #[test]
    fn canonical_texts() {
        for (codec, content, text) in [
            (V1, "9223372036854771712\n", Some("-1")),
            (V1, "9223372036854710272\n", Some("-1")),
            (V1, "67108864\n", Some("67108864")),
            (V1, "max\n", None),
            (V1, "-1\n", Some("-1")),
            (V2, "max\n", Some("max")),
            (V2, "0\n", Some("0")),
            (V2, "18446744073709551615\n", Some("max")),
            (V2, "18446744073709551616\n", None),
            (V2, "4096", Some("4096")),
            (V2, " 4096 \n", Some("4096")),
            (V2, "4096:\n", None),
            (V2, "\n", None),
            (V2, "4096\n4771712\n", Some("4096")),
            (V2, "", None),
            (V2, "abc\n", None),
            (V2, "-1\n", None),
            (QUOTA, "-1\n", Some("-1")),
            (QUOTA, "50000\n", Some("50000")),
            (QUOTA, "-2\n", None),
            (WEIGHT, "100\n", Some("100")),
            (WEIGHT, "-1\n", None),
            (Codec::Bandwidth, "max 100000\n", Some("max 100000")),
            (Codec::Bandwidth, "5000 10000\n", Some("5000 10000")),
            (Codec::Bandwidth, "5000\n", None),
            (Codec::Bandwidth, "x 1\n", None),
            (Codec::Bandwidth, "0 0\n", None),
            (Codec::Bandwidth, "max 0\n", None),
        ] {
            assert_eq!(codec.canonical(content.as_bytes()).as_deref(), text, "{content}");
        }
    }

    #[test]
    fn sizes() {
        assert_eq!(V1.of_kib(UNLIMITED), "-1");
        assert_eq!(V2.of_kib(UNLIMITED), "max");
        assert_eq!(V2.of_kib(Kib(4)), "4096");
        assert_eq!(V2.of_kib(Kib(u64::MAX)), "max");
        assert_eq!((kib("4096"), kib("max"), kib("-1")), (Kib(4), UNLIMITED, UNLIMITED));
        assert_eq!(V2.held("9999", Kib(4)), "8192");
        assert_eq!(V1.held(&(UNLIMITED_BYTES + 5).to_string(), Kib(4)), "-1");
        assert_eq!(
            (V1.held("-1", Kib(4)), WEIGHT.held("9999", Kib(4))),
            ("-1".into(), "9999".into())
        );
    }

    #[test]
    fn the_tighter_is_the_lesser() {
        for (codec, lesser, greater) in [
            (V2, "4096", "max"),
            (V1, "4096", "-1"),
            (V2, "9", "10"),
            (QUOTA, "1000", "-1"),
            (WEIGHT, "99", "100"),
            (Codec::Bandwidth, "5000 10000", "max 10000"),
            (Codec::Bandwidth, "5000 20000", "5000 10000"),
            (Codec::Bandwidth, "17592186044415 1000000", "max 1000"),
        ] {
            assert_eq!(codec.compare(lesser, greater), Ordering::Less, "{lesser} {greater}");
            assert_eq!(codec.compare(greater, lesser), Ordering::Greater);
            assert_eq!(codec.compare(greater, greater), Ordering::Equal);
        }
        assert_eq!(Codec::Bandwidth.compare("1000 2000", "2000 4000"), Ordering::Equal);
    }
}
