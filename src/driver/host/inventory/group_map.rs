//! A map by group path, sorted so that overlaps are found without comparing all pairs.

use crate::sys::RelPath;
use std::collections::BTreeMap;
use std::ops::Bound;

/// Values by the paths of groups.
#[derive(Debug, Clone)]
pub struct GroupMap<V>(BTreeMap<String, V>);

impl<V> Default for GroupMap<V> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<V> GroupMap<V> {
    /// Adds a group, unless it is there already.
    pub fn insert(&mut self, group: &RelPath, value: V) {
        self.0.entry(group.as_str().to_owned()).or_insert(value);
    }

    /// Whether the group itself is in the map.
    pub fn has(&self, group: &RelPath) -> bool {
        self.0.contains_key(group.as_str())
    }

    /// The value of the nearest of the group and its ancestors that is in the map.
    pub fn containing(&self, group: &RelPath) -> Option<&V> {
        let path = group.as_str();
        let parents = path.rmatch_indices('/').map(|(end, _)| path.get(..end).unwrap_or_default());
        let mut paths = std::iter::once(path).chain(parents).chain(std::iter::once(""));
        paths.find_map(|path| self.0.get(path))
    }

    /// Whether the group, an ancestor or a descendant of it is in the map.
    pub fn overlaps(&self, group: &RelPath) -> bool {
        self.containing(group).is_some() || self.has_below(group)
    }

    /// The paths below `a` follow `a/`.
    fn has_below(&self, group: &RelPath) -> bool {
        match group.as_str() {
            "" => !self.0.is_empty(),
            path => {
                let first = [path, "/"].concat();
                let below = self.0.range::<str, _>((Bound::Included(&*first), Bound::Unbounded));
                below.map(|(path, _)| path).next().is_some_and(|path| path.starts_with(&first))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> RelPath {
        RelPath::new(text).unwrap()
    }

    #[test]
    fn overlaps_are_by_whole_names() {
        let mut map = GroupMap::default();
        map.insert(&path("m/a"), 1);
        map.insert(&path("m/a-b"), 2);
        map.insert(&path("n/x/y"), 3);
        for (group, containing, overlaps) in [
            ("m/a", Some(&1), true),
            ("m/a/b/c", Some(&1), true),
            ("m/a-b/c", Some(&2), true),
            ("m/a-", None, false),
            ("m/a0", None, false),
            ("m", None, true),
            ("n/x", None, true),
            ("n/x/y/z", Some(&3), true),
            ("n/x/z", None, false),
            ("", None, true),
        ] {
            assert_eq!(map.containing(&path(group)), containing, "{group}");
            assert_eq!(map.overlaps(&path(group)), overlaps, "{group}");
        }
    }

    #[test]
    fn the_root_contains_all() {
        let mut map = GroupMap::default();
        assert!(!map.overlaps(&path("")));
        map.insert(&path(""), 1);
        assert_eq!(map.containing(&path("m/a")), Some(&1));
        assert!(map.overlaps(&path("")));
    }
}
