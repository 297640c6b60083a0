//! The parameters of a URI that are for this side.

use crate::driver::remote::error::wrong_uri;
use crate::model::Result;

/// Which daemon serves a driver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// The driver's own if it runs, else libvirtd.
    #[default]
    Auto,
    /// The driver's own.
    Direct,
    /// libvirtd.
    Legacy,
}

impl Mode {
    /// The words of the parameter `mode`.
    pub const WORDS: [(&str, Self); 3] =
        [("auto", Self::Auto), ("direct", Self::Direct), ("legacy", Self::Legacy)];
}

/// How ssh reaches the server's socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Proxy {
    /// virt-ssh-helper if the host has it, else nc.
    #[default]
    Auto,
    /// virt-ssh-helper.
    Native,
    /// nc.
    Netcat,
}

/// What ssh does with a host key that it does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostKeys {
    /// It asks.
    Normal,
    /// It takes it; a changed one is refused.
    Auto,
    /// It takes any.
    Ignore,
}

/// ssh's names of the ways to log in, by the words of the parameter `sshauth`.
const SSH_METHODS: [(&str, &str); 4] = [
    ("agent", "publickey"),
    ("privkey", "publickey"),
    ("password", "password"),
    ("keyboard-interactive", "keyboard-interactive"),
];

/// The only `tls_priority` that is known here: it says nothing.
const NORMAL_PRIORITY: &str = "NORMAL";

/// The parameters; names in any case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parameters {
    /// The URI that the server opens.
    pub name: Option<String>,
    /// The program of ssh or ext.
    pub command: Option<String>,
    /// The server's socket.
    pub socket: Option<String>,
    /// The way to authenticate.
    pub auth: Option<String>,
    /// The netcat of the host.
    pub netcat: Option<String>,
    /// The private key of ssh.
    pub keyfile: Option<String>,
    /// The file of host keys that ssh knows.
    pub known_hosts: Option<String>,
    pub known_hosts_verify: Option<HostKeys>,
    /// The ways in which ssh may log in, by its own names; any if there is none.
    pub ssh_methods: Vec<&'static str>,
    /// The directory of the certificates.
    pub pkipath: Option<String>,
    /// The file with credentials.
    pub authfile: Option<String>,
    pub mode: Mode,
    pub proxy: Proxy,
    /// Whether the client certificate is not checked.
    pub no_sanity: bool,
    /// Whether the server's certificate, or host key, is not checked.
    pub no_verify: bool,
    /// Whether ssh must not ask for a password.
    pub no_tty: bool,
}

type Set = fn(&mut Parameters, &str) -> Result<()>;

/// The parameters by name. `driver` selects this driver.
const PARAMETERS: [(&str, Set); 18] = [
    ("name", |to, text| set(&mut to.name, text)),
    ("command", |to, text| set(&mut to.command, text)),
    ("socket", |to, text| set(&mut to.socket, text)),
    ("auth", |to, text| set(&mut to.auth, text)),
    ("sshauth", |to, text| {
        let words = text.split(',').filter(|word| !word.is_empty());
        let methods = words.map(|each| word("sshauth", each, &SSH_METHODS));
        to.ssh_methods = methods.collect::<Result<_>>()?;
        Ok(())
    }),
    ("netcat", |to, text| set(&mut to.netcat, text)),
    ("keyfile", |to, text| set(&mut to.keyfile, text)),
    ("pkipath", |to, text| set(&mut to.pkipath, text)),
    ("known_hosts", |to, text| set(&mut to.known_hosts, text)),
    ("known_hosts_verify", |to, text| {
        let words =
            [("normal", HostKeys::Normal), ("auto", HostKeys::Auto), ("ignore", HostKeys::Ignore)];
        to.known_hosts_verify = Some(word("known_hosts_verify", text, &words)?);
        Ok(())
    }),
    // It is GnuTLS's language: taking it for none would weaken what somebody has asked for.
    ("tls_priority", |_, text| word("tls_priority", text, &[(NORMAL_PRIORITY, ())])),
    ("authfile", |to, text| set(&mut to.authfile, text)),
    ("driver", |_, _| Ok(())),
    ("mode", |to, text| {
        to.mode = word("mode", text, &Mode::WORDS)?;
        Ok(())
    }),
    ("proxy", |to, text| {
        let words = [("auto", Proxy::Auto), ("native", Proxy::Native), ("netcat", Proxy::Netcat)];
        to.proxy = word("proxy", text, &words)?;
        Ok(())
    }),
    ("no_sanity", |to, text| set_flag("no_sanity", &mut to.no_sanity, text)),
    ("no_verify", |to, text| set_flag("no_verify", &mut to.no_verify, text)),
    ("no_tty", |to, text| set_flag("no_tty", &mut to.no_tty, text)),
];

fn find(name: &str) -> Option<Set> {
    let found = PARAMETERS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, set)| *set)
}

/// Whether an item of a query, `NAME=VALUE`, is for this side.
pub fn is_own(item: &str) -> bool {
    find(item.split('=').next().unwrap_or_default()).is_some()
}

impl Parameters {
    /// Reads the items of a query; others are the server's.
    pub fn read(query: &[(String, String)]) -> Result<Self> {
        let mut parameters = Self::default();
        for (name, value) in query {
            if let Some(set) = find(name) {
                set(&mut parameters, value)?;
            }
        }
        Ok(parameters)
    }
}

fn set(place: &mut Option<String>, text: &str) -> Result<()> {
    *place = Some(text.to_owned());
    Ok(())
}

fn set_flag(name: &str, place: &mut bool, text: &str) -> Result<()> {
    let number: i32 = text
        .parse()
        .map_err(|_| wrong_uri(format!("the parameter {name} is '{text}', expected 0 or 1")))?;
    *place = number != 0;
    Ok(())
}

fn word<T: Copy>(name: &str, text: &str, words: &[(&str, T)]) -> Result<T> {
    let found = words.iter().find(|(word, _)| *word == text);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let expected = known.join(", ");
        wrong_uri(format!("the parameter {name} is '{text}', expected one of {expected}"))
    })
}
