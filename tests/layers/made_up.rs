//! The parser and the rules on small made-up trees.

use crate::order::Order;
use crate::{Import, Source, includes, tree, violations};

fn sources(files: &[(&str, &str)]) -> Vec<Source> {
    let source =
        |(path, text): &(&str, &str)| Source { path: (*path).to_owned(), text: (*text).to_owned() };
    files.iter().map(source).collect()
}

/// `from:line -> to` for each import.
fn imports(files: &[(&str, &str)]) -> Vec<String> {
    let found = tree::imports("src", &sources(files));
    found.iter().map(|it| format!("{}:{} -> {}", it.from, it.line, it.to)).collect()
}

/// The violations in a tree, given by its files and the words after them.
fn wrong(files: &[(&str, &str)], order: &str) -> Vec<String> {
    let sources = sources(files);
    let found: Vec<Import> = tree::imports("src", &sources);
    let paths: Vec<String> = sources.iter().map(|source| source.path.clone()).collect();
    violations(&paths, &found, &table(order).unwrap())
}

fn table(rows: &str) -> Result<Order, String> {
    Order::read(&format!("text\n<!-- order of imports -->\n{rows}\n<!-- end -->\n"))
}

const LIB: (&str, &str) = ("src/lib.rs", "pub mod a;\nmod b;\nmod c;");

#[test]
fn all_forms_of_imports_are_found() {
    for (text, lines) in [
        ("use crate::b::One;", "1"),
        ("pub use crate::b::One;", "1"),
        ("pub(super) use crate::b::One;", "1"),
        ("use super::b::{self, One as Two};", "1"),
        ("use super::\n{c::Three,\n b::{One, two::{*}}};", "3"),
        ("use {crate::b::One, std::fmt};", "1"),
        ("use super::b; fn f() { b::one(); }", "1"),
        ("\nfn f() -> crate::b::One { crate::b::one() }", "2"),
        ("fn f() { use crate::b::One as _; }", "1"),
        ("#[cfg(not(test))]\nuse crate::b::One;", "2"),
        ("mod inner { use super::super::b::One; fn f(_: One) {} }", "1"),
        ("const A: &[super::b::One] = &[];", "1"),
        ("fn f(c: char) -> bool { c == '\"' && crate::b::one('\\'') }", "1"),
        ("fn f<'a>(x: &'a str) { crate::b::one(r#\"\"\"#) }", "1"),
        ("bits! { X: crate::b::One }", "1"),
    ] {
        let text = format!("{text}\nfn own() {{}}");
        let found =
            imports(&[LIB, ("src/a.rs", &text), ("src/b.rs", "fn one() {}"), ("src/c.rs", "")]);
        let found: Vec<&String> = found.iter().filter(|line| line.ends_with("b.rs")).collect();
        assert_eq!(found, [&format!("src/a.rs:{lines} -> src/b.rs")], "{text}");
    }
}

#[test]
fn other_text_is_not_an_import() {
    for text in [
        "// use crate::b::One;",
        "/* use crate::b::One; /* crate::b::one() */ crate::b::one() */",
        "/// Like [`crate::b::One`].",
        "const A: &str = \"\nuse crate::b::One;\\\" crate::b::one()\";",
        "const A: &str = r#\"\"use crate::b::One;\"#;",
        "const A: &[u8] = b\"crate::b::one()\";",
        "#[cfg(test)]\nmod tests { use crate::b::One; fn f() { {} } }",
        "#[cfg(test)]\nuse crate::b::{One, Two};",
        "#[cfg(all(test, unix))]\n#[allow(dead_code)]\nfn f(a: [u8; 2]) { crate::b::one(); }",
        "use ::b::One;",
        "use b::One;",
        "pub(in crate::b) fn f() {}",
        "use crate::a::own;",
        "use std::b::One; fn f() { std::b::one() }",
    ] {
        let text = format!("{text}\nfn own() {{}}");
        let found = imports(&[LIB, ("src/a.rs", &text), ("src/b.rs", "fn one() {}")]);
        assert_eq!(found, [""; 0], "{text}");
    }
}

