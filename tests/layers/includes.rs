//! The `#include` lines of C sources.

use crate::{Import, Source};

/// Every include of one file below `root` by another. A header in quotes is searched
/// first in the folder of the including file, then in `root`, then anywhere below; one in angle
/// brackets in `root`.
pub fn imports(root: &str, sources: &[Source]) -> Vec<Import> {
    let mut found = Vec::new();
    for source in sources {
        for (index, line) in source.text.lines().enumerate() {
            let Some(name) = included(line) else { continue };
            if let Some(to) = place(root, sources, &source.path, &name) {
                let (from, text) = (source.path.clone(), line.trim().to_owned());
                found.push(Import { from, line: index + 1, text, to });
            }
        }
    }
    found
}

/// The name of a header as it is included.
pub enum Name<'a> {
    Quoted(&'a str),
    Angled(&'a str),
}

/// What follows `#include` in a line.
fn after_include(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix('#')?.trim_start().strip_prefix("include")
}

pub fn is_include(line: &str) -> bool {
    after_include(line).is_some()
}

/// The header that a line includes; `None` also for an include that is no literal.
pub fn included(line: &str) -> Option<Name<'_>> {
    let rest = after_include(line)?.trim_start();
    if let Some(rest) = rest.strip_prefix('<') {
        return Some(Name::Angled(rest.split_once('>')?.0));
    }
    Some(Name::Quoted(rest.strip_prefix('"')?.split_once('"')?.0))
}

fn place(root: &str, sources: &[Source], from: &str, name: &Name) -> Option<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let is_there = |path: &String| sources.iter().any(|source| source.path == *path);
    let name = match name {
        Name::Angled(name) => return Some(plain(root, name)).filter(is_there),
        Name::Quoted(name) => name,
    };
    let ending = format!("/{name}");
    let anywhere = sources.iter().map(|source| source.path.clone());
    [plain(folder, name), plain(root, name)]
        .into_iter()
        .find(is_there)
        .or_else(|| anywhere.into_iter().find(|path| path.ends_with(&ending)))
}

/// The path with `.` and `..` resolved.
fn plain(folder: &str, name: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in name.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
