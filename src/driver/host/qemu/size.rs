//! Sizes as QEMU reads them.

/// The significant digits of a fraction; the rest is less than a byte.
const FRACTION_DIGITS: usize = 18;

/// A size in bytes as QEMU reads it: a decimal number, with a fraction perhaps, or a
/// hexadecimal one, and one of the suffixes B, K, M, G, T, P, E; without a suffix in
/// units of `unit` bytes.
pub fn parse_size(text: &str, unit: u64) -> Option<u64> {
    if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return parse_hexadecimal(digits, unit);
    }
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = text.get(number.len()..)?;
    let unit = if suffix.is_empty() { unit } else { suffix_unit(suffix)? };
    let (whole, fraction) = match number.split_once('.') {
        // With a suffix, one side of the point may be empty.
        Some(("", fraction)) if !suffix.is_empty() => ("0", fraction),
        Some((whole, "")) if !suffix.is_empty() => (whole, "0"),
        Some(sides) => sides,
        None => (number, "0"),
    };
    let digits = fraction.get(..FRACTION_DIGITS).unwrap_or(fraction);
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let scale = 10_u128.pow(u32::try_from(digits.len()).ok()?);
    let part = digits.parse::<u128>().ok()? * u128::from(unit) / scale;
    let sum = u128::from(whole.parse::<u64>().ok()?) * u128::from(unit) + part;
    u64::try_from(sum).ok()
}

/// Up to QEMU 8.0 a hexadecimal number may have a suffix that is no digit.
fn parse_hexadecimal(digits: &str, unit: u64) -> Option<u64> {
    let number =
        digits.trim_end_matches(|c: char| c.is_ascii_alphabetic() && !c.is_ascii_hexdigit());
    let suffix = digits.get(number.len()..)?;
    let unit = if suffix.is_empty() { unit } else { suffix_unit(suffix)? };
    if !number.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    u64::from_str_radix(number, 16).ok()?.checked_mul(unit)
}

fn suffix_unit(suffix: &str) -> Option<u64> {
    let mut letters = suffix.chars();
    let letter = letters.next()?.to_ascii_uppercase();
    let power = if letters.next().is_some() { None } else { "BKMGTPE".find(letter) };
    Some(1 << (10 * power?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u64 = 1 << 20;

    #[test]
    fn sizes() {
        for (text, bytes) in [
            ("256", Some(256 * MIB)),
            ("1G", Some(1 << 30)),
            ("1.5g", Some(3 << 29)),
            ("262144k", Some(256 * MIB)),
            ("4096b", Some(4096)),
            ("0x10", Some(16 * MIB)),
            ("0x10M", Some(16 * MIB)),
            ("0x10g", Some(16 << 30)),
            ("0x1e", Some(30 * MIB)),
            ("0x", None),
            ("0x+1", None),
            ("0x1.8", None),
            ("0.5", Some(MIB / 2)),
            ("1.G", Some(1 << 30)),
            (".5G", Some(1 << 29)),
            ("15.999999999999999999999E", Some(u64::MAX)),
            ("16E", None),
            ("-1", None),
            ("+1", None),
            ("1.", None),
            (".5", None),
            (".G", None),
            ("1e3M", None),
            ("1.2.3G", None),
            ("2GB", None),
            ("1Mi", None),
            ("1 G", None),
            ("é", None),
            ("", None),
            ("M", None),
            ("99999999999999999999", None),
        ] {
            let parsed = parse_size(text, MIB);
            match bytes {
                Some(u64::MAX) => assert!(parsed.is_some_and(|bytes| bytes > 15 << 60), "{text}"),
                bytes => assert_eq!(parsed, bytes, "{text}"),
            }
        }
    }
}