#[test]
fn a_file_compiled_only_for_tests_is_skipped() {
    let a = ("src/a/mod.rs", "#[cfg(test)]\nmod tests;\nfn own() {}");
    let tests = ("src/a/tests.rs", "use super::own;\nuse crate::b::One;\nfn f() {}");
    let below = ("src/a/tests/more.rs", "use crate::b::One;\nfn f() {}");
    assert_eq!(imports(&[LIB, a, tests, below, ("src/b.rs", "")]), [""; 0]);
}

#[test]
fn a_folder_that_only_re_exports_is_resolved_through() {
    let a = "use crate::b::{One, Three, Four};\nfn f() {}";
    let b =
        "mod one;\nmod two;\npub use one::One;\npub(crate) use two::*;\npub use std::fmt::Four;";
    let files = [
        LIB,
        ("src/a.rs", a),
        ("src/b/mod.rs", b),
        ("src/b/one.rs", "use super::Three;\npub struct One;"),
        ("src/b/two.rs", "pub use three::Three;\nmod three { pub struct Three; }"),
    ];
    let expected = [
        "src/a.rs:1 -> src/b/mod.rs",
        "src/a.rs:1 -> src/b/one.rs",
        "src/a.rs:1 -> src/b/two.rs",
        "src/b/one.rs:1 -> src/b/two.rs",
    ];
    assert_eq!(imports(&files), expected);
}

#[test]
fn a_folder_with_its_own_code_counts_as_a_file() {
    let b = "mod one;\nmod two;\npub use one::One;\npub struct Own;";
    let files = [
        LIB,
        ("src/b/mod.rs", b),
        ("src/b/one.rs", "use super::Own;\nuse super::two::f;\npub struct One;"),
        ("src/b/two.rs", "fn f() { super::one::g() }"),
    ];
    let found = wrong(&files, "");
    assert_eq!(found.len(), 4, "{found:#?}");
    assert!(
        found[0]
            .starts_with("src/b/mod.rs:3: `use one::One`: a circle: src/b/mod.rs -> src/b/one.rs")
    );
    assert!(found[1].starts_with("src/b/one.rs:1: `use super::Own`: "), "{found:#?}");
    assert!(found[2].starts_with("src/b/one.rs:2: `use super::two::f`: "), "{found:#?}");
    assert!(found[3].starts_with("src/b/two.rs:1: `super::one::g`: "), "{found:#?}");
    assert!(found.iter().all(|line| line.contains("a circle: ")), "{found:#?}");
}

#[test]
fn circles_of_files_of_any_length_are_found() {
    let chain = |last: &str| {
        let c = format!("{last}\nfn c() {{}}");
        let a = ("src/a.rs", "use crate::b::b;\nfn a() {}");
        wrong(&[LIB, a, ("src/b.rs", "use crate::c::c;\nfn b() {}"), ("src/c.rs", &c)], "")
    };
    assert_eq!(chain(""), [""; 0]);
    let found = chain("use crate::a::a;");
    assert_eq!(found.len(), 3, "{found:#?}");
    let expected =
        "src/c.rs:1: `use crate::a::a`: a circle: src/c.rs -> src/a.rs -> src/b.rs -> src/c.rs";
    assert_eq!(found[2], expected);
}

#[test]
fn circles_of_folders_are_found() {
    let files = [
        LIB,
        ("src/a/mod.rs", "mod one;\nmod two;"),
        ("src/a/one.rs", "use crate::b::three::f;\nfn f() {}"),
        ("src/a/two.rs", "fn f() {}"),
        ("src/b/mod.rs", "mod three;\nmod four;"),
        ("src/b/three.rs", "fn f() {}"),
        ("src/b/four.rs", "fn f() { crate::a::two::f() }"),
    ];
    let found = wrong(&files, "");
    let expected = [
        "src/a/one.rs:1: `use crate::b::three::f`: a circle: src/a/ -> src/b/ -> src/a/",
        "src/b/four.rs:1: `crate::a::two::f`: a circle: src/b/ -> src/a/ -> src/b/",
    ];
    assert_eq!(found, expected);
    // The first and the last entry of a row may be in one folder, with another entry between them.
    let between = [
        LIB,
        ("src/c/top.rs", "use crate::c::inner::g;\nfn f() {}"),
        ("src/c/inner/mod.rs", "use super::bottom::h;\nfn g() {}"),
        ("src/c/bottom.rs", "fn h() {}"),
    ];
    assert_eq!(wrong(&between, ""), [""; 0]);
}

