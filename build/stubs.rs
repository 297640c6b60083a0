//! Generates stubs that fail with VIR_ERR_NO_SUPPORT, for symbols not implemented.

use crate::abi::{SmallLibrary, Symbol};
use std::error::Error;
use std::fmt::Write;

/// Rust source with one function per stub symbol of the tables.
pub fn source(symbols: &[Symbol], small: &[SmallLibrary]) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    for symbol in symbols.iter().filter(|symbol| symbol.is_stub) {
        stub(symbol, &symbol.name, &mut text)?;
    }
    let rows = small.iter().flat_map(|library| &library.symbols);
    for symbol in rows.filter(|symbol| symbol.is_stub) {
        stub(symbol, &symbol.private_name(), &mut text)?;
    }
    Ok(text)
}

/// A stub reads its handle, and an argument that must not be NULL, and declares none behind
/// that: in the C calling conventions of the supported targets the caller removes them.
fn stub(symbol: &Symbol, exported: &str, text: &mut String) -> Result<(), Box<dyn Error>> {
    let (returns, failing) = on_failure(symbol)?;
    let name = &symbol.name;
    let handle = match symbol.parameters.first().map(String::as_str) {
        Some("virConnectPtr") => "::std::convert::identity::<virConnectPtr>(first.cast())",
        Some("virDomainPtr") => "::std::convert::identity::<virDomainPtr>(first.cast())",
        _ => "NoHandle",
    };
    let (arguments, checked) = match symbol.parameters.get(1) {
        Some(checked) => {
            let (number, argument) = checked.split_once(' ').ok_or("expected a number, a name")?;
            let number: usize = number.parse()?;
            let between: String = (2..number)
                .map(|each| format!(", _argument{each}: *const ::libc::c_void"))
                .collect();
            let arguments = format!("{between}, last: *const ::libc::c_void");
            (arguments, format!("Some((\"{argument}\", last.is_null()))"))
        }
        None => (String::new(), "None".to_owned()),
    };
    let first = if handle == "NoHandle" { "_first" } else { "first" };
    writeln!(
        text,
        "/// Not implemented: VIR_ERR_NO_SUPPORT.\n\
         // SAFETY: the symbol is libvirt's public name, or a private one after it, defined\n\
         // nowhere else in this library.\n\
         #[unsafe(export_name = \"{exported}\")]\n\
         pub extern \"C-unwind\" fn {name}({first}: *mut ::libc::c_void{arguments}){returns} {{ \
         unsupported(\"{name}\", {handle}, {checked}, {failing}) }}"
    )?;
    Ok(())
}

/// The Rust type of a function's return value, and the value that libvirt's functions
/// of that type return on failure.
fn on_failure(symbol: &Symbol) -> Result<(&'static str, &'static str), Box<dyn Error>> {
    Ok(match symbol.returns.as_str() {
        "void" => ("", "()"),
        "int" => (" -> ::libc::c_int", "-1"),
        "unsigned int" => (" -> ::libc::c_uint", "::libc::c_uint::MAX"),
        "unsigned long" => (" -> ::libc::c_ulong", "0"),
        "unsigned long long" => (" -> ::libc::c_ulonglong", "0"),
        pointer if pointer.ends_with('*') || pointer.ends_with("Ptr") => {
            (" -> *mut ::libc::c_void", "::std::ptr::null_mut()")
        }
        other => return Err(format!("{}: no failing value for `{other}`", symbol.name).into()),
    })
}
