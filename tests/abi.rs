//! The symbols and versions of the libraries match the tables and libvirt.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The drop-in's libraries and the tables of their symbols.
const LIBRARIES: [(&str, &str); 3] =
    [("libvirt", "symbols"), ("libvirt-qemu", "libvirt-qemu"), ("libvirt-lxc", "libvirt-lxc")];

fn table(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("abi/{name}.tsv"));
    std::fs::read_to_string(path).unwrap()
}

fn rows(table: &str) -> Vec<Vec<&str>> {
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| line.split('\t').collect()).collect()
}

/// `symbol@@NODE` and kind for each row.
fn expected(table: &str) -> BTreeMap<String, String> {
    let rows = rows(table);
    rows.iter().map(|row| (format!("{}@@{}", row[0], row[1]), row[2].to_owned())).collect()
}

/// The main library's private exports for the small libraries.
fn private() -> BTreeMap<String, String> {
    let tables = [table("libvirt-qemu"), table("libvirt-lxc")];
    let rows = tables.iter().flat_map(|table| rows(table));
    rows.map(|row| {
        let name = row[0].trim_start_matches("vir");
        let node = concat!("VIRMEMCTL_PRIVATE_", env!("CARGO_PKG_VERSION"));
        (format!("virMemctlPrivate{name}@@{node}"), row[2].to_owned())
    })
    .collect()
}

/// The library that cargo built with this test: in its directory, not the copy above it.
fn main_library() -> PathBuf {
    std::env::current_exe().unwrap().with_file_name("libvirmemctl.so")
}

/// The build script's output directory.
const BUILT: &str = env!("OUT_DIR");

fn library(name: &str) -> PathBuf {
    if name == "libvirt" {
        main_library()
    } else {
        Path::new(BUILT).join(format!("dropin/{name}.so.0"))
    }
}

fn text_of(program: &str, arguments: &[&str], library: &Path) -> String {
    let output = Command::new(program).args(arguments).arg(library).output();
    let output = output.unwrap_or_else(|error| panic!("{program}, of binutils: {error}"));
    assert!(output.status.success(), "{program} {}", library.display());
    String::from_utf8(output.stdout).unwrap()
}

/// An exported symbol: whether a function or data, and its size.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Exported {
    kind: String,
    size: String,
}

/// `symbol@@NODE` for each symbol that the library defines.
fn exported(library: &Path) -> BTreeMap<String, Exported> {
    let text = text_of("readelf", &["--dyn-syms", "--wide"], library);
    let mut found = BTreeMap::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [_, _, size, kind, binding, _, section, name, ..] = fields[..] else { continue };
        let is_defined = binding == "GLOBAL" && !["UND", "ABS"].contains(&section);
        if is_defined {
            let kind = match kind {
                "FUNC" => "function",
                "OBJECT" => "data",
                other => other,
            };
            let exported = Exported { kind: kind.to_owned(), size: size.to_owned() };
            found.insert(name.to_owned(), exported);
        }
    }
    found
}

fn kinds(exported: &BTreeMap<String, Exported>) -> BTreeMap<String, String> {
    exported.iter().map(|(name, symbol)| (name.clone(), symbol.kind.clone())).collect()
}

/// The version nodes with their parents.
fn nodes(library: &Path) -> BTreeMap<String, Vec<String>> {
    let text = text_of("readelf", &["--version-info", "--wide"], library);
    let mut nodes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut last = String::new();
    for line in text.lines().take_while(|line| !line.starts_with("Version needs")) {
        let Some((before, name)) = line.rsplit_once("Name: ") else {
            if let Some((_, parent)) = line.rsplit_once("Parent 1: ") {
                nodes.entry(last.clone()).or_default().push(parent.trim().to_owned());
            }
            continue;
        };
        if !before.contains("BASE") {
            last = name.trim().to_owned();
            nodes.entry(last.clone()).or_default();
        }
    }
    nodes
}

