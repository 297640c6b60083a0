//! Generates the codec of libvirt's remote protocol: a function for each call, a structure for each
//! part, event and result of several fields, with the functions that decode them.

use crate::remote_table::{Field, Form, Kind, Row};
use std::error::Error;
use std::fmt::Write;

type Text = Result<String, Box<dyn Error>>;

/// Rust source for the table's rows.
pub fn source(rows: &[Row]) -> Text {
    let mut text = String::new();
    let mut events = Vec::new();
    for row in rows {
        match row.what.as_str() {
            "call" => text += &call(row)?,
            "part" => text += &structure(&camel(&row.name), &row.result)?,
            "event" => {
                text += &structure(&camel(&row.name), &row.result)?;
                events.push(row);
            }
            other => return Err(format!("{}: no kind of row is '{other}'", row.name).into()),
        }
    }
    Ok(text + &messages(&events)?)
}

/// `domain_fsinfo` as `DomainFsinfo`.
fn camel(name: &str) -> String {
    let capital = |word: &str| {
        let (first, rest) = word.split_at(1.min(word.len()));
        first.to_uppercase() + rest
    };
    name.split('_').map(capital).collect()
}

fn program(row: &Row) -> String {
    format!("Program::{}", camel(&row.program))
}

/// A function that encodes a call, and knows how to decode its result.
fn call(row: &Row) -> Text {
    let mut text = String::new();
    let (result, decode) = match &row.result[..] {
        [] => ("()".to_owned(), "|_| Ok(())".to_owned()),
        [one] => (result_type(&one.kind)?, format!("|input| {}", decoded(&one.kind)?)),
        several => {
            let name = camel(&row.name);
            text += &structure(&name, several)?;
            (name.clone(), format!("{name}::decode"))
        }
    };
    let (mut parameters, mut encode) = (String::new(), String::new());
    for Field { name, kind } in &row.arguments {
        write!(parameters, "{name}: {}, ", argument_type(kind)?)?;
        writeln!(encode, "    {};", encoded(name, kind)?)?;
    }
    let (name, number) = (&row.name, &row.number);
    writeln!(
        text,
        "pub fn {name}({parameters}) -> Call<{result}> {{\n    \
         #[allow(unused_mut)]\n    \
         let mut output = Encoder::call({}, {number});\n{encode}    \
         Call {{ name: \"{name}\", output, decode: {decode} }}\n}}",
        program(row)
    )?;
    Ok(text)
}

/// A structure with these fields, and the function that decodes it.
fn structure(name: &str, fields: &[Field]) -> Text {
    let (mut members, mut values) = (String::new(), String::new());
    for Field { name, kind } in fields {
        writeln!(members, "    pub {name}: {},", result_type(kind)?)?;
        writeln!(values, "            {name}: {}?,", decoded(kind)?)?;
    }
    Ok(format!(
        "#[derive(Debug, Clone, PartialEq)]\npub struct {name} {{\n{members}}}\n\
         impl {name} {{\n    pub fn decode(input: &mut Decoder<'_>) -> Result<Self> {{\n        \
         Ok(Self {{\n{values}        }})\n    }}\n}}\n"
    ))
}

/// All events, and the function that decodes one by its number; `None` for an unknown one.
fn messages(events: &[&Row]) -> Text {
    let (mut variants, mut arms) = (String::new(), String::new());
    for row in events {
        let name = camel(&row.name);
        writeln!(variants, "    {name}({name}),")?;
        let number = &row.number;
        writeln!(
            arms,
            "        ({}, {number}) => Message::{name}({name}::decode(input)?),",
            program(row)
        )?;
    }
    Ok(format!(
        "#[derive(Debug, Clone, PartialEq)]\npub enum Message {{\n{variants}}}\n\
         pub fn message(program: Program, number: i32, input: &mut Decoder<'_>) -> \
         Result<Option<Message>> {{\n    Ok(Some(match (program, number) {{\n{arms}        \
         _ => return Ok(None),\n    }}))\n}}\n"
    ))
}

/// The type of a base in a result; a part's is its own structure.
fn owned(base: &str) -> String {
    match base {
        "u8" | "u16" => "u32".to_owned(),
        "i32" | "u32" | "i64" | "u64" | "f64" => base.to_owned(),
        "str" => "String".to_owned(),
        "uuid" => "Uuid".to_owned(),
        "domain" => "Identity".to_owned(),
        "param" => "TypedParam".to_owned(),
        part => camel(part),
    }
}

fn result_type(kind: &Kind) -> Text {
    let base = owned(&kind.base);
    Ok(match (kind.base.as_str(), kind.form) {
        ("opaque", Form::AtMost(_)) => "Vec<u8>".to_owned(),
        ("char", Form::AtMost(_) | Form::Exactly(_)) => "Vec<u8>".to_owned(),
        ("opaque" | "char", _) => return Err("opaque and char need a length".into()),
        (_, Form::One) => base,
        (_, Form::Optional) => format!("Option<{base}>"),
        (_, Form::AtMost(_)) => format!("Vec<{base}>"),
        (_, Form::Exactly(_)) => return Err("only char can have a fixed number".into()),
    })
}

/// The method of Decoder and Encoder for a base.
fn method(base: &str) -> Option<&str> {
    Some(match base {
        "u8" | "u16" | "u32" => "u32",
        "i32" | "i64" | "u64" | "f64" | "uuid" | "domain" | "param" => base,
        "str" => "text",
        _ => return None,
    })
}

