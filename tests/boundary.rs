//! Every function that C can call goes through the guard: read in the sources.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A function outside any `impl`, or an export: the file that it stands in, and its name.
type Place = (String, String);

/// The bodies of the C layer's functions.
type Functions = BTreeMap<Place, String>;

/// What an export may call before it is in the guard: nothing of it can panic.
const PLAIN: &[&str] = &["is_null", "null", "null_mut", "read", "as_ptr", "from", "On", "OnDomain"];

fn functions(dir: &Path, found: &mut Functions) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            functions(&path, found);
        } else {
            add(&path.to_string_lossy(), &std::fs::read_to_string(&path).unwrap(), found);
        }
    }
}

fn add(file: &str, source: &str, found: &mut Functions) {
    let code = without_text(source);
    add_used(file, &code, found);
    for (at, _) in code.match_indices("fn ") {
        let line = code[..at].rfind('\n').map_or(0, |end| end + 1);
        let name = identifier(&code[at + 3..]);
        let is_free = !code[line..].starts_with(' ');
        let is_word = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if is_word && !name.is_empty() && (is_free || name.starts_with("vir")) {
            let start = at + code[at..].find('{').unwrap();
            let body = &code[start + 1..start + closing(&code[start..]).unwrap()];
            found.insert((file.to_owned(), name.to_owned()), body.trim().to_owned());
        }
    }
}

/// A name of this crate's that a `use` brings is a function with the body `use ORIGINAL`.
fn add_used(file: &str, code: &str, found: &mut Functions) {
    let is_own = |text: &&str| text.starts_with("use super::") || text.starts_with("use crate::");
    for statement in code.split(';').map(str::trim).filter(is_own) {
        for part in statement.split(['{', '}', ',']).filter(|part| !part.trim().ends_with("::")) {
            let (path, name) = part.split_once(" as ").unwrap_or((part, part));
            let last = |text: &str| text.trim().rsplit([':', ' ']).next().unwrap().to_owned();
            found.insert((file.to_owned(), last(name)), format!("use {}", last(path)));
        }
    }
}

fn identifier(text: &str) -> &str {
    &text[..text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len())]
}

/// The code without its comments and what stands in texts and characters.
fn without_text(source: &str) -> String {
    let mut code = String::new();
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        let skipped = match next {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '"' => text_end(&rest[1..], '"') + 2,
            '\'' if rest[1..].starts_with('\\') => text_end(&rest[1..], '\'') + 2,
            '\'' if rest.chars().nth(2) == Some('\'') => rest.char_indices().nth(3).unwrap().0,
            other => {
                code.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[skipped..];
    }
    code
}

fn text_end(text: &str, quote: char) -> usize {
    let mut escaped = false;
    let end = text.find(|c| {
        let ends = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    end.unwrap()
}

/// Where the bracket closes that the text begins with.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.char_indices().find_map(|(at, c)| {
        depth += i32::from("([{".contains(c)) - i32::from(")]}".contains(c));
        (depth == 0).then_some(at)
    })
}

/// The function whose call, by its plain name, is the whole of a body, behind `let`s that call
/// nothing that can panic.
fn entered(body: &str) -> Option<&str> {
    let mut rest = body.trim().trim_end_matches(';');
    while rest.starts_with("let ") {
        let (binding, behind) = rest.split_once(';')?;
        if !is_plain(binding) {
            return None;
        }
        rest = behind.trim();
    }
    if let Some(block) = rest.strip_prefix("unsafe ") {
        let end = closing(block).filter(|end| end + 1 == block.len())?;
        return entered(&block[1..end]);
    }
    let name = identifier(rest);
    let arguments = &rest[name.len()..];
    let whole = arguments.starts_with('(') && closing(arguments)? + 1 == arguments.len();
    let before_the_work = arguments.split('|').next()?;
    (whole && is_plain(&before_the_work[1..])).then_some(name)
}

fn is_plain(code: &str) -> bool {
    code.match_indices('(').all(|(at, _)| {
        let before = code[..at].trim_end_matches(|c: char| c.is_alphanumeric() || c == '_');
        let name = &code[before.len()..at];
        name.is_empty() || PLAIN.contains(&name)
    })
}

