//! The declarations, definitions and paths of a module.

use crate::tokens::Token;
use std::collections::BTreeSet;

/// A path as written in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub path: Vec<String>,
    pub line: usize,
}

/// A name imported by a `use`; `None` for `*` and `_`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    pub named: Named,
    pub alias: Option<String>,
    pub is_glob: bool,
}

#[derive(Debug, Default)]
pub struct Module {
    pub children: BTreeSet<String>,
    pub inline: Vec<(String, Module)>,
    pub uses: Vec<Use>,
    /// Paths in the code itself, with two or more segments.
    pub paths: Vec<Named>,
    pub items: BTreeSet<String>,
    /// Modules compiled only for tests.
    pub tests: BTreeSet<String>,
    /// Whether it contains more than module declarations and imports.
    pub has_code: bool,
}

pub fn parse(tokens: &[Token]) -> Module {
    Parser { tokens, at: 0 }.module()
}

const ITEMS: [&str; 8] = ["fn", "struct", "enum", "union", "trait", "type", "const", "static"];

/// Whether the words of an attribute are `cfg(test)`, or `cfg(all(…))` with `test` and without
/// `any` and `not`.
fn is_for_tests(words: &[&str]) -> bool {
    match words {
        ["[", "cfg", "(", "test", ")", "]"] => true,
        ["[", "cfg", "(", "all", "(", inside @ ..] => {
            inside.contains(&"test") && !inside.iter().any(|word| ["any", "not"].contains(word))
        }
        _ => false,
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl Parser<'_> {
    fn text(&self, ahead: usize) -> &str {
        self.tokens.get(self.at + ahead).map_or("", |token| &token.text)
    }

    fn before(&self, back: usize) -> &str {
        self.at.checked_sub(back).map_or("", |at| &self.tokens[at].text)
    }

    fn line(&self) -> usize {
        self.tokens.get(self.at).map_or(0, |token| token.line)
    }

    fn is_name(&self, ahead: usize) -> bool {
        self.tokens.get(self.at + ahead).is_some_and(Token::is_name)
    }

    /// Parses up to the end of the tokens, or past the brace that closes the module.
    fn module(&mut self) -> Module {
        let mut module = Module::default();
        let mut depth = 0_usize;
        while self.at < self.tokens.len() {
            match self.text(0) {
                "#" => self.attribute(&mut module, depth),
                "mod" if self.is_name(1) => self.child(&mut module),
                "use" if self.text(1) != "<" => {
                    self.at += 1;
                    self.use_tree(&[], &mut module.uses);
                }
                "pub" => self.visibility(),
                "}" if depth == 0 => {
                    self.at += 1;
                    return module;
                }
                ";" if depth == 0 => self.at += 1,
                _ => self.code(&mut module, &mut depth),
            }
        }
        module
    }

    fn code(&mut self, module: &mut Module, depth: &mut usize) {
        module.has_code = true;
        match self.text(0) {
            "{" => *depth += 1,
            "}" => *depth -= 1,
            word if *depth == 0 && ITEMS.contains(&word) && self.is_name(1) => {
                module.items.insert(self.text(1).to_owned());
            }
            _ if self.is_name(0) && self.text(1) == "::" && self.before(1) != "::" => {
                self.path(module);
                return;
            }
            _ => {}
        }
        self.at += 1;
    }

    fn path(&mut self, module: &mut Module) {
        let line = self.line();
        let mut path = vec![self.text(0).to_owned()];
        self.at += 1;
        while self.text(0) == "::" && self.is_name(1) {
            path.push(self.text(1).to_owned());
            self.at += 2;
        }
        module.paths.push(Named { path, line });
    }

    fn child(&mut self, module: &mut Module) {
        let name = self.text(1).to_owned();
        self.at += 3;
        module.children.insert(name.clone());
        if self.before(1) == "{" {
            let inner = self.module();
            module.has_code |= inner.has_code;
            module.inline.push((name, inner));
        }
    }

    /// `pub`, `pub(super)`, `pub(in a::b)`: the path is not an import.
    fn visibility(&mut self) {
        self.at += 1;
        if self.text(0) == "(" && ["crate", "super", "self", "in"].contains(&self.text(1)) {
            self.skip_brackets();
        }
    }

    /// An attribute; an item compiled only for tests is skipped.
    fn attribute(&mut self, module: &mut Module, depth: usize) {
        let is_inner = self.text(1) == "!";
        self.at += if is_inner { 2 } else { 1 };
        let begin = self.at;
        self.skip_brackets();
        let words: Vec<&str> =
            self.tokens[begin..self.at].iter().map(|token| token.text.as_str()).collect();
        if !is_inner && is_for_tests(&words) {
            self.skip_item(module, depth);
        }
    }

    fn skip_item(&mut self, module: &mut Module, depth: usize) {
        while self.at < self.tokens.len() {
            match self.text(0) {
                "#" => {
                    self.at += 1;
                    self.skip_brackets();
                    continue;
                }
                "mod" => {
                    module.tests.insert(self.text(1).to_owned());
                }
                "(" | "[" => {
                    self.skip_brackets();
                    continue;
                }
                "{" => {
                    let is_import = self.before(1) == "::";
                    self.skip_brackets();
                    if is_import {
                        continue;
                    }
                    return;
                }
                "}" => return,
                ";" => {
                    self.at += 1;
                    return;
                }
                "," if depth > 0 => {
                    self.at += 1;
                    return;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Skips from an opening bracket past the closing one.
    fn skip_brackets(&mut self) {
        let mut depth = 0;
        while self.at < self.tokens.len() {
            match self.text(0) {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return;
            }
        }
    }

    /// One branch of a `use`, up to its comma, brace or semicolon.
    fn use_tree(&mut self, prefix: &[String], uses: &mut Vec<Use>) {
        let mut path = prefix.to_vec();
        let line = self.line();
        let is_extern = path.is_empty() && self.text(0) == "::";
        let (mut alias, mut is_glob, mut has_branches) = (None, false, false);
        loop {
            match self.text(0) {
                "" | "," | ";" | "}" => break,
                "::" => {}
                "*" => is_glob = true,
                "as" => {
                    self.at += 1;
                    alias = Some(self.text(0).to_owned());
                }
                "{" => {
                    has_branches = true;
                    self.branches(&path, uses);
                    continue;
                }
                "self" if !path.is_empty() => {}
                name => path.push(name.to_owned()),
            }
            self.at += 1;
        }
        if !has_branches && !is_extern && !path.is_empty() {
            let alias = alias.or_else(|| path.last().cloned()).filter(|name| name != "_");
            let alias = if is_glob { None } else { alias };
            uses.push(Use { named: Named { path, line }, alias, is_glob });
        }
    }

    fn branches(&mut self, prefix: &[String], uses: &mut Vec<Use>) {
        self.at += 1;
        while !["}", ""].contains(&self.text(0)) {
            self.use_tree(prefix, uses);
            if self.text(0) == "," {
                self.at += 1;
            }
        }
        self.at += 1;
    }
}
