//! What the live view shows and what keys are about: no terminal, no host.

use super::limit::{Change, Held, Limit};
use super::row::{Reading, Row};
use super::rows::Rows;
use super::view::View;
use std::time::Instant;
use virmemctl::model::domain::Uuid;

/// What keys are about.
#[derive(Debug, Default, PartialEq)]
pub enum Mode {
    /// The rows.
    #[default]
    Rows,
    /// The list of keys, from this line on.
    Help(u16),
    /// The filter, and what it was before.
    Filter(String),
    /// The new value of a limit, as typed so far.
    Prompt(Held, String),
    /// Whether a limit is to be changed.
    Confirm(Change),
}

/// What is to be done outside of the state.
#[derive(Debug, PartialEq)]
pub enum Action {
    /// Nothing.
    None,
    /// The end.
    Quit,
    /// All of the screen is drawn anew.
    Redraw,
    /// A limit is read, then [`State::prompt`] is called.
    Edit(Uuid, &'static Limit),
    /// It is read again, then [`State::confirm`] is called.
    Review(Change),
    /// It is set, then [`State::end`] is called.
    Set(Change),
}

/// A line for the user.
#[derive(Debug, PartialEq)]
pub struct Message {
    /// The line.
    pub text: String,
    /// Whether something failed.
    pub is_error: bool,
}

/// The state.
#[derive(Debug, Default)]
pub struct State {
    /// All domains.
    pub rows: Rows,
    /// What is shown of them.
    pub view: View,
    /// What keys are about.
    pub mode: Mode,
    /// What there is to say.
    pub message: Option<Message>,
    /// Why the last reading failed, if it did: the figures are older ones.
    pub trouble: Option<String>,
    /// Whether limits cannot be changed.
    pub is_readonly: bool,
}

impl State {
    /// Takes a reading of these domains, or of all.
    pub fn take(&mut self, asked: Option<&[Uuid]>, readings: Vec<Reading>, at: Instant) {
        match asked {
            Some(asked) => self.rows.update(asked, readings, at),
            None => self.rows.replace(readings, at),
        }
        self.trouble = None;
        self.rows.remember();
        self.view.arrange(&self.rows);
        self.leave_what_ended();
    }

    /// A domain that has ended has no limits to change.
    fn leave_what_ended(&mut self) {
        let held = match &self.mode {
            Mode::Prompt(held, _) | Mode::Confirm(Change { held, .. }) => held,
            _ => return,
        };
        if self.rows.get(&held.uuid).is_none() {
            let text = format!("domain '{}' has ended", held.name);
            self.mode = Mode::Rows;
            self.fail(text);
        }
    }

    /// The selected domain.
    pub fn selected(&self) -> Option<&Row> {
        self.rows.get(&self.view.selected?)
    }

    /// The domains that are to be read: those in view, and the one whose limit is changed.
    pub fn wanted(&self) -> Vec<Uuid> {
        let mut wanted = self.view.in_view().to_vec();
        if let Mode::Prompt(held, _) | Mode::Confirm(Change { held, .. }) = &self.mode
            && !wanted.contains(&held.uuid)
        {
            wanted.push(held.uuid);
        }
        wanted
    }

    /// Says something.
    pub fn say(&mut self, text: String) {
        self.message = Some(Message { text, is_error: false });
    }

    /// Says what failed.
    pub fn fail(&mut self, text: String) {
        self.message = Some(Message { text, is_error: true });
    }

    /// Asks for the new value of a limit.
    pub fn prompt(&mut self, held: Result<Held, String>) {
        match held {
            Ok(held) => self.mode = Mode::Prompt(held, String::new()),
            Err(reason) => self.fail(reason),
        }
    }

    /// Asks whether a limit is to be changed from what it is now.
    pub fn confirm(&mut self, change: Result<Change, String>) {
        match change {
            Ok(change) if change.held.value == change.new => {
                self.mode = Mode::Rows;
                self.say(format!("nothing changed: {}", change.what()));
            }
            Ok(change) => self.mode = Mode::Confirm(change),
            Err(reason) => {
                self.mode = Mode::Rows;
                self.fail(reason);
            }
        }
    }

    /// Ends a change.
    pub fn end(&mut self, change: &Change, done: Result<(), String>) {
        match done {
            Ok(()) => self.say(format!("changed: {}", change.what())),
            Err(reason) => self.fail(format!("not changed: {reason}")),
        }
    }
}