/// An expression of type Result that decodes a field from `input`.
fn decoded(kind: &Kind) -> Text {
    let one = match method(&kind.base) {
        Some(method) => format!("Decoder::{method}"),
        None => format!("{}::decode", camel(&kind.base)),
    };
    Ok(match (kind.base.as_str(), kind.form) {
        ("opaque", Form::AtMost(most)) => format!("input.bytes({most})"),
        ("char", Form::AtMost(most)) => format!("input.characters({most})"),
        ("char", Form::Exactly(number)) => format!("input.characters_exactly({number})"),
        (_, Form::One) => format!("{one}(input)"),
        (_, Form::Optional) => format!("input.optional({one})"),
        (_, Form::AtMost(most)) => format!("input.list({most}, {one})"),
        (_, Form::Exactly(_)) => return Err("only char can have a fixed number".into()),
    })
}

/// The type of an argument, borrowed where it is no number.
fn argument_type(kind: &Kind) -> Text {
    let one = match kind.base.as_str() {
        "str" => "&[u8]".to_owned(),
        base @ ("u8" | "u16" | "u32" | "i32" | "i64" | "u64" | "f64") => owned(base),
        base @ ("uuid" | "domain" | "param") => format!("&{}", owned(base)),
        "opaque" | "char" => return Ok("&[u8]".to_owned()),
        part => return Err(format!("no call has an argument of type '{part}'").into()),
    };
    Ok(match (kind.base.as_str(), kind.form) {
        (_, Form::One) => one,
        (_, Form::Optional) => format!("Option<{one}>"),
        ("str", _) => "&[&[u8]]".to_owned(),
        (base, _) => format!("&[{}]", owned(base)),
    })
}

/// A statement that encodes an argument.
fn encoded(name: &str, kind: &Kind) -> Text {
    let one = method(&kind.base);
    Ok(match (kind.base.as_str(), kind.form, one) {
        ("opaque", Form::AtMost(most), _) => format!("output.bytes({most}, {name})"),
        ("char", Form::AtMost(most), _) => format!("output.characters({most}, {name})"),
        (_, Form::One, Some(one)) => format!("output.{one}({name})"),
        (_, Form::Optional, Some(one)) => format!("output.optional({name}, Encoder::{one})"),
        ("str", Form::AtMost(most), Some(one)) => {
            format!("output.list({most}, {name}, |output, each| output.{one}(each))")
        }
        ("u32", Form::AtMost(most), Some(one)) => {
            format!("output.list({most}, {name}, |output, each| output.{one}(*each))")
        }
        (_, Form::AtMost(most), Some(one)) => {
            format!("output.list({most}, {name}, Encoder::{one})")
        }
        (base, ..) => return Err(format!("no call has an argument of type '{base}'").into()),
    })
}

/// Rust source of a payload for each call's result, event and part, and of what decodes a result by its
/// procedure: for tests.
pub fn samples(rows: &[Row]) -> Text {
    let (mut text, mut list, mut arms) = (String::new(), String::new(), String::new());
    for row in rows {
        text += &sample(row)?;
        if row.what == "part" {
            continue;
        }
        let (name, number, program) = (&row.name, &row.number, program(row));
        writeln!(list, "    ({program}, {number}, sample_{name}),")?;
        if row.what == "call" {
            let decoded = result_decoded(row)?;
            writeln!(arms, "        ({program}, {number}) => format!(\"{{:?}}\", {decoded}),")?;
        }
    }
    Ok(format!(
        "{text}pub const SAMPLES: &[Sample] = &[\n{list}];\n\
         pub fn result(program: Program, number: i32, input: &mut Decoder<'_>) -> \
         Result<Option<String>> {{\n    Ok(Some(match (program, number) {{\n{arms}        \
         _ => return Ok(None),\n    }}))\n}}\n"
    ))
}

fn result_decoded(row: &Row) -> Text {
    Ok(match &row.result[..] {
        [] => "()".to_owned(),
        [one] => format!("{}?", decoded(&one.kind)?),
        _ => format!("{}::decode(input)?", camel(&row.name)),
    })
}

/// A function that encodes a row's result.
fn sample(row: &Row) -> Text {
    let mut fields = String::new();
    for Field { kind, .. } in &row.result {
        writeln!(fields, "    {}", sample_field(kind))?;
    }
    let name = &row.name;
    Ok(format!("#[allow(unused)]\nfn sample_{name}(output: &mut Encoder) {{\n{fields}}}\n"))
}

/// Statements that encode a field: two items where it is a list that may have as many.
fn sample_field(kind: &Kind) -> String {
    let one = match kind.base.as_str() {
        "u8" | "u16" | "u32" => "output.u32(7);".to_owned(),
        "i32" | "i64" | "u64" => format!("output.{}(7);", kind.base),
        "f64" => "output.f64(0.5);".to_owned(),
        "str" => "output.text(b\"text\");".to_owned(),
        "uuid" => "output.fixed(&[7; 16]);".to_owned(),
        "domain" => "output.domain(&sample_domain());".to_owned(),
        "param" => "output.param(&sample_param());".to_owned(),
        "char" | "opaque" => "output.u32(65);".to_owned(),
        part => format!("sample_{part}(output);"),
    };
    match (kind.base.as_str(), kind.form) {
        ("opaque", Form::AtMost(most)) => format!("output.bytes({most}, b\"opaque\");"),
        (_, Form::One) => one,
        (_, Form::Optional) => format!("output.u32(1); {one}"),
        (_, Form::AtMost(most)) => {
            let number = most.min(2);
            format!("output.u32({number}); for _ in 0..{number} {{ {one} }}")
        }
        (_, Form::Exactly(number)) => format!("for _ in 0..{number} {{ {one} }}"),
    }
}
