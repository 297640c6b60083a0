//! Words without an option in front, as virsh takes them: each is the value of the command's next
//! option that has one, in their order, and is not given by its name.

use clap::{Arg, ArgAction, Command};
use std::collections::BTreeSet;
use std::ffi::OsString;

/// The command line with such words behind the names of their options. What cannot be placed stays
/// as it is.
///
/// Errors: the message for a word too many.
pub fn named(
    parser: &mut Command,
    given: impl IntoIterator<Item = OsString>,
) -> Result<Vec<OsString>, String> {
    parser.build();
    let mut given = given.into_iter();
    let mut named: Vec<OsString> = given.next().into_iter().collect();
    let mut rest: Vec<OsString> = given.collect();
    let Some(at) = command_at(parser, &rest) else {
        named.append(&mut rest);
        return Ok(named);
    };
    let tail = rest.split_off(at);
    named.append(&mut rest);
    named.extend(placed_behind(parser, tail)?);
    Ok(named)
}

/// A command's name and the words behind it, with such words behind the names of their options.
fn placed_behind(parser: &Command, mut words: Vec<OsString>) -> Result<Vec<OsString>, String> {
    let command = words.first().and_then(|word| parser.find_subcommand(word));
    // The words behind `help` are commands.
    let Some(command) = command.filter(|command| !command.has_subcommands()) else {
        return Ok(words);
    };
    let (mut placed, left) = parted(command, words.split_off(1));
    placed.append(&mut words);
    placed.extend(place(command, left)?);
    Ok(placed)
}

/// Options of all commands that may be given several times, and the other words. They stand before the
/// command's name then: of those on both sides of it the parser keeps the last alone.
fn parted(command: &Command, words: Vec<OsString>) -> (Vec<OsString>, Vec<OsString>) {
    let is_many = |it: &&Arg| it.is_global_set() && matches!(it.get_action(), ArgAction::Append);
    let many: Vec<&Arg> = command.get_arguments().filter(is_many).collect();
    let (mut parted, mut left) = (Vec::new(), Vec::new());
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        let text = word.to_string_lossy().into_owned();
        if text == "--" {
            left.push(word);
            break;
        }
        let takes_next = takes_value(command, &text);
        let is_one =
            many.iter().any(|argument| is_name(argument, &text) || has_value(argument, &text));
        let next = if takes_next { words.next() } else { None };
        // One without its value is the parser's to refuse.
        let side = if is_one && takes_next == next.is_some() { &mut parted } else { &mut left };
        side.push(word);
        side.extend(next);
    }
    left.extend(words);
    (parted, left)
}

/// Whether a word is an argument's name with the value in the same word.
fn has_value(argument: &Arg, word: &str) -> bool {
    let is_long = |name| argument.get_long() == Some(name);
    match word.strip_prefix("--") {
        Some(long) => long.split_once('=').is_some_and(|(name, _)| is_long(name)),
        None => argument.get_short().is_some_and(|short| {
            word.strip_prefix('-').is_some_and(|rest| rest.len() > 1 && rest.starts_with(short))
        }),
    }
}

/// Where the command's name stands.
fn command_at(parser: &Command, words: &[OsString]) -> Option<usize> {
    let mut is_value = false;
    for (at, word) in words.iter().enumerate() {
        let text = word.to_string_lossy();
        if is_value {
            is_value = false;
        } else if text.starts_with('-') {
            is_value = takes_value(parser, &text);
        } else {
            return Some(at);
        }
    }
    None
}

/// Whether a word is an option whose value is the next word.
fn takes_value(command: &Command, word: &str) -> bool {
    let mut with_value = command.get_arguments().filter(|it| it.get_action().takes_values());
    with_value.any(|argument| is_name(argument, word))
}

/// Whether a word is an argument's name, the long or the short one.
fn is_name(argument: &Arg, word: &str) -> bool {
    let long = argument.get_long().is_some_and(|long| word.strip_prefix("--") == Some(long));
    long || argument.get_short().is_some_and(|short| word == format!("-{short}"))
}

