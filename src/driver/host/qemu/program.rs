//! Which processes are QEMUs that run a whole machine.

use super::options::options;
use super::size::parse_size;

/// Names of QEMU that do not tell an architecture: QEMU's own before 1.0, distributions',
/// and Debian's with SPICE.
const NAMES: &[&str] = &["qemu", "kvm", "kvm-spice", "qemu-kvm"];

/// In the name of each QEMU that runs a whole machine, before its architecture. Other
/// words may stand around it: NixOS's `.qemu-system-x86_64-wrapped`, Android's
/// `qemu-system-x86_64-headless`. Kata's NEMU has the second one.
const BEFORE_ARCHITECTURE: &[&str] = &["qemu-system-", "nemu-system-"];

/// Options that are common on a QEMU's command line; this many of them make one, if it
/// is otherwise QEMU's as well.
const TYPICAL: &[&str] = &[
    "M",
    "accel",
    "blockdev",
    "boot",
    "chardev",
    "cpu",
    "device",
    "display",
    "drive",
    "enable-kvm",
    "machine",
    "mon",
    "monitor",
    "name",
    "netdev",
    "nodefaults",
    "nographic",
    "no-user-config",
    "object",
    "pidfile",
    "qmp",
    "rtc",
    "serial",
    "smbios",
    "smp",
    "uuid",
    "vga",
    "vnc",
];
const TYPICAL_LEAST: usize = 4;

/// The program of a process: its arguments, and the file that it executes where that may
/// be read.
#[derive(Debug, Clone, Copy)]
pub struct Program<'a> {
    /// The arguments, the name first.
    pub arguments: &'a [String],
    /// The target of /proc/PID/exe.
    pub executable: Option<&'a str>,
}

impl Program<'_> {
    /// Whether it is a QEMU: by its name, by its file, or by the shape of its command
    /// line.
    pub fn is_qemu(&self) -> bool {
        self.names().any(is_qemu_name) || has_shape(self.arguments)
    }

    /// Whether it is a QEMU that uses KVM where nothing else is said.
    pub fn uses_kvm(&self) -> bool {
        self.names().any(is_kvm_name)
    }

    /// The architecture of its guests, where its name tells it.
    pub fn architecture(&self) -> Option<&str> {
        self.names().find_map(architecture_of)
    }

    /// Its name, and that of its file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [base_name(self.arguments), self.executable.map_or("", file_name)].into_iter()
    }
}

/// The base name of a process's program, by its first argument.
pub fn base_name(arguments: &[String]) -> &str {
    arguments.first().map_or("", |program| last_part(program))
}

