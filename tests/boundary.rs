//! Every exported function goes through the guard and passes its own name to it; checked by
//! parsing the sources.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

/// The file and the name of an export or of a function outside of any `impl`.
type Place = (String, String);

/// A function's body, and the name of its first parameter.
#[derive(Clone)]
struct Function {
    parameter: String,
    body: String,
}

impl Function {
    /// The original name, if this entry is a `use`.
    fn original(&self) -> Option<&str> {
        self.body.strip_prefix("use ")
    }
}

/// The functions of the C layer.
type Functions = BTreeMap<Place, Function>;

/// How a guarded function tells the guard the name of the C function.
#[derive(Clone, Copy, PartialEq)]
enum Naming {
    /// None: `guard_quiet` raises no error.
    None,
    /// It passes on its first argument.
    Argument,
    /// It is an export and passes its own name.
    Own,
}

/// What an export may call before the guard: functions that cannot panic.
const PLAIN: &[&str] = &["is_null", "null", "null_mut", "read", "as_ptr", "from", "error_domain"];

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
            let body = code[start + 1..start + closing(&code[start..]).unwrap()].trim().to_owned();
            let parameters = code[at..start].split_once('(').unwrap().1;
            let parameter = identifier(parameters.trim_start()).to_owned();
            found.insert((file.to_owned(), name.to_owned()), Function { parameter, body });
        }
    }
}

/// An imported name of this crate is recorded as a function with the body `use ORIGINAL`.
fn add_used(file: &str, code: &str, found: &mut Functions) {
    let is_own = |text: &&str| text.starts_with("use super::") || text.starts_with("use crate::");
    for statement in code.split(';').map(str::trim).filter(is_own) {
        for part in statement.split(['{', '}', ',']).filter(|part| !part.trim().ends_with("::")) {
            let (path, name) = part.split_once(" as ").unwrap_or((part, part));
            let last = |text: &str| text.trim().rsplit([':', ' ']).next().unwrap().to_owned();
            let body = format!("use {}", last(path));
            let function = Function { parameter: String::new(), body };
            found.insert((file.to_owned(), last(name)), function);
        }
    }
}

fn identifier(text: &str) -> &str {
    &text[..text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len())]
}

/// The code without comments, characters and strings; strings that are an identifier remain.
fn without_text(source: &str) -> String {
    let mut code = String::new();
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        let skipped = match next {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '"' => {
                let end = text_end(&rest[1..], '"') + 2;
                if identifier(&rest[1..]).len() + 2 == end {
                    code.push_str(&rest[..end]);
                }
                end
            }
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

/// The position of the bracket that closes the first one of the text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.char_indices().find_map(|(at, c)| {
        depth += i32::from("([{".contains(c)) - i32::from(")]}".contains(c));
        (depth == 0).then_some(at)
    })
}

/// The function whose call, by a plain name, makes up a whole body, after `let`s that cannot
/// panic; and its first argument.
fn entered(body: &str) -> Option<(&str, &str)> {
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
    let first = arguments.get(1..)?.split([',', ')']).next()?.trim();
    (whole && is_plain(&before_the_work[1..])).then_some((name, first))
}

fn is_plain(code: &str) -> bool {
    code.match_indices('(').all(|(at, _)| {
        let before = code[..at].trim_end_matches(|c: char| c.is_alphanumeric() || c == '_');
        let name = &code[before.len()..at];
        name.is_empty() || PLAIN.contains(&name)
    })
}

/// The functions whose whole body is a call of the guard, directly or through another such
/// function, with the right name.
fn guarded(functions: &Functions) -> BTreeMap<Place, Naming> {
    let entry = |name: &str| match name {
        "guard" | "guard_on" | "guard_asking" => Some(Naming::Argument),
        "guard_quiet" | "guard_quiet_asking" => Some(Naming::None),
        _ => None,
    };
    let entries = functions.keys().filter(|(file, _)| file.ends_with("capi/boundary/guard.rs"));
    let mut guarded: BTreeMap<Place, Naming> =
        entries.filter_map(|place| Some((place.clone(), entry(&place.1)?))).collect();
    assert_eq!(guarded.len(), 5);
    loop {
        let known = guarded.len();
        let more = functions.iter().filter_map(|(place, function)| {
            let naming = match function.original() {
                Some(original) => naming_of_all(original, functions, &guarded),
                None => naming(place, function, &guarded),
            };
            Some((place.clone(), naming?))
        });
        let more: Vec<(Place, Naming)> = more.collect();
        guarded.extend(more);
        if guarded.len() == known {
            return guarded;
        }
    }
}

