//! auth.conf, libvirt's file of credentials: `[auth-SERVICE-HOST]` or `[auth-SERVICE-default]` names, by
//! `credentials=NAME`, the part `[credentials-NAME]` that has them.
//!
//! libvirt reads it with GLib's GKeyFile: parts of the same name are one, the last of two items with the
//! same name counts, `#` begins the line of a comment, and values have escapes.

use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sys::process;
use rustix::fs::{Access, access};

/// The credentials for one service on one host.
#[derive(Default, PartialEq, Eq)]
pub struct Credentials(Vec<Item>);

impl Credentials {
    /// Reads them from the file that $LIBVIRT_AUTH_FILE or `named` names, else that of the user or the
    /// system, whichever may be read; none where there is no file, or nothing in it for this host.
    ///
    /// Errors: VIR_ERR_CONF_SYNTAX for a line that is none, and for a part that is not there;
    /// VIR_ERR_SYSTEM_ERROR for a file that is named and cannot be read, or is not there.
    pub fn load(named: Option<&str>, service: &str, host: &str) -> Result<Self> {
        path(named).map_or_else(|| Ok(Self::default()), |path| Self::read(&path, service, host))
    }

    fn read(path: &str, service: &str, host: &str) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|failure| {
            let errno = failure.raw_os_error().unwrap_or(0);
            Error::system(virErrorDomain::VIR_FROM_NONE, errno, format!("reading '{path}'"))
        })?;
        Self::find(&bytes, service, host).map_err(|error| error.context(path))
    }

    /// Finds them in a file's text.
    fn find(text: &[u8], service: &str, host: &str) -> Result<Self> {
        let parts = parts(text)?;
        let names = [format!("auth-{service}-{host}"), format!("auth-{service}-default")];
        let found = names.iter().find_map(|name| Some((name, part(&parts, name)?)));
        let Some((name, found)) = found else { return Ok(Self::default()) };
        let wanted = found
            .get("credentials")
            .ok_or_else(|| missing(format!("the part [{name}] has no credentials=NAME")))?;
        part(&parts, &format!("credentials-{wanted}"))
            .ok_or_else(|| missing(format!("there is no part [credentials-{wanted}]")))
    }

    /// The value of a name, such as `username` or `password`. As in libvirt, one that is not UTF-8 is as
    /// none.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().rev().find(|item| item.name == name);
        found.and_then(|item| item.value.as_deref())
    }
}

/// The file: one that is named, else the first that may be read.
fn path(named: Option<&str>) -> Option<String> {
    let set = |name: &str| process::variable(name).filter(|path| !path.is_empty());
    let own = || Some(format!("{}/.config", set("HOME")?));
    let user = || Some(format!("{}/libvirt/auth.conf", set("XDG_CONFIG_HOME").or_else(own)?));
    let is_readable = |path: &String| access(path.as_str(), Access::READ_OK).is_ok();
    set("LIBVIRT_AUTH_FILE")
        .or_else(|| named.map(str::to_owned))
        .or_else(|| user().filter(is_readable))
        .or_else(|| Some("/etc/libvirt/auth.conf".to_owned()).filter(is_readable))
}

/// A line `NAME=VALUE`.
#[derive(Clone, PartialEq, Eq)]
struct Item {
    name: String,
    value: Option<String>,
}

struct Part {
    name: String,
    items: Vec<Item>,
}

/// All that the parts of a name have, if there is one.
fn part(parts: &[Part], name: &str) -> Option<Credentials> {
    let mut same = parts.iter().filter(|part| part.name == name).peekable();
    same.peek()?;
    Some(Credentials(same.flat_map(|part| part.items.iter().cloned()).collect()))
}

fn parts(text: &[u8]) -> Result<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::new();
    for (number, line) in text.split_inclusive(|byte| *byte == b'\n').map(content).enumerate() {
        if line.is_empty() || line.starts_with(b"#") {
            continue;
        }
        if let Some(name) = part_name(line) {
            parts.push(Part { name, items: Vec::new() });
        } else if let (Some(part), Some(item)) = (parts.last_mut(), item(line)) {
            part.items.push(item);
        } else {
            // Not the line itself, which may hold a password.
            return Err(wrong(format!("line {}: expected [PART] or NAME=VALUE", number + 1)));
        }
    }
    Ok(parts)
}

