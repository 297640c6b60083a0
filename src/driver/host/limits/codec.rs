//! How control files write their values. Pure: nothing here touches a file.

use super::control_value::{Bandwidth, ControlValue, DeviceNumber};
use super::number_set::NumberSet;
use crate::model::cpuset::CpuSet;
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
    /// A set of numbers, such as `0-3,8`; the file may be empty.
    Numbers,
    /// A line for each device, `MAJOR:MINOR NUMBER`, or `MAJOR:MINOR ITEM=NUMBER ITEM=NUMBER…`.
    Device {
        /// The name of the number, where a line has several.
        item: Option<&'static str>,
        /// What is written for "none". A line may be missing too.
        none: &'static str,
    },
}

/// What the line begins with that is about all devices without one of their own.
const DEFAULT: &str = "default ";

/// How "no limit" is written in cpu.max.
const NO_QUOTA: &str = "max";

impl Codec {
    /// What a file holds; none for what it cannot hold.
    pub fn parse(self, content: &[u8]) -> Option<ControlValue> {
        match self {
            Self::Bandwidth => bandwidth(first_line(content)?).map(ControlValue::Bandwidth),
            Self::Device { .. } => self.of_device(first_line(content)?),
            Self::Numbers => numbers(content),
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
            Self::Bandwidth | Self::Device { .. } | Self::Numbers => None,
        }
    }

    /// The values of a file with a line for each device; none for a line that cannot be. Devices
    /// without a value are left out, as is what begins with no device.
    pub fn lines(self, content: &[u8]) -> Option<Vec<(DeviceNumber, ControlValue)>> {
        let content = std::str::from_utf8(content).ok()?;
        let mut values = Vec::new();
        for line in content.lines() {
            let Some((device, rest)) = line.trim().split_once(' ') else { continue };
            let Some(device) = DeviceNumber::parse(device) else { continue };
            match self.of_device(rest)? {
                ControlValue::UNLIMITED => {}
                value => values.push((device, value)),
            }
        }
        Some(values)
    }

    /// The value behind the device of a line.
    fn of_device(self, rest: &str) -> Option<ControlValue> {
        let Self::Device { item, none } = self else { return None };
        let value = match item {
            Some(item) => {
                let mut items = rest.split_ascii_whitespace();
                let found = items.find_map(|it| it.strip_prefix(item)?.strip_prefix('='));
                let Some(value) = found else { return Some(ControlValue::UNLIMITED) };
                value
            }
            None => rest.trim(),
        };
        match value {
            value if value == none => Some(ControlValue::UNLIMITED),
            value => value.parse().ok().map(ControlValue::Number),
        }
    }

    fn number_of_line(self, line: &str) -> Option<u64> {
        match self {
            Self::Bytes { unlimited } | Self::Number { unlimited: Some(unlimited) }
                if line == unlimited =>
            {
                Some(u64::MAX)
            }
            // io.weight has lines of devices behind it.
            _ => line.strip_prefix(DEFAULT).unwrap_or(line).parse().ok(),
        }
    }

    /// How a value is written.
    pub fn text(self, value: ControlValue) -> Text {
        if let (Self::Device { item: Some(item), none }, ControlValue::Number(number)) =
            (self, value)
        {
            return match number {
                u64::MAX => format_compact!("{item}={none}"),
                number => format_compact!("{item}={number}"),
            };
        }
        match (value, self.unlimited()) {
            (ControlValue::Bandwidth(Bandwidth { quota: Some(quota), period }), _) => {
                format_compact!("{quota} {period}")
            }
            (ControlValue::Bandwidth(Bandwidth { quota: None, period }), _) => {
                format_compact!("{NO_QUOTA} {period}")
            }
            (ControlValue::Numbers(set), _) => set.numbers().to_compact_string(),
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
            Self::Device { none, .. } => Some(none),
            Self::Numbers => None,
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
            Self::Numbers => "a list of numbers".to_owned(),
            Self::Device { item: Some(item), .. } => {
                format!("lines of 'MAJOR:MINOR {item}=NUMBER'")
            }
            Self::Device { item: None, .. } => "lines of 'MAJOR:MINOR NUMBER'".to_owned(),
        }
    }
}

fn numbers(content: &[u8]) -> Option<ControlValue> {
    let text = std::str::from_utf8(content).ok()?.trim();
    let set = if text.is_empty() { CpuSet::default() } else { CpuSet::parse(text).ok()? };
    Some(ControlValue::Numbers(NumberSet::of(set)))
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
    const READ_BYTES: Codec = Codec::Device { item: Some("rbps"), none: "max" };
    const DEVICE_WEIGHT: Codec = Codec::Device { item: None, none: "default" };
    const LATENCY: Codec = Codec::Device { item: Some("target"), none: "max" };

    #[test]
    fn lines_of_devices() {
        let lines = |codec: Codec, content: &str| {
            let text = |(device, value)| format!("{device} {}", codec.text(value));
            codec.lines(content.as_bytes()).map(|all| all.into_iter().map(text).collect::<Vec<_>>())
        };
        let of = |texts: &[&str]| Some(texts.iter().map(|text| (*text).to_owned()).collect());
        let content = "8:0 rbps=1048576 wbps=max riops=max wiops=max\n8:16 rbps=max wbps=5 riops=max wiops=6\n";
        assert_eq!(lines(READ_BYTES, content), of(&["8:0 rbps=1048576"]));
        assert_eq!(lines(DEVICE_WEIGHT, "default 100\n8:16 200\n"), of(&["8:16 200"]));
        assert_eq!(lines(DEVICE_WEIGHT, "8:0 50\n8:16 default\n"), of(&["8:0 50"]));
        assert_eq!(lines(READ_BYTES, ""), of(&[]));
        assert_eq!(lines(LATENCY, "8:16 target=5000\n"), of(&["8:16 target=5000"]));
        assert_eq!(lines(READ_BYTES, "8:0 rbps=-1\n"), None);
        assert_eq!(lines(DEVICE_WEIGHT, "8:0 much\n"), None);
    }

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
            (READ_BYTES, "rbps=1 wbps=max\n", Some("rbps=1")),
            (READ_BYTES, "rbps=max wbps=2\n", Some("rbps=max")),
            (READ_BYTES, "wbps=2\n", Some("rbps=max")),
            (READ_BYTES, "rbps=x\n", None),
            (DEVICE_WEIGHT, "200\n", Some("200")),
            (DEVICE_WEIGHT, "default\n", Some("default")),
            (LATENCY, "target=75000\n", Some("target=75000")),
            (LATENCY, "\n", Some("target=max")),
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
