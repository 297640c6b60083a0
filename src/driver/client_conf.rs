//! libvirt.conf, the configuration of libvirt's clients: names for URIs, and the default URI.
//!
//! Its syntax is that of all of libvirt's configurations: `NAME = "TEXT"` or `NAME = [ "TEXT", … ]`, a list
//! over several lines too, with comments behind `#`.

use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sys::process;

/// The settings of libvirt.conf that this library knows.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ClientConf {
    /// Names, each with its URI.
    aliases: Vec<(String, String)>,
    /// The default URI.
    pub default: Option<String>,
}

/// What is around a text that may have several lines.
const LONG_QUOTE: &str = "\"\"\"";

const ALIASES: &str = "uri_aliases";
const DEFAULT: &str = "uri_default";

impl ClientConf {
    /// Reads the file of the system (root), or of the user; nothing where there is none.
    ///
    /// Errors: VIR_ERR_CONF_SYNTAX, with the file and the line.
    pub fn load() -> Result<Self> {
        let Some(path) = path() else { return Ok(Self::default()) };
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::parse(&text).map_err(|error| error.context(&path)),
            // As libvirt: a file that cannot be read is as none.
            Err(_) => Ok(Self::default()),
        }
    }

    /// Reads a file's text.
    pub fn parse(text: &str) -> Result<Self> {
        let mut conf = Self::default();
        let mut reader = Reader { rest: text, line: 1 };
        while let Some((name, texts)) = reader.setting()? {
            match name {
                ALIASES => conf.aliases = texts.iter().filter_map(|text| alias(text)).collect(),
                DEFAULT => conf.default = texts.into_iter().next(),
                _ => {}
            }
        }
        Ok(conf)
    }

    /// The URI that a name stands for.
    pub fn resolve(&self, name: &str) -> Option<&str> {
        let found = self.aliases.iter().find(|(alias, _)| alias == name);
        found.map(|(_, uri)| uri.as_str())
    }
}

fn alias(text: &str) -> Option<(String, String)> {
    let (name, uri) = text.split_once('=')?;
    Some((name.trim().to_owned(), uri.trim().to_owned()))
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

impl<'t> Reader<'t> {
    /// The next setting's name and its texts; a number is a text here.
    fn setting(&mut self) -> Result<Option<(&'t str, Vec<String>)>> {
        self.skip_blanks();
        if self.rest.is_empty() {
            return Ok(None);
        }
        let name = self.word();
        self.skip_blanks();
        if name.is_empty() || !self.accept('=') {
            return Err(self.wrong("expected NAME = VALUE"));
        }
        self.skip_blanks();
        let texts = if self.accept('[') { self.list()? } else { vec![self.text()?] };
        Ok(Some((name, texts)))
    }

    fn list(&mut self) -> Result<Vec<String>> {
        let mut texts = Vec::new();
        loop {
            self.skip_blanks();
            if self.accept(']') {
                return Ok(texts);
            }
            texts.push(self.text()?);
            self.skip_blanks();
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
        let Some(quote) = self.rest.chars().next().filter(|first| ['"', '\''].contains(first))
        else {
            let word = self.word();
            let is_word = !word.is_empty();
            return is_word.then(|| word.to_owned()).ok_or_else(|| self.wrong("expected a value"));
        };
        let inside = self.rest.get(1..).unwrap_or_default();
        let whole = inside.find(quote).and_then(|end| inside.split_at_checked(end));
        let Some((text, rest)) = whole.filter(|(text, _)| !text.contains('\n')) else {
            return Err(self.wrong("a text has no end"));
        };
        self.rest = rest.get(1..).unwrap_or_default();
        Ok(text.to_owned())
    }

    fn word(&mut self) -> &'t str {
        let is_end = |letter: char| !letter.is_ascii_alphanumeric() && !"_-.".contains(letter);
        let (word, rest) = self.rest.split_at(self.rest.find(is_end).unwrap_or(self.rest.len()));
        self.rest = rest;
        word
    }

    fn accept(&mut self, wanted: char) -> bool {
        let rest = self.rest.strip_prefix(wanted);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Skips white space and comments.
    fn skip_blanks(&mut self) {
        loop {
            let trimmed = self.rest.trim_start();
            let skipped = self.rest.len() - trimmed.len();
            self.line += self.rest.get(..skipped).unwrap_or_default().matches('\n').count();
            self.rest = trimmed;
            if !self.rest.starts_with('#') {
                return;
            }
            let end = self.rest.find('\n').unwrap_or(self.rest.len());
            self.rest = self.rest.get(end..).unwrap_or_default();
        }
    }

    fn wrong(&self, detail: &str) -> Error {
        Error::new(
            virErrorDomain::VIR_FROM_CONF,
            virErrorNumber::VIR_ERR_CONF_SYNTAX,
            format!("line {}: {detail}", self.line),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_and_default() {
        let conf = ClientConf::parse(
            "# names\nuri_aliases = [\n  \"hail=qemu+ssh://root@hail/system\", # one\n  'a=b=c',\n]\n\
             long = \"\"\"of\ntwo lines\"\"\"\nother = 5\nuri_default=\"test:///default\"\n",
        )
        .unwrap();
        assert_eq!(conf.resolve("hail"), Some("qemu+ssh://root@hail/system"));
        assert_eq!((conf.resolve("a"), conf.resolve("b")), (Some("b=c"), None));
        assert_eq!(conf.default.as_deref(), Some("test:///default"));
        assert_eq!(ClientConf::parse("").unwrap(), ClientConf::default());
    }

    #[test]
    fn what_is_no_setting() {
        for (text, line) in
            [("a", 1), ("\n= 5", 2), ("a = \"b\n\"", 1), ("a = [ \"b\" \"c\" ]", 1), ("a =", 1)]
        {
            let error = ClientConf::parse(text).unwrap_err();
            assert_eq!(error.code(), virErrorNumber::VIR_ERR_CONF_SYNTAX, "{text}");
            assert!(error.detail().starts_with(&format!("line {line}: ")), "{text}: {error}");
        }
    }
}
