//! The symbol tables, abi/*.tsv.

use std::error::Error;
use std::path::Path;

/// One row of a table.
pub struct Symbol {
    pub name: String,
    pub node: String,
    pub returns: String,
    pub is_stub: bool,
    /// The parameters' C types, in the tables of the small libraries; in that of libvirt's
    /// symbols, of a stub, what it checks.
    pub parameters: Vec<String>,
}

impl Symbol {
    /// The name under which the main library exports the function of a small library.
    pub fn private_name(&self) -> String {
        format!("virMemctlPrivate{}", self.name.trim_start_matches("vir"))
    }
}

/// A drop-in library that forwards to the main one.
pub struct SmallLibrary {
    pub name: &'static str,
    pub symbols: Vec<Symbol>,
}

/// The version node of the main library's functions for the small libraries: unique to
/// this version, so that libraries of different versions cannot be mixed.
const PRIVATE_NODE: &str = concat!("VIRMEMCTL_PRIVATE_", env!("CARGO_PKG_VERSION"));
const SMALL_LIBRARIES: [&str; 2] = ["libvirt-qemu", "libvirt-lxc"];

/// The tables of the small libraries.
pub fn small_libraries(root: &Path) -> Result<Vec<SmallLibrary>, Box<dyn Error>> {
    SMALL_LIBRARIES
        .into_iter()
        .map(|name| {
            let symbols = read(&root.join(format!("abi/{name}.tsv")))?;
            Ok(SmallLibrary { name, symbols })
        })
        .collect()
}

/// The main library's exports for the small libraries.
pub fn private_symbols(libraries: &[SmallLibrary]) -> Vec<Symbol> {
    let rows = libraries.iter().flat_map(|library| &library.symbols);
    rows.map(|symbol| Symbol {
        name: symbol.private_name(),
        node: PRIVATE_NODE.to_owned(),
        returns: symbol.returns.clone(),
        is_stub: symbol.is_stub,
        parameters: symbol.parameters.clone(),
    })
    .collect()
}

/// Reads a table, keeping its order.
pub fn read(path: &Path) -> Result<Vec<Symbol>, Box<dyn Error>> {
    std::fs::read_to_string(path)?
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| row(line).map_err(|error| format!("{}: {error}", path.display()).into()))
        .collect()
}

fn row(line: &str) -> Result<Symbol, Box<dyn Error>> {
    let fields: Vec<&str> = line.split('\t').collect();
    let ([name, node, kind, returns, state], parameters) =
        fields.split_first_chunk().ok_or_else(|| format!("expected 5 fields or 6 in `{line}`"))?;
    let is_stub = match (*kind, *state) {
        ("function", "stub") => true,
        ("function" | "data", "implemented") => false,
        _ => return Err(format!("kind or state of {name}").into()),
    };
    let parameters = parameters.iter().flat_map(|types| types.split(", "));
    Ok(Symbol {
        name: (*name).to_owned(),
        node: (*node).to_owned(),
        returns: (*returns).to_owned(),
        is_stub,
        parameters: parameters.map(str::to_owned).collect(),
    })
}
