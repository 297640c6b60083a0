//! Lifecycle events.

use crate::driver::esx::driver::EsxDriver;
use crate::driver::esx::events::LIFECYCLE;
use crate::driver::{Events, Listeners, unsupported};
use crate::model::Result;
use crate::model::event::CLOSE_EVENT;

impl Events for EsxDriver {
    fn listeners(&self) -> Result<&Listeners> {
        Ok(EsxDriver::listeners(self))
    }

    /// Others than lifecycle events are not told.
    fn watch(&self, kind: i32) -> Result<()> {
        match kind {
            LIFECYCLE => self.events.begin(),
            CLOSE_EVENT => Ok(()),
            _ => unsupported(),
        }
    }
}
