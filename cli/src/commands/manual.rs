//! The manual pages of the command, from the definition of its command line.

use crate::execute::Execute;
use crate::failure::{Context, Failure};
use crate::notes::EXAMPLES;
use crate::report::Report;
use crate::session::Session;
use clap::{Arg, ArgAction, Args, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use serde_json::json;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Pages to read beside each.
const SEE_ALSO: &str = "virmemctl(1), virmemctl(7), virmemctl.xml(5), libvirmemctl(3)";

/// The arguments of `manual`.
#[derive(Args)]
pub struct Manual {
    /// The folder for virmemctl.1 and a page for each command
    #[arg(long)]
    folder: PathBuf,
    /// The date in the pages
    #[arg(long)]
    date: String,
}

impl Execute for Manual {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let parser = session.parser();
        let shown = parser.get_subcommands();
        let shown = shown.filter(|command| !command.is_hide_set() && command.get_name() != "help");
        for command in shown {
            let usage = usage(command);
            let page = command.clone().override_usage(usage);
            self.write(page).failing(|| failing(&self.folder))?;
        }
        let whole = parser.clone().override_usage(format!("{} COMMAND ...", usage(parser)));
        self.write(whole.mut_subcommand("help", |help| help.hide(true)))
            .failing(|| failing(&self.folder))?;
        Ok(Report::exact("", json!({"folder": self.folder})))
    }
}

fn failing(folder: &Path) -> String {
    format!("Failed to write manual pages to {}", folder.display())
}

impl Manual {
    /// Writes a command's page.
    fn write(&self, command: Command) -> io::Result<()> {
        let source = format!("virmemctl {}", env!("CARGO_PKG_VERSION"));
        let has_commands = command.has_subcommands();
        let notes = command.get_after_help().map(ToString::to_string);
        let page = Man::new(command.mut_args(with_values))
            .date(&self.date)
            .source(source)
            .manual("virmemctl");
        let mut file = File::create(self.folder.join(page.get_filename()))?;
        page.render_title(&mut file)?;
        page.render_name_section(&mut file)?;
        page.render_synopsis_section(&mut file)?;
        if has_commands {
            page.render_description_section(&mut file)?;
        }
        page.render_options_section(&mut file)?;
        if has_commands {
            page.render_subcommands_section(&mut file)?;
        }
        end(notes.as_deref()).to_writer(&mut file)
    }
}

/// Paragraphs of a help that have a section of their own in a page, by their beginning.
const SECTIONS: [(&str, &str); 3] =
    [("EXIT STATUS", "Exit status: "), ("ENVIRONMENT", "Environment: "), ("EXAMPLES", EXAMPLES)];

/// The end of a page: the paragraphs that its help ends with, and other pages.
fn end(notes: Option<&str>) -> Roff {
    let mut end = Roff::new();
    let mut section = "";
    for paragraph in notes.iter().flat_map(|notes| notes.split("\n\n")) {
        let own = SECTIONS.iter().find_map(|(title, beginning)| {
            paragraph.strip_prefix(beginning).map(|text| (*title, text))
        });
        let (title, text) = own.unwrap_or(("NOTES", paragraph));
        if title == section {
            end.control("PP", []);
        } else {
            end.control("SH", [title]);
        }
        section = title;
        if title == "EXAMPLES" {
            end.control("nf", []).text([roman(text)]).control("fi", []);
        } else {
            end.text([roman(text)]);
        }
    }
    end.control("SH", ["SEE ALSO"]).text([roman(SEE_ALSO)]);
    end
}

/// An option whose description lists the values that it may have.
fn with_values(argument: Arg) -> Arg {
    let values = argument.get_possible_values();
    let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
    if names.is_empty() || !argument.get_action().takes_values() {
        return argument;
    }
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    argument.hide_possible_values(true).help(format!("{help}: {}", names.join(", ")))
}

/// The command with its options, in the order in which words without names are their values.
fn usage(command: &Command) -> String {
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name());
    let shown = command.get_arguments();
    let is_own = |argument: &&Arg| {
        let asks = matches!(argument.get_action(), ArgAction::Help | ArgAction::Version);
        !argument.is_hide_set() && !argument.is_global_set() && !asks
    };
    let shown = shown.filter(is_own);
    shown.fold(name.to_owned(), |line, argument| line + " " + &option(argument))
}

/// An option with the name of its value, in brackets if it may be left out.
fn option(argument: &Arg) -> String {
    let names = argument.get_value_names().unwrap_or_default();
    let value = names.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(" ");
    let many = if matches!(argument.get_action(), ArgAction::Append) { "..." } else { "" };
    let word = match (argument.get_long(), argument.get_action().takes_values()) {
        (Some(long), true) => format!("--{long} {value}"),
        (Some(long), false) => format!("--{long}"),
        (None, _) => format!("-- {value}"),
    };
    if argument.is_required_set() { format!("{word}{many}") } else { format!("[{word}]{many}") }
}
