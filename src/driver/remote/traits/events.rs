//! Delivery of events.

use crate::driver::remote::driver::{Feature, RemoteDriver};
use crate::driver::{Events, Listeners};
use crate::model::Result;
use crate::model::event::CLOSE_EVENT;

impl Events for RemoteDriver {
    fn listeners(&self) -> Result<&Listeners> {
        Ok(&self.events.listeners)
    }

    fn tells_close(&self) -> bool {
        true
    }

    fn watch(&self, kind: i32) -> Result<()> {
        if kind != CLOSE_EVENT {
            return self.events.register(kind).map_err(|error| self.with_version(error));
        }
        // An older server tells nothing; the end of the connection itself is told all the same.
        if self.has(Feature::CloseCallback)? {
            return self.events.register_close().map_err(|error| self.with_version(error));
        }
        Ok(())
    }

    fn watched(&self, kind: i32) {
        if kind == CLOSE_EVENT {
            self.events.notify_end_again();
        } else {
            // Another thread may have taken it back, with the last listener of before. Where that
            // fails now, the connection has ended.
            _ = self.events.register(kind);
        }
    }
}
