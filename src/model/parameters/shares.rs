//! Shares of memory or CPU time, where a host has levels of them: a domain's weight among others.

use crate::model::number::parse_number;
use crate::model::typed::Value;

/// The shares of a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shares {
    /// Half of the normal share.
    Low,
    /// What the host gives a domain of this size.
    #[default]
    Normal,
    /// Twice the normal share.
    High,
    /// A number, at most [`Shares::MOST`].
    Number(u32),
}

/// The levels, with their numbers in libvirt's typed parameters and their words in documents.
const LEVELS: [(Shares, i32, &str); 3] =
    [(Shares::Low, -1, "low"), (Shares::Normal, -2, "normal"), (Shares::High, -3, "high")];

impl Shares {
    /// The greatest number: typed parameters have no greater one.
    pub const MOST: u32 = i32::MAX.cast_unsigned();

    /// The least number of libvirt's typed parameters that has a meaning.
    pub(super) const LEAST_INT: i32 = -3;

    /// What a number of libvirt's typed parameters means: the number itself, -1 low, -2 normal, -3 high;
    /// none for any other.
    pub fn from_int(number: i32) -> Option<Self> {
        let level = LEVELS.iter().find(|(_, level, _)| *level == number).map(|(it, ..)| *it);
        level.or_else(|| u32::try_from(number).ok().map(Self::Number))
    }

    /// What [`Self::from_int`] makes of the numbers below 0, for messages.
    pub fn levels() -> String {
        LEVELS.map(|(_, number, word)| format!("{number} {word}")).join(", ")
    }

    /// The number in libvirt's typed parameters; a greater one than [`Shares::MOST`] is that.
    pub fn to_int(self) -> i32 {
        match self {
            Self::Number(number) => i32::try_from(number).unwrap_or(i32::MAX),
            level => {
                LEVELS.iter().find(|(it, ..)| *it == level).map_or(0, |(_, number, _)| *number)
            }
        }
    }

    /// From `low`, `normal`, `high` or a number; none for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let level = LEVELS.iter().find(|(_, _, word)| *word == text).map(|(it, ..)| *it);
        let number = || u32::try_from(parse_number(text)?).ok().filter(|it| *it <= Self::MOST);
        level.or_else(|| number().map(Self::Number))
    }

    /// What [`Self::parse`] takes, for messages.
    pub fn expected() -> String {
        let [low, normal, high] = LEVELS.map(|(_, _, word)| word);
        format!("{low}, {normal}, {high} or a number of 0 to {}", Self::MOST)
    }

    /// As the value of a typed parameter.
    pub fn value(self) -> Value {
        Value::Int(self.to_int())
    }

    /// From the value of a typed parameter; none for a number that means nothing.
    pub fn from_value(value: &Value) -> Option<Self> {
        Self::from_int(value.whole()?.try_into().ok()?)
    }
}

impl std::fmt::Display for Shares {
    /// As [`Shares::parse`] takes it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match LEVELS.iter().find(|(it, ..)| it == self) {
            Some((_, _, word)) => f.write_str(word),
            None => self.to_int().fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parameters::Limits;
    use Shares::*;

    #[test]
    fn numbers_and_words() {
        for (shares, number, text) in [
            (Low, -1, "low"),
            (Normal, -2, "normal"),
            (High, -3, "high"),
            (Number(0), 0, "0"),
            (Number(1000), 1000, "1000"),
            (Number(Shares::MOST), i32::MAX, "2147483647"),
        ] {
            assert_eq!((shares.to_int(), shares.to_string().as_str()), (number, text));
            assert_eq!(
                (Shares::from_int(number), Shares::parse(text)),
                (Some(shares), Some(shares))
            );
            assert!(Limits::SHARES.fit_set(number.into()), "{number}");
        }
    }

    #[test]
    fn what_is_no_share() {
        for number in [-4, -1000, i32::MIN] {
            assert_eq!(Shares::from_int(number), None, "{number}");
            assert!(!Limits::SHARES.fit_set(number.into()), "{number}");
        }
        for text in ["", "Low", "medium", "-1", "-4", "2147483648", "18446744073709551616", "5 "] {
            assert_eq!(Shares::parse(text), None, "{text:?}");
        }
        for value in [Value::LLong(1 << 31), Value::LLong(-4), Value::of_text("low")] {
            assert_eq!(Shares::from_value(&value), None, "{value:?}");
        }
        assert_eq!(Shares::Number(u32::MAX).to_int(), i32::MAX);
    }
}
