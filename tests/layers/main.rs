//! The sources import one way: no circles, and nothing upward in the order that ARCHITECTURE.md
//! gives between `<!-- order of imports -->` and `<!-- end -->`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod circles;
mod forbidden;
mod includes;
mod made_up;
mod module;
mod order;
mod tokens;
mod tree;

use order::Order;
use std::collections::BTreeSet;
use std::path::Path;

/// One file's use of another. Paths are relative to the project.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Import {
    pub from: String,
    pub line: usize,
    pub to: String,
    pub text: String,
}

/// A source file and its content.
pub(crate) struct Source {
    pub path: String,
    pub text: String,
}

/// The files below a folder of the project with one of the extensions, sorted.
fn sources(folder: &str, endings: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(project().join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else if endings.iter().any(|ending| path.ends_with(ending)) {
                let text = std::fs::read_to_string(project().join(&path)).unwrap();
                found.push(Source { path, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All violations in a folder's imports, sorted.
pub(crate) fn violations(files: &[String], imports: &[Import], order: &Order) -> Vec<String> {
    let mut found = BTreeSet::new();
    found.extend(circles::violations(imports));
    found.extend(order.violations(files, imports));
    found.into_iter().collect()
}

fn order() -> Order {
    Order::read(&std::fs::read_to_string(project().join("ARCHITECTURE.md")).unwrap()).unwrap()
}

fn paths(sources: &[Source]) -> Vec<String> {
    sources.iter().map(|source| source.path.clone()).collect()
}

fn assert_none(found: &[String], root: &str) {
    assert!(found.is_empty(), "{} violations in {root}:\n{}", found.len(), found.join("\n"));
}

fn check(root: &str, sources: &[Source], imports: &[Import]) {
    assert!(imports.len() > sources.len() / 2, "{root}: only {} imports found", imports.len());
    assert_none(&violations(&paths(sources), imports, &order().below(root)), root);
}

fn rust() -> Vec<Source> {
    sources("src", &[".rs"])
}

/// The part for systemd, a crate of its own.
fn part() -> Vec<Source> {
    sources("systemd/src", &[".rs"])
}

/// The command virmemctl, a crate of its own.
fn command() -> Vec<Source> {
    sources("cli/src", &[".rs"])
}

fn c() -> Vec<Source> {
    sources("c-tests", &[".c", ".h"])
}

#[test]
fn the_sources_import_one_way() {
    let sources = rust();
    check("src", &sources, &tree::imports("src", &sources));
    assert_none(&forbidden::in_rust(&sources), "src");
}

#[test]
fn the_part_for_systemd_imports_one_way() {
    check_crate("systemd/src", &part());
}

#[test]
fn the_command_imports_one_way() {
    check_crate("cli/src", &command());
}

fn check_crate(root: &str, sources: &[Source]) {
    let imports = tree::imports(root, sources);
    assert!(!imports.is_empty());
    let order = order().below(root);
    assert_none(&violations(&paths(sources), &imports, &order), root);
    assert_none(&forbidden::in_rust(sources), root);
}

#[test]
fn the_c_tests_include_one_way() {
    let sources = c();
    check("c-tests", &sources, &includes::imports("c-tests", &sources));
    assert_none(&forbidden::in_c(&sources), "c-tests");
}

#[test]
fn the_order_is_complete() {
    let (rust, part, command, c) = (rust(), part(), command(), c());
    let files = [paths(&rust), paths(&part), paths(&command), paths(&c)].concat();
    let imports = [
        tree::imports("src", &rust),
        tree::imports("systemd/src", &part),
        tree::imports("cli/src", &command),
        includes::imports("c-tests", &c),
    ]
    .concat();
    assert_none(&order().incomplete(&files, &imports), "the order");
}
