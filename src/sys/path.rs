//! Paths that cannot leave the directory they are relative to.

/// A relative path of plain names: no `..`, no `.`, no empty name, no NUL.
/// The empty path means the directory itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct RelPath(String);

impl RelPath {
    /// Takes a path relative to some directory; slashes before and after it are
    /// dropped, so that a group's absolute name can be taken as it is.
    pub fn new(path: &str) -> Option<Self> {
        let path = path.trim_matches('/');
        let plain = path.is_empty() || path.split('/').all(Self::is_name);
        plain.then(|| Self(path.to_owned()))
    }

    /// Whether this is a file name and nothing more.
    pub fn is_name(name: &str) -> bool {
        // Bytes are found faster than characters.
        let has = |byte| name.as_bytes().contains(&byte);
        !matches!(name, "" | "." | "..") && !has(b'/') && !has(0)
    }

    /// The path of something below; `None` if `name` is no file name.
    pub fn join(&self, name: &str) -> Option<Self> {
        Self::is_name(name).then(|| {
            if self.0.is_empty() {
                Self(name.to_owned())
            } else {
                Self([self.0.as_str(), "/", name].concat())
            }
        })
    }

    /// The path without its last name; `None` for the empty path.
    pub fn parent(&self) -> Option<Self> {
        match self.0.rsplit_once('/') {
            Some((parent, _)) => Some(Self(parent.to_owned())),
            None if self.0.is_empty() => None,
            None => Some(Self::default()),
        }
    }

    /// The path without its last name, and that name; both are empty for the empty path.
    pub fn split_last(&self) -> (&str, &str) {
        self.0.rsplit_once('/').unwrap_or(("", &self.0))
    }

    /// Whether this lies directly below `other`.
    pub fn is_child_of(&self, other: &Self) -> bool {
        !self.0.is_empty() && self.split_last().0 == other.0
    }

    /// The last name; empty for the empty path.
    pub fn file_name(&self) -> &str {
        self.names().next_back().unwrap_or_default()
    }

    /// The names from first to last.
    pub fn names(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/').filter(|name| !name.is_empty())
    }

    /// The path as text, without a slash at either end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path from `other` to this; `None` where this is not below it.
    pub fn relative_to(&self, other: &Self) -> Option<Self> {
        let rest = self.0.get(other.0.len()..).filter(|_| self.is_within(other))?;
        Self::new(rest)
    }

    /// The path of this below another directory.
    pub fn below(&self, other: &Self) -> Self {
        match (self.0.is_empty(), other.0.is_empty()) {
            (true, _) => other.clone(),
            (_, true) => self.clone(),
            _ => Self(format!("{}/{}", other.0, self.0)),
        }
    }

    /// Whether this is `other` or lies below it.
    pub fn is_within(&self, other: &Self) -> bool {
        let mut ours = self.names();
        other.names().all(|name| ours.next() == Some(name))
    }
}

impl std::fmt::Display for RelPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leads_out() {
        for path in ["..", "a/../b", "a/..", "./a", "a//b", "a\0b", "a/."] {
            assert_eq!(RelPath::new(path), None, "{path:?}");
        }
        assert!(RelPath::default().join("..").is_none());
        assert!(RelPath::default().join("a/b").is_none());
    }

    #[test]
    fn parts() {
        let path = RelPath::new("/machine.slice/a b.scope/").unwrap();
        assert_eq!(path.as_str(), "machine.slice/a b.scope");
        assert_eq!(path.file_name(), "a b.scope");
        assert_eq!(path.parent().unwrap().as_str(), "machine.slice");
        assert_eq!(path.parent().unwrap().parent(), Some(RelPath::default()));
        assert_eq!(RelPath::default().parent(), None);
        let slice = RelPath::new("machine.slice").unwrap();
        assert!(path.is_within(&slice) && path.is_within(&RelPath::default()));
        assert!(!RelPath::new("machine.slice2").unwrap().is_within(&slice));
        assert_eq!(path.relative_to(&slice).unwrap().as_str(), "a b.scope");
        assert_eq!(path.relative_to(&RelPath::default()), Some(path.clone()));
        assert_eq!(path.relative_to(&path), Some(RelPath::default()));
        assert_eq!(slice.relative_to(&path), None);
        assert_eq!(RelPath::new("machine.slice2").unwrap().relative_to(&slice), None);
        let scope = RelPath::new("a b.scope").unwrap();
        assert_eq!(scope.below(&slice), path);
        assert_eq!(scope.below(&RelPath::default()), scope);
        assert_eq!(RelPath::default().below(&slice), slice);
    }
}
