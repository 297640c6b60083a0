//! Domains: identity, state and summary data.

use super::units::Kib;
pub use uuid::Uuid;

/// The identity of a domain, as its handle remembers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Its name, unique on its host.
    pub name: String,
    /// Its uuid, unique and stable over its lifetime.
    pub uuid: Uuid,
    /// Its id while it is running.
    pub id: Option<i32>,
}

/// A lookup key.
#[derive(Debug, Clone, Copy)]
pub enum Key<'k> {
    /// Its name.
    Name(&'k str),
    /// Its id; only running domains have one.
    Id(i32),
    /// Its uuid.
    Uuid(Uuid),
}

impl std::fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Name(name) => write!(f, "name '{name}'"),
            Self::Id(id) => write!(f, "id {id}"),
            Self::Uuid(uuid) => write!(f, "uuid {uuid}"),
        }
    }
}

/// A domain's state.
pub use super::constants::virDomainState as State;

impl State {
    /// The state with that number.
    pub fn from_number(number: i32) -> Option<Self> {
        [
            Self::VIR_DOMAIN_NOSTATE,
            Self::VIR_DOMAIN_RUNNING,
            Self::VIR_DOMAIN_BLOCKED,
            Self::VIR_DOMAIN_PAUSED,
            Self::VIR_DOMAIN_SHUTDOWN,
            Self::VIR_DOMAIN_SHUTOFF,
            Self::VIR_DOMAIN_CRASHED,
            Self::VIR_DOMAIN_PMSUSPENDED,
        ]
        .into_iter()
        .find(|state| *state as i32 == number)
    }

    /// Whether a domain in this state is active, that is, has processes.
    pub fn is_active(self) -> bool {
        self != Self::VIR_DOMAIN_SHUTOFF
    }
}

/// A state and its reason (libvirt's number).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateReason {
    /// The state.
    pub state: State,
    /// The reason, from the enumeration of the state's reasons.
    pub reason: i32,
}

/// An entry in a list of domains.
#[derive(Debug, Clone)]
pub struct Summary {
    /// Which domain.
    pub identity: Identity,
    /// Its state.
    pub state: State,
    /// Whether it has a persistent definition.
    pub persistent: bool,
    /// Whether it starts with the host.
    pub autostart: bool,
    /// Whether it has a managed save image.
    pub managed_save: bool,
    /// Whether it has snapshots.
    pub snapshots: bool,
    /// Whether it has checkpoints.
    pub checkpoints: bool,
}

/// The contents of `virDomainGetInfo`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Info {
    /// The state.
    pub state: State,
    /// The maximum memory of the domain.
    pub max_memory: Kib,
    /// Its current memory.
    pub memory: Kib,
    /// Its virtual CPUs.
    pub vcpus: u16,
    /// The CPU time it used, in nanoseconds.
    pub cpu_time: u64,
}

/// Parses a uuid as libvirt does: 32 hexadecimal digits in either case; hyphens and
/// blanks may precede each pair of digits, only blanks may follow the last one.
pub fn parse_uuid(text: &str) -> Option<Uuid> {
    let mut bytes = [0; 16];
    let mut rest = text;
    for byte in &mut bytes {
        rest = rest.trim_start_matches(|c: char| c == '-' || c.is_ascii_whitespace());
        let (pair, after) = rest.split_at_checked(2)?;
        let digits = pair.bytes().all(|digit| digit.is_ascii_hexdigit());
        *byte = u8::from_str_radix(pair, 16).ok().filter(|_| digits)?;
        rest = after;
    }
    let ends = rest.bytes().all(|byte| byte.is_ascii_whitespace());
    ends.then(|| Uuid::from_bytes(bytes))
}

/// Refuses an invalid domain name: empty, or not usable as a file name or on a
/// single line.
pub fn check_name(name: &str, most: usize) -> std::result::Result<(), String> {
    // Most names are of these characters alone, which takes one pass.
    let is_plain = name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'/');
    if is_plain && !matches!(name, "" | "." | "..") && name.len() <= most {
        Ok(())
    } else if name.trim().is_empty() {
        Err(format!("name '{}' is empty, expected a name", name.escape_debug()))
    } else if name.len() > most {
        Err(format!("name has {} bytes, expected at most {most}", name.len()))
    } else if name.contains('/')
        || name.chars().any(char::is_control)
        // XML documents cannot contain these.
        || name.contains(['\u{fffe}', '\u{ffff}'])
        || [".", ".."].contains(&name)
    {
        Err(format!(
            "name '{}' cannot be used, expected no '/', no control character, not '.' or '..'",
            name.escape_debug()
        ))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_in_every_accepted_form() {
        let plain = "6695eb01f6a4830479aa97f2502e193f";
        let uuid = parse_uuid(plain).unwrap();
        for text in [
            "6695eb01-f6a4-8304-79aa-97f2502e193f",
            "6695EB01-F6A4-8304-79AA-97F2502E193F",
            " 6695eb01f6a4830479aa97f2502e193f\n",
            "--66-- 95 eb01f6a4830479aa97f2502e193f",
        ] {
            assert_eq!(parse_uuid(text), Some(uuid), "{text:?}");
        }
        for text in ["", "6", &plain[1..], "g695eb01f6a4830479aa97f2502e193f"] {
            assert_eq!(parse_uuid(text), None, "{text:?}");
        }
        for (before, after) in [("", "0"), ("", "-"), ("{", "}"), ("6-", ""), ("+", "")] {
            assert_eq!(parse_uuid(&format!("{before}{plain}{after}")), None);
        }
    }

    #[test]
    fn names() {
        for name in ["", " ", "a/b", "a\nb", ".", "..", "a\u{7f}"] {
            assert!(check_name(name, 100).is_err(), "{name:?}");
        }
        assert!(check_name(&"x".repeat(101), 100).is_err());
        assert!(check_name("my guest", 100).is_ok());
    }
}
