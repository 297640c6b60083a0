//! Standard output and standard error. An output that was closed, as by `| head`, is no failure.

use crate::failure::Failure;
use crate::report::Report;
use std::io::{ErrorKind, Write, stderr, stdout};

/// Prints a report.
pub fn report(report: &Report, json: bool, quiet: bool) -> Result<(), Failure> {
    if json {
        return print(&format!("{:#}\n", report.json));
    }
    if report.is_exact {
        return print(&report.text);
    }
    if quiet {
        return if report.is_message {
            Ok(())
        } else {
            print(report.quiet.as_ref().unwrap_or(&report.text))
        };
    }
    print(&format!("{}\n", report.text))
}

/// Prints the empty line that follows a command's output, also where it failed.
pub fn end(quiet: bool) {
    if !quiet {
        let _ = print("\n");
    }
}

/// Prints a text.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Prints what failed. Nobody is left to tell where that fails.
pub fn error(failure: &Failure) {
    let lines: String = failure.lines.iter().map(|line| format!("error: {line}\n")).collect();
    let _ = stderr().lock().write_all(lines.as_bytes());
}
