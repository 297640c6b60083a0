//! The list of domains.

use crate::execute::Execute;
use crate::failure::{Context, Failure};
use crate::report::Report;
use crate::session::Session;
use crate::table::Table;
use clap::Args;
use serde_json::{Value, json};
use virmemctl::api::Domain;
use virmemctl::model::constants::virConnectListAllDomainsFlags::*;
use virmemctl::model::metadata::MetadataKind;

/// The arguments of `list`.
#[derive(Args)]
pub struct List {
    /// Those that do not run, alone
    #[arg(long)]
    inactive: bool,
    /// Those that do not run, too
    #[arg(long)]
    all: bool,
    /// Those that were created, not defined
    #[arg(long)]
    transient: bool,
    /// Those that are defined
    #[arg(long)]
    persistent: bool,
    /// Those that start with the host
    #[arg(long)]
    autostart: bool,
    /// Those that do not start with the host
    #[arg(long)]
    no_autostart: bool,
    /// Those that run
    #[arg(long)]
    state_running: bool,
    /// Those that are paused
    #[arg(long)]
    state_paused: bool,
    /// Those that are shut off
    #[arg(long)]
    state_shutoff: bool,
    /// Those in another state
    #[arg(long)]
    state_other: bool,
    /// Those that can be restored
    #[arg(long)]
    with_managed_save: bool,
    /// Those that cannot be restored
    #[arg(long)]
    without_managed_save: bool,
    /// Those with snapshots
    #[arg(long)]
    with_snapshot: bool,
    /// Those without snapshots
    #[arg(long)]
    without_snapshot: bool,
    /// Those with checkpoints
    #[arg(long)]
    with_checkpoint: bool,
    /// Those without checkpoints
    #[arg(long)]
    without_checkpoint: bool,
    /// Their uuids alone
    #[arg(long)]
    uuid: bool,
    /// Their names alone
    #[arg(long)]
    name: bool,
    /// Their ids alone
    #[arg(long)]
    id: bool,
    /// A table, as without it
    #[arg(long)]
    table: bool,
    /// Their titles too
    #[arg(long)]
    title: bool,
}

struct Entry {
    id: Option<i32>,
    name: String,
    uuid: String,
    state: &'static str,
    title: String,
}

impl List {
    /// States imply nothing about what runs, as in virsh, unless none is asked for.
    fn flags(&self) -> u32 {
        let chosen = [
            (self.transient, VIR_CONNECT_LIST_DOMAINS_TRANSIENT),
            (self.persistent, VIR_CONNECT_LIST_DOMAINS_PERSISTENT),
            (self.autostart, VIR_CONNECT_LIST_DOMAINS_AUTOSTART),
            (self.no_autostart, VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART),
            (self.with_managed_save, VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE),
            (self.without_managed_save, VIR_CONNECT_LIST_DOMAINS_NO_MANAGEDSAVE),
            (self.with_snapshot, VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT),
            (self.without_snapshot, VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT),
            (self.with_checkpoint, VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT),
            (self.without_checkpoint, VIR_CONNECT_LIST_DOMAINS_NO_CHECKPOINT),
            (self.state_running, VIR_CONNECT_LIST_DOMAINS_RUNNING),
            (self.state_paused, VIR_CONNECT_LIST_DOMAINS_PAUSED),
            (self.state_shutoff, VIR_CONNECT_LIST_DOMAINS_SHUTOFF),
            (self.state_other, VIR_CONNECT_LIST_DOMAINS_OTHER),
            (!self.inactive || self.all, VIR_CONNECT_LIST_DOMAINS_ACTIVE),
            (self.inactive || self.all, VIR_CONNECT_LIST_DOMAINS_INACTIVE),
        ];
        let bits = chosen.iter().filter(|(asked, _)| *asked).map(|(_, bit)| *bit as u32);
        bits.fold(0, |all, bit| all | bit)
    }

    fn check(&self) -> Result<(), Failure> {
        let others = [("--name", self.name), ("--id", self.id), ("--uuid", self.uuid)];
        match others.iter().find(|(_, given)| *given && self.table) {
            Some((other, _)) => {
                Err(Failure::new(format!("Options --table and {other} are mutually exclusive")))
            }
            None => Ok(()),
        }
    }

    fn report(&self, entries: &[Entry], json: Value) -> Report {
        if !(self.uuid || self.name || self.id) {
            return Report::table(&self.as_table(entries), json);
        }
        let line = |entry: &Entry| {
            let id = entry.id.map_or_else(|| "-".to_owned(), |id| id.to_string());
            let parts =
                [(self.id, id), (self.uuid, entry.uuid.clone()), (self.name, entry.name.clone())];
            let asked: Vec<String> =
                parts.into_iter().filter(|(asked, _)| *asked).map(|(_, text)| text).collect();
            format!("{}\n", asked.join(" "))
        };
        Report::new(entries.iter().map(line).collect::<String>(), json)
    }

    fn as_table(&self, entries: &[Entry]) -> Table {
        let with_title = |mut row: Vec<String>, title: &str| {
            row.extend(self.title.then(|| title.to_owned()));
            row
        };
        let head = ["Id", "Name", "State"].map(str::to_owned).to_vec();
        let mut table = Table::new(with_title(head, "Title"));
        for entry in entries {
            let id = entry.id.map_or_else(|| "-".to_owned(), |id| id.to_string());
            let row = vec![id, entry.name.clone(), entry.state.to_owned()];
            table.push(with_title(row, &entry.title));
        }
        table
    }
}

impl Execute for List {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        self.check()?;
        let domains = session.connection()?.domains(self.flags());
        let domains = domains.failing(|| "Failed to list domains".to_owned())?;
        // One that ended meanwhile is left out.
        let mut entries: Vec<Entry> =
            domains.iter().filter_map(|domain| self.entry(domain)).collect();
        entries.sort_by(|one, other| {
            let place = |entry: &Entry| (entry.id.is_none(), entry.id, entry.name.clone());
            place(one).cmp(&place(other))
        });
        let json = entries.iter().map(|entry| {
            json!({"id": entry.id, "name": entry.name, "uuid": entry.uuid, "state": entry.state, "title": entry.title})
        });
        Ok(self.report(&entries, Value::Array(json.collect())))
    }
}

impl List {
    fn entry(&self, domain: &Domain) -> Option<Entry> {
        let state = domain.state(0).ok()?;
        let title = self.title.then(|| domain.metadata(&MetadataKind::Title, 0).ok()).flatten();
        Some(Entry {
            id: domain.id(),
            name: domain.name().to_owned(),
            uuid: domain.uuid().to_string(),
            state: super::describe::state_name(state.state),
            title: title.unwrap_or_default(),
        })
    }
}
