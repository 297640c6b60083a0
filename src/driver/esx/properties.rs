//! Properties of objects, by the property collector.

use super::error::unexpected;
use super::session::{Failure, Session};
use super::soap::{Answer, Fault, Reference, Request, list, number, text, typed};
use crate::model::Result;
use crate::model::units::{DOCUMENT_MAX, Kib};
use crate::xml::tree::Element;
use std::time::Instant;

/// The most objects in one answer; the host may give fewer.
const PAGE: u32 = 100;

/// The most that all pages of one answer may come to. Each has the time limit of the URI.
const PAGES: usize = 1000;
const MOST_BYTES: usize = 4 * DOCUMENT_MAX;
const TIMEOUTS: u32 = 3;

/// An object and the properties that it has of those asked for.
#[derive(Debug, Clone)]
pub struct Object {
    pub reference: Reference,
    values: Vec<(String, Element)>,
    /// Those that the host withholds, and why.
    withheld: Vec<(String, Fault)>,
}

impl Object {
    /// From an `ObjectContent`, or an `ObjectUpdate`, whose properties are in elements named `entry`.
    ///
    /// `None` of one that is gone. Errors: the fault of a session that has ended, which hosts tell of here.
    pub fn read(element: &Element, entry: &str) -> std::result::Result<Option<Self>, Failure> {
        let mut withheld = Vec::new();
        for missing in element.elements().filter(|child| child.name == "missingSet") {
            let path = missing.child("path").map(Element::text).unwrap_or_default();
            let fault = missing.child("fault").map(Fault::read_localized).unwrap_or_default();
            if fault.is_of_session() {
                return Err(Failure::Fault(RETRIEVE, fault));
            } else if fault.is_gone() {
                return Ok(None);
            }
            withheld.push((path, fault));
        }
        let reference = element.child("obj").and_then(Reference::read);
        let reference = reference.ok_or_else(|| unexpected("an object has no reference <obj>"))?;
        let sets = element.elements().filter(|child| child.name == entry);
        let value = |set: &Element| Some((set.child("name")?.text(), set.child("val")?.clone()));
        Ok(Some(Self { reference, values: sets.filter_map(value).collect(), withheld }))
    }

    /// Takes over what a later look has found of the same object.
    pub fn update(&mut self, later: Self) {
        self.values.retain(|(name, _)| later.value(name).is_none());
        self.values.extend(later.values);
    }

    /// A property that must be there.
    ///
    /// Errors: that of the fault by which the host withholds it; VIR_ERR_INTERNAL_ERROR without one.
    pub fn required(&self, name: &str) -> Result<&Element> {
        let none = || unexpected(format!("the host does not tell {}", self.what(name)));
        self.optional(name)?.ok_or_else(none)
    }

    /// A property that may be unset.
    ///
    /// Errors: that of the fault by which the host withholds it.
    pub fn optional(&self, name: &str) -> Result<Option<&Element>> {
        // A whole property is withheld by each part of it.
        let is_part = |path: &str| {
            path == name || path.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
        };
        match (self.value(name), self.withheld.iter().find(|(path, _)| is_part(path))) {
            (None, Some((_, fault))) => Err(fault.error(RETRIEVE).context(self.what(name))),
            (value, _) => Ok(value),
        }
    }

    fn what(&self, name: &str) -> String {
        format!("{name} of {} '{}'", self.reference.kind, self.reference.value)
    }

    /// A property that must be there, as a size in MB.
    ///
    /// Errors: those of [`Self::required`]; VIR_ERR_INTERNAL_ERROR for what is no such number.
    pub fn required_size(&self, name: &str) -> Result<Kib> {
        self.required_number::<u32>(name).map(|mb| Kib::mib(mb.into()))
    }

    /// A property that may be unset, as a number.
    ///
    /// Errors: those of [`Self::optional`]; VIR_ERR_INTERNAL_ERROR for what is no number.
    pub fn optional_number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>> {
        self.optional(name)?.map(|value| number_in(value, name)).transpose()
    }

