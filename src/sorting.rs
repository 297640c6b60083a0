//! Sorting, and sets, that compile to little: the standard library's sort is compiled anew for each type, to
//! 6 KB, and so is `collect` into sets and maps, which sorts. Here one sort serves all types.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// As [`slice::sort_by`].
pub fn sort_by<T>(all: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if all.is_sorted_by(|one, other| compare(one, other) != Ordering::Greater) {
        return;
    }
    let swaps = swaps(all.len(), &|one, other| match (all.get(one), all.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    for (one, other) in swaps {
        all.swap(one, other);
    }
}

/// As [`slice::sort_by_key`].
pub fn sort_by_key<T, K: Ord>(all: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(all, |one, other| key(one).cmp(&key(other)));
}

/// As `collect`.
pub fn set_of<T: Ord>(all: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for one in all {
        set.insert(one);
    }
    set
}

/// As `collect`.
pub fn map_of<K: Ord, V>(all: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in all {
        map.insert(key, value);
    }
    map
}

/// What was given before, by texts: one type of set for keys of all kinds.
#[derive(Debug, Default)]
pub struct Seen(BTreeSet<String>);

impl Seen {
    /// Adds a key; whether it is new.
    pub fn add(&mut self, key: impl ToString) -> bool {
        self.0.insert(key.to_string())
    }

    /// Whether the key was added.
    pub fn has(&self, key: impl ToString) -> bool {
        self.0.contains(&key.to_string())
    }
}

/// A map whose keys are counted up, so that most are added at the end: a sorted vector.
#[derive(Debug)]
pub struct CountedMap<K, V>(Vec<(K, V)>);

impl<K, V> Default for CountedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> CountedMap<K, V> {
    /// No entries.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entries, in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// The values, in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    /// The values, in the order of their keys.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// Keeps the entries whose values are wanted.
    pub fn retain(&mut self, is_wanted: impl Fn(&V) -> bool) {
        self.0.retain(|(_, value)| is_wanted(value));
    }
}

impl<K: Ord + Copy, V> CountedMap<K, V> {
    /// The value of a key.
    pub fn get(&self, key: K) -> Option<&V> {
        self.0.get(self.place(key).ok()?).map(|(_, value)| value)
    }

    /// The value of a key.
    pub fn get_mut(&mut self, key: K) -> Option<&mut V> {
        let place = self.place(key).ok()?;
        self.0.get_mut(place).map(|(_, value)| value)
    }

    /// The entries from a key on, in the order of their keys.
    pub fn iter_from(&self, key: K) -> impl Iterator<Item = (&K, &V)> {
        let place = self.0.partition_point(|(known, _)| *known < key);
        self.0.iter().skip(place).map(|(key, value)| (key, value))
    }

    /// The last key.
    pub fn last_key(&self) -> Option<K> {
        self.0.last().map(|(key, _)| *key)
    }

    /// Adds an entry, in the place of one with the same key.
    pub fn insert(&mut self, key: K, value: V) {
        self.remove(key);
        let place = self.0.partition_point(|(known, _)| *known < key);
        self.0.insert(place, (key, value));
    }

    /// Takes out the value of a key.
    pub fn remove(&mut self, key: K) -> Option<V> {
        let place = self.place(key).ok()?;
        Some(self.0.remove(place).1)
    }

    fn place(&self, key: K) -> Result<usize, usize> {
        self.0.binary_search_by_key(&key, |(key, _)| *key)
    }
}

/// The swaps, in this order, that sort so many elements. `compare` takes their places.
fn swaps(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|one, other| compare(*one, *other));
    let mut swaps = Vec::new();
    for start in 0..count {
        let mut place = start;
        // A place that is done is its own source.
        while let Some(source) = order.get_mut(place) {
            let from = std::mem::replace(source, place);
            if from == start || from == place {
                break;
            }
            swaps.push((place, from));
            place = from;
        }
    }
    swaps
}

#[cfg(test)]
mod tests {
    use super::{CountedMap, Seen, map_of, set_of, sort_by, sort_by_key};
    use proptest::prelude::proptest;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn only_new_keys_are_new() {
        let mut seen = Seen::default();
        assert_eq!([1, 2, 1].map(|key| seen.add(key)), [true, true, false]);
        assert_eq!([1, 3].map(|key| seen.has(key)), [true, false]);
    }

    proptest! {
        /// Even keys are added, those that are multiples of three then taken out.
        #[test]
        fn maps_as_the_standard_library_does(keys in proptest::collection::vec(0_u8..40, 0..60)) {
            let mut ours = CountedMap::new();
            let mut expected = map_of(keys.iter().copied().filter(|key| key % 2 == 0).zip(0..));
            for (key, value) in keys.iter().copied().filter(|key| key % 2 == 0).zip(0..) {
                ours.insert(key, value);
            }
            for key in keys.iter().filter(|key| *key % 3 == 0) {
                assert_eq!(ours.remove(*key), expected.remove(key));
            }
            assert!(ours.iter().eq(&expected));
            assert!(ours.values().eq(expected.values()));
            assert!(ours.iter_from(9).eq(expected.range(9..)));
            assert_eq!(ours.last_key(), expected.keys().last().copied());
            assert!((0..40).all(|key| ours.get(key) == expected.get(&key)));
            ours.retain(|value| value % 2 == 0);
            expected.retain(|_: &u8, value| *value % 2 == 0);
            assert!(ours.values_mut().eq(expected.values_mut()));
            assert_eq!(ours.is_empty(), expected.is_empty());
            assert!((0..40).all(|key| ours.get_mut(key) == expected.get_mut(&key)));
            let expected: BTreeMap<_, _> = keys.iter().copied().zip(0..).collect();
            assert_eq!(map_of(keys.iter().copied().zip(0..)), expected);
        }

        /// Equal keys keep their order, so the places that stand beside them are compared too.
        #[test]
        fn sorts_as_the_standard_library_does(keys in proptest::collection::vec(0_u8..8, 0..60)) {
            let mut ours: Vec<(u8, usize)> = keys.iter().copied().zip(0..).collect();
            let mut expected = ours.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_by_key(&mut ours, |(key, _)| *key);
            assert_eq!(ours, expected);
            expected.sort_by(|one, other| other.cmp(one));
            sort_by(&mut ours, |one, other| other.cmp(one));
            assert_eq!(ours, expected);
            assert_eq!(set_of(keys.clone()), keys.into_iter().collect::<BTreeSet<_>>());
        }
    }
}
