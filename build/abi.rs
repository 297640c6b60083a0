//! The symbol table, abi/symbols.tsv.

use std::error::Error;
use std::path::Path;

/// One row of the table.
pub struct Symbol {
    pub name: String,
    pub node: String,
    pub returns: String,
    pub is_stub: bool,
}

/// Reads the table, in its order.
pub fn read(path: &Path) -> Result<Vec<Symbol>, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", path.display());
    std::fs::read_to_string(path)?
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(row)
        .collect()
}

fn row(line: &str) -> Result<Symbol, Box<dyn Error>> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [name, node, kind, returns, state] = fields[..] else {
        return Err(format!("abi/symbols.tsv: expected 5 fields in `{line}`").into());
    };
    let is_stub = match (kind, state) {
        ("function", "stub") => true,
        ("function" | "data", "implemented") => false,
        _ => return Err(format!("abi/symbols.tsv: kind or state of {name}").into()),
    };
    Ok(Symbol {
        name: name.to_owned(),
        node: node.to_owned(),
        returns: returns.to_owned(),
        is_stub,
    })
}
