//! Attached processes, by the library's own records; and the removal of groups
//! whose last process has gone.

use super::super::groups;
use super::super::guest::{Guest, Origin};
use super::super::layout::Host;
use super::super::records::{Place, Record};
use crate::model::Result;
use crate::model::domain::{Identity, State};

/// The attached domains that run. Groups without a process are removed.
pub fn find(host: &Host, place: &Place) -> Result<Vec<Guest>> {
    let Some(store) = place.open(&host.root)? else {
        return Ok(Vec::new());
    };
    let (alive, ended): (Vec<Record>, Vec<Record>) = place
        .list(&store)?
        .into_iter()
        .partition(|record| groups::is_populated(host, &record.group));
    if !ended.is_empty() {
        groups::sweep(host, place, &store);
    }
    Ok(alive.iter().map(guest).collect())
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
