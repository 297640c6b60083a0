//! Properties of objects, by the property collector.

use super::error::unexpected;
use super::session::{Failure, Session};
use super::soap::{Answer, Fault, Reference, Request, list, number, text, typed};
use crate::model::Result;
use crate::xml::tree::Element;

/// The most objects in one answer; the host may give fewer.
const PAGE: u32 = 500;

/// An object and the properties that it has of those asked for.
#[derive(Debug, Clone)]
pub struct Object {
    pub reference: Reference,
    values: Vec<(String, Element)>,
}

impl Object {
    /// From an `ObjectContent`, or an `ObjectUpdate`, whose properties are in elements named `entry`.
    ///
    /// Errors: the fault of a session that has ended, or of an object that is gone, which hosts tell of here.
    pub fn read(element: &Element, entry: &str) -> std::result::Result<Self, Failure> {
        for missing in element.elements().filter(|child| child.local_name() == "missingSet") {
            let fault = missing.child("fault").map(Fault::read_localized);
            if let Some(fault) = fault.filter(|fault| fault.is_of_session() || fault.is_gone()) {
                return Err(Failure::Fault("RetrievePropertiesEx", fault));
            }
        }
        let reference = element.child("obj").and_then(Reference::read);
        let reference = reference.ok_or_else(|| unexpected("an object has no reference <obj>"))?;
        let sets = element.elements().filter(|child| child.local_name() == entry);
        let value = |set: &Element| Some((set.child("name")?.text(), set.child("val")?.clone()));
        Ok(Self { reference, values: sets.filter_map(value).collect() })
    }

    /// A property's value.
    pub fn value(&self, name: &str) -> Option<&Element> {
        self.values.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The same as a text.
    pub fn text(&self, name: &str) -> Option<String> {
        self.value(name).map(Element::text)
    }

    /// The same as a number.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.text(name)?.trim().parse().ok()
    }

    /// A part of a property, as a number.
    pub fn part<T: std::str::FromStr>(&self, name: &str, part: &str) -> Option<T> {
        self.value(name)?.child(part)?.text().trim().parse().ok()
    }
}

/// What the collector looks at.
pub struct Selection {
    kind: &'static str,
    objects: Vec<Element>,
}

impl Selection {
    /// One object.
    pub fn of(kind: &'static str, reference: &Reference) -> Self {
        Self { kind, objects: vec![list("objectSet", [reference.element("obj")])] }
    }

    /// The machines of a host.
    pub fn machines_of(host: &Reference) -> Self {
        let way = step("machines", "HostSystem", "vm", []);
        Self { kind: "VirtualMachine", objects: vec![from(host, [way])] }
    }

    /// The hosts below a folder.
    pub fn hosts_below(folder: &Reference) -> Self {
        let again = |name: &str| list("selectSet", [text("name", name)]);
        let all = || [again("folders"), again("datacenters"), again("hosts")];
        let ways = [
            step("folders", "Folder", "childEntity", all()),
            step("datacenters", "Datacenter", "hostFolder", all()),
            step("hosts", "ComputeResource", "host", []),
        ];
        Self { kind: "HostSystem", objects: vec![from(folder, ways)] }
    }

    /// The specification of a filter: these properties of these objects.
    pub fn specification(&self, name: &str, properties: &[&str]) -> Element {
        let paths = properties.iter().map(|path| text("pathSet", path));
        let wanted = list("propSet", std::iter::once(text("type", self.kind)).chain(paths));
        list(name, std::iter::once(wanted).chain(self.objects.iter().cloned()))
    }
}

fn step(name: &str, kind: &str, path: &str, next: impl IntoIterator<Item = Element>) -> Element {
    let first = [text("name", name), text("type", kind), text("path", path), text("skip", "false")];
    typed("selectSet", "TraversalSpec", first.into_iter().chain(next))
}

fn from(start: &Reference, ways: impl IntoIterator<Item = Element>) -> Element {
    let first = [start.element("obj"), text("skip", "true")];
    list("objectSet", first.into_iter().chain(ways))
}

/// Reads properties of the objects that were selected.
pub fn retrieve(
    session: &Session,
    selection: &Selection,
    properties: &[&str],
) -> std::result::Result<Vec<Object>, Failure> {
    let request = Request::new("RetrievePropertiesEx", &session.service.property_collector)
        .with(selection.specification("specSet", properties))
        .with(list("options", [number("maxObjects", PAGE)]));
    let mut page = session.call(&request, read_page)?;
    let mut objects = page.objects;
    while let Some(token) = page.token {
        let next =
            Request::new("ContinueRetrievePropertiesEx", &session.service.property_collector)
                .with(text("token", &token));
        page = session.call(&next, read_page)?;
        if page.objects.is_empty() {
            return Err(
                unexpected("a page of properties is empty, and another is to follow").into()
            );
        }
        objects.append(&mut page.objects);
    }
    Ok(objects)
}

/// Reads properties of one object.
pub fn retrieve_one(
    session: &Session,
    kind: &'static str,
    reference: &Reference,
    properties: &[&str],
) -> std::result::Result<Object, Failure> {
    let found = retrieve(session, &Selection::of(kind, reference), properties)?;
    let none = || unexpected(format!("the host tells nothing of {kind} '{}'", reference.value));
    found.into_iter().next().ok_or_else(|| none().into())
}

struct Page {
    objects: Vec<Object>,
    token: Option<String>,
}

fn read_page(answer: &Answer) -> std::result::Result<Page, Failure> {
    // Without any object there is no value.
    let Some(value) = answer.values().next() else {
        return Ok(Page { objects: Vec::new(), token: None });
    };
    let objects = value.elements().filter(|element| element.local_name() == "objects");
    let objects = objects
        .map(|object| Object::read(object, "propSet"))
        .collect::<std::result::Result<_, _>>()?;
    Ok(Page { objects, token: value.child("token").map(Element::text) })
}

/// The error of a call whose object may be gone: `Ok(None)` then.
pub fn unless_gone<T>(result: std::result::Result<T, Failure>) -> Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Failure::Fault(_, fault)) if fault.is_gone() => Ok(None),
        Err(failure) => Err(failure.error()),
    }
}
