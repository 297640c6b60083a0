//! How control files write their values. Pure: nothing here touches a file.

use super::control_value::{Bandwidth, ControlValue};
use crate::model::units::Kib;
use compact_str::{CompactString, ToCompactString, format_compact};

/// The numbers of bytes from which on the kernel means "no limit": LONG_MAX rounded down
/// to a page, for pages of up to 64 KiB (v1 reads back such a number).
const UNLIMITED_BYTES: u64 = 0x7fff_ffff_ffff_0000;

/// What is written to a control file; those of most files need no memory of their own.
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
    /// What a file holds; none for what it cannot hold.
    pub fn parse(self, content: &[u8]) -> Option<ControlValue> {
        match self {
            Self::Bandwidth => bandwidth(first_line(content)?).map(ControlValue::Bandwidth),
            _ => self.number(content).map(ControlValue::Number),
        }
    }

    /// The number that a file holds, u64::MAX for "no limit"; none for what it cannot hold, and
    /// for files that hold more than a number.
    pub fn number(self, content: &[u8]) -> Option<u64> {
        let number = digits(content).or_else(|| self.number_of_line(first_line(content)?));
        match self {
            Self::Bytes { .. } => number.map(limited),
            Self::Number { .. } => number,
            Self::Bandwidth => None,
        }
    }

    fn number_of_line(self, line: &str) -> Option<u64> {
        match self {
            Self::Bytes { unlimited } | Self::Number { unlimited: Some(unlimited) }
                if line == unlimited =>
            {
                Some(u64::MAX)
            }
            _ => line.parse().ok(),
        }
    }

    /// How a value is written.
    pub fn text(self, value: ControlValue) -> Text {
        match (value, self.unlimited()) {
            (ControlValue::Bandwidth(Bandwidth { quota: Some(quota), period }), _) => {
                format_compact!("{quota} {period}")
            }
            (ControlValue::Bandwidth(Bandwidth { quota: None, period }), _) => {
                format_compact!("{NO_QUOTA} {period}")
            }
            (ControlValue::UNLIMITED, Some(unlimited)) => unlimited.into(),
            (ControlValue::Number(number), _) => number.to_compact_string(),
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

    /// What a value reads back as once it is written.
    pub fn held(self, value: ControlValue, page: Kib) -> ControlValue {
        match (self, value) {
            (Self::Bytes { .. }, ControlValue::Number(bytes)) => {
                let page = page.to_bytes().unwrap_or(1).max(1);
                ControlValue::Number(limited(bytes - bytes % page))
            }
            _ => value,
        }
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

/// A number of bytes as the kernel means it: u64::MAX for "no limit".
fn limited(bytes: u64) -> u64 {
    if bytes >= UNLIMITED_BYTES { u64::MAX } else { bytes }
}

/// The most digits of which each number fits in 64 bits.
const DIGITS: usize = 19;

/// The number of a line of digits alone, as most files hold it; none also for one that may not
/// fit.
fn digits(content: &[u8]) -> Option<u64> {
    let mut rest = content.strip_suffix(b"\n").filter(|line| (1..=DIGITS).contains(&line.len()))?;
    let mut number = 0;
    while let Some((eight, others)) = rest.split_first_chunk() {
        number = number * 100_000_000 + eight_digits(*eight)?;
        rest = others;
    }
    for byte in rest {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u64::from(byte - b'0');
    }
    Some(number)
}

/// The number of eight digits, all at once: neighbours are joined to numbers of two digits, those
/// to numbers of four, and those to the whole.
fn eight_digits(text: [u8; 8]) -> Option<u64> {
    const ZEROS: u64 = u64::from_le_bytes([b'0'; 8]);
    const HIGH_BITS: u64 = u64::from_le_bytes([0x80; 8]);
    /// Lifts what is above '9' to the high bit.
    const ABOVE_NINE: u64 = u64::from_le_bytes([0x7f - b'9'; 8]);
    let word = u64::from_le_bytes(text);
    if (word.wrapping_add(ABOVE_NINE) | word.wrapping_sub(ZEROS)) & HIGH_BITS != 0 {
        return None;
    }
    let ones = word - ZEROS;
    let twos = (ones * 10 + (ones >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (twos * 100 + (twos >> 16)) & 0x0000_ffff_0000_ffff;
    Some((fours & 0xffff_ffff) * 10_000 + (fours >> 32))
}

fn first_line(content: &[u8]) -> Option<&str> {
    let line = content.split(|byte| *byte == b'\n').next()?.trim_ascii();
    std::str::from_utf8(line).ok()
}

/// Reads `QUOTA PERIOD`.
fn bandwidth(text: &str) -> Option<Bandwidth> {
    let (quota, period) = text.split_once(' ')?;
    let quota = match quota {
        NO_QUOTA => None,
        quota => Some(quota.parse().ok()?),
    };
    let period = period.trim().parse().ok().filter(|period| *period > 0)?;
    Some(Bandwidth { quota, period })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const V1: Codec = Codec::Bytes { unlimited: "-1" };
    const V2: Codec = Codec::Bytes { unlimited: "max" };
    const QUOTA: Codec = Codec::Number { unlimited: Some("-1") };
    const WEIGHT: Codec = Codec::Number { unlimited: None };

    #[test]
    fn what_files_hold() {
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
            (V2, "1234567/\n", None),
            (V2, "1234567:\n", None),
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
            let value = codec.parse(content.as_bytes());
            assert_eq!(value.map(|value| codec.text(value)).as_deref(), text, "{content}");
        }
    }

    proptest! {
        #[test]
        fn digits_are_their_number(number: u64, shift in 0_u32..64) {
            let number = number >> shift;
            let parsed = digits(format!("{number}\n").as_bytes());
            prop_assert!(parsed == Some(number) || number >= 10_u64.pow(19));
        }

        #[test]
        fn others_are_no_digits(text in "[0-9]{0,8}[^0-9\\n][0-9]{0,8}") {
            prop_assert_eq!(digits(format!("{text}\n").as_bytes()), None);
        }
    }

    #[test]
    fn what_reads_back() {
        let number = ControlValue::Number;
        assert_eq!(V2.held(number(9999), Kib(4)), number(8192));
        assert_eq!(V1.held(number(UNLIMITED_BYTES + 5), Kib(4)), ControlValue::UNLIMITED);
        assert_eq!(V1.held(ControlValue::UNLIMITED, Kib(4)), ControlValue::UNLIMITED);
        assert_eq!(WEIGHT.held(number(9999), Kib(4)), number(9999));
    }
}