/// The command that words name, and the words behind it.
pub fn command_of<'c, 'w>(
    parser: &'c Command,
    words: &'w [String],
) -> Option<(&'c Command, &'w [String])> {
    let all: Vec<OsString> = words.iter().map(OsString::from).collect();
    let at = command_at(parser, &all)?;
    Some((parser.find_subcommand(words.get(at)?)?, words.get(at + 1..)?))
}

/// The option whose value is the next word behind these.
pub fn next_option<'c>(command: &'c Command, words: &[String]) -> Option<&'c Arg> {
    let named =
        |long: &str| command.get_arguments().find(|argument| argument.get_long() == Some(long));
    let is_open = |argument: &&Arg| words.last().is_some_and(|last| is_name(argument, last));
    let open = command.get_arguments().find(is_open);
    if let Some(open) = open.filter(|open| open.get_action().takes_values()) {
        return Some(open);
    }
    let mut free = Free::of(command, words.iter().map(OsString::from));
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if !is_option(word) {
            free.take();
        } else if takes_value(command, word) {
            words.next();
        }
    }
    free.first().and_then(named)
}

/// The options that words without a name may be the values of, in their order.
struct Free<'c> {
    options: Vec<&'c str>,
    /// Those that may be given several times.
    many: BTreeSet<&'c str>,
}

impl<'c> Free<'c> {
    /// Those that words do not name.
    fn of(command: &'c Command, words: impl Iterator<Item = OsString>) -> Self {
        let with_value = || {
            let all = command.get_arguments();
            all.filter(|argument| argument.get_action().takes_values() && !argument.is_global_set())
        };
        let is_many = |argument: &&Arg| matches!(argument.get_action(), ArgAction::Append);
        let many: BTreeSet<&str> = with_value().filter(is_many).filter_map(Arg::get_long).collect();
        let mut options: Vec<&str> = with_value().filter_map(Arg::get_long).collect();
        for word in words {
            let text = word.to_string_lossy();
            let named = text.split('=').next().unwrap_or_default();
            let is_named = |argument: &&Arg| is_name(argument, named);
            let name = command.get_arguments().find(is_named).and_then(Arg::get_long);
            options.retain(|option| many.contains(option) || Some(*option) != name);
        }
        Self { options, many }
    }

    fn first(&self) -> Option<&'c str> {
        self.options.first().copied()
    }

    /// The option of the next word.
    fn take(&mut self) -> Option<&'c str> {
        let first = self.first()?;
        if !self.many.contains(first) {
            self.options.remove(0);
        }
        Some(first)
    }
}

fn place(command: &Command, words: Vec<OsString>) -> Result<Vec<OsString>, String> {
    let mut free = Free::of(command, words.iter().cloned());
    let (mut placed, mut words) = (Vec::new(), words.into_iter());
    while let Some(word) = words.next() {
        let text = word.to_string_lossy().into_owned();
        if text == "--" && has_rest(command) {
            placed.push(word);
            placed.extend(words.by_ref());
        } else if text == "--" {
            // No word behind it is an option.
            for word in words.by_ref() {
                placed.push(of_next(&mut free, word)?);
            }
        } else if is_option(&text) {
            let value = if takes_value(command, &text) { words.next() } else { None };
            placed.extend(with_value(word, value));
        } else {
            placed.push(of_next(&mut free, word)?);
        }
    }
    Ok(placed)
}

/// Whether a command takes all words behind `--` as they are.
fn has_rest(command: &Command) -> bool {
    command.get_arguments().any(Arg::is_last_set)
}

/// A word behind the name of the next option.
fn of_next(free: &mut Free<'_>, word: OsString) -> Result<OsString, String> {
    let option = free.take();
    let option = option.ok_or_else(|| format!("unexpected data '{}'", word.to_string_lossy()))?;
    let mut named = OsString::from(format!("--{option}="));
    named.push(word);
    Ok(named)
}

