//! Attached processes, by the library's own records.

use super::super::groups;
use super::super::guest::{Guest, Origin};
use super::super::layout::Host;
use super::super::records::{Place, Record};
use crate::model::Result;
use crate::model::domain::{Identity, State};

/// The attached domains that run, and whether others have ended, whose groups
/// are to be removed.
pub fn find(host: &Host, place: &Place) -> Result<(Vec<Guest>, bool)> {
    let Some(store) = place.open(&host.root)? else {
        return Ok((Vec::new(), false));
    };
    let records = place.list(&store)?;
    let alive = records.iter().filter(|record| groups::is_populated(host, &record.group));
    let guests: Vec<Guest> = alive.map(guest).collect();
    let some_ended = guests.len() < records.len();
    Ok((guests, some_ended))
}

fn guest(record: &Record) -> Guest {
    Guest {
        identity: Identity { name: record.name.clone(), uuid: record.uuid, id: Some(record.pid) },
        origin: Origin::Attached,
        group: record.group.clone(),
        state: State::VIR_DOMAIN_RUNNING,
        definition: None,
        persistent: false,
    }
}
