//! The table of libvirt's remote protocol, abi/remote.tsv.

use std::error::Error;
use std::path::Path;

/// A field of a call, a result, an event or a part.
pub struct Field {
    /// Its name, as Rust spells it.
    pub name: String,
    pub kind: Kind,
}

/// A field's type.
pub struct Kind {
    pub base: String,
    pub form: Form,
}

/// How many of a field's base type there are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    One,
    Optional,
    AtMost(u32),
    Exactly(u32),
}

/// One row of the table.
pub struct Row {
    pub what: String,
    pub name: String,
    pub program: String,
    pub number: String,
    pub arguments: Vec<Field>,
    pub result: Vec<Field>,
}

/// Reads the table, keeping its order.
pub fn read(path: &Path) -> Result<Vec<Row>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| row(line).map_err(|error| format!("{line}: {error}").into())).collect()
}

fn row(line: &str) -> Result<Row, Box<dyn Error>> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [what, name, program, number, arguments, result, _functions] = cells[..] else {
        return Err("expected 7 columns".into());
    };
    Ok(Row {
        what: what.to_owned(),
        name: name.to_owned(),
        program: program.to_owned(),
        number: number.to_owned(),
        arguments: fields(arguments)?,
        result: fields(result)?,
    })
}

fn fields(text: &str) -> Result<Vec<Field>, Box<dyn Error>> {
    if text == "-" {
        return Ok(Vec::new());
    }
    let both = |field: &str| {
        let (name, kind) = field.split_once(':').ok_or("expected NAME:TYPE")?;
        Ok(Field { name: rust_name(name), kind: self::kind(kind)? })
    };
    text.split(' ').map(both).collect()
}

fn kind(text: &str) -> Result<Kind, Box<dyn Error>> {
    let of = |base: &str, form| Kind { base: base.to_owned(), form };
    if let Some(base) = text.strip_suffix('?') {
        return Ok(of(base, Form::Optional));
    }
    if let Some((base, most)) = text.strip_suffix('>').and_then(|text| text.split_once('<')) {
        return Ok(of(base, Form::AtMost(most.parse()?)));
    }
    if let Some((base, number)) = text.strip_suffix(']').and_then(|text| text.split_once('[')) {
        return Ok(of(base, Form::Exactly(number.parse()?)));
    }
    Ok(of(text, Form::One))
}

/// `maxMem` as `max_mem`, `callbackID` as `callback_id`, `type` as `r#type`.
fn rust_name(name: &str) -> String {
    let mut snake = String::new();
    let mut was_lower = false;
    for letter in name.chars() {
        if letter.is_uppercase() && was_lower {
            snake.push('_');
        }
        was_lower = letter.is_lowercase() || letter.is_ascii_digit();
        snake.extend(letter.to_lowercase());
    }
    if snake == "type" { "r#type".to_owned() } else { snake }
}
