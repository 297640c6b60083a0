//! What all commands have in common.

use crate::failure::Failure;
use crate::report::Report;
use crate::session::Session;

/// A command with its arguments.
pub trait Execute {
    /// Whether it may be asked of several hosts at once.
    fn takes_hosts(&self) -> bool {
        false
    }

    /// Does its work.
    fn execute(&self, session: &Session) -> Result<Report, Failure>;
}
