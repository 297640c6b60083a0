//! Defining and renaming domains: what the other domains of the host allow.

use crate::driver::host::context::Context;
use crate::driver::host::inventory::discovery;
use crate::driver::host::inventory::domain::{HostDomain, Origin};
use crate::driver::host::state::definitions::{Definitions, Open};
use crate::model::domain::Identity;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sys::warn::warn;
use crate::xml::definition::Definition;

/// What a new definition replaced.
#[derive(Debug, PartialEq, Eq)]
pub enum Replaced {
    /// No definition.
    Nothing,
    /// Another one of the same domain.
    Definition,
}

/// Stores a new definition, or one over that of a domain of the same name and
/// uuid.
///
/// Errors: VIR_ERR_OPERATION_FAILED for the name or the uuid of another domain.
pub fn define(context: &Context, definition: &Definition) -> Result<Replaced> {
    let open = Open::new(Definitions::of(context))?;
    check_new(&discovery::domains(context)?, definition)?;
    let Some(before) = definition.uuid.and_then(|uuid| open.find_uuid(uuid)) else {
        open.check_free(&definition.name)?;
        open.write(definition, false)?;
        return Ok(Replaced::Nothing);
    };
    open.write(definition, before.autostart)?;
    Ok(Replaced::Definition)
}

/// Refuses a definition with another domain's name or uuid.
pub fn check_new(domains: &[HostDomain], definition: &Definition) -> Result<()> {
    let other = domains.iter().find(|other| is_other(&other.identity, definition));
    match other {
        None => Ok(()),
        Some(other) => Err(Error::new(
            virErrorDomain::VIR_FROM_DOMAIN,
            virErrorNumber::VIR_ERR_OPERATION_FAILED,
            format!(
                "domain '{}' already exists with uuid {}{}",
                other.identity.name,
                other.identity.uuid,
                what_to_do(other)
            ),
        )),
    }
}

/// Whether a domain has the definition's name or its uuid, but not both.
fn is_other(domain: &Identity, definition: &Definition) -> bool {
    (domain.name == definition.name) != (Some(domain.uuid) == definition.uuid)
}

/// A running domain without a definition gets one only by its own uuid.
fn what_to_do(other: &HostDomain) -> String {
    if other.origin != Origin::Own || other.persistent {
        return String::new();
    }
    format!(
        "; to define a domain that runs, give the document <uuid>{}</uuid>, or define it before \
         it is attached or created by that name",
        other.identity.uuid
    )
}

/// Renames a domain that does not run. The change takes effect when its file is
/// renamed; the document in it follows.
///
/// Errors: VIR_ERR_NO_DOMAIN when it has gone meanwhile,
/// VIR_ERR_OPERATION_INVALID when it runs by now, or the name is taken.
pub fn rename(context: &Context, domain: &Identity, name: &str) -> Result<()> {
    let open = Open::new(Definitions::of(context))?;
    let before = open.find(domain)?;
    let domains = discovery::domains(context)?;
    let runs = |other: &HostDomain| other.identity.uuid == domain.uuid && other.is_active();
    if domains.iter().any(runs) {
        return Err(invalid(format!(
            "domain '{}' is running, expected one that is shut off",
            domain.name
        )));
    }
    if domains.iter().any(|other| other.identity.name == name) {
        return Err(invalid(format!("a domain '{name}' already exists")));
    }
    open.check_free(name)?;
    let definition = Definition::clone(&*before.definition()?);
    open.rename(&before.name, name)?;
    let definition = Definition { name: name.to_owned(), ..definition };
    if let Err(error) = open.write(&definition, before.autostart) {
        warn(format_args!("the document of domain '{name}' keeps its old name: {error}"));
    }
    Ok(())
}

fn invalid(detail: String) -> Error {
    let code = virErrorNumber::VIR_ERR_OPERATION_INVALID;
    Error::new(virErrorDomain::VIR_FROM_DOMAIN, code, detail)
}
