//! The rows of all domains.

use super::row::{Reading, Row};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;
use virmemctl::model::domain::Uuid;

/// All rows, by the domains' uuids.
#[derive(Debug, Default)]
pub struct Rows(BTreeMap<Uuid, Row>);

impl Rows {
    /// Takes a reading of all domains: one that is not among them has ended.
    pub fn replace(&mut self, readings: Vec<Reading>, at: Instant) {
        let found: BTreeSet<Uuid> = readings.iter().map(|reading| reading.uuid).collect();
        self.0.retain(|uuid, _| found.contains(uuid));
        self.take(readings, at);
    }

    /// Takes a reading of these domains: those of them that are missing have ended.
    pub fn update(&mut self, asked: &[Uuid], readings: Vec<Reading>, at: Instant) {
        let found: BTreeSet<Uuid> = readings.iter().map(|reading| reading.uuid).collect();
        for uuid in asked.iter().filter(|uuid| !found.contains(uuid)) {
            self.0.remove(uuid);
        }
        self.take(readings, at);
    }

    fn take(&mut self, readings: Vec<Reading>, at: Instant) {
        for reading in readings {
            match self.0.get_mut(&reading.uuid) {
                Some(row) => row.update(reading, at),
                None => drop(self.0.insert(reading.uuid, Row::new(reading, at))),
            }
        }
    }

    /// Adds the figures of all to their histories.
    pub fn remember(&mut self) {
        self.0.values_mut().for_each(Row::remember);
    }

    /// A domain's row.
    pub fn get(&self, uuid: &Uuid) -> Option<&Row> {
        self.0.get(uuid)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Row> {
        self.0.values()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::top::figures::Figures;

    fn readings(numbers: &[u128]) -> Vec<Reading> {
        let reading = |number: &u128| {
            let figures = Figures::default();
            Reading { uuid: Uuid::from_u128(*number), name: number.to_string(), figures }
        };
        numbers.iter().map(reading).collect()
    }

    fn names(rows: &Rows) -> String {
        rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_ended_disappears() {
        let (mut rows, now) = (Rows::default(), Instant::now());
        rows.replace(readings(&[1, 2, 3]), now);
        assert_eq!(names(&rows), "1 2 3");
        let asked = [1, 2].map(Uuid::from_u128);
        rows.update(&asked, readings(&[2]), now);
        assert_eq!(names(&rows), "2 3");
        rows.replace(readings(&[3, 4]), now);
        assert_eq!(names(&rows), "3 4");
    }
}