/// A line without its end and the blanks before it; a zero byte ends it too. Blanks at its end belong to a
/// value.
fn content(line: &[u8]) -> &[u8] {
    let whole = line.strip_suffix(b"\n").map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let texts = whole.unwrap_or(line).split(|byte| *byte == 0).next();
    texts.unwrap_or_default().trim_ascii_start()
}

/// The name of a part that begins here. Blanks in the brackets belong to it.
fn part_name(line: &[u8]) -> Option<String> {
    let name = text(line.trim_ascii_end().strip_prefix(b"[")?.strip_suffix(b"]")?);
    let is_name =
        !name.is_empty() && !name.contains(|c: char| c.is_ascii_control() || "[]".contains(c));
    is_name.then_some(name)
}

fn item(line: &[u8]) -> Option<Item> {
    let mut sides = line.splitn(2, |byte| *byte == b'=');
    let (name, value) = (text(sides.next()?.trim_ascii_end()), sides.next()?);
    is_item_name(&name).then(|| Item { name, value: unescaped(value.trim_ascii_start()) })
}

/// A name may have a language in brackets behind it.
fn is_item_name(name: &str) -> bool {
    let (base, language) = name.split_at(name.find(['[', ']']).unwrap_or(name.len()));
    let is_language = |text: &str| text.chars().all(|c| c.is_alphanumeric() || "-_.@".contains(c));
    let in_brackets = |text: &str| {
        text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).is_some_and(is_language)
    };
    !base.is_empty() && !base.ends_with(' ') && (language.is_empty() || in_brackets(language))
}

/// A value's text, if it is UTF-8. Escapes that there are none of stay as they are.
fn unescaped(value: &[u8]) -> Option<String> {
    let mut letters = std::str::from_utf8(value).ok()?.chars();
    let mut text = String::new();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            text.push(letter);
            continue;
        }
        match letters.next() {
            Some('s') => text.push(' '),
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('r') => text.push('\r'),
            Some('\\') => text.push('\\'),
            Some(other) => text.extend(['\\', other]),
            None => {}
        }
    }
    Some(text)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// VIR_ERR_CONF_SYNTAX as libvirt reports it.
fn missing(detail: String) -> Error {
    wrong(detail).with_domain(virErrorDomain::VIR_FROM_NONE)
}

