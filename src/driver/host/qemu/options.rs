//! Splits a command line into QEMU's options.

use super::option_table::takes_value;

/// What the Android emulator hands to QEMU begins behind this option.
const ANDROID_END: &str = "qemu";

/// An option of a command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommandOption<'a> {
    /// Its name, without the leading hyphens.
    pub name: &'a str,
    /// Its value, empty where it takes none.
    pub value: &'a str,
    /// Whether QEMU is known to have it.
    pub is_known: bool,
    /// Whether it is the Android emulator's.
    pub is_android: bool,
}

/// The options of a command line in order. Arguments that are no options (disk images)
/// are left out. An option that is not known takes the next argument unless that begins
/// with a hyphen.
pub fn options(arguments: &[String]) -> impl Iterator<Item = CommandOption<'_>> {
    let mut rest = arguments.iter().skip(1).peekable();
    let mut is_android = is_android(arguments);
    std::iter::from_fn(move || {
        let name = rest.by_ref().find_map(|argument| option_name(argument))?;
        if is_android && name == ANDROID_END {
            is_android = false;
            return Some(CommandOption { name, value: "", is_known: true, is_android: true });
        }
        let takes = takes_value(name, is_android);
        let value = match takes {
            Some(true) => rest.next(),
            Some(false) => None,
            None => rest.next_if(|next| !next.starts_with('-')),
        };
        let value = value.map_or("", String::as_str);
        Some(CommandOption { name, value, is_known: takes.is_some(), is_android })
    })
}

/// The name of an option, without its hyphens.
fn option_name(argument: &str) -> Option<&str> {
    let name = argument.strip_prefix('-')?;
    Some(name.strip_prefix('-').unwrap_or(name))
}

/// Whether the arguments are those of the Android emulator, which names a virtual device.
fn is_android(arguments: &[String]) -> bool {
    arguments.get(1).is_some_and(|first| first.starts_with('@'))
        || arguments.iter().skip(1).any(|argument| argument == "-avd")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(line: &[String]) -> Vec<(&str, &str)> {
        options(line).map(|option| (option.name, option.value)).collect()
    }

    fn split(line: &str) -> Vec<String> {
        line.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn unknown_options_take_what_is_no_option() {
        let line = split("qemu -new -m 5 -newer disk -S -newest - -uuid x -last");
        let expected =
            [("new", ""), ("m", "5"), ("newer", "disk"), ("S", ""), ("newest", ""), ("", "")];
        assert_eq!(pairs(&line)[..6], expected);
        assert_eq!(pairs(&line)[6..], [("uuid", "x"), ("last", "")]);
        assert!(options(&line).filter(|option| !option.is_known).count() == 5);
    }

    #[test]
    fn the_android_emulator_has_options_of_its_own() {
        let line = split("qemu -avd a -snapshot s -no-window -memory 5 -qemu -snapshot -m 6");
        let found: Vec<_> = options(&line).map(|it| (it.name, it.value, it.is_android)).collect();
        assert_eq!(
            found,
            [
                ("avd", "a", true),
                ("snapshot", "s", true),
                ("no-window", "", true),
                ("memory", "5", true),
                ("qemu", "", true),
                ("snapshot", "", false),
                ("m", "6", false)
            ]
        );
    }

    #[test]
    fn a_value_is_no_option() {
        let line = ["qemu", "-append", "-m", "disk.img", "-S", "--m", "5", "-name"];
        let line: Vec<String> = line.map(str::to_owned).to_vec();
        let found: Vec<_> = pairs(&line);
        assert_eq!(found, [("append", "-m"), ("S", ""), ("m", "5"), ("name", "")]);
        assert_eq!(options(&[]).count(), 0);
    }
}
