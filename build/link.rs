//! GNU symbol versions for the shared library.
//!
//! rustc passes the linker an anonymous version script. GNU ld refuses it together
//! with a script that has named nodes, and the default linker of some targets
//! ignores named nodes. So the library is linked by GNU ld through a wrapper
//! script that drops rustc's argument and keeps ours.

use crate::abi::Symbol;
use std::error::Error;
use std::fmt::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The Makefile creates a link of that name next to the library.
const SONAME: &str = "libvirmemctl.so.0";

/// Writes the version script and tells cargo how to link with it.
pub fn versions(symbols: &[Symbol], out: &Path) -> Result<(), Box<dyn Error>> {
    let map = out.join("symbols.map");
    std::fs::write(&map, script(symbols)?)?;
    write_linker(out, &map)?;
    for arg in [
        format!("-Wl,-soname,{SONAME}"),
        format!("-B{}", out.display()),
        "-fuse-ld=bfd".to_owned(),
        format!("-Wl,--version-script={}", map.display()),
        // A call to systemd that is given up leaves a thread behind, so its code must stay mapped.
        "-Wl,-z,nodelete".to_owned(),
    ] {
        println!("cargo::rustc-cdylib-link-arg={arg}");
    }
    if has_packed_relocations() {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,pack-relative-relocs");
    }
    Ok(())
}

/// The first glibc whose dynamic linker knows packed relative relocations (DT_RELR). They
/// make the library a twentieth smaller.
const PACKED_SINCE: [u32; 2] = [2, 36];

/// Whether this host, and so where the library is used, has that glibc or a later one.
fn has_packed_relocations() -> bool {
    let output = Command::new("getconf").arg("GNU_LIBC_VERSION").output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let version: Option<Vec<u32>> = text.ok().and_then(|text| {
        text.trim().strip_prefix("glibc ")?.split('.').map(|part| part.parse().ok()).collect()
    });
    version.is_some_and(|version| version.as_slice() >= PACKED_SINCE.as_slice())
}

/// The version script: the parent of each node is the node before it.
pub fn script(symbols: &[Symbol]) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    let mut parent: Option<&str> = None;
    let mut rest = symbols;
    while let Some(first) = rest.first() {
        let len = rest.iter().take_while(|s| s.node == first.node).count();
        let (node, later) = rest.split_at(len);
        if later.iter().any(|s| s.node == first.node) {
            return Err(format!("abi: duplicate node {}", first.node).into());
        }
        writeln!(text, "{} {{\n  global:", first.node)?;
        for symbol in node {
            writeln!(text, "    {};", symbol.name)?;
        }
        match parent {
            None => writeln!(text, "  local:\n    *;\n}};")?,
            Some(parent) => writeln!(text, "}} {parent};")?,
        }
        parent = Some(&first.node);
        rest = later;
    }
    Ok(text)
}

fn write_linker(out: &Path, map: &Path) -> Result<(), Box<dyn Error>> {
    let path = out.join("ld.bfd");
    let text = format!(
        "#!/bin/sh\n\
         # Drops every version script but the library's own, then links.\n\
         for arg in \"$@\"; do\n\
         \x20 shift\n\
         \x20 case $arg in\n\
         \x20   '--version-script={map}') set -- \"$@\" \"$arg\" ;;\n\
         \x20   --version-script=*) ;;\n\
         \x20   *) set -- \"$@\" \"$arg\" ;;\n\
         \x20 esac\n\
         done\n\
         exec '{ld}' \"$@\"\n",
        map = map.display(),
        ld = gnu_ld()?.display(),
    );
    std::fs::write(&path, text)?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755))?;
    Ok(())
}

/// The path of GNU ld, as the compiler reports it or from PATH.
fn gnu_ld() -> Result<PathBuf, Box<dyn Error>> {
    let output = Command::new("cc").arg("-print-prog-name=ld.bfd").output()?;
    let named = PathBuf::from(String::from_utf8(output.stdout)?.trim());
    let path = std::env::var_os("PATH").unwrap_or_default();
    let candidates = std::env::split_paths(&path).map(|dir| dir.join("ld.bfd"));
    std::iter::once(named)
        .chain(candidates)
        .find(|candidate| candidate.is_absolute() && candidate.is_file())
        .ok_or_else(|| {
            "GNU ld (ld.bfd) was not found, which gives the library its symbol versions: \
             install binutils"
                .into()
        })
}
