//! Files of libvirt, systemd and the library that tell of domains: each function reads one
//! and writes it again, or says why it cannot be read.

use crate::driver::host::inventory::discovery::libvirt::status;
use crate::driver::host::inventory::discovery::machined;
use crate::driver::host::limits::protection::raised_groups::RaisedGroup;
use crate::driver::host::state::record::Record;
use crate::driver::host::state::{definitions, document};
use crate::model::virErrorDomain;
use crate::xml::tree;

type Read = Result<String, String>;

/// libvirt's status file of a running guest: the guest's definition.
pub fn status(content: &[u8]) -> Read {
    let status = status::parse(content)?;
    Ok(status.definition.to_document(status.definition.id, true, false))
}

/// systemd's file of a machine: its name, the pid of its leader and its unit.
pub fn machine(content: &[u8]) -> Result<(String, i32, Option<String>), String> {
    machined::parse(content).map(|machine| (machine.name, machine.leader, machine.unit))
}

/// A record of a running domain, without the document of a user.
pub fn record(content: &[u8]) -> Read {
    let (record, boot) = Record::parse(content)?;
    Ok(record.to_document(&boot))
}

/// A definition's file.
pub fn definition(content: &[u8]) -> Read {
    Ok(definitions::parse("fuzz", content)?.to_document(None, true, false))
}

/// A user's document for this host's domains.
pub fn own_document(content: &[u8], validate: bool) -> Read {
    let definition = document::read(content, validate).map_err(|error| error.to_string())?;
    Ok(definition.to_document(None, true, false))
}

/// The document in a record.
pub fn running_document(content: &[u8]) -> Read {
    let root = tree::parse(content, virErrorDomain::VIR_FROM_CGROUP);
    let read = root.and_then(|root| document::read_running(&root));
    Ok(read.map_err(|error| error.to_string())?.to_document(None, true, false))
}

/// The record of a group whose memory.min was raised.
pub fn raised_group(content: &[u8]) -> Read {
    RaisedGroup::parse(content).map(|raised| raised.to_element().to_document())
}
