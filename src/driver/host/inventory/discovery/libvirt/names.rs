//! libvirt's drivers, and the names that they give to guests' groups.

use crate::driver::host::inventory::domain::Origin;
use crate::model::domain::check_name;

/// One of libvirt's drivers.
pub struct Owner {
    /// Its name in groups' and files' names.
    pub name: &'static str,
    /// What its guests are.
    pub origin: Origin,
}

impl Owner {
    /// The directory of libvirt's status files.
    pub fn directory(&self) -> String {
        format!("/run/libvirt/{}", self.name)
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

/// Parses the name of a systemd scope.
pub fn from_scope(name: &str) -> Option<(&'static Owner, Option<i32>, String)> {
    let escaped = name.strip_prefix("machine-")?.strip_suffix(".scope")?;
    from_machine_name(&unescape_unit(escaped)?, |_| true)
}

/// Parses the name of a group that libvirt makes without systemd.
pub fn from_plain(name: &str) -> Option<(&'static Owner, Option<i32>, String)> {
    let (machine, owner) = name.rsplit_once(".libvirt-")?;
    from_machine_name(machine, |candidate| candidate.name == owner)
}

/// Parses `qemu-ID-NAME`.
fn from_machine_name(
    name: &str,
    accepts: impl Fn(&Owner) -> bool,
) -> Option<(&'static Owner, Option<i32>, String)> {
    let mut parts = name.splitn(3, '-');
    let (owner, id, label) = (parts.next()?, parts.next()?, parts.next()?);
    let owner = OWNERS.iter().find(|known| known.name == owner && accepts(known))?;
    let id = id.parse::<i32>().ok().filter(|id| *id > 0)?;
    check_name(label, usize::MAX).ok()?;
    Some((owner, Some(id), label.to_owned()))
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
        let parts = |found: Option<(&'static Owner, Option<i32>, String)>| {
            found.map(|(owner, id, label)| (owner.name, id, label))
        };
        let web = Some(("qemu", Some(3), "web-01".to_owned()));
        assert_eq!(parts(from_scope("machine-qemu\\x2d3\\x2dweb\\x2d01.scope")), web);
        assert_eq!(parts(from_plain("qemu-3-web-01.libvirt-qemu")), web);
        for name in [
            "machine-qemu\\x2d51\\x2dup\\x2f..\\x2f...scope",
            "machine-qemu\\x2d52\\x2dnul\\x00.scope",
            "machine-nsp1.scope",
            "machine-qemu\\x2.scope",
            "machine-qemu\\xzz3.scope",
            "qemu-3-x.scope",
        ] {
            assert!(from_scope(name).is_none(), "{name}");
        }
        for name in [
            "qemu-3-x.libvirt-lxc",
            "qemu-x-y.libvirt-qemu",
            "qemu-3-.libvirt-qemu",
            "prod.partition",
        ] {
            assert!(from_plain(name).is_none(), "{name}");
        }
    }
}
