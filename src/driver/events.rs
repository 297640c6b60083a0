//! Telling who listens what happens to domains.

use super::{Node, unsupported};
use crate::model::Result;
use crate::model::event::Event;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The events of a host.
pub trait Events: Node {
    /// Who is told of the host's events.
    fn listeners(&self) -> Result<&Listeners> {
        unsupported("events")
    }
}

/// What an event is passed to.
type Listener = Arc<dyn Fn(&Event) + Send + Sync>;

/// All who want to be told of a host's events.
#[derive(Default)]
pub struct Listeners(Mutex<Table>);

#[derive(Default)]
struct Table {
    last: u64,
    listeners: BTreeMap<u64, Listener>,
}

impl Listeners {
    /// Adds one; the number is for [`Self::remove`].
    pub fn add(&self, listener: impl Fn(&Event) + Send + Sync + 'static) -> u64 {
        let mut table = self.table();
        table.last += 1;
        let number = table.last;
        table.listeners.insert(number, Arc::new(listener));
        number
    }

    /// Removes one.
    pub fn remove(&self, number: u64) {
        let removed = self.table().listeners.remove(&number);
        // What a listener holds may end with it: not while the table is locked.
        drop(removed);
    }

    /// Tells everyone, in the order in which they were added. No lock that a
    /// listener could want is held meanwhile.
    pub fn emit(&self, event: &Event) {
        let listeners: Vec<Listener> = self.table().listeners.values().cloned().collect();
        listeners.iter().for_each(|listener| listener(event));
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
