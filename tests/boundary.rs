//! Every function that C can call goes through the guard: read in the sources.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Each function of the C layer with its text up to the next function.
fn functions(dir: &Path, found: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            functions(&path, found);
        } else {
            add(&std::fs::read_to_string(&path).unwrap(), found);
        }
    }
}

fn add(source: &str, found: &mut BTreeMap<String, String>) {
    let code: Vec<&str> =
        source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let mut rest = code.as_str();
    while let Some(start) = rest.find("fn ") {
        let body = &rest[start + 3..];
        let starts =
            ["\nfn ", "\npub ", "\nunsafe ", "\n    fn ", "\n    pub ", "\n    unsafe fn "];
        let end = starts.iter().filter_map(|start| body.find(start)).min().unwrap_or(body.len());
        let name: String = body.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if !name.is_empty() {
            found.insert(name, body[..end].to_owned());
        }
        rest = &body[end..];
    }
}

fn calls(body: &str, names: &BTreeSet<String>) -> bool {
    names.iter().any(|name| {
        body.match_indices(&format!("{name}(")).any(|(at, _)| {
            let before = body[..at].chars().next_back();
            !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
        })
    })
}

/// The functions that reach the guard, themselves or through another one.
fn guarded(functions: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut guarded: BTreeSet<String> = ["guard", "guard_quiet"].map(str::to_owned).into();
    loop {
        let more: Vec<String> = functions
            .iter()
            .filter(|(name, body)| !guarded.contains(*name) && calls(body, &guarded))
            .map(|(name, _)| name.clone())
            .collect();
        if more.is_empty() {
            return guarded;
        }
        guarded.extend(more);
    }
}

fn unguarded(functions: &BTreeMap<String, String>) -> Vec<String> {
    let guarded = guarded(functions);
    let exported = functions.keys().filter(|name| name.starts_with("vir"));
    exported.filter(|name| !guarded.contains(*name)).cloned().collect()
}

fn sources() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    functions(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/capi"), &mut found);
    found
}

#[test]
fn every_export_passes_the_guard() {
    let functions = sources();
    for table in ["symbols", "libvirt-qemu", "libvirt-lxc"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("abi/{table}.tsv"));
        for line in std::fs::read_to_string(path).unwrap().lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            if fields.len() >= 5 && fields[2] == "function" && fields[4] == "implemented" {
                assert!(functions.contains_key(fields[0]), "{} was not found", fields[0]);
            }
        }
    }
    assert_eq!(unguarded(&functions), Vec::<String>::new());
}

#[test]
fn one_that_does_not_is_noticed() {
    let mut functions = sources();
    add("pub unsafe extern \"C\" fn virNew(x: c_int) -> c_int {\n    x\n}\n", &mut functions);
    assert_eq!(unguarded(&functions), ["virNew"]);
}
