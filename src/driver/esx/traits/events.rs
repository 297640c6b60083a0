//! Lifecycle events.

use crate::driver::esx::driver::EsxDriver;
use crate::driver::{Events, Listeners};
use crate::model::Result;

impl Events for EsxDriver {
    fn listeners(&self) -> Result<&Listeners> {
        Ok(EsxDriver::listeners(self))
    }

    /// Others than lifecycle events are not told.
    fn watch(&self, _kind: i32) -> Result<()> {
        self.events.begin()
    }
}
