//! Standard output and standard error. An output that was closed, as by `| head`, is no failure.

use crate::failure::Failure;
use crate::report::Report;
use crate::session::Format;
use std::io::{ErrorKind, Write, stderr, stdout};

/// Prints a report.
pub fn report(report: &Report, format: Format) -> Result<(), Failure> {
    if report.is_printed {
        return Ok(());
    }
    if format.json {
        return print(&format!("{:#}\n", report.json));
    }
    if report.is_exact {
        return print(&report.text);
    }
    if format.quiet {
        return if report.is_message {
            Ok(())
        } else {
            print(report.quiet.as_ref().unwrap_or(&report.text))
        };
    }
    print(&format!("{}\n", report.text))
}

/// Prints the empty line that follows a command's output, also where it failed.
pub fn end(format: Format) {
    if !(format.json || format.quiet) {
        let _ = print("\n");
    }
}

/// Prints a text.
pub fn print(text: &str) -> Result<(), Failure> {
    write(text).map(|_| ())
}

/// Prints a text; whether somebody still reads.
pub fn write(text: &str) -> Result<bool, Failure> {
    let mut out = stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Failure::new(format!("standard output: {error}"))),
    }
}

/// Prints what failed. Nobody is left to tell where that fails.
pub fn error(failure: &Failure) {
    let lines: String = failure.lines.iter().map(|line| format!("error: {line}\n")).collect();
    let _ = stderr().lock().write_all(lines.as_bytes());
}

/// Prints what is to be known of a command that was done.
pub fn warning(text: &str) {
    let _ = stderr().lock().write_all(format!("warning: {text}\n").as_bytes());
}