/// The base name of a program's file, which an update may have removed.
fn file_name(path: &str) -> &str {
    last_part(path.strip_suffix(" (deleted)").unwrap_or(path))
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

fn is_qemu_name(name: &str) -> bool {
    NAMES.contains(&name) || name.starts_with("qemu-kvm-") || after_prefix(name).is_some()
}

fn is_kvm_name(name: &str) -> bool {
    ["kvm", "kvm-spice", "qemu-kvm"].contains(&name) || name.starts_with("qemu-kvm-")
}

/// What follows `qemu-system-`: an architecture.
fn after_prefix(name: &str) -> Option<&str> {
    let after = BEFORE_ARCHITECTURE.iter().find_map(|prefix| name.split_once(prefix));
    after.map(|(_, rest)| rest).filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// The architecture in a QEMU's name; that of a program for KVM is the host's.
fn architecture_of(name: &str) -> Option<&str> {
    if let Some(rest) = after_prefix(name) {
        return rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next();
    }
    match name {
        "qemu" => Some("i386"),
        name if is_kvm_name(name) => Some(std::env::consts::ARCH),
        _ => None,
    }
}

/// Whether arguments are those of a QEMU under another name: a size of memory and several
/// typical options, nothing that QEMU does not have, and no program that is a QEMU itself,
/// as wrappers have.
fn has_shape(arguments: &[String]) -> bool {
    let begins = arguments.get(1).is_some_and(|first| first.starts_with('-'));
    // `-accel kvm` names no program.
    let is_value = |argument: &str| {
        let mut known = options(arguments).filter(|option| option.is_known);
        known.any(|option| std::ptr::eq(option.value, argument))
    };
    let wraps = |argument: &String| is_qemu_name(last_part(argument)) && !is_value(argument);
    if !begins || arguments.iter().skip(1).any(wraps) {
        return false;
    }
    let (mut typical, mut has_memory) = (0_usize, false);
    for option in options(arguments) {
        if !option.is_known || option.is_android {
            return false;
        }
        typical = typical.saturating_add(usize::from(TYPICAL.contains(&option.name)));
        has_memory |= option.name == "m" && is_memory(option.value);
    }
    has_memory && typical >= TYPICAL_LEAST
}

fn is_memory(value: &str) -> bool {
    let size = value.split(',').next().unwrap_or_default();
    parse_size(size.strip_prefix("size=").unwrap_or(size), 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_qemu(line: &str, executable: Option<&str>) -> bool {
        let arguments: Vec<String> = line.split(' ').map(str::to_owned).collect();
        Program { arguments: &arguments, executable }.is_qemu()
    }

    #[test]
    fn by_name() {
        for name in [
            "/usr/bin/qemu-system-x86_64",
            "/usr/libexec/qemu-kvm",
            "kvm",
            "qemu",
            "/usr/bin/kvm-spice",
            "/opt/x/bin/nemu-system-x86_64",
            "/nix/store/0a-qemu-8.2.2/bin/.qemu-system-x86_64-wrapped",
            "/nix/store/0a-qemu-host-cpu-only-9.1.0/bin/.qemu-kvm-wrapped-qemu-system-x86_64",
            "qemu-kvm-one",
            "/usr/libexec/qemu-kvm-rhev",
            "/opt/android/emulator/qemu/linux-x86_64/qemu-system-x86_64-headless",
            "/usr/bin/qemu-system-x86_64-spice",
            "/usr/lib/xen/bin/xen-qemu-system-i386",
            "/opt/kata/bin/qemu-system-x86_64-snp-experimental",
            "qemu-system-s390x",
        ] {
            assert!(is_qemu(name, None), "{name}");
            assert!(is_qemu("vm", Some(name)), "{name}");
            assert!(is_qemu("vm", Some(&format!("{name} (deleted)"))), "{name}");
        }
        for name in [
            "",
            "qemu-img",
            "qemu-nbd",
            "qemu-ga",
            "qemu-x86_64",
            "qemu-aarch64-static",
            "qemu-storage-daemon",
            "qemu-system-",
            "kvmtool",
            "/tmp/qemu-system-x86_64/sh",
            "/usr/bin/cloud-hypervisor",
        ] {
            assert!(!is_qemu(name, None) && !is_qemu("vm", Some(name)), "{name}");
        }
        assert!(!Program { arguments: &[], executable: None }.is_qemu());
    }

    #[test]
    fn by_shape() {
        let line = "-name a -machine q35 -m 4G -smp 2 -device virtio-net-pci -nographic";
        assert!(is_qemu(&format!("/opt/cloud/vmm {line}"), Some("/opt/cloud/vmm")));
        for value in ["-accel kvm", "-bios /usr/share/qemu", "-L /usr/share/qemu"] {
            assert!(is_qemu(&format!("/opt/vmm {line} {value}"), None), "{value}");
        }
        assert!(is_qemu(&format!("/opt/vmm {}", line.replace("-name a", "-name kvm")), None));
        for line in [
            "/opt/vmm -m 4G -smp 2".to_owned(),
            format!("/opt/vmm run {line}"),
            format!("/opt/vmm {line} --kernel-verbose"),
            format!("/opt/vmm {line} /usr/bin/qemu-system-x86_64"),
            format!("/bin/sh /usr/local/bin/start {line}"),
            format!("taskset -c 3 /usr/bin/vmm {line}"),
            line.replace("-m 4G", "-m venv"),
            "python3 -m venv -name a -cpu b -device c -drive d".to_owned(),
        ] {
            assert!(!is_qemu(&line, None), "{line}");
        }
    }

    #[test]
    fn architectures() {
        let of = |name: &str| {
            let arguments = [name.to_owned()];
            let program = Program { arguments: &arguments, executable: None };
            program.architecture().map(str::to_owned)
        };
        assert_eq!(of("qemu-system-x86_64-headless").as_deref(), Some("x86_64"));
        assert_eq!(of(".qemu-system-aarch64-wrapped").as_deref(), Some("aarch64"));
        assert_eq!(of("kvm-spice").as_deref(), Some(std::env::consts::ARCH));
        assert_eq!(of("vmm"), None);
    }
}
