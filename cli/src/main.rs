//! virmemctl: limits, guarantees and watches the memory of this host's domains. Commands, options
//! and output are virsh's where virsh has them.

mod arguments;
mod commands;
mod execute;
mod failure;
mod notes;
mod output;
mod positional;
mod report;
mod session;
mod size;
mod table;
mod top;

use arguments::Arguments;
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use failure::{FAILED, Failure};
use session::{Format, Session};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::error(&failure);
            ExitCode::from(failure.code)
        }
    }
}

/// Whether a command line has no command, alone or behind options.
fn asks_for_command(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand
    )
}

fn run() -> Result<(), Failure> {
    let mut parser = notes::with_notes(Arguments::command());
    let given = positional::named(&mut parser, std::env::args_os()).map_err(Failure::wrong_use)?;
    let is_json = given.iter().any(|word| word == "--json");
    let parsed = parser.try_get_matches_from_mut(given);
    let arguments = match parsed.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        Err(help) if !help.use_stderr() && is_json => {
            let text = serde_json::json!({"text": help.to_string()});
            return output::print(&format!("{text:#}\n"));
        }
        Err(help) if !help.use_stderr() => return output::print(&help.to_string()),
        Err(error) if asks_for_command(error.kind()) => {
            return Err(Failure::wrong_use(format!(
                "no command is given\n\n{}",
                parser.render_help()
            )));
        }
        Err(error) => {
            return Err(Failure::wrong_use(error.to_string().trim_start_matches("error: ")));
        }
    };
    let format = Format { json: arguments.json, quiet: arguments.quiet };
    let session = Session::new(arguments.connect, arguments.readonly, format, parser);
    let report = arguments.command.given().execute(&session);
    let report = report.map_err(|failure| {
        output::error(&failure);
        output::end(format);
        Failure::silent(failure.code)
    })?;
    output::report(&report, format)?;
    if report.failed { Err(Failure::silent(FAILED)) } else { Ok(()) }
}
