//! Machines: how they are found, and who they are.

use super::driver::EsxDriver;
use super::error::{invalid, refused};
use super::properties::{Object, Selection, retrieve, retrieve_one, unless_gone};
use super::session::Failure;
use super::soap::{Reference, Request, text};
use crate::model::domain::{Identity, Key, State, Uuid, parse_uuid};
use crate::model::virErrorNumber::{VIR_ERR_NO_DOMAIN, VIR_ERR_OPERATION_INVALID};
use crate::model::{Error, Result};

/// The type of a machine in the API.
pub const MACHINE: &str = "VirtualMachine";

/// The properties that say who a machine is.
pub const IDENTITY: [&str; 3] = [NAME, UUID, STATE];
const NAME: &str = "name";
const UUID: &str = "config.uuid";
const STATE: &str = "runtime.powerState";
const HOST: &str = "runtime.host";

/// The states, with the API's words.
const STATES: [(&str, State); 3] = [
    ("poweredOn", State::VIR_DOMAIN_RUNNING),
    ("suspended", State::VIR_DOMAIN_PAUSED),
    ("poweredOff", State::VIR_DOMAIN_SHUTOFF),
];

/// Which machine it is; none while it has no configuration, as when it is being made.
pub fn identity(object: &Object) -> Option<Identity> {
    let uuid = parse_uuid(&object.text(UUID)?)?;
    let is_active = state(object).is_active();
    let id = object.reference.number().filter(|_| is_active);
    Some(Identity { name: unescaped(&object.text(NAME)?), uuid, id })
}

/// Its state.
pub fn state(object: &Object) -> State {
    let word = object.text(STATE).unwrap_or_default();
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

/// The same the other way, for a path of the inventory.
pub fn escaped(name: &str) -> String {
    name.replace('%', "%25").replace('/', "%2f").replace('\\', "%5c")
}

impl EsxDriver {
    /// The machines of the host, with these properties and those of [`IDENTITY`].
    pub fn machines(&self, properties: &[&str]) -> Result<Vec<(Identity, Object)>> {
        let wanted: Vec<&str> = IDENTITY.iter().chain(properties).copied().collect();
        let found = retrieve(&self.session, &Selection::machines_of(&self.host), &wanted).map_err(Failure::error)?;
        let known: Vec<(Identity, Object)> =
            found.into_iter().filter_map(|object| Some((identity(&object)?, object))).collect();
        let mut references = self.references();
        references.clear();
        references.extend(known.iter().map(|(domain, object)| (domain.uuid, object.reference.clone())));
        drop(references);
        Ok(known)
    }

    /// The machine with a name, uuid or id.
    pub fn find_machine(&self, key: Key<'_>) -> Result<Option<Identity>> {
        if let Key::Uuid(uuid) = key {
            return Ok(self.find_by_uuid(uuid)?.and_then(|object| identity(&object)));
        }
        let is_it = |domain: &Identity| match key {
            Key::Name(name) => domain.name == name,
            Key::Id(id) => domain.id == Some(id),
            Key::Uuid(uuid) => domain.uuid == uuid,
        };
        Ok(self.machines(&[])?.into_iter().map(|(domain, _)| domain).find(is_it))
    }

    /// The machine of the host with a uuid, by the host's index.
    fn find_by_uuid(&self, uuid: Uuid) -> Result<Option<Object>> {
        let request = Request::new("FindByUuid", &self.session.service.search_index)
            .with(text("uuid", &uuid.to_string()))
            .with(text("vmSearch", "true"));
        let found = self.session.call(&request, |answer| {
            Ok(answer.values().next().and_then(Reference::read))
        });
        let Some(reference) = found.map_err(Failure::error)? else { return Ok(None) };
        let wanted: Vec<&str> = IDENTITY.iter().copied().chain([HOST]).collect();
        let found = retrieve_one(&self.session, MACHINE, &reference, &wanted);
        let Some(object) = unless_gone(found)? else { return Ok(None) };
        // A vCenter finds those of its other hosts too.
        if object.value(HOST).and_then(Reference::read).as_ref() != Some(&self.host) {
            return Ok(None);
        }
        self.references().insert(uuid, reference);
        Ok(Some(object))
    }

    /// Works on a domain's machine: by the reference that it had, or the one that it has now.
    ///
    /// Errors: VIR_ERR_NO_DOMAIN if there is none.
    pub fn with_machine<T>(
        &self,
        domain: &Identity,
        work: impl Fn(&Reference) -> std::result::Result<T, Failure>,
    ) -> Result<T> {
        let known = self.references().get(&domain.uuid).cloned();
        if let Some(known) = known {
            if let Some(done) = unless_gone(work(&known))? {
                return Ok(done);
            }
            self.references().remove(&domain.uuid);
        }
        let found = self.find_by_uuid(domain.uuid)?.ok_or_else(|| gone(domain))?;
        unless_gone(work(&found.reference))?.ok_or_else(|| gone(domain))
    }

    /// A domain's properties, with those of [`IDENTITY`].
    pub fn machine(&self, domain: &Identity, properties: &[&str]) -> Result<Object> {
        let wanted: Vec<&str> = IDENTITY.iter().chain(properties).copied().collect();
        self.with_machine(domain, |reference| {
            retrieve_one(&self.session, MACHINE, reference, &wanted)
        })
    }

    /// The same of one that is in this state; VIR_ERR_OPERATION_INVALID if it is not.
    pub fn check_state(&self, domain: &Identity, wanted: State, word: &str) -> Result<()> {
        let found = state(&self.machine(domain, &[])?);
        if found == wanted {
            return Ok(());
        }
        let detail = format!("domain '{}' is not {word}", domain.name);
        Err(refused(VIR_ERR_OPERATION_INVALID, detail))
    }

    /// Refuses what a domain has a question about.
    pub fn start_task(
        &self,
        domain: &Identity,
        task: impl Fn(&Reference) -> Request,
    ) -> Result<()> {
        self.with_machine(domain, |machine| {
            self.answer_question(machine)?;
            self.run_task(&task(machine), machine)
        })
    }
}

fn gone(domain: &Identity) -> Error {
    let detail = format!("the host has no machine '{}' of the uuid {}", domain.name, domain.uuid);
    refused(VIR_ERR_NO_DOMAIN, detail)
}

/// Refuses a name of the path that can be none.
pub fn check_path_name(name: &str) -> Result<()> {
    if name.chars().any(char::is_control) {
        return Err(invalid(format!("the name {name:?} in the URI's path has a control character")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (escape, name) in [("a b", "a b"), ("a%2fb", "a/b"), ("%5c%25", "\\%"), ("5%", "5%"), ("%zz%2F", "%zz/"), ("ä", "ä")] {
            assert_eq!(unescaped(escape), name);
        }
        assert_eq!(escaped("a/b\\%"), "a%2fb%5c%25");
    }
}
