//! virmemctl: limits, guarantees and watches the memory of this host's domains. Commands, options
//! and output are virsh's where virsh has them.

mod arguments;
mod commands;
mod execute;
mod failure;
mod hosts;
mod notes;
mod output;
mod positional;
mod records;
mod report;
mod session;
mod size;
mod table;
mod top;

use arguments::Arguments;
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use execute::Execute;
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

/// That a command takes as many hosts as are given.
fn check_hosts(command: &dyn Execute, name: &str, count: usize) -> Result<(), Failure> {
    if count < 2 || command.takes_hosts() {
        return Ok(());
    }
    let several = "and only `limits` takes several";
    Err(Failure::wrong_use(format!(
        "-c is given {count} times: `{name}` takes one host, {several}"
    )))
}

fn run() -> Result<(), Failure> {
    let mut parser = notes::with_notes(Arguments::command());
    let given = positional::named(&mut parser, std::env::args_os()).map_err(Failure::wrong_use)?;
    let is_json = given.iter().any(|word| word == "--json");
    let parsed = parser.try_get_matches_from_mut(given);
    let with_name = |matches: clap::ArgMatches| {
        let name = matches.subcommand_name().unwrap_or_default().to_owned();
        Ok((Arguments::from_arg_matches(&matches)?, name))
    };
    let (arguments, name) = match parsed.and_then(with_name) {
        Ok(parsed) => parsed,
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
    let command = arguments.command.given();
    check_hosts(command, &name, arguments.connect.len())?;
    let format = Format { json: arguments.json, quiet: arguments.quiet };
    let session = Session::new(arguments.connect, arguments.readonly, format, parser);
    let report = command.execute(&session);
    let report = report.map_err(|failure| {
        output::error(&failure);
        output::end(format);
        Failure::silent(failure.code)
    })?;
    output::report(&report, format)?;
    if report.failed { Err(Failure::silent(FAILED)) } else { Ok(()) }
}
