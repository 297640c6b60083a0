//! The drop-in's small libraries, libvirt-qemu.so.0 and libvirt-lxc.so.0: each function
//! forwards to a private function of the main library, which has the handles and the
//! last error.
//!
//! They are linked before the main library exists, against a stub library with the same
//! name, `libvirt.so.0`, and the same symbols without code.

use crate::abi::{SmallLibrary, Symbol};
use crate::link;
use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

/// The main library's name in the drop-in.
const MAIN: &str = "libvirt.so.0";

/// Builds them in OUT_DIR/dropin. `make dropin` and `make install` copy them from there
/// and add `libvirt.so.0`, a link to the main library: the dynamic linker identifies
/// libraries by inode, so all names of one file are one library in a process.
pub fn make(
    libraries: &[SmallLibrary],
    private: &[Symbol],
    out: &Path,
) -> Result<(), Box<dyn Error>> {
    let stand_in = out.join(MAIN);
    link_c(&bodies(private), private, &stand_in, &[])?;

    let folder = out.join("dropin");
    std::fs::create_dir_all(&folder)?;
    for library in libraries {
        let made = folder.join(format!("{}.so.0", library.name));
        let needs = [stand_in.as_os_str().to_str().ok_or("a path that is not UTF-8")?];
        link_c(&forwarders(&library.symbols), &library.symbols, &made, &needs)?;
    }
    Ok(())
}

/// Compiles C source to a library named after its file, with the version nodes of
/// `symbols`.
fn link_c(
    source: &str,
    symbols: &[Symbol],
    made: &Path,
    needs: &[&str],
) -> Result<(), Box<dyn Error>> {
    let name = made.file_name().and_then(|name| name.to_str()).ok_or("no file name")?;
    let out = std::env::var("OUT_DIR")?;
    let c_file = Path::new(&out).join(format!("{name}.c"));
    let map = Path::new(&out).join(format!("{name}.map"));
    std::fs::write(&c_file, source)?;
    std::fs::write(&map, link::script(symbols)?)?;
    let status = Command::new("cc")
        .args(["-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-nostdlib", "-o"])
        .arg(made)
        .arg(&c_file)
        .args(needs)
        .arg(format!("-Wl,-soname,{name}"))
        .arg(format!("-Wl,--version-script={}", map.display()))
        .args(["-fuse-ld=bfd", "-Wl,-z,defs", "-Wl,-z,relro", "-Wl,-z,now"])
        .args(["-Wl,-rpath,$ORIGIN", "-Wl,--enable-new-dtags"])
        .status()?;
    if status.success() { Ok(()) } else { Err(format!("{name} could not be linked").into()) }
}

/// Empty C functions, for the stub library.
fn bodies(symbols: &[Symbol]) -> String {
    symbols.iter().fold(String::new(), |text, symbol| {
        text + &format!("void {0}(void);\nvoid {0}(void) {{}}\n", symbol.name)
    })
}

/// C functions that call the private functions with their own arguments.
fn forwarders(symbols: &[Symbol]) -> String {
    let mut text = String::new();
    for symbol in symbols {
        let types: Vec<&str> = symbol.parameters.iter().map(|name| plain_type(name)).collect();
        let typed: Vec<String> =
            types.iter().enumerate().map(|(i, name)| format!("{name} p{i}")).collect();
        let passed: Vec<String> = (0..types.len()).map(|i| format!("p{i}")).collect();
        let _ = writeln!(
            text,
            "{returns} {private}({types});\n{returns} {name}({typed});\n\
             {returns} {name}({typed}) {{ return {private}({passed}); }}",
            returns = plain_type(&symbol.returns),
            private = symbol.private_name(),
            types = types.join(", "),
            name = symbol.name,
            typed = typed.join(", "),
            passed = passed.join(", "),
        );
    }
    text
}

/// The type without libvirt's names: all pointers are passed the same way.
fn plain_type(name: &str) -> &str {
    let points = ["*", "Ptr", "Callback"].iter().any(|end| name.ends_with(end));
    if points { "void *" } else { name }
}