#[test]
fn the_main_library_exports_the_table_and_nothing_else() {
    let mut expected = expected(&table("symbols"));
    expected.extend(private());
    assert_eq!(kinds(&exported(&main_library())), expected);
}

/// The D-Bus client and its runtime are in the part for systemd.
#[test]
fn the_main_library_has_no_dbus_client() {
    let library = std::fs::read(main_library()).unwrap();
    let has = |name: &str| library.windows(name.len()).any(|bytes| bytes == name.as_bytes());
    assert!(has("quick_xml"));
    for name in ["cgroups_rs", "zbus", "async_io", "tokio"] {
        assert!(!has(name), "{name}");
    }
}

#[test]
fn the_small_libraries_export_their_tables_and_nothing_else() {
    for (name, rows) in &LIBRARIES[1..] {
        assert_eq!(kinds(&exported(&library(name))), expected(&table(rows)), "{name}");
    }
}

#[test]
fn a_broken_table_is_detected() {
    for (name, rows) in LIBRARIES {
        let table = table(rows);
        let is_same = |table: &str| {
            let exported = kinds(&exported(&library(name)));
            expected(table).iter().all(|(symbol, kind)| exported.get(symbol) == Some(kind))
        };
        assert!(is_same(&table));
        assert!(!is_same(&table.replacen("\tLIBVIRT_", "\tLIBVIRT_9", 1)), "another node");
        assert!(!is_same(&table.replacen("\nvir", "\nvirs", 1)), "another name");
        assert!(!is_same(&table.replacen("\tfunction", "\tdata", 1)), "another kind");
    }
}

/// Debian's library, if installed in the version that ours replaces.
fn debians(name: &str) -> Option<PathBuf> {
    let file = format!("{name}.so.0");
    let output = Command::new("/sbin/ldconfig").arg("-p").output().ok()?;
    let paths = String::from_utf8(output.stdout).ok()?;
    let mut found = paths.lines().filter_map(|line| {
        let (names, path) = line.split_once(" => ")?;
        names.split_whitespace().next().filter(|name| *name == file).map(|_| PathBuf::from(path))
    });
    found.find(|path| {
        let real = std::fs::canonicalize(path).unwrap_or_default();
        real.to_string_lossy().ends_with(".so.0.9000.0")
    })
}

fn is_public(node: &str) -> bool {
    node.starts_with("LIBVIRT_") && !node.starts_with("LIBVIRT_PRIVATE")
}

#[test]
fn libvirts_own_libraries_have_the_same() {
    for (name, _) in LIBRARIES {
        let Some(theirs) = debians(name) else {
            return common::skip("libvirts_own_libraries_have_the_same", "needs libvirt0");
        };
        let ours = library(name);
        let public = |mut symbols: BTreeMap<String, Exported>| {
            symbols
                .retain(|name, _| name.split_once("@@").is_some_and(|(_, node)| is_public(node)));
            for symbol in symbols.values_mut().filter(|symbol| symbol.kind == "function") {
                symbol.size.clear();
            }
            symbols
        };
        let theirs_public = public(exported(&theirs));
        assert!(!theirs_public.is_empty(), "{name}: nothing was read");
        assert_eq!(public(exported(&ours)), theirs_public, "{name}");
        let mut our_nodes = nodes(&ours);
        let mut their_nodes = nodes(&theirs);
        our_nodes.retain(|node, _| is_public(node));
        their_nodes.retain(|node, _| is_public(node));
        assert!(!their_nodes.is_empty(), "{name}: no node was read");
        assert_eq!(our_nodes, their_nodes, "{name}");
    }
}

#[test]
fn the_small_libraries_need_the_main_one_alone() {
    for (name, _) in &LIBRARIES[1..] {
        let text = text_of("readelf", &["-d"], &library(name));
        assert!(text.contains(&format!("[{name}.so.0]")), "{text}");
        let needed: BTreeSet<&str> =
            text.lines().filter(|line| line.contains("(NEEDED)")).collect();
        assert_eq!(needed.len(), 1, "{text}");
        assert!(needed.iter().all(|line| line.contains("[libvirt.so.0]")), "{text}");
    }
}

