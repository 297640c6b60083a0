//! Forms of imports that the parser cannot follow, and that are not allowed therefore.

use crate::tokens::{self, Token};
use crate::{Source, includes};

/// The only files that include another, which the build generates.
const GENERATED: [(&str, &str); 3] = [
    ("src/capi/stubs.rs", r#"include!(concat!(env!("OUT_DIR"), "/stubs.rs"));"#),
    (
        "src/driver/remote/protocol/generated.rs",
        r#"include!(concat!(env!("OUT_DIR"), "/remote_protocol.rs"));"#,
    ),
    (
        "src/driver/remote/protocol/samples.rs",
        r#"include!(concat!(env!("OUT_DIR"), "/remote_samples.rs"));"#,
    ),
];

/// A line for each such form in Rust sources.
pub fn in_rust(sources: &[Source]) -> Vec<String> {
    sources.iter().flat_map(of_file).collect()
}

fn of_file(source: &Source) -> Vec<String> {
    let generated = GENERATED.iter().find(|(path, _)| source.path == *path);
    let text = generated
        .map_or_else(|| source.text.clone(), |(_, include)| source.text.replacen(include, "", 1));
    let tokens = tokens::read(&text);
    let mut attribute = Attribute::default();
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let rest = &tokens[at..];
        attribute.step(rest);
        if let Some(form) = form(rest, attribute.is_open()) {
            found.push(format!("{}:{}: {form} is not allowed", source.path, token.line));
        }
    }
    found
}

fn form(rest: &[Token], is_in_attribute: bool) -> Option<&'static str> {
    let words: Vec<&str> = rest.iter().take(4).map(|token| token.text.as_str()).collect();
    match words.as_slice() {
        ["path", "=", ..] if is_in_attribute => Some("`#[path]`"),
        ["include", "!", ..] => Some("`include!`"),
        ["extern", "crate", "self", ..] => Some("`extern crate self`"),
        ["crate" | "super" | "self", "::", "$", ..]
        | ["crate" | "super" | "self", "::", "{", "$"]
        | ["crate" | "super" | "self", "$", ..] => Some("a path made by a macro"),
        _ => None,
    }
}

/// The brackets of the attribute that is being read.
#[derive(Default)]
struct Attribute {
    depth: usize,
    begins: bool,
}

impl Attribute {
    fn is_open(&self) -> bool {
        self.depth > 0
    }

    fn step(&mut self, rest: &[Token]) {
        match rest[0].text.as_str() {
            "#" if self.depth == 0 => self.begins = true,
            "!" if self.begins => {}
            "[" if self.begins || self.depth > 0 => {
                self.begins = false;
                self.depth += 1;
            }
            "]" if self.depth > 0 => self.depth -= 1,
            _ => self.begins = false,
        }
    }
}

/// A line for each include in C sources that does not name a file.
pub fn in_c(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        for (index, line) in source.text.lines().enumerate() {
            if includes::is_include(line) && includes::included(line).is_none() {
                let (path, line, text) = (&source.path, index + 1, line.trim());
                found.push(format!("{path}:{line}: `{text}`: names no file"));
            }
        }
    }
    found
}
