//! Why a command failed, and the exit status that it ends with.

use virmemctl::model::Error;

/// The exit status of a command that was understood, and failed.
pub const FAILED: u8 = 1;

/// The exit status of a command line that is not understood.
pub const WRONG_USE: u8 = 2;

/// A failure: lines for standard error, each behind `error: `, and the exit status.
#[derive(Debug)]
pub struct Failure {
    /// The lines.
    pub lines: Vec<String>,
    /// The exit status.
    pub code: u8,
}

impl Failure {
    /// A command that failed.
    pub fn new(line: impl Into<String>) -> Self {
        Self { lines: vec![line.into()], code: FAILED }
    }

    /// A command line that is not understood.
    pub fn wrong_use(line: impl Into<String>) -> Self {
        Self { lines: vec![line.into().trim_end().to_owned()], code: WRONG_USE }
    }

    /// One that was told already.
    pub fn silent(code: u8) -> Self {
        Self { lines: Vec::new(), code }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::new(error.to_string())
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::new(error.message())
    }
}

/// Says what failed before the library's own words.
pub trait Context<T> {
    /// Puts a line before them.
    fn failing(self, what: impl FnOnce() -> String) -> Result<T, Failure>;
}

impl<T, E: Into<Failure>> Context<T> for Result<T, E> {
    fn failing(self, what: impl FnOnce() -> String) -> Result<T, Failure> {
        self.map_err(|error| {
            let mut failure = error.into();
            failure.lines.insert(0, what());
            failure
        })
    }
}
