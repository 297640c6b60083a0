//! libvirt's drivers, and the names that they give to guests' groups.

use crate::driver::host::caches::STATE_DIRECTORIES;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::inventory::domain::Origin;
use crate::model::domain::check_name;
use crate::sys::{Dir, RelPath};

/// One of libvirt's drivers.
pub struct Owner {
    /// Its name in groups' and files' names.
    pub name: &'static str,
    /// What its guests are.
    pub origin: Origin,
}

/// Where libvirt keeps files for the time of a boot: /var/run where that is no link.
const STATE: [&str; STATE_DIRECTORIES] = ["/run", "/var/run"];

impl Owner {
    /// The directories where libvirt's status files may be.
    pub fn directories(&self) -> [String; STATE_DIRECTORIES] {
        STATE.map(|state| format!("{state}/libvirt/{}", self.name))
    }

    /// The directory that has a guest's status file, and the file's name.
    pub fn status_file(&self, host: &Host, name: &str) -> Option<(Dir, String)> {
        let file = format!("{name}.xml");
        let mut dirs = self.directories().into_iter().filter_map(|path| host.dir(&path).ok());
        dirs.find(|dir| dir.has(&file)).map(|dir| (dir, file))
    }

    /// The directory of the definitions of its persistent domains.
    pub fn definitions(&self) -> String {
        format!("/etc/libvirt/{}", self.name)
    }
}

/// All of them.
pub const OWNERS: &[Owner] = &[
    Owner { name: "qemu", origin: Origin::LibvirtQemu },
    Owner { name: "lxc", origin: Origin::LibvirtLxc },
];

/// What the name of a group says of its guest.
pub struct Named {
    /// Whose it is.
    pub owner: &'static Owner,
    /// Its id, since libvirt 1.3.
    pub id: Option<i32>,
    /// Its name, as far as libvirt took it over.
    pub label: String,
}

impl Named {
    /// Whether this may be the guest of that id and name. Names in groups' names are cut at
    /// some length, and without the characters that a host's name may not have.
    pub fn is_of(&self, id: Option<i32>, name: &str) -> bool {
        match (self.id, id) {
            (Some(own), Some(id)) if own != id => false,
            (Some(_), _) => self.label == name || hostname_of(name).starts_with(&self.label),
            // What would be a file of the group's parent gets an underscore.
            (None, _) => self.label == name || self.label.strip_prefix('_') == Some(name),
        }
    }
}

fn hostname_of(name: &str) -> String {
    name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')).collect()
}

/// The ways to read a group's path, the likeliest first; none where it is not libvirt's.
pub fn of_group(group: &RelPath) -> Vec<Named> {
    let name = group.file_name();
    let mut named = from_name(name);
    named.extend(group.parent().and_then(|parent| from_old(&parent, name)));
    named
}

/// The ways to read a group's name. libvirt 1.0.5 had such without a scope in
/// machine.slice, too.
pub fn from_name(name: &str) -> Vec<Named> {
    let mut named = from_scope(name);
    named.extend(from_plain(name));
    named
}

/// Reads the name of a systemd scope: `qemu-ID-NAME` or, before libvirt 1.3, `qemu-NAME`.
fn from_scope(name: &str) -> Vec<Named> {
    let escaped = name.strip_prefix("machine-").and_then(|rest| rest.strip_suffix(".scope"));
    let Some(machine) = escaped.and_then(unescape_unit) else { return Vec::new() };
    let Some((name, rest)) = machine.split_once('-') else { return Vec::new() };
    let owner = OWNERS.iter().find(|owner| owner.name == name);
    let both = |owner| [with_id(owner, rest), without_id(owner, rest)];
    owner.into_iter().flat_map(both).flatten().collect()
}

/// Reads the name of a group that libvirt makes without systemd: `qemu-ID-NAME` or, before
/// libvirt 1.3, `NAME`, with the driver behind it.
fn from_plain(name: &str) -> Vec<Named> {
    let Some((machine, name)) = name.rsplit_once(".libvirt-") else { return Vec::new() };
    let owner = OWNERS.iter().find(|owner| owner.name == name);
    let rest = machine.strip_prefix(name).and_then(|rest| rest.strip_prefix('-'));
    let both = |owner| [rest.and_then(|rest| with_id(owner, rest)), without_id(owner, machine)];
    owner.into_iter().flat_map(both).flatten().collect()
}