/// An option and its value in one word, where that is a number such as -1: clap takes it for an option
/// otherwise.
fn with_value(option: OsString, value: Option<OsString>) -> Vec<OsString> {
    match value {
        Some(value) if is_negative(&value.to_string_lossy()) => {
            let mut both = option;
            both.push("=");
            both.push(value);
            vec![both]
        }
        value => std::iter::once(option).chain(value).collect(),
    }
}

/// Whether a word is an option and no number such as -1.
fn is_option(text: &str) -> bool {
    text.starts_with('-') && !is_negative(text)
}

/// Whether a word is a number such as -1, or begins with one.
fn is_negative(text: &str) -> bool {
    let digits = text.strip_prefix('-');
    digits.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{CommandFactory, Parser};

    #[derive(Parser)]
    enum Words {
        Set {
            #[arg(long)]
            domain: String,
            #[arg(short, long)]
            size: Option<i64>,
            #[arg(long)]
            live: bool,
            #[arg(long, action = ArgAction::Append)]
            word: Vec<String>,
        },
        Run {
            #[arg(long)]
            domain: String,
            #[arg(long)]
            live: bool,
            #[arg(last = true)]
            program: Vec<String>,
        },
    }

    #[derive(Parser)]
    struct Hosts {
        #[arg(short, long, global = true)]
        connect: Vec<String>,
        #[command(subcommand)]
        words: Words,
    }

    fn placed_by<P: CommandFactory>(line: &str) -> String {
        let words = line.split(' ').map(OsString::from);
        let placed = named(&mut P::command(), words);
        placed.map_or_else(|error| error, |words| words.join(" ".as_ref()).into_string().unwrap())
    }

    fn of(line: &str) -> String {
        placed_by::<Words>(line)
    }

    #[test]
    fn words_get_the_names_of_options_that_are_left() {
        assert_eq!(of("x set a 1"), "x set --domain=a --size=1");
        assert_eq!(of("x set --size 1 a b c"), "x set --size 1 --domain=a --word=b --word=c");
        assert_eq!(of("x set -s 1 a b"), "x set -s 1 --domain=a --word=b");
        assert_eq!(of("x set --live -- -a -1"), "x set --live --domain=-a --size=-1");
        assert_eq!(of("x set -- a 1 b"), "x set --domain=a --size=1 --word=b");
        assert_eq!(of("x run --live a -- --live b"), "x run --live --domain=a -- --live b");
    }

    #[test]
    fn hosts_may_stand_behind_the_command() {
        let of = placed_by::<Hosts>;
        assert_eq!(of("x set -c a -c b"), "x -c a -c b set");
        assert_eq!(of("x -c a set 1 -c b 2"), "x -c a -c b set --domain=1 --size=2");
        assert_eq!(
            of("x set --connect a --connect=b -cc -c=d 1"),
            "x --connect a --connect=b -cc -c=d set --domain=1"
        );
        assert_eq!(of("x set --domain -c a"), "x set --domain -c --size=a");
        assert_eq!(of("x set -c"), "x set -c");
        assert_eq!(of("x set --connector a"), "x set --connector --domain=a");
        assert_eq!(of("x set 1 -- -c"), "x set --domain=1 --size=-c");
        assert_eq!(of("x run 1 -- sh -c a"), "x run --domain=1 -- sh -c a");
        let words = of("x -c a set 1 -c b -c c").split(' ').map(str::to_owned).collect::<Vec<_>>();
        let parsed = Hosts::try_parse_from(words).unwrap();
        assert_eq!(parsed.connect, ["a", "b", "c"]);
        assert!(matches!(parsed.words, Words::Set { domain, .. } if domain == "1"));
    }

    #[test]
    fn numbers_below_0_are_values() {
        assert_eq!(of("x set a -1"), "x set --domain=a --size=-1");
        assert_eq!(of("x set --size -1 a"), "x set --size=-1 --domain=a");
        assert_eq!(of("x set -s -1 a"), "x set -s=-1 --domain=a");
        assert_eq!(of("x set --size -- a"), "x set --size -- --domain=a");
    }

    #[test]
    fn help_takes_commands() {
        assert_eq!(of("x help set"), "x help set");
    }
}
