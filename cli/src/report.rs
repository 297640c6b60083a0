//! What a command has to say: as text, as virsh prints it, and as JSON.

use crate::table::Table;
use serde_json::Value;

/// The result of a command.
#[derive(Debug)]
pub struct Report {
    /// The text, without the empty line that follows each command's.
    pub text: String,
    /// The same for `--quiet`, where that is something else.
    pub quiet: Option<String>,
    /// Whether the text only says that it was done, which `--quiet` leaves out.
    pub is_message: bool,
    /// Whether no empty line follows it.
    pub is_exact: bool,
    /// Whether the command has printed all of it already.
    pub is_printed: bool,
    /// The same as JSON.
    pub json: Value,
    /// Whether the command failed in part, and has said so.
    pub failed: bool,
}

impl Report {
    /// Something that was asked for.
    pub fn new(text: impl Into<String>, json: Value) -> Self {
        Self {
            text: text.into(),
            quiet: None,
            is_message: false,
            is_exact: false,
            is_printed: false,
            json,
            failed: false,
        }
    }

    /// A table, without its head for `--quiet`.
    pub fn table(table: &Table, json: Value) -> Self {
        Self { quiet: Some(table.rows()), ..Self::new(table.text(), json) }
    }

    /// That a change was made.
    pub fn done(text: impl Into<String>, json: Value) -> Self {
        Self { is_message: true, ..Self::new(text, json) }
    }

    /// A change of which nothing is said.
    pub fn nothing() -> Self {
        Self::done("", Value::Object(serde_json::Map::new()))
    }

    /// A text for a program: with no empty line behind it.
    pub fn exact(text: impl Into<String>, json: Value) -> Self {
        Self { is_exact: true, ..Self::new(text, json) }
    }

    /// What the command has printed itself.
    pub fn printed() -> Self {
        Self { is_printed: true, ..Self::nothing() }
    }

    /// A single line.
    pub fn line(text: impl std::fmt::Display, json: Value) -> Self {
        Self::new(format!("{text}\n"), json)
    }
}
