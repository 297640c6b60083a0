//! Import circles of files and folders.

use crate::Import;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The imports that are part of a circle of files, then those that are part of a circle in which
/// folders count as one, between entries of the same folder.
pub fn violations(imports: &[Import]) -> Vec<String> {
    let edges: Vec<Edge> = imports.iter().map(|it| (unit(&it.from), unit(&it.to), it)).collect();
    let mut found = circular(&edges);
    let known: BTreeSet<&Import> = found.iter().map(|(import, _)| *import).collect();
    let mut inside: BTreeMap<String, Vec<Edge>> = BTreeMap::new();
    for import in imports {
        let (folder, from, to) = in_common_folder(&import.from, &import.to);
        inside.entry(folder).or_default().push((from, to, import));
    }
    let of_folders = inside.values().flat_map(|edges| circular(edges));
    found.extend(of_folders.filter(|(import, _)| !known.contains(import)));
    found.into_iter().map(|(_, line)| line).collect()
}

/// A file's path; a C header and the source file of the same name count as one.
fn unit(file: &str) -> String {
    file.strip_suffix(".c").or(file.strip_suffix(".h")).unwrap_or(file).to_owned()
}

/// The closest folder that contains both files, and its entry for each: a file, or a folder
/// with a trailing slash.
pub fn in_common_folder(from: &str, to: &str) -> (String, String, String) {
    let common = from.split('/').zip(to.split('/')).take_while(|(a, b)| a == b);
    let length: usize = common.map(|(part, _)| part.len() + 1).sum();
    let length = length.min(from.rfind('/').map_or(0, |slash| slash + 1));
    let entry = |file: &str| match file[length..].find('/') {
        Some(slash) => file[..=length + slash].to_owned(),
        None => unit(file),
    };
    (from[..length].to_owned(), entry(from), entry(to))
}

type Edge<'a> = (String, String, &'a Import);

/// A line for each import whose target imports it back, with the shortest path.
fn circular<'a>(edges: &[Edge<'a>]) -> Vec<(&'a Import, String)> {
    let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (from, to, _) in edges.iter().filter(|(from, to, _)| from != to) {
        next.entry(from).or_default().insert(to);
    }
    let line = |(from, to, import): &Edge<'a>| {
        let way = shortest(&next, to, from)?;
        let Import { from: file, line, text, .. } = import;
        Some((*import, format!("{file}:{line}: `{text}`: a circle: {from} -> {way}")))
    };
    edges.iter().filter(|(from, to, _)| from != to).filter_map(line).collect()
}

fn shortest(next: &BTreeMap<&str, BTreeSet<&str>>, from: &str, to: &str) -> Option<String> {
    let mut seen = BTreeSet::from([from]);
    let mut open = VecDeque::from([(from, from.to_owned())]);
    while let Some((unit, way)) = open.pop_front() {
        if unit == to {
            return Some(way);
        }
        for later in next.get(unit).into_iter().flatten() {
            if seen.insert(later) {
                open.push_back((later, format!("{way} -> {later}")));
            }
        }
    }
    None
}
