//! A domain as it is shown: its last figures, and rates between its last two readings.

use super::figures::Figures;
use super::history::History;
use std::time::{Duration, Instant};
use virmemctl::model::domain::Uuid;

/// What a reading tells of a domain.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Its uuid.
    pub uuid: Uuid,
    /// Its name.
    pub name: String,
    /// Its figures.
    pub figures: Figures,
}

/// A row.
#[derive(Debug, Clone)]
pub struct Row {
    /// The domain's uuid.
    pub uuid: Uuid,
    /// Its name.
    pub name: String,
    /// Its last figures.
    pub figures: Figures,
    /// CPU time used, in percent of one CPU.
    pub cpu: Option<f64>,
    /// Bytes read from disks in a second.
    pub read: Option<f64>,
    /// Bytes written to them.
    pub written: Option<f64>,
    /// Memory in use at the last ticks.
    pub history: History,
    at: Instant,
}

impl Row {
    /// A domain that is read for the first time.
    pub fn new(reading: Reading, at: Instant) -> Self {
        let Reading { uuid, name, figures } = reading;
        let (cpu, read, written, history) = (None, None, None, History::default());
        Self { uuid, name, figures, cpu, read, written, history, at }
    }

    /// The next reading of the same domain.
    pub fn update(&mut self, reading: Reading, at: Instant) {
        let (old, new) = (self.figures, reading.figures);
        let elapsed = at.saturating_duration_since(self.at);
        self.cpu = rate(old.cpu_time, new.cpu_time, elapsed).map(|nanos| nanos / 1e7);
        self.read = rate(old.read, new.read, elapsed);
        self.written = rate(old.written, new.written, elapsed);
        (self.name, self.figures, self.at) = (reading.name, new, at);
    }

    /// Adds the last figure to the history.
    pub fn remember(&mut self) {
        self.history.push(self.figures.used.map(|used| used.0));
    }
}

/// What a counter grew by in a second; none where one of the two was not told, or where it began
/// anew.
fn rate(old: Option<u64>, new: Option<u64>, elapsed: Duration) -> Option<f64> {
    let grown = new?.checked_sub(old?)?;
    let seconds = elapsed.as_secs_f64();
    (seconds > 0.0).then(|| grown as f64 / seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(cpu_time: Option<u64>, read: Option<u64>) -> Reading {
        let figures = Figures { cpu_time, read, ..Figures::default() };
        Reading { uuid: Uuid::nil(), name: "web".to_owned(), figures }
    }

    #[test]
    fn rates_are_by_the_time_between_the_readings() {
        let begin = Instant::now();
        let mut row = Row::new(reading(Some(0), Some(100)), begin);
        assert_eq!((row.cpu, row.read), (None, None));
        row.update(reading(Some(500_000_000), Some(1124)), begin + Duration::from_secs(2));
        assert_eq!((row.cpu, row.read), (Some(25.0), Some(512.0)));
        row.update(reading(Some(600_000_000), None), begin + Duration::from_millis(2500));
        assert_eq!((row.cpu, row.read), (Some(20.0), None));
    }

    #[test]
    fn a_counter_that_began_anew_has_no_rate() {
        let begin = Instant::now();
        let mut row = Row::new(reading(Some(1000), Some(1)), begin);
        row.update(reading(Some(10), Some(1)), begin + Duration::from_secs(1));
        assert_eq!((row.cpu, row.read), (None, Some(0.0)));
        row.update(reading(Some(20), Some(2)), begin + Duration::from_secs(1));
        assert_eq!((row.cpu, row.read), (None, None));
    }
}
