//! Sizes as virsh takes them: a number and a unit, KiB where there is none.

/// The powers of 1024 by their letters.
const LETTERS: &str = "kmgtpe";

/// A size in bytes; `unit` is that of a number without one, in bytes.
///
/// Errors: the message.
pub fn bytes(text: &str, unit: u64) -> Result<u64, String> {
    let wrong = |what: &str| {
        format!("size '{text}' {what}, expected a whole number and b, k, M, G, T, P or E")
    };
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, suffix) = text.split_at_checked(end).unwrap_or((text, ""));
    if digits.is_empty() {
        return Err(wrong("has no number"));
    }
    let number: u64 = digits.parse().map_err(|_| wrong("is too large"))?;
    let factor = factor(suffix, unit).ok_or_else(|| wrong(&format!("has no unit '{suffix}'")))?;
    number.checked_mul(factor).ok_or_else(|| wrong("is too large"))
}

/// A size in KiB, rounded up.
pub fn kib(text: &str) -> Result<u64, String> {
    bytes(text, 1024).map(|bytes| bytes.div_ceil(1024))
}

/// A limit in KiB: -1 is none.
pub fn limit(text: &str) -> Result<i64, String> {
    if text == "-1" {
        return Ok(-1);
    }
    kib(text).and_then(|kib| i64::try_from(kib).map_err(|_| format!("size '{text}' is too large")))
}

/// A size in KiB as it is printed: a number with at most one decimal, and its unit.
pub fn rounded(kib: u64) -> (String, &'static str) {
    let units = [(30, "TiB"), (20, "GiB"), (10, "MiB")];
    let fitting = units.iter().find(|(power, _)| kib >= 1 << power);
    fitting.map_or_else(
        || (kib.to_string(), "KiB"),
        |(power, unit)| {
            let tenths = (u128::from(kib) * 10 + (1 << (power - 1))) >> power;
            (format!("{}.{}", tenths / 10, tenths % 10), *unit)
        },
    )
}

/// The same with the letter of the unit alone, as in `512.0M`.
pub fn short(kib: u64) -> String {
    let (number, unit) = rounded(kib);
    number + unit.get(..1).unwrap_or(unit)
}

/// A size in KiB in full, in the largest unit that it is a whole number of: `48M`.
pub fn exact(kib: u64) -> String {
    let units = [(30, "T"), (20, "G"), (10, "M")];
    let fitting = units.iter().find(|(power, _)| kib != 0 && kib.trailing_zeros() >= *power);
    fitting.map_or_else(|| format!("{kib}K"), |(power, unit)| format!("{}{unit}", kib >> power))
}

/// `k`, `KiB`: 1024; `KB`: 1000; `b`, `bytes`: 1.
fn factor(suffix: &str, unit: u64) -> Option<u64> {
    let lower = suffix.to_ascii_lowercase();
    if lower.is_empty() {
        return Some(unit);
    }
    if ["b", "byte", "bytes"].contains(&lower.as_str()) {
        return Some(1);
    }
    let letter = lower.chars().next()?;
    let power = u32::try_from(LETTERS.find(letter)?).ok()? + 1;
    match lower.get(1..)? {
        "" | "ib" => Some(1 << (10 * power)),
        "b" => 1000_u64.checked_pow(power),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units() {
        assert_eq!(kib("512"), Ok(512));
        assert_eq!(kib("512M"), Ok(524_288));
        assert_eq!(kib("1GiB"), Ok(1 << 20));
        assert_eq!(kib("2kb"), Ok(2));
        assert_eq!(kib("1b"), Ok(1));
        assert_eq!(bytes("3", 1), Ok(3));
        assert_eq!(limit("-1"), Ok(-1));
    }

    #[test]
    fn sizes_as_text() {
        assert_eq!([short(0), short(1023), short(1536)], ["0K", "1023K", "1.5M"]);
        assert_eq!([exact(0), exact(1024), exact(65_537)], ["0K", "1M", "65537K"]);
        assert_eq!(kib(&exact(3 << 20)), Ok(3 << 20));
    }

    #[test]
    fn what_is_no_size() {
        for text in ["", "1.5G", "-5", "16E", "10 M", "M", "1X", "99999999999999999999", "5kk"] {
            assert!(limit(text).is_err(), "{text}");
        }
        assert!(kib("15E").is_ok());
    }
}
