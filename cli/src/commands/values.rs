//! Values of the library as text and as JSON.

use serde_json::{Map, Value as Json, json};
use virmemctl::model::typed::{TypedParam, Value};
use virmemctl::model::units::Kib;

/// A value as JSON.
pub fn json_of(value: &Value) -> Json {
    match value {
        Value::Int(number) => json!(number),
        Value::UInt(number) => json!(number),
        Value::LLong(number) => json!(number),
        Value::ULLong(number) => json!(number),
        Value::Double(number) => json!(number),
        Value::Boolean(truth) => json!(truth),
        Value::String(text) => json!(text.to_string_lossy()),
        Value::Unknown(_) => Json::Null,
    }
}

/// Parameters as a JSON object.
pub fn json_object(params: &[TypedParam]) -> Json {
    let entries = params.iter().map(|param| (param.field.to_string(), json_of(&param.value)));
    Json::Object(entries.collect::<Map<String, Json>>())
}

/// A limit as text, in KiB.
pub fn limit_text(value: &Value) -> String {
    match value.number() {
        Some(kib) if Kib(kib).is_unlimited() => "unlimited".to_owned(),
        _ => value.to_string(),
    }
}

/// A limit as JSON: no limit is null.
pub fn limit_json(value: &Value) -> Json {
    match value.number() {
        Some(kib) if Kib(kib).is_unlimited() => Json::Null,
        _ => json_of(value),
    }
}

/// Parameters as virsh lists them.
pub fn listed(params: &[TypedParam], text: impl Fn(&Value) -> String) -> String {
    params.iter().map(|param| format!("{:<15}: {}\n", param.field, text(&param.value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use virmemctl::model::units::UNLIMITED;

    #[test]
    fn sizes_and_shares() {
        for (value, text, json) in [
            (Value::ULLong(512), "512", json!(512)),
            (Value::ULLong(UNLIMITED.0), "unlimited", Json::Null),
            (Value::Int(-2), "-2", json!(-2)),
            (Value::Int(i32::MAX), "2147483647", json!(i32::MAX)),
        ] {
            assert_eq!((limit_text(&value).as_str(), limit_json(&value)), (text, json));
        }
    }
}
