//! Machines: who they are, by their properties.

use super::properties::Object;
use crate::model::Result;
use crate::model::domain::{Identity, State, parse_uuid};

/// The type of a machine in the API.
pub const MACHINE: &str = "VirtualMachine";

/// The properties that say who a machine is.
pub const IDENTITY: [&str; 3] = [NAME, UUID, STATE];
const NAME: &str = "name";
const UUID: &str = "config.uuid";
const STATE: &str = "runtime.powerState";

/// The host that runs it.
pub const HOST: &str = "runtime.host";
/// Its memory, in MB.
pub const SIZE: &str = "config.hardware.memoryMB";
/// Its virtual CPUs.
pub const CPUS: &str = "config.hardware.numCPU";

/// The states, with the API's words.
const STATES: [(&str, State); 3] = [
    ("poweredOn", State::VIR_DOMAIN_RUNNING),
    ("suspended", State::VIR_DOMAIN_PAUSED),
    ("poweredOff", State::VIR_DOMAIN_SHUTOFF),
];

/// Which machine it is; none of one without a name. The uuid is zero, as in libvirt, of one whose configuration
/// the host does not tell.
pub fn identity(object: &Object) -> Option<Identity> {
    let uuid = object.text(UUID).and_then(|text| parse_uuid(&text)).unwrap_or_default();
    // One whose state is not told cannot be worked on by its number.
    let is_active = object.text(STATE).is_some_and(|word| state_of(&word).is_active());
    let id = object.reference.number().filter(|_| is_active);
    Some(Identity { name: unescaped(&object.text(NAME)?), uuid, id })
}

/// Its state. Errors: those of [`Object::required`].
pub fn state(object: &Object) -> Result<State> {
    Ok(state_of(&object.required(STATE)?.text()))
}

fn state_of(word: &str) -> State {
    let found = STATES.iter().find(|(known, _)| *known == word);
    found.map_or(State::VIR_DOMAIN_NOSTATE, |(_, state)| *state)
}

/// A name as the host shows it: three characters are escaped in the API.
pub fn unescaped(name: &str) -> String {
    const ESCAPES: [(&str, &str); 6] =
        [("%2f", "/"), ("%2F", "/"), ("%5c", "\\"), ("%5C", "\\"), ("%25", "%"), ("%", "%")];
    let mut rest = name;
    let mut whole = String::with_capacity(name.len());
    while let Some((before, _)) = rest.split_once('%') {
        whole.push_str(before);
        rest = rest.get(before.len()..).unwrap_or_default();
        for (escape, character) in ESCAPES {
            if let Some(after) = rest.strip_prefix(escape) {
                whole.push_str(character);
                rest = after;
                break;
            }
        }
    }
    whole + rest
}

/// A name for a path of the inventory. As in libvirt a name stands as the API has it; only what would part it is
/// escaped.
pub fn escaped(name: &str) -> String {
    name.replace('/', "%2f").replace('\\', "%5c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (escape, name) in [
            ("a b", "a b"),
            ("a%2fb", "a/b"),
            ("%5c%25", "\\%"),
            ("5%", "5%"),
            ("%zz%2F", "%zz/"),
            ("ä", "ä"),
        ] {
            assert_eq!(unescaped(escape), name);
        }
        assert_eq!(escaped("a/b\\%25"), "a%2fb%5c%25");
    }
}
