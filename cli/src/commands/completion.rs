//! Completion of command lines in shells: their scripts ask the command itself.

use crate::execute::Execute;
use crate::failure::Failure;
use crate::positional;
use crate::report::Report;
use crate::session::Session;
use clap::{Arg, Args, ValueEnum};
use serde_json::json;

/// The arguments of `completion`.
#[derive(Args)]
pub struct Completion {
    /// The shell
    #[arg(long)]
    shell: Shell,
}

#[derive(Clone, Copy, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

const BASH: &str = r#"_virmemctl() {
    local IFS=$'\n'
    COMPREPLY=($(virmemctl complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _virmemctl virmemctl
"#;

const ZSH: &str = r#"#compdef virmemctl
_virmemctl() {
    local -a found
    found=(${(f)"$(virmemctl complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)"})
    compadd -a found || _files
}
# The completion system calls it; a shell that reads it by itself has it registered.
if [[ $funcstack[1] == _virmemctl ]]; then
    _virmemctl "$@"
else
    compdef _virmemctl virmemctl
fi
"#;

const FISH: &str = r#"function __virmemctl_complete
    set -l words (commandline -opc) (commandline -ct)
    virmemctl complete -- $words[2..-1] 2>/dev/null
end
complete -c virmemctl -a '(__virmemctl_complete)'
"#;

impl Execute for Completion {
    fn execute(&self, _session: &Session) -> Result<Report, Failure> {
        let script = match self.shell {
            Shell::Bash => BASH,
            Shell::Zsh => ZSH,
            Shell::Fish => FISH,
        };
        Ok(Report::exact(script, json!({"script": script})))
    }
}

/// The arguments of `complete`.
#[derive(Args)]
pub struct Complete {
    /// The words behind the command's name; the last one is not complete
    #[arg(last = true, allow_hyphen_values = true)]
    words: Vec<String>,
}

impl Execute for Complete {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let (begun, before) = match self.words.split_last() {
            Some((begun, before)) => (begun.as_str(), before),
            None => ("", &[][..]),
        };
        let candidates = candidates(session, before, begun);
        let fitting: Vec<&String> =
            candidates.iter().filter(|word| word.starts_with(begun)).collect();
        let text: String = fitting.iter().map(|word| format!("{word}\n")).collect();
        Ok(Report::exact(text, json!(fitting)))
    }
}

/// What the next word may be.
fn candidates(session: &Session, before: &[String], begun: &str) -> Vec<String> {
    let parser = session.parser();
    let Some((command, words)) = positional::command_of(parser, before) else {
        let commands = parser.get_subcommands().filter(|command| !command.is_hide_set());
        return options(parser, begun)
            .unwrap_or_else(|| commands.map(|command| command.get_name().to_owned()).collect());
    };
    if let Some(found) = options(command, begun) {
        return found;
    }
    let Some(argument) = positional::next_option(command, words) else { return Vec::new() };
    if argument.get_long() == Some("domain") {
        return domains(session, command.get_name());
    }
    let values = argument.get_possible_values();
    values.iter().map(|value| value.get_name().to_owned()).collect()
}

/// The options, where the word begins as one.
fn options(command: &clap::Command, begun: &str) -> Option<Vec<String>> {
    let shown = command.get_arguments().filter(|argument| !argument.is_hide_set());
    begun
        .starts_with('-')
        .then(|| shown.filter_map(Arg::get_long).map(|long| format!("--{long}")).collect())
}

/// The names of domains.
fn domains(session: &Session, command: &str) -> Vec<String> {
    let all = session
        .connection()
        .ok()
        .and_then(|connection| connection.domains(0).ok())
        .unwrap_or_default();
    let fits = |is_running: bool| command != "start" || !is_running;
    all.iter()
        .filter(|domain| fits(domain.id().is_some()))
        .map(|domain| domain.name().to_owned())
        .collect()
}