fn wrong(detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_CONF, virErrorNumber::VIR_ERR_CONF_SYNTAX, detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use virErrorNumber::{VIR_ERR_CONF_SYNTAX, VIR_ERR_SYSTEM_ERROR};

    const FILE: &str = "# who\n[credentials-one]\nauthname = fred\npassword=a=b\n\n[auth-libvirt-h]\n\
                        credentials=one\n[auth-esx-default]\ncredentials=two\n";

    fn find(text: impl AsRef<[u8]>) -> Result<Credentials> {
        Credentials::find(text.as_ref(), "libvirt", "h")
    }

    /// A file with these lines among its credentials.
    fn file(lines: &[u8]) -> Vec<u8> {
        [b"[credentials-one]\n", lines, b"\n[auth-libvirt-h]\ncredentials=one\n"].concat()
    }

    fn password(lines: &[u8]) -> Option<String> {
        find(file(lines)).unwrap().get("password").map(str::to_owned)
    }

    #[test]
    fn credentials_of_hosts() {
        let found = find(FILE).unwrap();
        assert_eq!((found.get("authname"), found.get("password")), (Some("fred"), Some("a=b")));
        assert_eq!(found.get("username"), None);
        let other = Credentials::find(FILE.as_bytes(), "libvirt", "other").unwrap();
        assert!(other == Credentials::default());
    }

    #[test]
    fn values() {
        let cases: [(&[u8], &str); 16] = [
            (b"a b ", "a b "),
            (b"a\t", "a\t"),
            (b" \t a", "a"),
            (b"a\r", "a"),
            (b"\\sa\\s", " a "),
            (b"\\n\\t\\r", "\n\t\r"),
            (b"a\\\\b", "a\\b"),
            (b"a\\\\sb", "a\\sb"),
            (b"a\\b\\;c", "a\\b\\;c"),
            (b"a\\", "a"),
            (b"a # b;", "a # b;"),
            (b"\"a\"", "\"a\""),
            (b"", ""),
            ("caf\u{e9}".as_bytes(), "caf\u{e9}"),
            (b"a\0b", "a"),
            (b"first\npassword=second", "second"),
        ];
        for (value, expected) in cases {
            let found = password(&[b"password=", value].concat());
            assert_eq!(found.as_deref(), Some(expected), "{}", text(value));
        }
        assert_eq!(password(b"password=first\npassword=\xe9"), None);
    }

    #[test]
    fn lines_that_are_read_over() {
        let cases: [&[u8]; 15] = [
            b"# caf\xe9",
            b" \t# x",
            b" \t\x0c",
            b"\r",
            b"\0x",
            b"x=\xe9",
            b"\xe9=x",
            b"a b/c.d:e = x",
            b"password[de]=x",
            b"[credentials-\xe9]\npassword=x\n[credentials-one]",
            b"[ credentials-one ]\npassword=x\n[credentials-one]",
            b"[credentials-two] \t\npassword=x\n[credentials-one]",
            b"[auth-libvirt-default]\n[credentials-one]",
            b"[credentials-one]",
            b"  [credentials-one]\n  user=x",
        ];
        for lines in cases {
            let all = [b"password=second\n", lines].concat();
            assert_eq!(password(&all).as_deref(), Some("second"), "{}", text(lines));
        }
    }

    #[test]
    fn parts_of_the_same_name_are_one() {
        let found = find(
            "[credentials-one]\nauthname=fred\npassword=first\n[auth-libvirt-h]\n[auth-libvirt-h]\n\
             credentials=one\n[credentials-one]\npassword=second",
        )
        .unwrap();
        assert_eq!((found.get("authname"), found.get("password")), (Some("fred"), Some("second")));
    }

    #[test]
    fn what_is_refused() {
        let code = |text: &str| {
            let found = Credentials::find(text.as_bytes(), "esx", "h");
            found.err().map(|error| error.code())
        };
        for text in [FILE, "a=b", "[auth-esx-h]\n", "[auth-esx-h]\nsecret\n"] {
            assert_eq!(code(text), Some(VIR_ERR_CONF_SYNTAX), "{text}");
        }
        // The blank belongs to the name.
        assert!(find("[credentials-one]\n[auth-libvirt-h]\ncredentials=one ").is_err());
        for line in [
            "; secret",
            "secret",
            "secret:x",
            "=secret",
            "[g] secret",
            "[g] # secret",
            "[]",
            "[a[secret]",
            "[a]secret]",
            "[secret",
            "[a\u{7}]",
            "k[secret=v",
            "k]=secret",
            "[k]=secret",
            "k[d e]=secret",
            "\u{b}",
            "\u{feff}# secret",
        ] {
            let error = find(file(line.as_bytes())).err().unwrap();
            assert_eq!(error.code(), VIR_ERR_CONF_SYNTAX, "{line}");
            assert!(error.detail().starts_with("line 2: "), "{line}: {error}");
            assert!(!error.detail().contains("secret"), "{error}");
        }
    }

    #[test]
    fn files_that_cannot_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().display().to_string();
        for (path, errno) in [
            (folder.clone(), rustix::io::Errno::ISDIR),
            (format!("{folder}/none"), rustix::io::Errno::NOENT),
        ] {
            let error = Credentials::read(&path, "libvirt", "h").err().unwrap();
            assert_eq!(
                (error.code(), error.ints().0),
                (VIR_ERR_SYSTEM_ERROR, errno.raw_os_error())
            );
            assert!(error.detail().contains(&path), "{error}");
        }
    }
}