/// The functions whose whole body is the guard's, their own or that of another one.
fn guarded(functions: &Functions) -> BTreeSet<Place> {
    let entries = functions.keys().filter(|(file, name)| {
        file.ends_with("capi/guard.rs") && ["guard", "guard_quiet"].contains(&name.as_str())
    });
    let mut guarded: BTreeSet<Place> = entries.cloned().collect();
    assert_eq!(guarded.len(), 2);
    loop {
        let known = guarded.len();
        let more = functions.iter().filter(|((file, _), body)| match body.strip_prefix("use ") {
            Some(original) => all_guarded(original, functions, &guarded),
            None => {
                entered(body).is_some_and(|name| guarded.contains(&(file.clone(), name.to_owned())))
            }
        });
        let more: Vec<Place> = more.map(|(place, _)| place.clone()).collect();
        guarded.extend(more);
        if guarded.len() == known {
            return guarded;
        }
    }
}

/// Whether each function of this name is guarded, in whichever file it stands.
fn all_guarded(name: &str, functions: &Functions, guarded: &BTreeSet<Place>) -> bool {
    let is_function =
        |((_, other), body): &(&Place, &String)| other == name && !body.starts_with("use ");
    let mut places = functions.iter().filter(is_function).map(|(place, _)| place).peekable();
    places.peek().is_some() && places.all(|place| guarded.contains(place))
}

fn unguarded(functions: &Functions) -> Vec<String> {
    let guarded = guarded(functions);
    let exported = functions
        .iter()
        .filter(|((_, name), body)| name.starts_with("vir") && !body.starts_with("use "));
    let bare = exported.filter(|(place, _)| !guarded.contains(*place));
    bare.map(|((_, name), _)| name.clone()).collect()
}

fn sources() -> Functions {
    let mut found = BTreeMap::new();
    functions(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/capi"), &mut found);
    found
}

#[test]
fn every_export_passes_the_guard() {
    let functions = sources();
    let bodies = functions.iter().filter(|(_, body)| !body.starts_with("use "));
    let names: BTreeSet<&str> = bodies.map(|((_, name), _)| name.as_str()).collect();
    for table in ["symbols", "libvirt-qemu", "libvirt-lxc"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("abi/{table}.tsv"));
        for line in std::fs::read_to_string(path).unwrap().lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            if fields.len() >= 5 && fields[2] == "function" && fields[4] == "implemented" {
                assert!(names.contains(fields[0]), "{} was not found", fields[0]);
            }
        }
    }
    assert_eq!(unguarded(&functions), Vec::<String>::new());
}

#[test]
fn one_that_does_not_is_noticed() {
    let sources = sources();
    for body in [
        "x",
        "TABLE.get(x)",
        "p.add(1).read()",
        "list(x)",
        "TABLE.guard(x)",
        "other::guard(x)",
        "guard(Called::Plain, -1, || Ok(0)) + TABLE.get(x)",
        "guard(Called::Plain, TABLE.get(x), || Ok(0))",
        "let y = TABLE.get(x);\n    guard(Called::Plain, -1, || Ok(y))",
        "unsafe { p.add(1).read() }",
        "TABLE.get(x);\n    guard(Called::Plain, -1, || Ok(0))",
    ] {
        let mut functions = sources.clone();
        let source =
            format!("pub unsafe extern \"C\" fn virNew(x: c_int) -> c_int {{\n    {body}\n}}\n");
        add("src/capi/new.rs", &source, &mut functions);
        assert_eq!(unguarded(&functions), ["virNew"], "{body}");
    }
}

#[test]
fn one_that_does_is_not_told() {
    let source = "use super::guard::guard_quiet as quiet;\nfn own() { quiet((), || TABLE.get('}')) }\n\
        unsafe fn virNew(x: c_int) {\n    let _ = x; // TABLE.get(\n    unsafe { own() }\n}\n";
    let mut functions = sources();
    add("src/capi/new.rs", source, &mut functions);
    assert_eq!(unguarded(&functions), Vec::<String>::new());
}
