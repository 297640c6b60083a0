//! How often all domains are read: as often as a small part of one CPU allows. Those in view are read
//! at each tick anyway.

use std::time::Duration;

/// The part of one CPU that the command uses in the long run.
const SHARE: f64 = 0.015;

/// CPU time that may be used.
#[derive(Debug)]
pub struct Budget {
    /// What is left of it, in seconds; below 0 where more has been used.
    left: f64,
    /// What reading all domains takes, in seconds.
    cost: f64,
}

impl Budget {
    /// One from which nothing has been used, where a reading of all domains took this CPU time.
    pub fn new(cost: Duration) -> Self {
        Self { left: 0.0, cost: cost.as_secs_f64() }
    }

    /// Notes what a reading of all domains took.
    pub fn set_cost(&mut self, cost: Duration) {
        self.cost = cost.as_secs_f64();
    }

    /// Whether all domains may be read, after that much time, and CPU time that was used in it.
    pub fn tick(&mut self, elapsed: Duration, used: Duration) -> bool {
        let gained = elapsed.as_secs_f64() * SHARE;
        let most = self.cost + gained;
        self.left = (self.left + gained - used.as_secs_f64()).clamp(-most, most);
        self.left >= self.cost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// At which of these ticks all is read, where each of them uses `small` besides.
    fn read_at(cost: Duration, small: Duration, ticks: u32) -> Vec<u32> {
        let mut budget = Budget::new(cost);
        let mut used = Duration::ZERO;
        let mut read = Vec::new();
        for tick in 1..=ticks {
            let all = budget.tick(SECOND, used);
            used = if all { small + cost } else { small };
            read.extend(all.then_some(tick));
        }
        read
    }

    #[test]
    fn what_costs_little_is_read_at_each_tick() {
        let (cost, small) = (Duration::from_millis(5), Duration::from_millis(2));
        assert_eq!(read_at(cost, small, 5), [1, 2, 3, 4, 5]);
    }

    #[test]
    fn what_costs_much_is_read_when_it_is_paid_for() {
        let (cost, small) = (Duration::from_millis(80), Duration::from_millis(5));
        let read = read_at(cost, small, 1000);
        let used = read.len() as f64 * 0.08 + 1000.0 * 0.005;
        assert!((0.0145..=0.0151).contains(&(used / 1000.0)), "{used}");
        assert!(read.windows(2).all(|pair| (8..=9).contains(&(pair[1] - pair[0]))), "{read:?}");
    }

    #[test]
    fn much_that_was_used_once_is_not_held_against_it_for_ever() {
        let mut budget = Budget::new(Duration::from_millis(30));
        assert!(!budget.tick(SECOND, Duration::from_secs(60)));
        let next = (0..10).position(|_| budget.tick(SECOND, Duration::ZERO));
        assert_eq!(next, Some(4));
    }
}
