//! What the value of an attribute may be, and how it is written.

use crate::model::number::{signed, unsigned};

/// What a value may be.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Any text.
    Text,
    /// A number of a base, from the least to the most.
    Number(u32, u64, u64),
    /// A number of 64 bits that may be negative.
    Signed,
    /// A number of 31 bits.
    NotNegative,
    /// A number of 32 bits of any base; a negative one is 0.
    NegativeIsZero,
    /// Written in hexadecimal: read in which base, the most, how many digits.
    Hexadecimal(u32, u64, usize),
    /// Written in octal, four digits.
    Octal,
    /// Not kept.
    Dropped,
    /// One of some words.
    OneOf(&'static [&'static str]),
}

impl Kind {
    /// The value as libvirt writes it; nothing for one that it refuses.
    pub fn read(self, value: &str) -> Option<String> {
        match self {
            Self::Text => Some(value.to_owned()),
            Self::Number(base, least, most) => unsigned(value, base)
                .filter(|number| (least..=most).contains(number))
                .map(|number| number.to_string()),
            Self::Signed => signed(value, 10).map(|number| number.to_string()),
            Self::NotNegative => signed(value, 10)
                .filter(|number| (0..=i64::from(i32::MAX)).contains(number))
                .map(|number| number.to_string()),
            Self::NegativeIsZero => {
                let number = i32::try_from(signed(value, 0)?).ok()?;
                Some(number.max(0).to_string())
            }
            Self::Hexadecimal(base, most, digits) => unsigned(value, base)
                .filter(|number| *number <= most)
                .map(|number| format!("0x{number:0digits$x}")),
            Self::Octal => unsigned(value, 8)
                .filter(|number| *number <= u64::from(u32::MAX))
                .map(|number| format!("{number:04o}")),
            Self::Dropped => None,
            Self::OneOf(words) => words.contains(&value).then(|| value.to_owned()),
        }
    }

    /// What it may be, in words.
    pub fn expected(self) -> String {
        match self {
            Self::Text | Self::Dropped => "a value".to_owned(),
            Self::Number(_, least, most) => format!("a number from {least} to {most}"),
            Self::Signed | Self::NegativeIsZero => "a whole number".to_owned(),
            Self::NotNegative => "a number that is not negative".to_owned(),
            Self::Hexadecimal(..) => "a number such as 0x1f".to_owned(),
            Self::Octal => "an octal number such as 0644".to_owned(),
            Self::OneOf(words) => format!("one of {}", words.join(", ")),
        }
    }
}
