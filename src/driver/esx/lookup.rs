//! Machines of the host: how they are found, and calls that work on one.

use super::driver::EsxDriver;
use super::error::{GONE, refused};
use super::host_system::not_gone;
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
        let all = Selection::machines_of(&self.host);
        let found = not_gone(retrieve(&self.session, &all, &wanted))?;
        let known: Vec<(Identity, Object)> =
            found.into_iter().filter_map(|object| Some((identity(&object)?, object))).collect();
        let mut references = self.references();
        references.clear();
        let of = |(domain, object): &(Identity, Object)| (key(domain), object.reference.clone());
        references.extend(known.iter().map(of));
        drop(references);
        Ok(known)
    }

    /// The machine with a name, uuid or id.
    pub fn find_machine(&self, key: Key<'_>) -> Result<Option<Identity>> {
        let is_it = |domain: &Identity| match key {
            Key::Name(name) => domain.name == name,
            Key::Id(id) => domain.id == Some(id),
            Key::Uuid(uuid) => domain.uuid == uuid,
        };
        if let Key::Uuid(uuid) = key
            && let Some((domain, _)) = self.indexed(uuid)?
        {
            return Ok(Some(domain));
        }
        Ok(self.machines(&[])?.into_iter().map(|(domain, _)| domain).find(is_it))
    }

    /// A machine of the host with a uuid, by the index of the host or vCenter. There may be others, and the index
    /// may know one of another host alone.
    fn indexed(&self, uuid: Uuid) -> Result<Option<(Identity, Object)>> {
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
        if object.value(HOST).and_then(Reference::read).as_ref() != Some(&self.host) {
            return Ok(None);
        }
        let Some(domain) = identity(&object) else { return Ok(None) };
        self.references().insert(key(&domain), reference);
        Ok(Some((domain, object)))
    }

    /// The machine that a domain is: the one of its uuid and name, or the only one of its uuid, which has another
    /// name now.
    ///
    /// Errors: VIR_ERR_NO_DOMAIN if there is none; VIR_ERR_OPERATION_INVALID if several have its uuid and none its
    /// name.
    fn find_reference(&self, domain: &Identity) -> Result<Reference> {
        if let Some((found, object)) = self.indexed(domain.uuid)?
            && found.name == domain.name
        {
            return Ok(object.reference);
        }
        let mut same = self.machines(&[])?;
        same.retain(|(found, _)| found.uuid == domain.uuid);
        if let Some((_, object)) = same.iter().find(|(found, _)| found.name == domain.name) {
            return Ok(object.reference.clone());
        }
        match same.as_slice() {
            [] => Err(gone(domain)),
            [(_, object)] if !domain.uuid.is_nil() => Ok(object.reference.clone()),
            several => {
                let (count, uuid) = (several.len(), domain.uuid);
                let detail = format!(
                    "{count} machines have the uuid {uuid}, none of them the name '{}'",
                    domain.name
                );
                Err(refused(VIR_ERR_OPERATION_INVALID, detail))
            }
        }
    }

    /// Works on a domain's machine: by the reference that it had, or another one that it has now.
    ///
    /// Errors: VIR_ERR_NO_DOMAIN if there is none.
    pub fn with_machine<T>(
        &self,
        domain: &Identity,
        work: impl Fn(&Reference) -> std::result::Result<T, Failure>,
    ) -> Result<T> {
        let known = self.references().get(&key(domain)).cloned();
        if let Some(known) = &known {
            if let Some(done) = unless_gone(work(known))? {
                return Ok(done);
            }
            self.references().remove(&key(domain));
        }
        let found = self.find_reference(domain)?;
        let is_other = known.as_ref() != Some(&found);
        let done = if is_other { unless_gone(work(&found))? } else { None };
        done.ok_or_else(|| gone(domain).context(format!("the host answers {GONE}")))
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
        let found = state(&self.machine(domain, &[])?)?;
        if found == wanted {
            return Ok(());
        }
        let detail = format!("domain '{}' is not {word}", domain.name);
        Err(refused(VIR_ERR_OPERATION_INVALID, detail))
    }

    /// Begins a task of a domain's machine, unless that has a question, and waits until it has ended. It is begun
    /// once.
    pub fn start_task(
        &self,
        domain: &Identity,
        task: impl Fn(&Reference) -> Request,
    ) -> Result<()> {
        let started = self.with_machine(domain, |machine| {
            if let Some(question) = self.question(machine)? {
                self.answer(machine, &question)?;
            }
            Ok((self.begin_task(&task(machine))?, machine.clone()))
        });
        let (task, machine) = started?;
        self.finish_task(&task, &machine)
    }
}

fn key(domain: &Identity) -> (Uuid, String) {
    (domain.uuid, domain.name.clone())
}

fn gone(domain: &Identity) -> Error {
    let detail = format!("the host has no machine '{}' of the uuid {}", domain.name, domain.uuid);
    refused(VIR_ERR_NO_DOMAIN, detail)
}
