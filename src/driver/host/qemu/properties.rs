//! The properties in the values of QEMU's options.

use super::size::parse_size;
use crate::sorting::map_of;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The properties in an option's value: `KEY=VALUE,…`, with a comma in a value doubled,
/// or a JSON object. Of a key that is given twice the last one counts.
#[derive(Debug, Default)]
pub struct Properties {
    values: BTreeMap<String, String>,
    /// Whether a JSON object could not be parsed.
    is_lost: bool,
}

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
        Self { values: properties, is_lost: false }
    }

    /// Numbers and texts; nothing that is read here is nested.
    fn of_json(text: &str) -> Self {
        let Ok(serde_json::Value::Object(members)) = serde_json::from_str(&with_quotes(text))
        else {
            return Self { is_lost: true, ..Self::default() };
        };
        let scalar = |value: serde_json::Value| match value {
            serde_json::Value::String(text) => Some(text),
            serde_json::Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let values = members.into_iter().filter_map(|(key, value)| Some((key, scalar(value)?)));
        Self { values: map_of(values), is_lost: false }
    }

    /// Whether there was a JSON object that could not be parsed.
    pub fn is_lost(&self) -> bool {
        self.is_lost
    }

    /// A property's value.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(String::as_str)
    }

    /// The keys.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// A property that is a size: without a suffix in units of `unit` bytes.
    pub fn size(&self, key: &str, unit: u64) -> Option<u64> {
        parse_size(self.get(key)?, unit)
    }

    /// The properties whose keys begin so, without that.
    pub fn below(&self, prefix: &str) -> Self {
        let below = |(key, value): (&String, &String)| {
            Some((key.strip_prefix(prefix)?.to_owned(), value.clone()))
        };
        Self { values: map_of(self.values.iter().filter_map(below)), is_lost: self.is_lost }
    }

    /// Merges another's properties, which take precedence.
    pub fn merge(&mut self, other: Self) {
        self.values.extend(other.values);
        self.is_lost |= other.is_lost;
    }
}

/// QEMU takes single quotes around strings as well.
fn with_quotes(json: &str) -> Cow<'_, str> {
    if json.contains('"') { Cow::Borrowed(json) } else { Cow::Owned(json.replace('\'', "\"")) }
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

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u64 = 1 << 20;

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
            assert_eq!(Properties::parse(broken, "driver").is_lost(), broken != "{}");
        }
        let quoted = Properties::parse("{'driver':'pc-dimm','memdev':'a'}", "driver");
        assert_eq!((quoted.get("driver"), quoted.get("memdev")), (Some("pc-dimm"), Some("a")));
        assert_eq!(Properties::parse("", "driver").get("driver"), Some(""));
    }
}
