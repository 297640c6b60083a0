//! Names of systemd units, and their groups.

use crate::sys::RelPath;

/// systemd's limit for the length of a unit's name.
const NAME_MAX: usize = 255;

/// The slice of domains' scopes, as of all machines.
pub const SLICE: &str = "machine.slice";

/// The unit of the domain `name`, named as machined and libvirt name theirs; or why
/// there can be none.
pub fn unit_name(name: &str) -> Result<String, String> {
    let unit = format!("machine-{}.scope", escape(name));
    match unit.len() {
        0..=NAME_MAX => Ok(unit),
        len => Err(format!(
            "the name's systemd unit, '{unit}', has {len} characters, expected at most {NAME_MAX}"
        )),
    }
}

/// The group of a domain's scope.
pub fn group(unit: &str) -> Option<RelPath> {
    RelPath::new(SLICE)?.join(unit)
}

/// As `systemd-escape`: a slash becomes a hyphen; what a unit's name may not contain,
/// and a hyphen or a leading dot, becomes `\xNN`.
fn escape(name: &str) -> String {
    let mut escaped = String::new();
    for (index, byte) in name.bytes().enumerate() {
        match byte {
            b'/' => escaped.push('-'),
            b'.' if index == 0 => escaped.push_str("\\x2e"),
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b':' | b'_' | b'.' => {
                escaped.push(char::from(byte));
            }
            _ => escaped.push_str(&format!("\\x{byte:02x}")),
        }
    }
    escaped
}

/// The unit of the host's systemd whose own group this is. Groups below a scope or a
/// service belong to the unit's processes, even if they are named as units, as those
/// of a user's systemd are.
pub fn unit_of(group: &RelPath) -> Option<&str> {
    let mut names = group.names();
    let last = names.next_back()?;
    let is_unit = [".scope", ".service", ".slice"].iter().any(|suffix| last.ends_with(suffix));
    (is_unit && names.all(|name| name.ends_with(".slice"))).then(|| group_unit(group))
}

fn group_unit(group: &RelPath) -> &str {
    let name = group.file_name();
    // systemd prefixes an underscore to a name that could collide with a kernel file.
    name.strip_prefix('_').unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        for (name, unit) in [
            ("web", "machine-web.scope"),
            ("web-01", "machine-web\\x2d01.scope"),
            ("a b", "machine-a\\x20b.scope"),
            (".x.y", "machine-\\x2ex.y.scope"),
            ("a\\b", "machine-a\\x5cb.scope"),
            ("a:b_c", "machine-a:b_c.scope"),
            ("\u{e4}@", "machine-\\xc3\\xa4\\x40.scope"),
        ] {
            assert_eq!(unit_name(name).as_deref(), Ok(unit));
        }
        assert!(unit_name(&"x".repeat(241)).is_ok());
        assert!(unit_name(&"x".repeat(242)).is_err());
        assert!(unit_name(&"-".repeat(61)).is_err());
    }

    #[test]
    fn groups_that_are_a_units_own() {
        let unit = |path: &str| unit_of(&RelPath::new(path).unwrap()).map(str::to_owned);
        for (path, name) in [
            ("machine.slice/machine-a.scope", Some("machine-a.scope")),
            ("machine.slice/systemd-nspawn@x.service", Some("systemd-nspawn@x.service")),
            ("machine.slice", Some("machine.slice")),
            ("a.slice/a-b.slice", Some("a-b.slice")),
            ("machine.slice/machine-a.scope/libvirt", None),
            ("user.slice/user-1.slice/user@1.service/app.slice/b.scope", None),
            ("machine/virmemctl-a.scope", None),
            ("machine.slice/plain", None),
            ("", None),
        ] {
            assert_eq!(unit(path).as_deref(), name, "{path}");
        }
    }
}
