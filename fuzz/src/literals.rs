//! Texts of the project's own sources and tests, which serve as seeds and dictionaries.

use std::path::{Path, PathBuf};

/// A path in the project.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(path)
}

/// The files below a path of the project, sorted.
pub fn files(path: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![project(path)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The string literals of the sources below a path, in C or Rust.
pub fn literals(path: &str) -> Vec<String> {
    let mut found = Vec::new();
    for file in files(path) {
        found.extend(of_source(&std::fs::read_to_string(file).unwrap_or_default()));
    }
    found
}

/// The literals of a source; adjacent ones are one, as in C.
fn of_source(source: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = source;
    let mut is_adjacent = false;
    while let Some(begin) = rest.find(['"', '/', '\'']) {
        is_adjacent &= rest[..begin].trim().is_empty();
        rest = &rest[begin..];
        if let Some(comment) = comment_length(rest) {
            rest = &rest[comment..];
        } else if let Some(inner) = rest.strip_prefix('"') {
            let (literal, after) = unescape(inner);
            match found.last_mut().filter(|_| is_adjacent) {
                Some(last) => last.push_str(&literal),
                None => found.push(literal),
            }
            is_adjacent = true;
            rest = after;
        } else {
            is_adjacent = false;
            let is_quote = rest.starts_with("'\"'");
            rest = &rest[if is_quote { 3 } else { 1 }..];
        }
    }
    found
}

fn comment_length(text: &str) -> Option<usize> {
    let to_end = |end: &str| Some(text.find(end).unwrap_or(text.len()));
    match text.get(..2) {
        Some("//") => to_end("\n"),
        Some("/*") => to_end("*/"),
        _ => None,
    }
}

/// A literal up to its quote, and what follows.
fn unescape(text: &str) -> (String, &str) {
    let mut literal = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (literal, &text[at + 1..]),
            '\\' => match characters.next().map_or('\\', |(_, escaped)| escaped) {
                'n' => literal.push('\n'),
                't' => literal.push('\t'),
                'r' => literal.push('\r'),
                '0' => literal.push('\0'),
                '\n' => {
                    // A line that goes on: Rust leaves out the indentation.
                    let rest = &text[at + 2..];
                    let blanks = rest.len() - rest.trim_start().len();
                    (0..rest[..blanks].chars().count()).for_each(|_| {
                        characters.next();
                    });
                }
                other => literal.push(other),
            },
            other => literal.push(other),
        }
    }
    (literal, "")
}
