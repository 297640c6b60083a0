//! Machines of the host: how they are found, and calls that work on one.

use super::driver::EsxDriver;
use super::error::{GONE, refused};
use super::machine::{HOST, IDENTITY, MACHINE, identity, state};
use super::properties::{Object, Selection, retrieve, retrieve_one, unless_gone};
use super::session::Failure;
use super::soap::{Reference, Request, list, text};
use crate::model::domain::{Identity, Key, State, Uuid};
use crate::model::virErrorNumber::{VIR_ERR_NO_DOMAIN, VIR_ERR_OPERATION_INVALID};
use crate::model::{Error, Result};
use crate::xml::tree::Element;

impl EsxDriver {
    /// Changes a machine's configuration, in one task: all of it or nothing.
    pub fn reconfigure(&self, domain: &Identity, parts: &[Element]) -> Result<()> {
        self.start_task(domain, |machine| {
            Request::new("ReconfigVM_Task", machine).with(list("spec", parts.iter().cloned()))
        })
    }

    /// The machines of the host, with these properties and those of [`IDENTITY`].
    pub fn machines(&self, properties: &[&str]) -> Result<Vec<(Identity, Object)>> {
        let wanted: Vec<&str> = IDENTITY.iter().chain(properties).copied().collect();
        let found = retrieve(&self.session, &Selection::machines_of(&self.host), &wanted)
            .map_err(Failure::error)?;
        let known: Vec<(Identity, Object)> =
            found.into_iter().filter_map(|object| Some((identity(&object)?, object))).collect();
        let mut references = self.references();
        references.clear();
        references
            .extend(known.iter().map(|(domain, object)| (domain.uuid, object.reference.clone())));
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
        let found = self
            .session
            .call(&request, |answer| Ok(answer.values().next().and_then(Reference::read)));
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
        unless_gone(work(&found.reference))?
            .ok_or_else(|| gone(domain).context(format!("the host answers {GONE}")))
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
