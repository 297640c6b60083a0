//! Tables one after the other, for logs.

use super::columns::COLUMNS;
use super::options::Options;
use super::reader::Reader;
use super::row::Row;
use super::rows::Rows;
use super::view::View;
use crate::failure::Failure;
use crate::output;
use crate::session::Format;
use crate::table::Table;
use serde_json::{Map, Value as Json, json};
use std::thread::sleep;
use std::time::{Instant, SystemTime};
use virmemctl::api::Connection;

/// Prints so many tables, or tables without end, each with the figures of the time since the one
/// before. An output that was closed ends it.
pub fn run(
    connection: &Connection,
    options: Options,
    number: Option<u64>,
    format: Format,
) -> Result<(), Failure> {
    let (delay, mut view) = (options.delay, options.view);
    view.set_height(usize::MAX);
    let (mut reader, read) = Reader::begin(connection)?;
    let mut rows = Rows::default();
    let mut next = Instant::now();
    rows.replace(read.readings, next);
    for _ in 0..number.unwrap_or(u64::MAX) {
        next = (next + delay).max(Instant::now());
        sleep(next.saturating_duration_since(Instant::now()));
        let at = Instant::now();
        rows.replace(reader.all()?.readings, at);
        view.arrange(&rows);
        let text = if format.json { json(&view, &rows) } else { table(&view, &rows, format.quiet) };
        if !output::write(&text)? {
            break;
        }
    }
    Ok(())
}

fn in_order<'r>(view: &View, rows: &'r Rows) -> Vec<&'r Row> {
    view.in_view().iter().filter_map(|uuid| rows.get(uuid)).collect()
}

/// The time and a table; without heads and empty lines for `--quiet`.
fn table(view: &View, rows: &Rows, quiet: bool) -> String {
    let mut table = Table::new(COLUMNS.iter().map(|column| column.head));
    for row in in_order(view, rows) {
        table.push(COLUMNS.iter().map(|column| column.text(row)));
    }
    if quiet { table.rows() } else { format!("{}\n{}\n", time(), table.text()) }
}

/// A line of JSON.
fn json(view: &View, rows: &Rows) -> String {
    let of_row = |row: &Row| {
        let uuid = ("uuid".to_owned(), json!(row.uuid.to_string()));
        let figures =
            COLUMNS.iter().filter_map(|column| Some((column.key.to_owned(), column.json(row)?)));
        Json::Object(figures.chain([uuid]).collect::<Map<_, _>>())
    };
    let domains: Vec<Json> = in_order(view, rows).into_iter().map(of_row).collect();
    format!("{}\n", json!({"time": time(), "domains": domains}))
}

/// The present time: RFC 3339, UTC.
fn time() -> String {
    humantime::format_rfc3339_millis(SystemTime::now()).to_string()
}