/// Reads the name of a group in `libvirt/qemu`, before libvirt 1.0.5: `NAME`.
pub fn from_old(parent: &RelPath, name: &str) -> Option<Named> {
    let owner = OWNERS.iter().find(|owner| owner.name == parent.file_name())?;
    let is_old = parent.parent()?.file_name() == "libvirt";
    is_old.then(|| without_id(owner, name))?
}

/// Reads `ID-NAME`.
fn with_id(owner: &'static Owner, rest: &str) -> Option<Named> {
    let (id, label) = rest.split_once('-')?;
    let id = id.parse::<i32>().ok().filter(|id| *id > 0)?;
    Some(Named { id: Some(id), ..without_id(owner, label)? })
}

fn without_id(owner: &'static Owner, label: &str) -> Option<Named> {
    check_name(label, usize::MAX).ok()?;
    Some(Named { owner, id: None, label: label.to_owned() })
}

/// Unescapes a unit's name, as `systemd-escape -u` does.
fn unescape_unit(name: &str) -> Option<String> {
    let mut parts = name.split("\\x");
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let (code, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(code, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn group_names() {
        let qemu = |id, label: &str| ("qemu", id, label.to_owned());
        for (path, wanted) in [
            (
                r"machine.slice/machine-qemu\x2d3\x2dweb\x2d01.scope",
                vec![qemu(Some(3), "web-01"), qemu(None, "3-web-01")],
            ),
            (r"production.slice/machine-qemu\x2dweb01.scope", vec![qemu(None, "web01")]),
            (
                "machine/qemu-3-web-01.libvirt-qemu",
                vec![qemu(Some(3), "web-01"), qemu(None, "qemu-3-web-01")],
            ),
            ("production.partition/web01.libvirt-qemu", vec![qemu(None, "web01")]),
            ("machine/qemu-x-y.libvirt-qemu", vec![qemu(None, "qemu-x-y")]),
            ("machine/lxc-3-x.libvirt-qemu", vec![qemu(None, "lxc-3-x")]),
            ("libvirt/qemu/web01", vec![qemu(None, "web01")]),
            ("system/libvirtd.service/libvirt/qemu/web01", vec![qemu(None, "web01")]),
            (r"m/machine-qemu\x2d51\x2dup\x2f..\x2f...scope", vec![]),
            (r"m/machine-qemu\x2d52\x2dnul\x00.scope", vec![]),
            ("m/machine-nsp1.scope", vec![]),
            (r"m/machine-qemus\x2d3\x2dx.scope", vec![]),
            (r"m/machine-qemu\x2.scope", vec![]),
            (r"m/machine-qemu\xzz3.scope", vec![]),
            ("m/qemu-3-x.scope", vec![]),
            ("m/x.libvirt-xen", vec![]),
            ("m/.libvirt-qemu", vec![]),
            ("prod.partition", vec![]),
            ("libvirt/qemu", vec![]),
            ("libvirt/xen/a", vec![]),
            ("qemu/a", vec![]),
            ("", vec![]),
        ] {
            let found = of_group(&RelPath::new(path).unwrap());
            let found: Vec<_> =
                found.into_iter().map(|it| (it.owner.name, it.id, it.label)).collect();
            assert_eq!(found, wanted, "{path}");
        }
    }

    #[test]
    fn guests_of_names() {
        let first = |group: &str| from_plain(&format!("{group}.libvirt-qemu")).remove(0);
        let long = "a".repeat(64);
        for (group, id, name, wanted) in [
            ("qemu-3-web01", Some(3), "web01", true),
            ("qemu-3-web01", Some(4), "web01", false),
            ("qemu-3-web01", Some(3), "other", false),
            ("qemu-3-web01", None, "web01", true),
            ("qemu-3-web01", Some(3), "web_01", true),
            ("qemu-3-aaaa", Some(3), &long, true),
            ("web01", Some(3), "web01", true),
            ("web01", Some(3), "web01b", false),
            ("_cpu.a", Some(3), "cpu.a", true),
            ("_a", Some(3), "_a", true),
        ] {
            assert_eq!(first(group).is_of(id, name), wanted, "{group} {id:?} {name}");
        }
    }
}
