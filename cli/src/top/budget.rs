//! How many domains are read besides those in view: as many as a small part of one CPU allows.

use std::time::Duration;

/// The part of one CPU that the command uses in the long run.
const SHARE: f64 = 0.015;

/// The part of one CPU that is used to find new domains.
const SHARE_OF_SCANS: f64 = 0.003;

/// So many ticks at most are spent on what was used too much.
const TICKS: f64 = 10.0;

/// CPU time that may be used, in seconds.
#[derive(Debug, Default)]
pub struct Budget {
    /// What is left of it; below 0 where too much has been used.
    left: f64,
    /// What reading a domain takes.
    of_domain: f64,
    /// What finding all domains takes.
    of_scan: f64,
    /// The time since they were found.
    since_scan: f64,
}

impl Budget {
    /// Begins a tick, after that much time, and CPU time that was used in it. What is left over of a
    /// tick is not kept.
    pub fn tick(&mut self, elapsed: Duration, used: Duration) {
        let gained = elapsed.as_secs_f64() * SHARE;
        let left = self.left + gained - used.as_secs_f64();
        self.left = left.clamp(-TICKS * gained, gained);
        self.since_scan += elapsed.as_secs_f64();
    }

    /// How many domains may be read in this tick besides so many that are read anyway.
    pub fn domains(&self, anyway: usize) -> usize {
        let left = self.left - self.of_domain * anyway as f64;
        // A conversion from a floating-point number ends at the ends of the type.
        (left / self.of_domain.max(f64::MIN_POSITIVE)) as usize
    }

    /// Whether all domains are to be found in this tick, to see which are new.
    pub fn may_scan(&self) -> bool {
        self.since_scan * SHARE_OF_SCANS >= self.of_scan
    }

    /// Notes what it took to read so many domains.
    pub fn has_read(&mut self, domains: usize, used: Duration) {
        if domains > 0 {
            self.of_domain = used.as_secs_f64() / domains as f64;
        }
    }

    /// Notes what it took to find all domains.
    pub fn has_scanned(&mut self, used: Duration) {
        (self.of_scan, self.since_scan) = (used.as_secs_f64(), 0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// How many domains are read in each of these ticks, of which so many are in view, where one
    /// takes 80 microseconds; and all that is used.
    fn read(in_view: usize, ticks: usize) -> (Vec<usize>, Duration) {
        let one = Duration::from_micros(80);
        let mut budget = Budget::default();
        budget.has_read(1, one);
        let (mut read, mut all, mut used) = (Vec::new(), Duration::ZERO, Duration::ZERO);
        for _ in 0..ticks {
            budget.tick(SECOND, used);
            let domains = in_view + budget.domains(in_view);
            used = one * u32::try_from(domains).unwrap();
            read.push(domains);
            all += used;
        }
        (read, all)
    }

    #[test]
    fn each_tick_reads_as_many_as_it_may() {
        let (read, used) = read(50, 100);
        assert!(read.iter().all(|count| (185..=189).contains(count)), "{read:?}");
        assert!((1490..=1500).contains(&used.as_millis()), "{used:?}");
    }

    #[test]
    fn those_in_view_are_read_anyway() {
        assert_eq!(read(500, 3).0, [500, 500, 500]);
    }

    #[test]
    fn what_was_used_once_is_not_held_against_it_for_ever() {
        let mut budget = Budget::default();
        budget.has_read(1, Duration::from_millis(1));
        budget.tick(SECOND, Duration::from_secs(60));
        let ticks = (1..20).find(|_| {
            budget.tick(SECOND, Duration::ZERO);
            budget.domains(0) > 0
        });
        assert_eq!(ticks, Some(11));
        budget.tick(100 * SECOND, Duration::ZERO);
        budget.tick(SECOND, Duration::ZERO);
        assert_eq!(budget.domains(0), 15);
    }

    #[test]
    fn scans_have_a_part() {
        let mut budget = Budget::default();
        assert!(budget.may_scan());
        budget.has_scanned(Duration::from_millis(8));
        let ticks = (1..20).find(|_| {
            budget.tick(SECOND, Duration::ZERO);
            budget.may_scan()
        });
        assert_eq!(ticks, Some(3));
    }

    #[test]
    fn what_costs_nothing_has_no_bound() {
        let mut budget = Budget::default();
        assert_eq!(budget.domains(5), 0);
        budget.tick(SECOND, Duration::ZERO);
        assert_eq!(budget.domains(5), usize::MAX);
    }
}
