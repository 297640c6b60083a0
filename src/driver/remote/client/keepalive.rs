//! Keepalive messages that this library sends.

use std::time::{Duration, Instant};

/// The procedure of a ping.
pub const PING: i32 = 1;
/// That of its answer.
pub const PONG: i32 = 2;

/// What is to be done now.
pub enum Tick {
    /// Nothing, ever.
    Never,
    /// Nothing before this time has passed.
    After(Duration),
    /// A ping is to be sent.
    Ping,
    /// Too many pings got no answer.
    Lost,
}

/// When pings are sent.
pub struct Keepalive {
    interval: Duration,
    count: u32,
    /// When a packet arrived last, or a ping was sent since.
    last: Instant,
    /// The pings since.
    sent: u32,
}

impl Keepalive {
    pub fn new(interval: Duration, count: u32) -> Self {
        Self { interval, count, last: Instant::now(), sent: 0 }
    }

    /// A packet has arrived: any is a sign of life.
    pub fn received(&mut self) {
        self.last = Instant::now();
        self.sent = 0;
    }

    /// What is to be done; a ping counts as sent. Each ping has the interval for its answer, however late
    /// it was sent because the program did something else.
    pub fn tick(&mut self) -> Tick {
        let left = self.interval.saturating_sub(self.last.elapsed());
        if !left.is_zero() {
            return Tick::After(left);
        }
        if self.sent >= self.count {
            return Tick::Lost;
        }
        self.last = Instant::now();
        self.sent += 1;
        Tick::Ping
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ping_that_is_late_has_its_time_for_an_answer() {
        let interval = Duration::from_millis(40);
        let mut keepalive = Keepalive::new(interval, 2);
        assert!(matches!(keepalive.tick(), Tick::After(_)));
        std::thread::sleep(5 * interval);
        for _ in 0..2 {
            assert!(matches!(keepalive.tick(), Tick::Ping));
            assert!(matches!(keepalive.tick(), Tick::After(_)));
            std::thread::sleep(interval);
        }
        assert!(matches!(keepalive.tick(), Tick::Lost));
        keepalive.received();
        assert!(matches!(keepalive.tick(), Tick::After(_)));
    }
}
