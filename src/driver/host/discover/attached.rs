//! Attached processes, by the library's own records.

use super::super::groups;
use super::super::guest::{Guest, Origin};
use super::super::layout::Host;
use super::super::records::{Place, Record};
use crate::model::Result;
use crate::model::domain::{Identity, State};
use crate::sys::process;
use crate::sys::warn::warn;

/// The attached domains that run, and whether others have ended, whose groups
/// are to be removed.
pub fn find(host: &Host, place: &Place) -> Result<(Vec<Guest>, bool)> {
    let store = match place.open(&host.root) {
        Ok(Some(store)) => store,
        Ok(None) => return Ok((Vec::new(), false)),
        Err(error) => {
            warn(format_args!("attached domains are left out: {error}"));
            return Ok((Vec::new(), false));
        }
    };
    let records = place.list(&store)?;
    let alive = records.iter().filter(|record| groups::is_populated(host, &record.group));
    let guests: Vec<Guest> = alive.map(|record| guest(host, record)).collect();
    let some_ended = guests.len() < records.len();
    Ok((guests, some_ended))
}

fn guest(host: &Host, record: &Record) -> Guest {
    Guest {
        identity: Identity { name: record.name.clone(), uuid: record.uuid, id: id(host, record) },
        origin: Origin::Attached,
        group: record.group.clone(),
        state: State::VIR_DOMAIN_RUNNING,
        definition: None,
        persistent: false,
    }
}

/// The pid while it is the process that was attached; else that of another one
/// in the group, so that a pid given out anew never means this domain.
fn id(host: &Host, record: &Record) -> Option<i32> {
    let is_it = |stat: process::Stat| stat.start_time == record.start_time;
    if process::stat(&host.proc, record.pid).is_ok_and(is_it) {
        return Some(record.pid);
    }
    let dir = host.memory.open(&record.group).ok()?;
    host.processes(&dir).ok()?.first().copied()
}
