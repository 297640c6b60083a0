//! Completion of command lines in shells: their scripts ask the command itself.

use super::{event_words, shell_words};
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

/// bash parts words at : and = too, and replaces what stands behind the last of them.
const BASH: &str = r#"_virmemctl() {
    local line=${COMP_LINE:0:COMP_POINT} words=() last=-1 breaks= rest begun i
    for ((i = 0; i <= COMP_CWORD; i++)); do
        rest=${line#"${line%%[![:blank:]]*}"}
        if ((i == 0)) || [[ $rest != "$line" ]]; then
            words[++last]=
        fi
        if ((i == COMP_CWORD)); then
            words[last]+=$rest
        else
            words[last]+=${COMP_WORDS[i]}
        fi
        line=${rest#"${COMP_WORDS[i]}"}
    done
    mapfile -t COMPREPLY < <(virmemctl complete --typed -- "${words[@]:1}" 2>/dev/null)
    for i in : =; do
        [[ $COMP_WORDBREAKS == *"$i"* ]] && breaks+=$i
    done
    begun=${words[last]}
    if [[ $breaks && $begun == *["$breaks"]* && $begun != [\"\']* ]]; then
        COMPREPLY=("${COMPREPLY[@]#"${begun%"${begun##*["$breaks"]}"}"}")
    fi
}
complete -o default -F _virmemctl virmemctl
"#;

const ZSH: &str = r#"#compdef virmemctl
_virmemctl() {
    local -a found
    found=(${(f)"$(virmemctl complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)"})
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
    /// The words are as they were typed, with quotes, and so is what is found
    #[arg(long)]
    typed: bool,
    /// The words behind the command's name; the last one is not complete
    #[arg(last = true, allow_hyphen_values = true)]
    words: Vec<String>,
}

impl Execute for Complete {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let meant = |word: &String| match self.typed {
            true => shell_words::meant(word),
            false => (word.clone(), None),
        };
        let mut words: Vec<(String, Option<char>)> = self.words.iter().map(meant).collect();
        let (begun, open) = words.pop().unwrap_or_default();
        let before: Vec<String> = words.into_iter().map(|(word, _)| word).collect();
        let uri = uri_of(&before).or_else(|| session.uri().map(str::to_owned));
        let named = Session::new(
            uri.into_iter().collect(),
            true,
            session.format(),
            session.parser().clone(),
        );
        let candidates = candidates(&named, &before, &begun);
        let fitting = candidates.into_iter().filter(|word| word.starts_with(&begun));
        let found: Vec<String> = match self.typed {
            true => fitting.map(|word| shell_words::typed(&word, open)).collect(),
            false => fitting.collect(),
        };
        let text: String = found.iter().map(|word| format!("{word}\n")).collect();
        Ok(Report::exact(text, json!(found)))
    }
}

/// The host that the words name.
fn uri_of(words: &[String]) -> Option<String> {
    let behind = |word: &String| word.strip_prefix("--connect=").map(str::to_owned);
    let is_name = |word: &String| word == "-c" || word == "--connect";
    let next = words.windows(2).find_map(|pair| match pair {
        [name, uri] if is_name(name) => Some(uri.clone()),
        _ => None,
    });
    next.or_else(|| words.iter().find_map(behind))
}

/// What the next word may be.
fn candidates(session: &Session, before: &[String], begun: &str) -> Vec<String> {
    let parser = session.parser();
    let Some((command, words)) = positional::command_of(parser, before) else {
        return options(parser, begun).unwrap_or_else(|| commands(parser));
    };
    if command.has_subcommands() {
        return commands(command);
    }
    if let Some((name, _)) = begun.split_once('=') {
        let named = |argument: &&Arg| argument.get_long() == name.strip_prefix("--");
        let found = command.get_arguments().find(named);
        let values = found.map(|found| values(session, command, found)).unwrap_or_default();
        return values.into_iter().map(|value| format!("{name}={value}")).collect();
    }
    options(command, begun).unwrap_or_else(|| {
        let next = positional::next_option(command, words);
        next.map(|next| values(session, command, next)).unwrap_or_default()
    })
}

/// The commands that are shown.
fn commands(parser: &clap::Command) -> Vec<String> {
    let shown = parser.get_subcommands().filter(|command| !command.is_hide_set());
    shown.map(|command| command.get_name().to_owned()).collect()
}

/// What the value of an option may be.
fn values(session: &Session, command: &clap::Command, argument: &Arg) -> Vec<String> {
    match (command.get_name(), argument.get_long()) {
        (name, Some("domain")) => domains(session, name),
        ("event", Some("event")) => {
            event_words::EVENTS.iter().map(|(name, _)| (*name).to_owned()).collect()
        }
        _ => argument.get_possible_values().iter().map(|it| it.get_name().to_owned()).collect(),
    }
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
