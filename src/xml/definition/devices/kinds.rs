//! Sorts devices by their types.

use crate::sorting::sort_by_key;
use std::collections::BTreeMap;

/// Sorts as libvirt does: devices of one type are adjacent and ordered among
/// themselves; types keep the order of their first device.
pub fn sort_by_kind<T, K: Ord, P: Ord>(all: &mut [T], key: impl Fn(&T) -> (K, P)) {
    let mut kinds = BTreeMap::new();
    for (kind, _) in all.iter().map(&key) {
        let next = kinds.len();
        kinds.entry(kind).or_insert(next);
    }
    sort_by_key(all, |one| {
        let (kind, place) = key(one);
        (kinds.get(&kind).copied(), place)
    });
}
