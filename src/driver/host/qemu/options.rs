//! Parses QEMU's command line: options, and the properties in their values.

use std::collections::BTreeMap;

/// Options that take no value (qemu(1), QEMU 7.2 and what earlier ones had).
const WITHOUT_VALUE: &[&str] = &[
    "S",
    "alt-grab",
    "ctrl-grab",
    "curses",
    "daemonize",
    "enable-fips",
    "enable-kvm",
    "enable-sync-profile",
    "full-screen",
    "gtk",
    "h",
    "help",
    "mem-prealloc",
    "no-acpi",
    "no-fd-bootchk",
    "no-frame",
    "no-hpet",
    "no-kvm",
    "no-quit",
    "no-reboot",
    "no-shutdown",
    "no-user-config",
    "nodefaults",
    "nodefconfig",
    "nographic",
    "nohpet",
    "old-param",
    "only-migratable",
    "portrait",
    "preconfig",
    "s",
    "sdl",
    "semihosting",
    "show-cursor",
    "singlestep",
    "snapshot",
    "usb",
    "version",
    "win2k-hack",
    "xen-attach",
    "xen-domid-restrict",
];

/// The options of a command line in order: each one's name, without the leading hyphens,
/// and its value, empty where it takes none. Arguments that are no options (disk images)
/// are left out.
pub fn options(arguments: &[String]) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = arguments.iter().skip(1);
    std::iter::from_fn(move || {
        let name = rest.by_ref().find_map(|argument| argument.strip_prefix('-'))?;
        let name = name.strip_prefix('-').unwrap_or(name);
        let takes_none = WITHOUT_VALUE.contains(&name);
        let value = if takes_none { None } else { rest.next() };
        Some((name, value.map_or("", String::as_str)))
    })
}

/// The properties in an option's value: `KEY=VALUE,…`, with a comma in a value doubled,
/// or a JSON object. Of a key that is given twice the last one counts.
#[derive(Debug, Default)]
pub struct Properties(BTreeMap<String, String>);

impl Properties {
    /// Reads a value; `implied` is the key of a first part that has none.
    pub fn parse(value: &str, implied: &str) -> Self {
        if value.trim_start().starts_with('{') {
            return Self::of_json(value);
        }
        let mut properties = BTreeMap::new();
        for (index, part) in split(value).into_iter().enumerate() {
            let (key, value) = match part.split_once('=') {
                Some((key, value)) => (key.to_owned(), value.to_owned()),
                None if index == 0 => (implied.to_owned(), part),
                None => (part, "on".to_owned()),
            };
            properties.insert(key, value);
        }
        Self(properties)
    }

    /// Numbers and texts; nothing that is read here is nested.
    fn of_json(text: &str) -> Self {
        let Ok(serde_json::Value::Object(members)) = serde_json::from_str(text) else {
            return Self::default();
        };
        let scalar = |value: serde_json::Value| match value {
            serde_json::Value::String(text) => Some(text),
            serde_json::Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        Self(members.into_iter().filter_map(|(key, value)| Some((key, scalar(value)?))).collect())
    }

    /// A property's value.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// A property that is a size: without a suffix in units of `unit` bytes.
    pub fn size(&self, key: &str, unit: u64) -> Option<u64> {
        parse_size(self.get(key)?, unit)
    }

    /// Merges another's properties, which take precedence.
    pub fn merge(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// The parts between single commas, with doubled commas unescaped.
fn split(value: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut characters = value.chars().peekable();
    while let Some(character) = characters.next() {
        if character == ',' && characters.next_if_eq(&',').is_none() {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(character);
        }
    }
    parts
}

/// The significant digits of a fraction; the rest is less than a byte.
const FRACTION_DIGITS: usize = 18;

/// A size in bytes as QEMU reads it: a decimal number, with a fraction perhaps,
/// or a hexadecimal one, and one of the suffixes B, K, M, G, T, P, E.
pub fn parse_size(text: &str, unit: u64) -> Option<u64> {
    if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return u64::from_str_radix(digits, 16).ok()?.checked_mul(unit);
    }
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text.get(number.len()..)? {
        "" => unit,
        suffix => 1 << (10 * suffix_power(suffix)?),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
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

fn suffix_power(suffix: &str) -> Option<usize> {
    let mut letters = suffix.chars();
    let letter = letters.next()?.to_ascii_uppercase();
    if letters.next().is_some() { None } else { "BKMGTPE".find(letter) }
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
            ("0.5", Some(MIB / 2)),
            ("15.999999999999999999999E", Some(u64::MAX)),
            ("16E", None),
            ("-1", None),
            ("+1", None),
            ("1.", None),
            (".5", None),
            ("1Mi", None),
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

    #[test]
    fn properties_in_both_forms() {
        let plain = Properties::parse("pc-dimm,id=a,,b,memdev=m,,=x,flag", "driver");
        assert_eq!(plain.get("driver"), Some("pc-dimm"));
        assert_eq!(plain.get("id"), Some("a,b"));
        assert_eq!(plain.get("memdev"), Some("m,=x"));
        assert_eq!(plain.get("flag"), Some("on"));
        let json = r#"{"driver":"pc-dimm","size":268435456,"nested":{"driver":"x"},"list":[1]}"#;
        let json = Properties::parse(json, "driver");
        assert_eq!(json.get("driver"), Some("pc-dimm"));
        assert_eq!(json.size("size", 1), Some(256 * MIB));
        assert_eq!(json.get("nested"), None);
        for broken in ["{", "{}", "{\"a\":", &"{\"a\":".repeat(100_000)] {
            assert_eq!(Properties::parse(broken, "driver").get("driver"), None);
        }
        assert_eq!(Properties::parse("", "driver").get("driver"), Some(""));
    }

    #[test]
    fn a_value_is_no_option() {
        let line = ["qemu", "-append", "-m", "disk.img", "-S", "--m", "5", "-name"];
        let line: Vec<String> = line.map(str::to_owned).to_vec();
        let found: Vec<_> = options(&line).collect();
        assert_eq!(found, [("append", "-m"), ("S", ""), ("m", "5"), ("name", "")]);
        assert_eq!(options(&[]).count(), 0);
    }
}
