//! Types of attribute values: validation and normalized form.

use crate::model::number::{signed, unsigned};

/// The type of a value.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Any text.
    Text,
    /// A number: base, minimum, maximum.
    Number(u32, u64, u64),
    /// A signed 64-bit number.
    Signed,
    /// A non-negative 31-bit number.
    NotNegative,
    /// A 32-bit number in any base; a negative one becomes 0.
    NegativeIsZero,
    /// Written in hexadecimal: input base, maximum, count of digits.
    Hexadecimal(u32, u64, usize),
    /// Written in octal with four digits.
    Octal,
    /// Dropped.
    Dropped,
    /// One of a set of words.
    OneOf(&'static [&'static str]),
}

impl Kind {
    /// The normalized value; `None` if it is invalid.
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

    /// A description of valid values, for messages.
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