#[test]
fn the_order_is_kept() {
    let files = [
        LIB,
        ("src/a/mod.rs", "use crate::c::f;\nfn f() {}"),
        ("src/b.rs", "fn f() {}"),
        ("src/c.rs", "use crate::b::f;\nfn f() {}"),
    ];
    assert_eq!(wrong(&files, "src: a > c > b"), [""; 0]);
    assert_eq!(wrong(&files, "src: a > c\n  > b"), [""; 0]);
    assert_eq!(wrong(&files, "src: a > *"), [""; 0]);
    let upward = "src/c.rs:1: `use crate::b::f`: src/c imports src/b, which comes before it";
    assert_eq!(wrong(&files, "src: a > b > c"), [upward]);
    let beside = "src/c.rs:1: `use crate::b::f`: src/c imports src/b, which does not come after it";
    assert_eq!(wrong(&files, "src: a > b, c"), [beside]);
    let nowhere = "src/b: is missing in the order of ARCHITECTURE.md";
    assert_eq!(wrong(&files, "src: a > c"), [nowhere]);
    let missing = "src/d: is in the order of ARCHITECTURE.md, but does not exist";
    assert_eq!(wrong(&files, "src: a > c > b > d"), [missing]);
}

#[test]
fn a_broken_order_is_refused() {
    assert!(Order::read("no marks").is_err());
    assert!(Order::read("<!-- order of imports -->").is_err());
    for rows in ["no colon", "src: a > a", "src: a > > b", "src:"] {
        assert!(table(rows).is_err(), "{rows}");
    }
}

#[test]
fn c_includes_are_followed() {
    let sources = sources(&[
        ("c/harness/harness.h", "#include <stdio.h>\n# include \"parts.h\"\n"),
        ("c/harness/harness.c", "#include \"harness.h\"\n"),
        ("c/harness/parts.h", "// #include \"../a/a.h\"\n"),
        ("c/harness/parts.c", "#include \"parts.h\"\n#include \"../a/./a.h\"\n"),
        ("c/a/a.h", "#include \"harness.h\"\n#include \"virmemctl.h\"\n"),
    ]);
    let found = includes::imports("c", &sources);
    let line = |it: &Import| format!("{}:{} -> {}", it.from, it.line, it.to);
    let expected = [
        "c/harness/harness.h:2 -> c/harness/parts.h",
        "c/harness/harness.c:1 -> c/harness/harness.h",
        "c/harness/parts.c:1 -> c/harness/parts.h",
        "c/harness/parts.c:2 -> c/a/a.h",
        "c/a/a.h:1 -> c/harness/harness.h",
    ];
    assert_eq!(found.iter().map(line).collect::<Vec<_>>(), expected);

    let paths: Vec<String> = sources.iter().map(|source| source.path.clone()).collect();
    let wrong = violations(&paths, &found, &table("c: a > harness").unwrap());
    let expected = [
        "c/a/a.h:1: `#include \"harness.h\"`: a circle: c/a/a -> c/harness/harness -> c/harness/parts -> c/a/a",
        "c/harness/harness.h:2: `# include \"parts.h\"`: a circle: c/harness/harness -> c/harness/parts -> c/a/a -> c/harness/harness",
        "c/harness/parts.c:2: `#include \"../a/./a.h\"`: a circle: c/harness/parts -> c/a/a -> c/harness/harness -> c/harness/parts",
        "c/harness/parts.c:2: `#include \"../a/./a.h\"`: c/harness imports c/a, which comes before it",
    ];
    assert_eq!(wrong, expected);
}
