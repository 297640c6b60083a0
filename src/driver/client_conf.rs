//! libvirt.conf, the configuration of libvirt's clients: names for URIs, and the default URI.
//!
//! Its syntax is that of all of libvirt's configurations: `NAME = VALUE` on each line, with comments behind
//! `#`. A value is a number, a text in quotes, or a list of values, which may have several lines but no
//! comments.

use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sys::process;
use std::path::Path;

/// The settings of libvirt.conf. As in libvirt, the first of a name counts, and whether its value fits is
/// asked when it is needed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ClientConf {
    /// Where they are from.
    path: String,
    settings: Vec<(String, Value)>,
}

/// What a setting has.
#[derive(Debug, PartialEq, Eq)]
enum Value {
    Number,
    Text(String),
    List(Vec<Value>),
}

/// What is around a text that may have several lines.
const LONG_QUOTE: &str = "\"\"\"";

const ALIASES: &str = "uri_aliases";
const DEFAULT: &str = "uri_default";

/// How deep lists can be in lists; libvirt's parser has no bound.
const DEPTH: usize = 64;

impl ClientConf {
    /// Reads the file of the system (root), or of the user; nothing where there is none.
    ///
    /// Errors: VIR_ERR_CONF_SYNTAX, with the file and the line; VIR_ERR_SYSTEM_ERROR for a file that cannot
    /// be read.
    pub fn load() -> Result<Self> {
        path().map_or_else(|| Ok(Self::default()), |path| Self::read(&path))
    }

    fn read(path: &str) -> Result<Self> {
        match std::fs::read(path) {
            // What is not UTF-8 may be a comment.
            Ok(bytes) => Self::parse(path, &String::from_utf8_lossy(&bytes)),
            // As libvirt: nor is there one where its folder may not be searched.
            Err(_) if !Path::new(path).exists() => Ok(Self::default()),
            Err(failure) => {
                let errno = failure.raw_os_error().unwrap_or(0);
                Err(Error::system(
                    virErrorDomain::VIR_FROM_NONE,
                    errno,
                    format!("reading '{path}'"),
                ))
            }
        }
    }

    /// Reads a file's text.
    fn parse(path: &str, text: &str) -> Result<Self> {
        let mut settings = Vec::new();
        let mut reader = Reader { rest: text, line: 1 };
        while let Some(setting) = reader.setting().map_err(|error| error.context(path))? {
            settings.push(setting);
        }
        Ok(Self { path: path.to_owned(), settings })
    }

    /// The default URI, or a name for it.
    ///
    /// Errors: VIR_ERR_INTERNAL_ERROR for a setting that is no text.
    pub fn default_uri(&self) -> Result<Option<&str>> {
        match self.setting(DEFAULT) {
            None => Ok(None),
            Some(Value::Text(text)) => Ok(Some(text)),
            Some(_) => Err(self.unfit(format!("expected a text for '{DEFAULT}'"))),
        }
    }

    /// The URI that a name stands for.
    ///
    /// Errors: VIR_ERR_CONF_SYNTAX for a malformed alias before that of this name, and a list with other
    /// values than texts; VIR_ERR_INTERNAL_ERROR for a setting that is no list.
    pub fn resolve(&self, name: &str) -> Result<Option<&str>> {
        let expected = || format!("expected a list of texts for '{ALIASES}'");
        let entries = match self.setting(ALIASES) {
            None => return Ok(None),
            Some(Value::List(entries)) => entries.iter().map(Value::text),
            Some(_) => return Err(self.unfit(expected())),
        };
        let entries: Option<Vec<&str>> = entries.collect();
        let entries = entries.ok_or_else(|| syntax(expected()).context(&self.path))?;
        for (index, entry) in entries.into_iter().enumerate() {
            let (alias, uri) = alias(entry).ok_or_else(|| self.malformed(index))?;
            if alias == name {
                return Ok(Some(uri));
            }
        }
        Ok(None)
    }

    fn setting(&self, name: &str) -> Option<&Value> {
        let found = self.settings.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value)
    }

    /// A value of another type.
    fn unfit(&self, detail: String) -> Error {
        let (domain, code) =
            (virErrorDomain::VIR_FROM_CONF, virErrorNumber::VIR_ERR_INTERNAL_ERROR);
        Error::new(domain, code, detail).context(&self.path)
    }

    /// An alias that is none, by its place: its text may have a password.
    fn malformed(&self, index: usize) -> Error {
        let detail = format!(
            "entry {} of '{ALIASES}' is malformed, expected NAME=URI, the name of letters, digits, _ and -",
            index + 1
        );
        syntax(detail).with_domain(virErrorDomain::VIR_FROM_URI).context(&self.path)
    }
}