    /// The same as a number.
    pub fn required_number<T: std::str::FromStr>(&self, name: &str) -> Result<T> {
        number_in(self.required(name)?, name)
    }

    /// A part of a property that must be there, as a number.
    pub fn required_part<T: std::str::FromStr>(&self, name: &str, part: &str) -> Result<T> {
        let none = || unexpected(format!("{name} of '{}' has no {part}", self.reference.value));
        number_in(self.required(name)?.child(part).ok_or_else(none)?, part)
    }

    /// A property's value.
    pub fn value(&self, name: &str) -> Option<&Element> {
        self.values.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The same as a text.
    pub fn text(&self, name: &str) -> Option<String> {
        self.value(name).map(Element::text)
    }
}

/// What an element has, as a number; VIR_ERR_INTERNAL_ERROR if it is none.
pub fn number_in<T: std::str::FromStr>(element: &Element, name: &str) -> Result<T> {
    let text = element.text();
    let wrong = |_| unexpected(format!("the host tells '{text}' for {name}, expected a number"));
    text.trim().parse().map_err(wrong)
}

const RETRIEVE: &str = "RetrievePropertiesEx";

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

/// Reads properties of the objects that were selected; those that are gone are left out.
pub fn retrieve(
    session: &Session,
    selection: &Selection,
    properties: &[&str],
) -> std::result::Result<Vec<Object>, Failure> {
    match all_pages(session, selection, properties) {
        // A page is of the session that has begun it.
        Err(Failure::Fault(CONTINUE, _)) => all_pages(session, selection, properties),
        all => all,
    }
}

const CONTINUE: &str = "ContinueRetrievePropertiesEx";

fn all_pages(
    session: &Session,
    selection: &Selection,
    properties: &[&str],
) -> std::result::Result<Vec<Object>, Failure> {
    let collector = &session.service.property_collector;
    let request = Request::new(RETRIEVE, collector)
        .with(selection.specification("specSet", properties))
        .with(list("options", [number("maxObjects", PAGE)]));
    let deadline = Instant::now() + session.timeout() * TIMEOUTS;
    let mut page = session.call(&request, read_page)?;
    let (mut objects, mut size) = (page.objects, page.size);
    for _ in 0..PAGES {
        let Some(token) = page.token else { return Ok(objects) };
        if Instant::now() > deadline || size > MOST_BYTES {
            break;
        }
        let next = Request::new(CONTINUE, collector).with(text("token", &token));
        page = session.call(&next, read_page)?;
        objects.append(&mut page.objects);
        size += page.size;
    }
    let detail = format!(
        "the pages of properties do not end within {PAGES} pages, {MOST_BYTES} bytes and {TIMEOUTS} times the time \
         limit of {} s",
        session.timeout().as_secs()
    );
    Err(unexpected(detail).into())
}

/// Reads properties of one object.
pub fn retrieve_one(
    session: &Session,
    kind: &'static str,
    reference: &Reference,
    properties: &[&str],
) -> std::result::Result<Object, Failure> {
    let found = retrieve(session, &Selection::of(kind, reference), properties)?;
    found.into_iter().next().ok_or_else(|| Failure::Fault(RETRIEVE, Fault::gone()))
}

struct Page {
    objects: Vec<Object>,
    token: Option<String>,
    /// Bytes.
    size: usize,
}

fn read_page(answer: &Answer) -> std::result::Result<Page, Failure> {
    // Without any object there is no value.
    let size = answer.size();
    let Some(value) = answer.values().next() else {
        return Ok(Page { objects: Vec::new(), token: None, size });
    };
    let objects = value.elements().filter(|element| element.name == "objects");
    let objects = objects
        .filter_map(|object| Object::read(object, "propSet").transpose())
        .collect::<std::result::Result<_, _>>()?;
    Ok(Page { objects, token: value.child("token").map(Element::text), size })
}

/// The error of a call whose object may be gone: `Ok(None)` then.
pub fn unless_gone<T>(result: std::result::Result<T, Failure>) -> Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Failure::Fault(_, fault)) if fault.is_gone() => Ok(None),
        Err(failure) => Err(failure.error()),
    }
}