/// How a function names the C function, if it is guarded and passes the right name.
fn naming(
    (file, name): &Place,
    function: &Function,
    guarded: &BTreeMap<Place, Naming>,
) -> Option<Naming> {
    let (callee, argument) = entered(&function.body)?;
    let is_export = name.starts_with("vir");
    match guarded.get(&(file.clone(), callee.to_owned()))? {
        Naming::None => Some(Naming::None),
        Naming::Argument if is_export => (argument == format!("\"{name}\"")).then_some(Naming::Own),
        Naming::Argument => (argument == function.parameter).then_some(Naming::Argument),
        // The error would name the other export.
        Naming::Own => None,
    }
}

/// How each function of this name, in any file, names the C function.
fn naming_of_all(
    name: &str,
    functions: &Functions,
    guarded: &BTreeMap<Place, Naming>,
) -> Option<Naming> {
    let mut same = functions
        .iter()
        .filter(|((_, other), function)| other == name && function.original().is_none())
        .map(|(place, _)| guarded.get(place).copied());
    let first = same.next()??;
    same.all(|other| other == Some(first)).then_some(first)
}

fn unguarded(functions: &Functions) -> Vec<String> {
    let guarded = guarded(functions);
    let exported = functions
        .iter()
        .filter(|((_, name), function)| name.starts_with("vir") && function.original().is_none());
    let bare = exported.filter(|(place, _)| !guarded.contains_key(*place));
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
    let bodies = functions.iter().filter(|(_, function)| function.original().is_none());
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

/// The unguarded exports with one more source file, which gets the imports of the guard.
fn unguarded_with(source: &str) -> Vec<String> {
    static SOURCES: LazyLock<Functions> = LazyLock::new(sources);
    let mut functions = SOURCES.clone();
    let imports = "use crate::capi::boundary::guard::{NoHandle, guard, guard_quiet as quiet};\n";
    add("src/capi/new.rs", &format!("{imports}{source}"), &mut functions);
    unguarded(&functions)
}

fn export(body: &str) -> String {
    format!("pub unsafe extern \"C\" fn virNew(x: c_int) -> c_int {{\n    {body}\n}}\n")
}

#[test]
fn an_unguarded_export_is_detected() {
    for body in [
        "x",
        "TABLE.get(x)",
        "p.add(1).read()",
        "list(x)",
        "TABLE.guard(\"virNew\", x)",
        "other::guard(\"virNew\", x)",
        "guard(\"virNew\", NoHandle, -1, || Ok(0)) + TABLE.get(x)",
        "guard(\"virNew\", NoHandle, TABLE.get(x), || Ok(0))",
        "let y = TABLE.get(x);\n    guard(\"virNew\", NoHandle, -1, || Ok(y))",
        "unsafe { p.add(1).read() }",
        "TABLE.get(x);\n    guard(\"virNew\", NoHandle, -1, || Ok(0))",
    ] {
        assert_eq!(unguarded_with(&export(body)), ["virNew"], "{body}");
    }
}

#[test]
fn another_name_is_detected() {
    for body in [
        "guard(\"virNews\", NoHandle, -1, || Ok(0))",
        "guard(\"\", NoHandle, -1, || Ok(0))",
        "guard(\"virNew \", NoHandle, -1, || Ok(0))",
        "guard(x, NoHandle, -1, || Ok(0))",
        "guard(NAME, NoHandle, -1, || Ok(0))",
        "unsafe { guard(\"virOld\", NoHandle, -1, || Ok(0)) }",
        "helper(\"virOld\", x)",
        "fixed(\"virNew\", x)",
        "second(x, \"virNew\")",
        "virOther(x)",
    ] {
        let helpers = "fn helper(function: &str, x: c_int) { guard(function, NoHandle, x, || Ok(0)) }\n\
            fn fixed(function: &str, x: c_int) { guard(\"virOld\", NoHandle, x, || Ok(0)) }\n\
            fn second(x: c_int, function: &str) { guard(function, NoHandle, x, || Ok(0)) }\n\
            unsafe fn virOther(x: c_int) { helper(\"virOther\", x) }\n";
        let source = format!("{helpers}{}", export(body));
        assert_eq!(unguarded_with(&source), ["virNew"], "{body}");
    }
}

#[test]
fn a_guarded_export_is_not_reported() {
    let helpers = "fn own() { quiet((), || TABLE.get('}')) }\n\
        fn helper<T>(function: &str, x: T) { guard(function, NoHandle, x, || Ok(0)) }\n";
    for body in [
        "let _ = x; // TABLE.get(\n    unsafe { own() }",
        "guard(\"virNew\", NoHandle, -1, || Ok(TABLE.get(x)))",
        "unsafe { helper(\"virNew\", x) }",
    ] {
        let source = format!("{helpers}{}", export(body));
        assert_eq!(unguarded_with(&source), Vec::<String>::new(), "{body}");
    }
}
