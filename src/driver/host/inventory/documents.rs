//! What other processes have changed in a domain's documents, as events.

use super::domain::{Document, HostDomain};
use crate::driver::host::own_writes::OwnWrites;
use crate::driver::host::stored::Stored;
use crate::driver::metadata::get;
use crate::model::constants::virDomainEventDefinedDetailType::VIR_DOMAIN_EVENT_DEFINED_UPDATED;
use crate::model::constants::virDomainEventType::VIR_DOMAIN_EVENT_DEFINED;
use crate::model::domain::Uuid;
use crate::model::event::EventKind;
use crate::model::metadata::MetadataKind;
use crate::xml::definition::{Definition, metadata};
use std::sync::Arc;

/// The events of one domain that two scans have found.
pub fn changes(own: &OwnWrites, before: &HostDomain, now: &HostDomain) -> Vec<EventKind> {
    let mut events = Vec::new();
    if let (Some(old), Some(new)) = (&before.config, &now.config)
        && !new.is_same(old)
        && !own.has(new.document())
    {
        let name = &now.identity.name;
        if let (Ok(old), Ok(new)) = (old.definition(name), new.definition(name)) {
            if without_texts(&old) != without_texts(&new) {
                let detail = VIR_DOMAIN_EVENT_DEFINED_UPDATED as i32;
                let event = VIR_DOMAIN_EVENT_DEFINED as i32;
                events.push(EventKind::Lifecycle { event, detail });
            }
            let kinds = changed_texts(Some(&old), &new).into_iter();
            events.extend(kinds.map(|(kind, _)| event(&kind)));
        }
    }
    for (kind, text) in changed_live_texts(before, now) {
        let told = event(&kind);
        if !events.contains(&told) && !own.has(&key(now.identity.uuid, &kind, text.as_deref())) {
            events.push(told);
        }
    }
    events
}

/// Remembers that a text of a running domain is about to be as it is in this definition.
pub fn note_own(own: &OwnWrites, uuid: Uuid, definition: &Definition, kind: &MetadataKind) {
    own.note(&key(uuid, kind, get(definition, kind).ok().as_deref()));
}

fn key<'k>(
    uuid: Uuid,
    kind: &'k MetadataKind,
    text: Option<&'k str>,
) -> (Uuid, i32, Option<&'k str>, Option<&'k str>) {
    (uuid, kind.number(), kind.uri(), text)
}

fn event(kind: &MetadataKind) -> EventKind {
    EventKind::MetadataChange { kind: kind.number(), uri: kind.uri().map(str::to_owned) }
}

/// The texts of a domain that runs on which are others now.
fn changed_live_texts(
    before: &HostDomain,
    now: &HostDomain,
) -> Vec<(MetadataKind, Option<String>)> {
    let runs_on = before.is_active() && now.is_active() && before.identity.id == now.identity.id;
    let Some(new) = stored(now).filter(|_| runs_on) else { return Vec::new() };
    let old = stored(before);
    if old.is_some_and(|old| new.is_same(old)) {
        return Vec::new();
    }
    let definition = |stored: &Arc<Stored>| stored.definition(&now.identity.name).ok();
    let Some(new) = definition(new) else { return Vec::new() };
    changed_texts(old.and_then(definition).as_deref(), &new)
}

fn stored(domain: &HostDomain) -> Option<&Arc<Stored>> {
    match &domain.live {
        Some(Document::Stored(stored)) => Some(stored),
        _ => None,
    }
}

/// The title, the description and the elements that differ, with what they are now.
fn changed_texts(
    old: Option<&Definition>,
    new: &Definition,
) -> Vec<(MetadataKind, Option<String>)> {
    let of = |definition: &Definition| definition.metadata.as_ref().map(metadata::uris);
    let mut uris = of(new).unwrap_or_default();
    let others = old.and_then(of).unwrap_or_default().into_iter();
    let others: Vec<String> = others.filter(|uri| !uris.contains(uri)).collect();
    uris.extend(others);
    let elements = uris.into_iter().map(MetadataKind::Element);
    let kinds = [MetadataKind::Description, MetadataKind::Title].into_iter().chain(elements);
    let changed = kinds.filter_map(|kind| {
        let now = get(new, &kind).ok();
        let before = old.and_then(|old| get(old, &kind).ok());
        (now != before).then_some((kind, now))
    });
    changed.collect()
}

fn without_texts(definition: &Definition) -> Definition {
    Definition { title: None, description: None, metadata: None, ..definition.clone() }
}
