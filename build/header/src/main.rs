//! `make header`: writes the C header to the file that is named as the argument.

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args_os().nth(1).ok_or("usage: virmemctl-header FILE")?;
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    std::fs::write(file, virmemctl_header::generate(&project)?)?;
    Ok(())
}