impl Value {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number | Self::List(_) => None,
        }
    }
}

/// The name and the URI of an entry.
fn alias(entry: &str) -> Option<(&str, &str)> {
    let is_named = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
    entry.split_once('=').filter(|(name, _)| name.chars().all(is_named))
}

fn path() -> Option<String> {
    const FILE: &str = "libvirt/libvirt.conf";
    if rustix::process::geteuid().is_root() {
        return Some(format!("/etc/{FILE}"));
    }
    let folder = |name: &str| process::variable(name).filter(|path| path.starts_with('/'));
    let home = || Some(format!("{}/.config", folder("HOME")?));
    Some(format!("{}/{FILE}", folder("XDG_CONFIG_HOME").or_else(home)?))
}

/// The rest of a file.
struct Reader<'t> {
    rest: &'t str,
    line: usize,
}

const BLANKS: [char; 2] = [' ', '\t'];
const LINE_ENDS: [char; 2] = ['\n', '\r'];

impl Reader<'_> {
    /// The next setting.
    fn setting(&mut self) -> Result<Option<(String, Value)>> {
        self.skip_comments();
        if self.rest.is_empty() {
            return Ok(None);
        }
        let name = self.name().ok_or_else(|| self.wrong("expected the name of a setting"))?;
        self.skip_blanks();
        if !self.accept('=') {
            return Err(self.wrong("expected = behind the name"));
        }
        self.skip_blanks();
        let value = self.value(DEPTH)?;
        self.skip_blanks();
        let is_end = self.rest.is_empty() || self.rest.starts_with(LINE_ENDS);
        if !is_end && !self.rest.starts_with('#') && !self.accept(';') {
            return Err(self.wrong("expected the end of the line behind the value"));
        }
        Ok(Some((name, value)))
    }

    fn value(&mut self, depth: usize) -> Result<Value> {
        if self.accept('[') {
            return self.list(depth).map(Value::List);
        }
        if self.rest.starts_with(['"', '\'']) {
            return self.text().map(Value::Text);
        }
        let is_signed = self.accept('-') || self.accept('+');
        match self.take(|letter| letter.is_ascii_digit()) {
            "" if is_signed => Err(self.wrong("expected the digits of a number")),
            "" => Err(self.wrong("expected a number, a text in quotes or a list")),
            _ => Ok(Value::Number),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Value>> {
        let depth = depth.checked_sub(1).ok_or_else(|| self.wrong("lists in too many lists"))?;
        let mut values = Vec::new();
        loop {
            self.skip_lines();
            if self.accept(']') {
                return Ok(values);
            }
            values.push(self.value(depth)?);
            self.skip_lines();
            if !self.accept(',') && !self.rest.starts_with(']') {
                return Err(self.wrong("expected a comma or ] in the list"));
            }
        }
    }

    fn text(&mut self) -> Result<String> {
        if let Some(inside) = self.rest.strip_prefix(LONG_QUOTE) {
            let whole = inside.split_once(LONG_QUOTE);
            let (text, rest) = whole.ok_or_else(|| self.wrong("a text has no end"))?;
            self.line += text.matches('\n').count();
            self.rest = rest;
            return Ok(text.to_owned());
        }
        let mut letters = self.rest.chars();
        let quote = letters.next();
        let whole = letters.as_str().split_once(|letter| Some(letter) == quote);
        let Some((text, rest)) = whole.filter(|(text, _)| !text.contains(LINE_ENDS)) else {
            return Err(self.wrong("a text has no end"));
        };
        self.rest = rest;
        Ok(text.to_owned())
    }

    fn name(&mut self) -> Option<String> {
        let is_name = self.rest.starts_with(|first: char| first.is_ascii_alphabetic());
        let name =
            || self.take(|letter| letter.is_ascii_alphanumeric() || letter == '_').to_owned();
        is_name.then(name)
    }

    /// What comes next, as long as it has these letters.
    fn take(&mut self, is_wanted: fn(char) -> bool) -> &str {
        let end = self.rest.find(|letter| !is_wanted(letter)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn accept(&mut self, wanted: char) -> bool {
        let rest = self.rest.strip_prefix(wanted);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start_matches(BLANKS);
    }

    /// Skips blanks and the ends of lines.
    fn skip_lines(&mut self) {
        let skipped = self.take(|letter| BLANKS.contains(&letter) || LINE_ENDS.contains(&letter));
        self.line += skipped.matches('\n').count();
    }

    /// Skips what may be between settings.
    fn skip_comments(&mut self) {
        self.skip_lines();
        while self.rest.starts_with('#') {
            self.take(|letter| !LINE_ENDS.contains(&letter));
            self.skip_lines();
        }
    }

    fn wrong(&self, detail: &str) -> Error {
        syntax(format!("line {}: {detail}", self.line))
    }
}

fn syntax(detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_CONF, virErrorNumber::VIR_ERR_CONF_SYNTAX, detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use virErrorDomain::{VIR_FROM_CONF, VIR_FROM_NONE, VIR_FROM_URI};
    use virErrorNumber::{VIR_ERR_CONF_SYNTAX, VIR_ERR_INTERNAL_ERROR, VIR_ERR_SYSTEM_ERROR};

    const WEB: &str = "uri_aliases = [ \"web=test:///default\" ]\n";

    fn parse(text: &str) -> ClientConf {
        ClientConf::parse("FILE", text).unwrap()
    }

    fn kind(error: &Error) -> (virErrorNumber, virErrorDomain) {
        (error.code(), error.domain())
    }

    #[test]
    fn aliases_and_default() {
        let conf = parse(
            "# names\nuri_aliases = [\n  \"hail=qemu+ssh://root@hail/system\",\n  'a=b=c',\n] # two\n\
             long = \"\"\"of\ntwo lines\"\"\"\nother = 5\nuri_default=\"test:///default\"\n",
        );
        let resolve = |name: &str| conf.resolve(name).unwrap();
        assert_eq!(resolve("hail"), Some("qemu+ssh://root@hail/system"));
        assert_eq!((resolve("a"), resolve("b")), (Some("b=c"), None));
        assert_eq!(conf.default_uri().unwrap(), Some("test:///default"));
        assert_eq!(parse("").resolve("a").unwrap(), None);
        assert_eq!(parse("").default_uri().unwrap(), None);
    }

    #[test]
    fn settings_that_libvirt_takes() {
        for more in [
            "",
            "a = -5 # c",
            "a = +5",
            "a = 5; b = 6;",
            "\ta5_B\t=\t'x\"y'# c",
            "a = \"\"\r\n# c\r\n",
            "a = [ [ 1 ], \"b\", ]",
            "a = [\n1\n\n,\n2]",
            "a = \"\"\"b\"c\"\"\"",
        ] {
            assert_eq!(
                parse(&format!("{more}\n{WEB}")).resolve("web").unwrap(),
                Some("test:///default"),
                "{more}"
            );
        }
        assert_eq!(parse(WEB.trim_end()).resolve("web").unwrap(), Some("test:///default"));
    }

    #[test]
    fn the_first_setting_of_a_name_counts() {
        let conf =
            parse(&format!("{WEB}uri_aliases = 5\nuri_default = 'one'\nuri_default = 'two'\n"));
        assert_eq!(conf.resolve("web").unwrap(), Some("test:///default"));
        assert_eq!(conf.default_uri().unwrap(), Some("one"));
    }

    #[test]
    fn what_is_no_setting() {
        for (text, line) in [
            ("a", 1),
            ("\n= 5", 2),
            ("a = \"b\n\"", 1),
            ("a = \"b\r\"", 1),
            ("a = [ \"b\" \"c\" ]", 1),
            ("a =", 1),
            ("a =\n1", 1),
            ("a\n= 1", 1),
            ("a = b", 1),
            ("a = 5b", 1),
            ("a = 5.5", 1),
            ("a = -", 1),
            ("a = 1 b = 2", 1),
            ("a = 1;;", 1),
            ("a = 1,", 1),
            ("\na = \"b\" \"c\"", 2),
            ("uri-x = 1", 1),
            ("uri.x = 1", 1),
            ("_x = 1", 1),
            ("5x = 1", 1),
            ("; comment", 1),
            ("[part]", 1),
            ("a = [ , ]", 1),
            ("a = [ 1,, ]", 1),
            ("a = [ 1,\n# c\n2 ]", 2),
            ("a = [ 1\nb = 2", 2),
            ("a = \"\"\"b\"\"\"\"", 1),
            ("a = \"\"\"b\n", 1),
            ("a = \u{b}1", 1),
        ] {
            let error = ClientConf::parse("FILE", text).unwrap_err();
            assert_eq!(kind(&error), (VIR_ERR_CONF_SYNTAX, VIR_FROM_CONF), "{text}");
            assert!(error.detail().starts_with(&format!("line {line}: ")), "{text}: {error}");
            assert!(error.detail().ends_with(" (FILE)"), "{text}: {error}");
        }
    }

    #[test]
    fn lists_in_lists_have_a_bound() {
        let nested = |depth: usize| format!("a = {}{}", "[".repeat(depth), "]".repeat(depth));
        parse(&nested(DEPTH));
        let error = ClientConf::parse("FILE", &nested(1_000_000)).unwrap_err();
        assert_eq!(error.code(), VIR_ERR_CONF_SYNTAX);
    }

    #[test]
    fn malformed_aliases() {
        for (entries, place) in [
            ("'webtest://joe:SECRET@h'", 1),
            ("'we b=test://joe:SECRET@h'", 1),
            ("'web.x=test://joe:SECRET@h'", 1),
            ("'web =test://joe:SECRET@h'", 1),
            ("'a=b', 'test://joe:SECRET@h/?a=b'", 2),
        ] {
            let conf = parse(&format!("uri_aliases = [ {entries} ]"));
            let error = conf.resolve("web").unwrap_err();
            assert_eq!(kind(&error), (VIR_ERR_CONF_SYNTAX, VIR_FROM_URI), "{entries}");
            assert!(error.detail().starts_with(&format!("entry {place} ")), "{entries}: {error}");
            assert!(!error.message().contains("SECRET"), "{error}");
        }
        // They are read up to the one that is asked for, as written.
        let conf = parse("uri_aliases = [ 'w-e_b= test:///default ', 'we b' ]");
        assert_eq!(conf.resolve("w-e_b").unwrap(), Some(" test:///default "));
    }

    #[test]
    fn values_of_other_types() {
        for (value, code) in [
            ("'web=test:///default'", VIR_ERR_INTERNAL_ERROR),
            ("5", VIR_ERR_INTERNAL_ERROR),
            ("[ 'web=test:///default', 5 ]", VIR_ERR_CONF_SYNTAX),
            ("[ [ 'web=test:///default' ] ]", VIR_ERR_CONF_SYNTAX),
        ] {
            let conf = parse(&format!("uri_aliases = {value}"));
            assert_eq!(kind(&conf.resolve("web").unwrap_err()), (code, VIR_FROM_CONF), "{value}");
            assert_eq!(conf.default_uri().unwrap(), None);
        }
        for value in ["5", "[ 'test:///default' ]"] {
            let conf = parse(&format!("{WEB}uri_default = {value}"));
            let error = conf.default_uri().unwrap_err();
            assert_eq!(kind(&error), (VIR_ERR_INTERNAL_ERROR, VIR_FROM_CONF), "{value}");
            assert_eq!(conf.resolve("web").unwrap(), Some("test:///default"));
        }
    }

    #[test]
    fn files() {
        let folder = tempfile::tempdir().unwrap();
        let read = |name: &str| ClientConf::read(&format!("{}/{name}", folder.path().display()));
        std::fs::write(folder.path().join("latin"), [b"# caf\xe9\n", WEB.as_bytes()].concat())
            .unwrap();
        assert_eq!(read("latin").unwrap().resolve("web").unwrap(), Some("test:///default"));
        for none in ["none", "none/none", "latin/none"] {
            assert_eq!(read(none).unwrap(), ClientConf::default(), "{none}");
        }
        std::fs::create_dir(folder.path().join("folder")).unwrap();
        let error = read("folder").unwrap_err();
        assert_eq!(kind(&error), (VIR_ERR_SYSTEM_ERROR, VIR_FROM_NONE));
        assert_eq!(error.ints().0, rustix::io::Errno::ISDIR.raw_os_error());
        assert!(error.detail().contains("/folder'"), "{error}");
    }
}
