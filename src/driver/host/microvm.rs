//! Firecracker and cloud-hypervisor: which processes are these, and the API socket that their command line
//! names (Firecracker's docs/getting-started.md, cloud-hypervisor's docs/api.md). The process can change
//! its command line at will: it is not trusted.

use super::qemu::Program;

/// A virtual machine monitor whose API is HTTP at a Unix socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Firecracker.
    Firecracker,
    /// cloud-hypervisor.
    CloudHypervisor,
}

/// One that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MicroVm {
    /// Which of them.
    pub kind: Kind,
    /// The path of its API's socket, as it sees it; none where it has none.
    pub socket: Option<String>,
}

impl Kind {
    const ALL: [Self; 2] = [Self::Firecracker, Self::CloudHypervisor];

    /// What its makers call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Firecracker => "Firecracker",
            Self::CloudHypervisor => "cloud-hypervisor",
        }
    }

    /// Its option with the socket.
    pub const fn option(self) -> &'static str {
        match self {
            Self::Firecracker => "--api-sock",
            Self::CloudHypervisor => "--api-socket",
        }
    }

    /// What its program is called.
    const fn program(self) -> &'static str {
        match self {
            Self::Firecracker => "firecracker",
            Self::CloudHypervisor => "cloud-hypervisor",
        }
    }

    /// Whether a program has its name: as it is built, or as a release has it, such as
    /// firecracker-v1.7.0-x86_64 and cloud-hypervisor-static. firecracker-containerd is another.
    fn is_named(self, name: &str) -> bool {
        let is_version = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
        let rest = name.strip_prefix(self.program());
        rest.is_some_and(|rest| {
            rest.is_empty()
                || rest.strip_prefix("-v").is_some_and(is_version)
                || rest.starts_with("-static")
        })
    }

    /// The socket among its arguments. What follows `--` is not its own.
    fn socket(self, arguments: &[String]) -> Option<String> {
        let own = || arguments.iter().skip(1).take_while(|argument| *argument != "--");
        let after_equals = |argument: &'_ String| {
            Some(argument.strip_prefix(self.option())?.strip_prefix('=')?.to_owned())
        };
        let given = || own().skip_while(|argument| *argument != self.option()).nth(1).cloned();
        let value = own().find_map(after_equals).or_else(given);
        let path = match self {
            Self::Firecracker if own().any(|argument| argument == "--no-api") => None,
            Self::Firecracker => value.or_else(|| Some("/run/firecracker.socket".to_owned())),
            // An open file that it was given has no path.
            Self::CloudHypervisor => value.filter(|value| !value.starts_with("fd=")),
        };
        let path = path?;
        let path = path.strip_prefix("path=").unwrap_or(&path);
        (!path.is_empty()).then(|| path.to_owned())
    }
}

impl MicroVm {
    /// The one that a program is, if it is one.
    pub fn of(program: Program<'_>) -> Option<Self> {
        let is_it = |kind: &Kind| program.names().any(|name| kind.is_named(name));
        let kind = Kind::ALL.into_iter().find(is_it)?;
        Some(Self { kind, socket: kind.socket(program.arguments) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str, executable: Option<&str>) -> Option<MicroVm> {
        let arguments: Vec<String> = line.split(' ').map(str::to_owned).collect();
        MicroVm::of(Program { arguments: &arguments, executable })
    }

    fn found(kind: Kind, socket: &str) -> Option<MicroVm> {
        let socket = Some(socket.to_owned()).filter(|path| !path.is_empty());
        Some(MicroVm { kind, socket })
    }

    #[test]
    fn sockets_of_firecracker() {
        for (line, socket) in [
            ("firecracker --api-sock /a", "/a"),
            ("/usr/bin/firecracker --id x --api-sock a --config-file b", "a"),
            ("firecracker --api-sock=/a", "/a"),
            ("firecracker --id x", "/run/firecracker.socket"),
            ("firecracker --id x -- --api-sock /b", "/run/firecracker.socket"),
            ("firecracker --no-api --config-file b", ""),
            ("firecracker --api-sock", "/run/firecracker.socket"),
            ("./firecracker-v1.7.0-x86_64 --api-sock /a", "/a"),
        ] {
            assert_eq!(of(line, None), found(Kind::Firecracker, socket), "{line}");
        }
        let jailed = of("x --api-sock /api.socket", Some("/firecracker"));
        assert_eq!(jailed, found(Kind::Firecracker, "/api.socket"));
    }

    #[test]
    fn sockets_of_cloud_hypervisor() {
        for (line, socket) in [
            ("cloud-hypervisor --api-socket /a", "/a"),
            ("cloud-hypervisor --api-socket path=/a --cpus boot=1", "/a"),
            ("cloud-hypervisor --api-socket=path=/a", "/a"),
            ("cloud-hypervisor-static --api-socket /a,b", "/a,b"),
            ("cloud-hypervisor --api-socket fd=3", ""),
            ("cloud-hypervisor --api-socket path=", ""),
            ("cloud-hypervisor --kernel k", ""),
        ] {
            assert_eq!(of(line, None), found(Kind::CloudHypervisor, socket), "{line}");
        }
    }

    #[test]
    fn other_programs() {
        for name in [
            "firecracker-containerd",
            "firecracker-vsock",
            "jailer",
            "ch-remote",
            "/opt/cloud-hypervisor/run",
            "qemu-system-x86_64",
            "",
        ] {
            assert_eq!(of(&format!("{name} --api-sock /a"), Some(name)), None, "{name}");
        }
        assert_eq!(MicroVm::of(Program { arguments: &[], executable: None }), None);
    }
}
