//! The modules of a crate, and the file that each path resolves to.

use crate::module::{self, Module, Named, Use};
use crate::{Import, Source, tokens};
use std::collections::{BTreeMap, BTreeSet};

type ModulePath = Vec<String>;

struct Tree {
    modules: BTreeMap<ModulePath, Placed>,
}

struct Placed {
    file: String,
    module: Module,
}

/// Every import of one file by another below `root`, where `root/lib.rs` is the crate root.
pub fn imports(root: &str, sources: &[Source]) -> Vec<Import> {
    let tree = Tree::new(root, sources);
    let mut found = BTreeSet::new();
    for (scope, placed) in &tree.modules {
        // Imports of a file that only declares and re-exports are resolved through it.
        if !tree.is_transparent(&placed.file) {
            tree.collect(scope, placed, &mut found);
        }
    }
    let mut imports: Vec<Import> = found.into_iter().collect();
    imports.dedup_by(|a, b| (&a.from, a.line, &a.to) == (&b.from, b.line, &b.to));
    imports
}

/// The module of a file, from its path below the root.
fn module_path(root: &str, file: &str) -> ModulePath {
    let below = file.strip_prefix(root).unwrap_or(file).trim_end_matches(".rs");
    let mut path: ModulePath =
        below.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    if path.last().is_some_and(|last| last == "mod") || path == ["lib"] {
        path.pop();
    }
    path
}

fn joined(path: &[String], name: &str) -> ModulePath {
    path.iter().cloned().chain([name.to_owned()]).collect()
}

/// The maximum length of a chain of re-exports.
const LONGEST_CHAIN: usize = 16;

impl Tree {
    fn new(root: &str, sources: &[Source]) -> Self {
        let mut tree = Self { modules: BTreeMap::new() };
        for source in sources {
            let module = module::parse(&tokens::read(&source.text));
            tree.add(module_path(root, &source.path), &source.path, module);
        }
        tree.leave_tests_out();
        tree
    }

    fn add(&mut self, path: ModulePath, file: &str, mut module: Module) {
        for (name, inner) in std::mem::take(&mut module.inline) {
            self.add(joined(&path, &name), file, inner);
        }
        self.modules.insert(path, Placed { file: file.to_owned(), module });
    }

    fn leave_tests_out(&mut self) {
        let declared = self.modules.iter().flat_map(|(path, placed)| {
            placed.module.tests.iter().map(|name| joined(path, name)).collect::<Vec<_>>()
        });
        let tests: Vec<ModulePath> = declared.collect();
        self.modules.retain(|path, _| !tests.iter().any(|test| path.starts_with(test)));
    }

    fn is_transparent(&self, file: &str) -> bool {
        self.modules.values().filter(|placed| placed.file == file).all(|p| !p.module.has_code)
    }

    fn collect(&self, scope: &[String], placed: &Placed, found: &mut BTreeSet<Import>) {
        let mut add = |named: &Named, text: String, to: &str| {
            if to != placed.file {
                let (from, to) = (placed.file.clone(), to.to_owned());
                found.insert(Import { from, line: named.line, text, to });
            }
        };
        for import in &placed.module.uses {
            let text = format!(
                "use {}{}",
                import.named.path.join("::"),
                if import.is_glob { "::*" } else { "" }
            );
            for to in self.targets(scope, import) {
                add(&import.named, text.clone(), &to);
            }
        }
        for named in &placed.module.paths {
            if let Some(to) = self.inline_target(scope, &placed.module, named) {
                add(named, named.path.join("::"), &to);
            }
        }
    }

    fn targets(&self, scope: &[String], import: &Use) -> Vec<String> {
        let Some(found) = self.resolve(scope, &import.named.path, LONGEST_CHAIN) else {
            return Vec::new();
        };
        let mut files = vec![self.modules[&found].file.clone()];
        if import.is_glob && self.is_transparent(&files[0]) && found != scope {
            for inner in &self.modules[&found].module.uses {
                let file = self.resolve(&found, &inner.named.path, LONGEST_CHAIN);
                files.extend(file.map(|path| self.modules[&path].file.clone()));
            }
        }
        files
    }

    /// The target of a path in the code, unless an import of its first segment already counts.
    fn inline_target(&self, scope: &[String], module: &Module, named: &Named) -> Option<String> {
        let file = |path: &[String]| {
            let found = self.resolve(scope, path, LONGEST_CHAIN)?;
            Some(self.modules[&found].file.clone())
        };
        let to = file(&named.path)?;
        let first = &named.path[..1];
        let is_imported = module.uses.iter().any(|used| used.alias.as_ref() == first.first());
        if is_imported && file(first).as_ref() == Some(&to) { None } else { Some(to) }
    }

    /// The module that a path names, or the one that defines the item. `None`: not in this crate.
    fn resolve(&self, scope: &[String], path: &[String], fuel: usize) -> Option<ModulePath> {
        let (first, mut rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" => Vec::new(),
            "self" => scope.to_vec(),
            "super" => scope.split_last()?.1.to_vec(),
            name if self.modules.contains_key(&joined(scope, name)) => joined(scope, name),
            name => return self.follow(scope, name, rest, fuel),
        };
        while let Some((name, later)) = rest.split_first() {
            let child = joined(&at, name);
            if name == "super" {
                at.pop();
            } else if self.modules.contains_key(&child) {
                at = child;
            } else {
                let defined = self.modules.get(&at)?.module.items.contains(name);
                let followed = if defined { None } else { self.follow(&at, name, later, fuel) };
                return followed.or(Some(at));
            }
            rest = later;
        }
        self.modules.contains_key(&at).then_some(at)
    }

    /// The target of a name that an import brings into the module.
    fn follow(
        &self,
        scope: &[String],
        name: &str,
        rest: &[String],
        fuel: usize,
    ) -> Option<ModulePath> {
        let fuel = fuel.checked_sub(1)?;
        let uses = &self.modules.get(scope)?.module.uses;
        let on = |path: &[String], more: &[String]| {
            let whole: ModulePath = path.iter().chain(more).cloned().collect();
            self.resolve(scope, &whole, fuel)
        };
        let mut named = uses.iter().filter(|used| used.alias.as_deref() == Some(name));
        if let Some(used) = named.find(|used| used.named.path != [name]) {
            return on(&used.named.path, rest);
        }
        let has_it = |used: &&Use| {
            let module = self.resolve(scope, &used.named.path, fuel);
            module.filter(|path| path != scope).is_some_and(|path| self.has(&path, name, fuel))
        };
        // One that begins with the name, as that of another crate, does not bring it.
        let may_have =
            |used: &&Use| used.is_glob && used.named.path.first().map(String::as_str) != Some(name);
        let glob = uses.iter().filter(may_have).find(has_it)?;
        let more: ModulePath = [name.to_owned()].into_iter().chain(rest.iter().cloned()).collect();
        on(&glob.named.path, &more)
    }

    fn has(&self, path: &[String], name: &str, fuel: usize) -> bool {
        let module = &self.modules[path].module;
        module.items.contains(name)
            || self.modules.contains_key(&joined(path, name))
            || self.follow(path, name, &[], fuel).is_some()
    }
}
