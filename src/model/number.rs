//! Integers in text, parsed as C's strtol does: leading blanks and a sign are
//! allowed, trailing characters are not.

/// Parses digits; base 0 detects the base from the prefix: `0x1f`, `017`, `15`.
fn digits(text: &str, base: u32) -> Option<u64> {
    let hexadecimal = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let (digits, base) = match (base, hexadecimal) {
        (0 | 16, Some(digits)) => (digits, 16),
        (0, None) if text.len() > 1 && text.starts_with('0') => (text, 8),
        (0, None) => (text, 10),
        _ => (text, base),
    };
    let plain = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(base));
    plain.then(|| u64::from_str_radix(digits, base).ok())?
}

/// Whether there is a minus sign, and the digits after the sign.
fn split(text: &str) -> (bool, &str) {
    let text = text.trim_ascii_start();
    match (text.strip_prefix('-'), text.strip_prefix('+')) {
        (Some(digits), _) => (true, digits),
        (None, digits) => (false, digits.unwrap_or(text)),
    }
}

/// Parses a number without a minus sign in the given base.
pub fn unsigned(text: &str, base: u32) -> Option<u64> {
    let (negative, text) = split(text);
    (!negative).then(|| digits(text, base))?
}

/// Parses a signed number in the given base.
pub fn signed(text: &str, base: u32) -> Option<i64> {
    let (negative, text) = split(text);
    let number = digits(text, base)?;
    if negative { 0_i64.checked_sub_unsigned(number) } else { number.try_into().ok() }
}

/// Parses a decimal number of `bits` bits; a negative one wraps around.
pub fn wrapping(text: &str, bits: u32) -> Option<u64> {
    let (negative, text) = split(text);
    let most = u64::MAX >> (u64::BITS - bits);
    let number = digits(text, 10).filter(|number| *number <= most)?;
    Some(if negative { number.wrapping_neg() & most } else { number })
}

/// Parses a decimal number without a minus sign.
pub fn parse_number(text: &str) -> Option<u64> {
    unsigned(text, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        for (text, plain, whole, wrapped) in [
            (" 5", Some(5), Some(5), Some(5)),
            ("\t+05", Some(5), Some(5), Some(5)),
            ("-5", None, Some(-5), Some(u64::from(u32::MAX) - 4)),
            ("-0", None, Some(0), Some(0)),
            ("-4294967291", None, Some(-4_294_967_291), Some(5)),
            ("4294967296", Some(1 << 32), Some(1 << 32), None),
            ("18446744073709551616", None, None, None),
        ] {
            assert_eq!(parse_number(text), plain, "{text}");
            assert_eq!(signed(text, 10), whole, "{text}");
            assert_eq!(wrapping(text, 32), wrapped, "{text}");
        }
        for text in ["", " ", "-", "+", "- 5", "-+5", "+-5", "5 ", "5.0", "0x5", "\u{665}"] {
            assert_eq!((parse_number(text), signed(text, 10)), (None, None), "{text}");
            assert_eq!(wrapping(text, 64), None, "{text}");
        }
        assert_eq!(signed("-9223372036854775808", 10), Some(i64::MIN));
        assert_eq!(signed("9223372036854775808", 10), None);
    }

    #[test]
    fn bases() {
        for (text, base, number) in [
            ("0x1F", 0, Some(31)),
            ("0X1f", 16, Some(31)),
            ("1f", 16, Some(31)),
            ("1f", 0, None),
            ("017", 0, Some(15)),
            ("018", 0, None),
            ("0", 0, Some(0)),
            ("0x", 0, None),
            ("0x+1", 0, None),
            ("644", 8, Some(0o644)),
            ("0x5", 8, None),
        ] {
            assert_eq!(unsigned(text, base), number, "{text} {base}");
        }
    }
}
