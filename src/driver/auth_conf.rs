//! auth.conf, libvirt's file of credentials: `[auth-SERVICE-HOST]` or `[auth-SERVICE-default]` names, by
//! `credentials=NAME`, the part `[credentials-NAME]` that has them.

use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sys::process;
use std::path::Path;

/// The credentials for one service on one host.
#[derive(Default, PartialEq, Eq)]
pub struct Credentials(Vec<(String, String)>);

impl Credentials {
    /// Reads them from the file that $LIBVIRT_AUTH_FILE or `named` names, else that of the user or the
    /// system; none where there is no file, or nothing in it for this host.
    ///
    /// Errors: VIR_ERR_CONF_SYNTAX for a line that is none, and for a part that is not there.
    pub fn load(named: Option<&str>, service: &str, host: &str) -> Result<Self> {
        let Some(path) = path(named) else { return Ok(Self::default()) };
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::find(&text, service, host).map_err(|error| error.context(&path)),
            Err(_) => Ok(Self::default()),
        }
    }

    /// Finds them in a file's text.
    fn find(text: &str, service: &str, host: &str) -> Result<Self> {
        let parts = parts(text)?;
        let named = |name: String| parts.iter().find(|part| part.name == name);
        let found = named(format!("auth-{service}-{host}"))
            .or_else(|| named(format!("auth-{service}-default")));
        let Some(part) = found else { return Ok(Self::default()) };
        let wanted = part.items.iter().find(|(name, _)| name == "credentials");
        let (_, wanted) = wanted
            .ok_or_else(|| missing(format!("the part [{}] has no credentials=NAME", part.name)))?;
        let credentials = named(format!("credentials-{wanted}"))
            .ok_or_else(|| missing(format!("there is no part [credentials-{wanted}]")))?;
        Ok(Self(credentials.items.clone()))
    }

    /// The value of a name, such as `username` or `password`.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

fn path(named: Option<&str>) -> Option<String> {
    let set = |name: &str| process::variable(name).filter(|path| !path.is_empty());
    let own = || Some(format!("{}/.config", set("HOME")?));
    let user = || Some(format!("{}/libvirt/auth.conf", set("XDG_CONFIG_HOME").or_else(own)?));
    set("LIBVIRT_AUTH_FILE")
        .or_else(|| named.map(str::to_owned))
        .or_else(|| user().filter(|path| Path::new(path).exists()))
        .or_else(|| Some("/etc/libvirt/auth.conf".to_owned()))
}

struct Part {
    name: String,
    items: Vec<(String, String)>,
}

fn parts(text: &str) -> Result<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::new();
    for (number, line) in text.lines().map(str::trim).enumerate() {
        if line.is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        let name = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if let Some(name) = name {
            parts.push(Part { name: name.trim().to_owned(), items: Vec::new() });
        } else if let (Some(part), Some((name, value))) = (parts.last_mut(), line.split_once('=')) {
            part.items.push((name.trim().to_owned(), value.trim().to_owned()));
        } else {
            // Not the line itself, which may hold a password.
            return Err(wrong(format!("line {}: expected [PART] or NAME=VALUE", number + 1)));
        }
    }
    Ok(parts)
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

    const FILE: &str = "# who\n[credentials-one]\nauthname = fred\npassword=a=b\n\n[auth-libvirt-h]\n\
                        credentials=one\n[auth-esx-default]\ncredentials=two\n";

    #[test]
    fn credentials_of_hosts() {
        let found = Credentials::find(FILE, "libvirt", "h").unwrap();
        assert_eq!((found.get("authname"), found.get("password")), (Some("fred"), Some("a=b")));
        assert_eq!(found.get("username"), None);
        assert!(Credentials::find(FILE, "libvirt", "other").unwrap() == Credentials::default());
    }

    #[test]
    fn what_is_refused() {
        let code = |text: &str| Credentials::find(text, "esx", "h").err().map(|error| error.code());
        for text in [FILE, "a=b", "[auth-esx-h]\n", "[auth-esx-h]\nsecret\n"] {
            assert_eq!(code(text), Some(virErrorNumber::VIR_ERR_CONF_SYNTAX), "{text}");
        }
        let error = Credentials::find("[a]\nsecret", "esx", "h").err().unwrap();
        assert!(!error.detail().contains("secret"));
    }
}
