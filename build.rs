//! Generates, in OUT_DIR, from the tables in abi/: the version script and the linker
//! wrapper for it, the stubs of functions not implemented, the codec of the remote protocol,
//! and the small libraries of the drop-in.

#[path = "build/abi.rs"]
mod abi;
#[path = "build/dropin.rs"]
mod dropin;
#[path = "build/link.rs"]
mod link;
#[path = "build/remote.rs"]
mod remote;
#[path = "build/remote_table.rs"]
mod remote_table;
#[path = "build/stubs.rs"]
mod stubs;

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed=abi");
    let mut symbols = abi::read(&root.join("abi/symbols.tsv"))?;
    let small = abi::small_libraries(&root)?;
    let private = abi::private_symbols(&small);

    std::fs::write(out.join("stubs.rs"), stubs::source(&symbols, &small)?)?;
    let protocol = remote_table::read(&root.join("abi/remote.tsv"))?;
    std::fs::write(out.join("remote_protocol.rs"), remote::source(&protocol)?)?;
    std::fs::write(out.join("remote_samples.rs"), remote::samples(&protocol)?)?;
    dropin::make(&small, &private, &out)?;
    symbols.extend(private);
    link::versions(&symbols, &out)?;
    Ok(())
}
