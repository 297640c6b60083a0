//! test:///FILE.xml: a test host described by a `<node>` document.

use super::error::xml_error;
use super::hardware::Hardware;
use super::host::Host;
use super::network;
use super::test_domain::Polling;
use super::users::{self, User};
use crate::driver::esx_limits;
use crate::model::domain::State;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::Definition;
use crate::xml::size::parse_number;
use crate::xml::tree::{self, Element};
use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

/// Reads a host, and who may use it, from a file.
pub fn load(path: &str) -> Result<(Host, Vec<User>)> {
    let path = Path::new(path);
    let node = read(path)?;
    if node.name != "node" {
        return Err(Error::new(
            virErrorDomain::VIR_FROM_XML,
            virErrorNumber::VIR_ERR_XML_ERROR,
            format!("{}: the element is <{}>, expected <node>", path.display(), node.name),
        ));
    }
    let mut host = Host::default();
    host.hardware = Hardware::read(&node)?;
    for element in node.elements().filter(|element| element.name == "domain") {
        let mut domain = described(element, path)?.into_owned();
        declare_prefixes(&mut domain, &node);
        add(&mut host, &domain).map_err(|error| error.context(path.display()))?;
    }
    for element in node.elements().filter(|element| element.name == "network") {
        let network = described(element, path)?;
        host.networks.extend(network::read(&network)?);
    }
    Ok((host, users::read(&node)?))
}

/// Copies the namespace declarations of outer elements, so that the element's prefixes
/// stay valid on their own.
fn declare_prefixes(element: &mut Element, outer: &Element) {
    for (key, uri) in outer.attributes.iter().filter(|(key, _)| key.starts_with("xmlns:")) {
        if element.attribute(key).is_none() {
            element.set_attribute(key, uri);
        }
    }
}

/// The element itself, or the content of the file that it refers to.
fn described<'e>(element: &'e Element, path: &Path) -> Result<Cow<'e, Element>> {
    match element.attribute("file") {
        Some(file) => read(&path.parent().unwrap_or(path).join(file)).map(Cow::Owned),
        None => Ok(Cow::Borrowed(element)),
    }
}

fn add(host: &mut Host, domain: &Element) -> Result<()> {
    let definition = Definition::read(domain)?;
    esx_limits::check(&definition)?;
    if host.has(&definition) {
        return Err(Error::new(
            virErrorDomain::VIR_FROM_DOMAIN,
            virErrorNumber::VIR_ERR_OPERATION_FAILED,
            format!("domain '{}' already exists", definition.name),
        ));
    }
    let state = run_state(domain)?;
    let transient = setting(domain, "transient").is_some();
    if transient && state == State::VIR_DOMAIN_SHUTOFF {
        return Err(xml_error(format!("domain '{}' is transient and shut off", definition.name)));
    }
    let managed_save = setting(domain, "hasmanagedsave").is_some();
    if managed_save && state != State::VIR_DOMAIN_SHUTOFF {
        return Err(xml_error(format!("domain '{}' runs and has a saved image", definition.name)));
    }
    let io_threads = definition.iothreads.iter().map(|thread| Polling::new(thread.id)).collect();
    let guest = host.add(definition, state, !transient)?;
    guest.managed_save = managed_save;
    guest.io_threads = io_threads;
    Ok(())
}

/// The initial state of a domain of the host.
pub fn run_state(domain: &Element) -> Result<State> {
    let text = setting(domain, "runstate").map(Element::text).unwrap_or_default();
    if text.is_empty() {
        return Ok(State::VIR_DOMAIN_RUNNING);
    }
    let number = parse_number(&text).and_then(|number| i32::try_from(number).ok());
    number.and_then(State::from_number).ok_or_else(|| {
        xml_error(format!("runstate is '{text}', expected the number of a domain state"))
    })
}

/// A setting of the test driver, such as `<test:runstate>`.
fn setting<'d>(domain: &'d Element, name: &str) -> Option<&'d Element> {
    let own = |element: &&Element| element.name.contains(':') && element.local_name() == name;
    domain.elements().find(own)
}

fn read(path: &Path) -> Result<Element> {
    let content = read_file(path)
        .map_err(|error| xml_error(format!("{} cannot be read: {error}", path.display())))?;
    tree::parse(&content, virErrorDomain::VIR_FROM_TEST)
        .map_err(|error| error.context(path.display()))
}

/// Reads up to one byte more than a document may have, to detect larger files. Only
/// regular files are opened: a pipe would block the caller.
fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("it is not a regular file"));
    }
    let mut content = Vec::new();
    let most = u64::try_from(tree::MAX_SIZE).unwrap_or(u64::MAX).saturating_add(1);
    std::fs::File::open(path)?.take(most).read_to_end(&mut content)?;
    Ok(content)
}
