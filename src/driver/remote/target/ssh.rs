//! The command line of ssh.

use super::parameters::{HostKeys, Mode, Proxy};
use super::parsed::Target;
use super::socket::socket;
use crate::driver::remote::transport::Program;

/// The command that reaches a server's socket by ssh.
pub fn program(target: &Target, read_only: bool) -> Program {
    let parameters = &target.parameters;
    let mut arguments = Vec::new();
    let mut add = |words: &[&str]| arguments.extend(words.iter().map(|word| (*word).to_owned()));
    if let Some(port) = target.port {
        add(&["-p", &port.to_string()]);
    }
    // A password behind the user would be seen by all, and in ssh's messages.
    if let Some(user) = target.user.as_deref().and_then(|user| user.split(':').next()) {
        add(&["-l", user]);
    }
    if let Some(keyfile) = &parameters.keyfile {
        add(&["-i", keyfile]);
    }
    add(&["-T", "-e", "none"]);
    if parameters.no_tty {
        add(&["-o", "BatchMode=yes"]);
    }
    if parameters.no_verify {
        add(&["-o", "StrictHostKeyChecking=no"]);
    }
    if let Some(keys) = parameters.known_hosts_verify {
        add(&["-o", &format!("StrictHostKeyChecking={}", host_key_checking(keys))]);
    }
    if let Some(file) = &parameters.known_hosts {
        add(&["-o", &format!("UserKnownHostsFile={}", option_value(file))]);
        add(&["-o", "GlobalKnownHostsFile=none"]);
    }
    if !parameters.ssh_methods.is_empty() {
        add(&["-o", &format!("PreferredAuthentications={}", parameters.ssh_methods.join(","))]);
    }
    add(&["--", target.host(), &there(target, read_only)]);
    let path = parameters.command.clone().unwrap_or_else(|| "ssh".to_owned());
    Program { path, arguments }
}

fn host_key_checking(keys: HostKeys) -> &'static str {
    match keys {
        HostKeys::Normal => "ask",
        HostKeys::Auto => "accept-new",
        HostKeys::Ignore => "no",
    }
}

/// A file's name as an option of ssh takes it for one.
fn option_value(file: &str) -> String {
    format!("\"{}\"", file.replace('\\', r"\\").replace('"', "\\\"").replace('%', "%%"))
}

/// What the host runs.
fn there(target: &Target, read_only: bool) -> String {
    let parameters = &target.parameters;
    let is_socket = parameters.socket.is_some() || parameters.netcat.is_some();
    let helper = || {
        let option = if read_only { "-r " } else { "" };
        format!("virt-ssh-helper {option}{}", quoted(&target.name))
    };
    match parameters.proxy {
        Proxy::Native => helper(),
        Proxy::Netcat => in_shell(&netcat(target, read_only)),
        Proxy::Auto if is_socket => in_shell(&netcat(target, read_only)),
        Proxy::Auto => {
            let netcat = netcat(target, read_only);
            in_shell(&format!(
                "if command -v virt-ssh-helper >/dev/null 2>&1; then exec {}; fi; {netcat}",
                helper()
            ))
        }
    }
}

/// The login shell of the user may be any.
fn in_shell(script: &str) -> String {
    format!("sh -c {}", quoted(script))
}

/// Netcats differ in whether they end with their input: -q wants a number in those that have it.
fn netcat(target: &Target, read_only: bool) -> String {
    let mut legacy = target.clone();
    legacy.parameters.mode = Mode::Legacy;
    let socket = quoted(&socket(&legacy, read_only, None));
    let netcat = quoted(target.parameters.netcat.as_deref().unwrap_or("nc"));
    format!(
        "if {netcat} -q 2>&1 | grep 'requires an argument' >/dev/null 2>&1; then q=-q0; fi; \
         exec {netcat} ${{q-}} -U {socket}"
    )
}

/// A word as a shell takes it for one.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}
