//! Devices in the order of their kinds.

use std::collections::BTreeMap;

/// Sorts as libvirt does: those of a kind stand together, by their place, and the
/// kinds as they first come.
pub fn sort_by_kind<T, K: Ord, P: Ord>(all: &mut [T], key: impl Fn(&T) -> (K, P)) {
    let mut kinds = BTreeMap::new();
    for (kind, _) in all.iter().map(&key) {
        let next = kinds.len();
        kinds.entry(kind).or_insert(next);
    }
    all.sort_by_cached_key(|one| {
        let (kind, place) = key(one);
        (kinds.get(&kind).copied(), place)
    });
}
