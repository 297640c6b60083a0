//! The calls in progress, and whose turn it is to read.

use super::end::End;
use super::input::Packet;
use super::keepalive::Keepalive;
pub use super::keepalive::Tick;
use crate::driver::remote::protocol::rpc_error;
use crate::model::Result;
use crate::sorting::CountedMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What a waiting call goes on with.
pub enum Turn {
    /// Its reply has come.
    Answered(Packet),
    /// It is its turn to read.
    Read,
}

enum Slot {
    /// Sent. A thread that waits for another one to read sleeps on this.
    Waiting(Option<Arc<Condvar>>),
    Answered(Packet),
}

struct State {
    slots: CountedMap<u32, Slot>,
    next_serial: u32,
    /// Whether a thread reads.
    is_read: bool,
    end: Option<End>,
    keepalive: Option<Keepalive>,
}

/// The calls in progress.
pub struct Pending(Mutex<State>);

impl Pending {
    pub fn new() -> Self {
        Self(Mutex::new(State {
            slots: CountedMap::new(),
            next_serial: 0,
            is_read: false,
            end: None,
            keepalive: None,
        }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a call; its serial number.
    pub fn begin(&self) -> Result<u32> {
        let mut state = self.state();
        if state.end.is_some() {
            return Err(End::error_later());
        }
        let mut serial = state.next_serial;
        while state.slots.get(serial).is_some() {
            serial = serial.wrapping_add(1);
        }
        state.next_serial = serial.wrapping_add(1);
        state.slots.insert(serial, Slot::Waiting(None));
        Ok(serial)
    }

    /// Takes a call back that was not sent.
    pub fn forget(&self, serial: u32) {
        self.state().slots.remove(serial);
    }

    /// Waits until a call is answered, or no thread reads.
    pub fn wait(&self, serial: u32) -> Result<Turn> {
        let mut state = self.state();
        loop {
            if let Some(Slot::Answered(_)) = state.slots.get(serial)
                && let Some(Slot::Answered(packet)) = state.slots.remove(serial)
            {
                return Ok(Turn::Answered(packet));
            }
            if let Some(end) = &state.end {
                let error = end.error();
                state.slots.remove(serial);
                return Err(error);
            }
            if !state.is_read {
                state.is_read = true;
                return Ok(Turn::Read);
            }
            let condition = Arc::new(Condvar::new());
            state.slots.insert(serial, Slot::Waiting(Some(Arc::clone(&condition))));
            state = condition.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Takes the turn to read, unless a thread has it.
    pub fn start_reading(&self) -> bool {
        !std::mem::replace(&mut self.state().is_read, true)
    }

    /// Gives the turn to read to a call that waits.
    pub fn stop_reading(&self) {
        let mut state = self.state();
        state.is_read = false;
        let next = state.slots.values().find_map(|slot| match slot {
            Slot::Waiting(Some(condition)) => Some(Arc::clone(condition)),
            _ => None,
        });
        drop(state);
        if let Some(next) = next {
            next.notify_one();
        }
    }

    /// Answers a call; VIR_ERR_RPC if it is not waited for.
    pub fn answer(&self, serial: u32, packet: Packet) -> Result<()> {
        let mut state = self.state();
        let Some(slot @ Slot::Waiting(_)) = state.slots.get_mut(serial) else {
            let detail = format!("a reply to no call arrived, its serial number is {serial}");
            return Err(rpc_error(detail));
        };
        let waiting = std::mem::replace(slot, Slot::Answered(packet));
        drop(state);
        if let Slot::Waiting(Some(condition)) = waiting {
            condition.notify_one();
        }
        Ok(())
    }

    /// A packet has arrived.
    pub fn received(&self) {
        if let Some(keepalive) = &mut self.state().keepalive {
            keepalive.received();
        }
    }

    pub fn keep_alive(&self, interval: Duration, count: u32) {
        let keepalive = (!interval.is_zero()).then(|| Keepalive::new(interval, count));
        self.state().keepalive = keepalive;
    }

    pub fn tick(&self) -> Tick {
        self.state().keepalive.as_mut().map_or(Tick::Never, Keepalive::tick)
    }

    /// How the connection has ended, if it has.
    pub fn end(&self) -> Option<End> {
        self.state().end.clone()
    }

    /// Ends the connection and wakes all calls; whether this is its first end.
    pub fn end_with(&self, end: End) -> bool {
        let mut state = self.state();
        if state.end.is_some() {
            return false;
        }
        state.end = Some(end);
        let all: Vec<Arc<Condvar>> = state
            .slots
            .values()
            .filter_map(|slot| match slot {
                Slot::Waiting(condition) => condition.clone(),
                Slot::Answered(_) => None,
            })
            .collect();
        drop(state);
        all.iter().for_each(|condition| condition.notify_one());
        true
    }
}