#[test]
fn the_library_has_its_soname() {
    assert!(text_of("readelf", &["-d"], &main_library()).contains("[libvirmemctl.so.0]"));
}

/// The names that the header brings into a program: macros and declarations at file
/// scope.
fn names_of(header: &str) -> Vec<String> {
    let mut code = String::new();
    let mut names = Vec::new();
    // Generated comments are on separate lines; C++ parts are skipped.
    let is_comment = |line: &str| {
        let marks = ["/*", "*", "//"];
        marks.iter().any(|mark| line.starts_with(mark)) || line.contains("extern \"C\"")
    };
    let header = header.replace("\\\n", " ");
    for line in header.lines().map(str::trim_start).filter(|line| !is_comment(line)) {
        match line.strip_prefix('#').map(|line| line.trim_start().strip_prefix("define ")) {
            None => code.extend([line, " "]),
            Some(Some(macro_)) => names.extend(macro_.split([' ', '(']).next().map(str::to_owned)),
            Some(None) => {}
        }
    }
    let (mut word, mut inside, mut is_enum) = (String::new(), Vec::new(), false);
    for letter in code.chars() {
        if letter.is_alphanumeric() || letter == '_' {
            word.push(letter);
            continue;
        }
        let is_name = word.starts_with(|first: char| !first.is_numeric()) && !word.is_empty();
        is_enum |= word == "enum";
        if is_name && inside.iter().all(|open| *open == 'e') {
            names.push(std::mem::take(&mut word));
        }
        word.clear();
        match letter {
            '{' => inside.push(if std::mem::take(&mut is_enum) { 'e' } else { '{' }),
            '(' => inside.push('('),
            ')' | '}' => drop(inside.pop()),
            ';' => is_enum = false,
            _ => {}
        }
    }
    names
}

/// Identifiers of C itself and of <sys/types.h>.
const OF_C: [&str; 14] = [
    "char", "const", "double", "enum", "extern", "int", "long", "short", "size_t", "struct",
    "typedef", "union", "unsigned", "void",
];

fn foreign_names(header: &str) -> Vec<String> {
    let ours = ["VIR_", "LIBVIR_", "VIRMEMCTL_", "_vir", "vir"];
    let mut names = names_of(header);
    assert!(names.iter().any(|name| name == "VIR_DOMAIN_MEMORY_HARD_LIMIT"), "{names:?}");
    assert!(names.iter().any(|name| name == "virDomainSetMemoryParameters"), "{names:?}");
    assert!(names.iter().any(|name| name == "VIR_DOMAIN_AFFECT_LIVE"), "{names:?}");
    names.retain(|name| !ours.iter().any(|prefix| name.starts_with(prefix)));
    names.retain(|name| !OF_C.contains(&name.as_str()));
    names
}

#[test]
fn the_header_leaves_names_to_the_program() {
    let header = Path::new(env!("CARGO_MANIFEST_DIR")).join("include/virmemctl.h");
    let header = std::fs::read_to_string(header).unwrap();
    assert_eq!(foreign_names(&header), [""; 0]);
    for (line, name) in [
        ("#define LIVE 1", "LIVE"),
        ("# define min(a, b) a", "min"),
        ("typedef int kib;", "kib"),
        ("enum virStep { Clone = 1 };", "Clone"),
        ("typedef struct step virStep;", "step"),
        ("int memory(int limit);", "memory"),
    ] {
        assert_eq!(foreign_names(&format!("{header}\n{line}\n")), [name]);
    }
}

#[test]
fn the_committed_header_is_the_fresh_one() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let committed = std::fs::read(project.join("include/virmemctl.h")).unwrap();
    let fresh = virmemctl_header::generate(project).unwrap();
    assert!(
        committed == fresh,
        "include/virmemctl.h is not what the sources give: run `make header`"
    );
}
