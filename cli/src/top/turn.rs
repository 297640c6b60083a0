//! Whose turn it is to be read.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound::{Excluded, Unbounded};
use virmemctl::model::domain::Uuid;

/// The domain that was read last in its turn.
#[derive(Debug, Default)]
pub struct Turn(Option<Uuid>);

impl Turn {
    /// So many of those that are known, in turn, without these.
    pub fn next<T>(
        &mut self,
        known: &BTreeMap<Uuid, T>,
        without: &BTreeSet<Uuid>,
        count: usize,
    ) -> Vec<Uuid> {
        let after = self.0.map_or(Unbounded, Excluded);
        let rest = known.range((after, Unbounded));
        let all = rest.chain(known).map(|(uuid, _)| *uuid).take(known.len());
        let next: Vec<Uuid> = all.filter(|uuid| !without.contains(uuid)).take(count).collect();
        self.0 = next.last().copied().or(self.0);
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_turn() {
        let known: BTreeMap<Uuid, ()> =
            (1..=5).map(|number| (Uuid::from_u128(number), ())).collect();
        let mut turn = Turn::default();
        let mut next = |without: &[u128], count| -> Vec<u128> {
            let without = without.iter().copied().map(Uuid::from_u128).collect();
            turn.next(&known, &without, count).iter().map(Uuid::as_u128).collect()
        };
        assert_eq!(next(&[], 2), [1, 2]);
        assert_eq!(next(&[4], 2), [3, 5]);
        assert_eq!(next(&[], 0), []);
        assert_eq!(next(&[], 9), [1, 2, 3, 4, 5]);
        assert_eq!(next(&[2], 2), [1, 3]);
        assert_eq!(next(&[1, 2, 3, 4, 5], 2), []);
    }
}
