//! The functions declared in the header, and their state in the symbol table.

use std::path::Path;

/// A function of the header.
pub struct Prototype {
    pub name: String,
    pub returns: String,
    /// The parameters' types, without their names.
    pub parameters: Vec<String>,
}

impl Prototype {
    /// Whether a return value means failure; `None` if the function returns nothing.
    pub fn has_failed(&self, value: i64) -> Option<bool> {
        Some(match self.returns.as_str() {
            "void" => return None,
            "int" => i32::try_from(value & 0xffff_ffff).is_err(),
            "unsigned int" => value & 0xffff_ffff == 0xffff_ffff,
            _ => value == 0,
        })
    }
}

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Each function of the symbol table with its state.
pub fn states() -> Vec<(String, String)> {
    let table = read("abi/symbols.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| row.split('\t').collect::<Vec<_>>())
        .filter(|fields| fields[2] == "function")
        .map(|fields| (fields[0].to_owned(), fields[4].to_owned()))
        .collect()
}

/// A function that is not implemented, with the type of its first parameter and the number of
/// one that must not be NULL.
pub struct Stub {
    pub name: String,
    pub handle: String,
    pub checked: Option<usize>,
}

/// Each of these.
pub fn stubs() -> Vec<Stub> {
    let table = read("abi/symbols.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| row.split('\t').collect::<Vec<_>>())
        .filter(|fields| fields[4] == "stub")
        .map(|fields| {
            let (handle, checked) = fields[5].split_once(", ").unwrap_or((fields[5], ""));
            let checked = checked.split(' ').next().unwrap().parse().ok();
            Stub { name: fields[0].to_owned(), handle: handle.to_owned(), checked }
        })
        .collect()
}

/// Every function declared in the header.
pub fn prototypes() -> Vec<Prototype> {
    let text = without_comments(&read("include/virmemctl.h"));
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let statements = words.split([';', '{', '}']);
    statements.filter_map(|statement| prototype(statement.trim())).collect()
}

fn without_comments(text: &str) -> String {
    let mut rest = text;
    let mut code = String::new();
    while let Some((before, comment)) = rest.split_once("/*") {
        code.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    code.push_str(rest);
    code.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n")
}

fn prototype(statement: &str) -> Option<Prototype> {
    let (before, after) = statement.split_once('(')?;
    let parameters = after.strip_suffix(')')?;
    let at = before.rfind("vir").filter(|_| !before.starts_with("typedef"))?;
    let name = before.get(at..)?;
    let name = before.get(before.rfind([' ', '*']).map_or(at, |end| end + 1)..).unwrap_or(name);
    let parameters = parameters.split(", ").filter(|parameter| *parameter != "void");
    Some(Prototype {
        name: name.to_owned(),
        returns: before.strip_suffix(name)?.trim().to_owned(),
        parameters: parameters.map(type_of).collect(),
    })
}

/// A parameter without its name.
fn type_of(parameter: &str) -> String {
    let end = parameter.rfind([' ', '*']).map_or(parameter.len(), |end| end + 1);
    parameter.get(..end).unwrap_or(parameter).trim().to_owned()
}
