//! Keepalive messages of this side.

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
    /// When a packet arrived last.
    heard: Instant,
    /// The pings since.
    sent: u32,
}

impl Keepalive {
    pub fn new(interval: Duration, count: u32) -> Self {
        Self { interval, count, heard: Instant::now(), sent: 0 }
    }

    /// A packet has arrived: any is a sign of life.
    pub fn heard(&mut self) {
        self.heard = Instant::now();
        self.sent = 0;
    }

    /// What is to be done; a ping counts as sent.
    pub fn tick(&mut self) -> Tick {
        let silent = self.heard.elapsed();
        let allowed = self.interval.saturating_mul(self.sent.saturating_add(1));
        if let Some(left) = allowed.checked_sub(silent).filter(|left| !left.is_zero()) {
            return Tick::After(left);
        }
        if self.sent >= self.count {
            return Tick::Lost;
        }
        self.sent += 1;
        Tick::Ping
    }
}
