//! The properties in the values of QEMU's options.

use super::size::parse_size;
use std::collections::BTreeMap;

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

    /// The keys.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
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
        Self(self.0.iter().filter_map(below).collect())
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
        }
        assert_eq!(Properties::parse("", "driver").get("driver"), Some(""));
    }
}
