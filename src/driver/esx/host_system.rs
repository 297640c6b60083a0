//! The host that a URI names.

use super::error::{invalid, refused, unexpected};
use super::machine::escaped;
use super::properties::{Object, Selection, retrieve, retrieve_one, unless_gone};
use super::session::{Failure, Session};
use super::soap::{Reference, Request, text};
use super::target::{Product, Target};
use crate::model::virErrorNumber::VIR_ERR_INTERNAL_ERROR;
use crate::model::{Error, Result};

/// The type of a host in the API.
pub const HOST: &str = "HostSystem";

/// The host that a URI names: the only one that ESX has, or the one at a path of a vCenter's inventory.
///
/// Errors: VIR_ERR_INVALID_ARG for a path that can name none, VIR_ERR_INTERNAL_ERROR for one that names none.
pub fn find(session: &Session, target: &Target) -> Result<Reference> {
    match target.product {
        Product::Esx => {
            let below = Selection::hosts_below(&session.service.root_folder);
            let found = retrieve(session, &below, &["name"]).map_err(Failure::error)?;
            let first = found.into_iter().next();
            first.map(|host| host.reference).ok_or_else(|| unexpected("the host knows no host"))
        }
        Product::VCenter => by_path(session, &target.path),
    }
}

/// The path is that of a datacenter, then of a host, or of a cluster and a host in it; all may be in folders.
fn by_path(session: &Session, path: &[String]) -> Result<Reference> {
    path.iter().try_for_each(|name| check_path_name(name))?;
    let names: Vec<String> = path.iter().map(|name| escaped(name)).collect();
    let shown = path.join("/");
    for split in 1..names.len() {
        let Some((datacenter, rest)) = names.split_at_checked(split) else { break };
        let datacenter = datacenter.join("/");
        let is_datacenter = |found: &Reference| found.kind == "Datacenter";
        if find_path(session, &datacenter)?.filter(is_datacenter).is_none() {
            continue;
        }
        let place = format!("{datacenter}/host/{}", rest.join("/"));
        return match find_path(session, &place)? {
            Some(found) => host_of(session, &found, path),
            None if is_host_above(session, &place)? => {
                Err(no_host(&shown, "it has one name too many"))
            }
            None => Err(not_there(&shown, "the datacenter has no such host")),
        };
    }
    match names.as_slice() {
        [] | [_] => Err(no_host(&shown, "it has one name too few")),
        _ => Err(not_there(&shown, "it begins with no datacenter")),
    }
}

/// VIR_ERR_INTERNAL_ERROR, as in libvirt.
fn not_there(path: &str, why: &str) -> Error {
    unexpected(format!("the path '{path}' names no host: {why}"))
}

fn no_host(path: &str, why: &str) -> Error {
    invalid(format!(
        "the path '{path}' names no host: {why}; expected DATACENTER/HOST or DATACENTER/CLUSTER/HOST, each in \
         its folders"
    ))
}

/// A standalone host is found by the resource of its name, which has it alone; in a cluster by its own name.
fn host_of(session: &Session, found: &Reference, path: &[String]) -> Result<Reference> {
    let shown = path.join("/");
    match found.kind.as_str() {
        // The resource of a standalone host is no part of the path.
        HOST if is_standalone(session, found)? => Err(no_host(&shown, "it has one name too many")),
        HOST => Ok(found.clone()),
        "ComputeResource" => {
            let hosts = retrieve_one(session, "ComputeResource", found, &["host"])
                .map_err(Failure::error)?;
            let first =
                hosts.value("host").and_then(|hosts| hosts.elements().find_map(Reference::read));
            first.ok_or_else(|| refused(VIR_ERR_INTERNAL_ERROR, format!("'{shown}' has no host")))
        }
        "ClusterComputeResource" => Err(no_host(&shown, "it is a cluster, and no host follows")),
        other => Err(no_host(&shown, &format!("it is a {other}"))),
    }
}

/// Whether the path without its last name is a host's.
fn is_host_above(session: &Session, path: &str) -> Result<bool> {
    let Some((above, _)) = path.rsplit_once('/') else { return Ok(false) };
    Ok(find_path(session, above)?.is_some_and(|found| found.kind == HOST))
}

fn is_standalone(session: &Session, host: &Reference) -> Result<bool> {
    let found = retrieve_one(session, HOST, host, &["parent"]).map_err(Failure::error)?;
    let parent = found.value("parent").and_then(Reference::read);
    Ok(parent.is_some_and(|parent| parent.kind == "ComputeResource"))
}

fn find_path(session: &Session, path: &str) -> Result<Option<Reference>> {
    let request = Request::new("FindByInventoryPath", &session.service.search_index)
        .with(text("inventoryPath", path));
    let found =
        session.call(&request, |answer| Ok(answer.values().next().and_then(Reference::read)));
    found.map_err(Failure::error)
}

/// Properties of the host.
pub fn properties(session: &Session, host: &Reference, names: &[&str]) -> Result<Object> {
    not_gone(retrieve_one(session, HOST, host, names))
}

/// The same result, with an error of its own where the host is gone: what is gone elsewhere is a machine.
pub fn not_gone<T>(result: std::result::Result<T, Failure>) -> Result<T> {
    unless_gone(result)?.ok_or_else(|| unexpected("the host is not there any more"))
}

/// Refuses a name of the path that can be none.
fn check_path_name(name: &str) -> Result<()> {
    if name.chars().any(char::is_control) {
        return Err(invalid(format!(
            "the name {name:?} in the URI's path has a control character"
        )));
    }
    Ok(())
}
