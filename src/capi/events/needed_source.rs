//! Work that needs a source of the event loop.

use crate::api::Connection;
use crate::capi::boundary::guard::Turn;
use crate::capi::boundary::program_calls::{Call, keep, take_kept};
use crate::capi::events::source::{Added, NewSource};
use crate::driver::Wakeup;
use crate::model::virErrorDomain::VIR_FROM_NONE;
use crate::model::{Error, Result, virErrorNumber};
use libc::c_int;
use std::sync::Arc;

/// Does work that returns `None` where the connection's listeners need a source of events first, until it
/// is done with one; `answer` is what the program's event loop has answered when it was asked to add one.
///
/// Errors: those of the work; VIR_ERR_INTERNAL_ERROR without an event loop that takes a timeout.
pub fn with_source(
    connection: &Connection,
    answer: Option<c_int>,
    work: impl Fn(Option<Arc<dyn Wakeup>>) -> Result<Option<c_int>>,
) -> Result<Turn<c_int>> {
    let mut step = answer.map(|number| (take_kept(), Turn::Done(number)));
    loop {
        let wakeup = match step.take() {
            None => None,
            Some((new, turn)) => match next(new, turn)? {
                Next::Wakeup(wakeup) => Some(wakeup),
                Next::Ask(call) => return Ok(Turn::Ask(call)),
            },
        };
        if let Some(done) = work(wakeup)? {
            return Ok(Turn::Done(done));
        }
        let (new, turn) = NewSource::begin(connection.listeners()?.clone());
        step = Some((Some(new), turn));
    }
}

/// What follows in the adding of a source.
enum Next {
    Wakeup(Arc<dyn Wakeup>),
    Ask(Call),
}

/// Goes on with a source until it is there, or the program's loop has to be asked.
fn next(mut new: Option<NewSource>, mut turn: Turn<c_int>) -> Result<Next> {
    loop {
        let (part, number) = match (new.take(), turn) {
            (Some(part), Turn::Done(number)) => (part, number),
            (part, Turn::Ask(call)) => {
                part.into_iter().for_each(keep);
                return Ok(Next::Ask(call));
            }
            (None, Turn::Done(_)) => return Err(no_loop()),
        };
        match part.advance(number).ok_or_else(no_loop)? {
            Added::All(source) => return Ok(Next::Wakeup(Arc::new(source))),
            Added::Part(part, next) => (new, turn) = (Some(part), next),
        }
    }
}

fn no_loop() -> Error {
    Error::new(
        VIR_FROM_NONE,
        virErrorNumber::VIR_ERR_INTERNAL_ERROR,
        "the event loop takes no timeout, through which events come: \
         virEventRegisterDefaultImpl or virEventRegisterImpl is to be called before the \
         connection is opened",
    )
}
