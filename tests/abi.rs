//! The shared library's symbols and versions are those of the table.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

fn table() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("abi/symbols.tsv");
    std::fs::read_to_string(path).unwrap()
}

/// `symbol@@NODE` for each row.
fn expected(table: &str) -> BTreeSet<String> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            format!("{}@@{}", fields[0], fields[1])
        })
        .collect()
}

/// The library that cargo built with this test: beside it, not the copy above.
fn library() -> PathBuf {
    std::env::current_exe().unwrap().with_file_name("libvirmemctl.so")
}

fn exported(library: &Path) -> BTreeSet<String> {
    let output = Command::new("nm")
        .args(["-D", "--defined-only", "--with-symbol-versions"])
        .arg(library)
        .output()
        .expect("nm, of binutils");
    assert!(output.status.success(), "nm {}", library.display());
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .filter(|line| !line.contains(" A "))
        .filter_map(|line| line.split_whitespace().nth(2).map(str::to_owned))
        .collect()
}

#[test]
fn the_library_exports_the_table_and_nothing_else() {
    assert_eq!(exported(&library()), expected(&table()));
}

#[test]
fn a_broken_table_is_noticed() {
    let broken = table().replace("virDomainFree\tLIBVIRT_0.0.3", "virDomainFree\tLIBVIRT_0.0.5");
    assert_ne!(exported(&library()), expected(&broken));
    let short: Vec<String> =
        table().lines().map(str::to_owned).filter(|l| !l.contains("Close")).collect();
    assert_ne!(exported(&library()), expected(&short.join("\n")));
}

#[test]
fn the_soname_is_there_and_linked() {
    let library = library();
    let output =
        Command::new("readelf").arg("-d").arg(&library).output().expect("readelf, of binutils");
    assert!(String::from_utf8(output.stdout).unwrap().contains("[libvirmemctl.so.0]"));
    let link = library.ancestors().nth(2).unwrap().join("libvirmemctl.so.0");
    assert_eq!(std::fs::read_link(link).unwrap(), Path::new("libvirmemctl.so"));
}

#[test]
fn the_committed_header_is_the_fresh_one() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("include/virmemctl.h");
    let committed = std::fs::read_to_string(committed).unwrap();
    let fresh = std::fs::read_to_string(env!("VIRMEMCTL_FRESH_HEADER")).unwrap();
    assert!(
        committed == fresh,
        "include/virmemctl.h is not what the sources give: run `make header`"
    );
}
