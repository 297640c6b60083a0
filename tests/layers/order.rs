//! The allowed order of imports within a folder: one row per folder in ARCHITECTURE.md.
//!
//!     src/xml: definition > capabilities, cpu > tree > *
//!
//! An entry may import the entries right of a `>` that follows it, never the other way; entries
//! separated by a comma do not import each other. `*` stands for all entries not named in the row.
//! A row is continued by lines that start with `>`, and after a comma.

use crate::Import;
use std::collections::{BTreeMap, BTreeSet};

const BEGIN: &str = "<!-- order of imports -->";
const END: &str = "<!-- end -->";
const OTHERS: &str = "*";

pub struct Order {
    rows: BTreeMap<String, Vec<Vec<String>>>,
}

impl Order {
    /// Reads the rows from the document.
    pub fn read(document: &str) -> Result<Self, String> {
        let after = document.split_once(BEGIN).ok_or_else(|| format!("no {BEGIN}"))?.1;
        let table = after.split_once(END).ok_or_else(|| format!("no {END}"))?.0;
        let mut rows: Vec<String> = Vec::new();
        for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match rows.last_mut() {
                Some(row) if line.starts_with('>') || row.ends_with(',') => row.push_str(line),
                _ => rows.push(line.to_owned()),
            }
        }
        let rows = rows.iter().map(|row| ranks(row)).collect::<Result<_, _>>()?;
        Ok(Self { rows })
    }

    /// The rows of a folder and its subfolders.
    pub fn below(mut self, root: &str) -> Self {
        let inside = format!("{root}/");
        self.rows.retain(|folder, _| folder == root || folder.starts_with(&inside));
        self
    }

    pub fn violations(&self, files: &[String], imports: &[Import]) -> Vec<String> {
        let mut found = Vec::new();
        for (folder, ranks) in &self.rows {
            found.extend(missing(folder, ranks, files, imports));
            found.extend(imports.iter().filter_map(|import| upward(folder, ranks, import)));
        }
        found
    }
}

fn ranks(row: &str) -> Result<(String, Vec<Vec<String>>), String> {
    let (folder, ranks) = row.split_once(':').ok_or_else(|| format!("no colon in `{row}`"))?;
    let ranks: Vec<Vec<String>> = ranks
        .split('>')
        .map(|rank| rank.split(',').map(|name| name.trim().to_owned()).collect())
        .collect();
    let names: Vec<&String> = ranks.iter().flatten().collect();
    let all: BTreeSet<&&String> = names.iter().collect();
    if all.len() != names.len() || names.iter().any(|name| name.is_empty()) {
        return Err(format!("`{row}`: a name is duplicate or empty"));
    }
    Ok((folder.to_owned(), ranks))
}

/// The folder's entry for a file: the name of the file or subfolder, without an extension.
fn entry<'a>(folder: &str, file: &'a str) -> Option<&'a str> {
    let below = file.strip_prefix(folder)?.strip_prefix('/')?;
    below.split(['/', '.']).next()
}

fn rank(ranks: &[Vec<String>], name: &str) -> Option<usize> {
    let place = |name: &str| ranks.iter().position(|rank| rank.iter().any(|it| it == name));
    place(name).or_else(|| place(OTHERS))
}

/// Entries without a place in the row, and names in the row without an entry. A mod.rs or lib.rs
/// that imports nothing needs no place.
fn missing(
    folder: &str,
    ranks: &[Vec<String>],
    files: &[String],
    imports: &[Import],
) -> Vec<String> {
    let present: BTreeSet<&str> = files.iter().filter_map(|file| entry(folder, file)).collect();
    let importing: BTreeSet<&str> =
        imports.iter().filter_map(|import| entry(folder, &import.from)).collect();
    let has_no_place = |name: &&&str| {
        let needs_none = ["mod", "lib"].contains(*name) && !importing.contains(**name);
        !needs_none && rank(ranks, name).is_none()
    };
    let missing = present.iter().filter(has_no_place);
    let mut found: Vec<String> = missing
        .map(|name| format!("{folder}/{name}: is missing in the order of ARCHITECTURE.md"))
        .collect();
    let named = ranks.iter().flatten().filter(|name| *name != OTHERS);
    found.extend(named.filter(|name| !present.contains(name.as_str())).map(|name| {
        format!("{folder}/{name}: is in the order of ARCHITECTURE.md, but does not exist")
    }));
    found
}

fn upward(folder: &str, ranks: &[Vec<String>], import: &Import) -> Option<String> {
    let (from, to) = (entry(folder, &import.from)?, entry(folder, &import.to)?);
    let (above, below) = (rank(ranks, from)?, rank(ranks, to)?);
    let are_others =
        above == below && [from, to].iter().all(|it| !ranks[above].iter().any(|n| n == it));
    if from == to || above < below || are_others {
        return None;
    }
    let Import { from: file, line, text, .. } = import;
    let how = if above == below { "does not come after it" } else { "comes before it" };
    Some(format!("{file}:{line}: `{text}`: {folder}/{from} imports {folder}/{to}, which {how}"))
}
