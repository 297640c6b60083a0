//! The columns: what each shows of a row, and how rows are ordered by it.

use super::row::Row;
use crate::size;
use serde_json::{Value as Json, json};
use std::cmp::Ordering;
use virmemctl::model::units::Kib;

/// A column.
pub struct Column {
    /// Its head.
    pub head: &'static str,
    /// The name of its value in JSON.
    pub key: &'static str,
    /// Its width, in cells of a terminal.
    pub width: u16,
    /// Which columns a narrow terminal keeps: those with the lowest numbers.
    pub rank: u8,
    value: fn(&Row) -> Value<'_>,
}

/// What a row has in a column.
#[derive(Debug, Clone, Copy)]
pub enum Value<'r> {
    Text(&'r str),
    Size(Option<Kib>),
    Percent(Option<f64>),
    /// Bytes in a second.
    Rate(Option<f64>),
}

use Value::{Percent, Rate, Size, Text};

/// The columns, from the left.
#[rustfmt::skip]
pub const COLUMNS: &[Column] = &[
    Column { head: "Name", key: "name", width: 11, rank: 0, value: |row| Text(&row.name) },
    Column { head: "Used", key: "used", width: 7, rank: 1, value: |row| Size(row.figures.used) },
    Column { head: "Limit", key: "hard_limit", width: 9, rank: 2, value: |row| Size(row.figures.hard_limit) },
    Column { head: "Guarantee", key: "min_guarantee", width: 9, rank: 4, value: |row| Size(row.figures.guarantee) },
    Column { head: "Swap", key: "swap", width: 7, rank: 5, value: |row| Size(row.figures.swap) },
    Column { head: "Work set", key: "working_set", width: 8, rank: 6, value: |row| Size(row.figures.working_set) },
    Column { head: "Press%", key: "memory_pressure_percent", width: 6, rank: 7, value: |row| Percent(row.figures.pressure) },
    Column { head: "CPU%", key: "cpu_percent", width: 6, rank: 3, value: |row| Percent(row.cpu) },
    Column { head: "Read/s", key: "read_bytes_per_second", width: 7, rank: 9, value: |row| Rate(row.read) },
    Column { head: "Write/s", key: "written_bytes_per_second", width: 7, rank: 10, value: |row| Rate(row.written) },
];

/// The rank of the history, which stands behind the columns.
pub const HISTORY_RANK: u8 = 8;

/// The names of all values.
pub fn keys() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().map(|column| column.key)
}

impl Column {
    /// What stands in its cell.
    pub fn text(&self, row: &Row) -> String {
        match (self.value)(row) {
            Text(text) => text.to_owned(),
            Size(size) => size.map_or_else(unknown, size_text),
            Percent(percent) => percent.map_or_else(unknown, |percent| format!("{percent:.1}")),
            Rate(rate) => rate.map_or_else(unknown, |bytes| size::short((bytes / 1024.0) as u64)),
        }
    }

    /// The same as JSON: no limit is null; none where it is not known.
    pub fn json(&self, row: &Row) -> Option<Json> {
        match (self.value)(row) {
            Text(text) => Some(json!(text)),
            Size(size) => {
                size.map(|size| if size.is_unlimited() { Json::Null } else { json!(size.0) })
            }
            Percent(number) | Rate(number) => {
                number.map(|number| json!((number * 100.0).round() / 100.0))
            }
        }
    }

    /// Whether its cells begin at the left.
    pub fn is_text(&self) -> bool {
        self.rank == 0
    }

    /// The order of two rows: texts by the alphabet, numbers from the greatest on, and last what is
    /// not known.
    pub fn compare(&self, one: &Row, other: &Row) -> Ordering {
        match ((self.value)(one), (self.value)(other)) {
            (Text(one), Text(other)) => one.cmp(other),
            (Size(one), Size(other)) => other.cmp(&one),
            (Percent(one) | Rate(one), Percent(other) | Rate(other)) => descending(one, other),
            _ => Ordering::Equal,
        }
    }
}

fn descending(one: Option<f64>, other: Option<f64>) -> Ordering {
    let number = |value: Option<f64>| value.unwrap_or(f64::NEG_INFINITY);
    number(other).total_cmp(&number(one))
}

fn unknown() -> String {
    "-".to_owned()
}

/// A limit or another size.
pub fn size_text(size: Kib) -> String {
    if size.is_unlimited() { "unlimited".to_owned() } else { size::short(size.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::top::figures::Figures;
    use crate::top::row::Reading;
    use std::time::Instant;
    use virmemctl::model::domain::Uuid;
    use virmemctl::model::units::UNLIMITED;

    fn row(name: &str, used: Option<Kib>) -> Row {
        let figures = Figures { used, hard_limit: Some(UNLIMITED), ..Figures::default() };
        let reading = Reading { uuid: Uuid::nil(), name: name.to_owned(), figures };
        Row::new(reading, Instant::now())
    }

    fn column(key: &str) -> &'static Column {
        COLUMNS.iter().find(|column| column.key == key).unwrap()
    }

    #[test]
    fn numbers_from_the_greatest_and_texts_by_the_alphabet() {
        let (small, large, none) = (row("b", Some(Kib(1))), row("a", Some(Kib(2))), row("c", None));
        let used = column("used");
        assert_eq!(used.compare(&large, &small), Ordering::Less);
        assert_eq!(used.compare(&none, &small), Ordering::Greater);
        assert_eq!(column("name").compare(&large, &small), Ordering::Less);
        assert_eq!(descending(Some(2.0), Some(1.0)), Ordering::Less);
        assert_eq!(descending(Some(0.0), None), Ordering::Less);
    }

    #[test]
    fn cells() {
        let mut row = row("web", Some(Kib(1536)));
        (row.cpu, row.read) = (Some(12.345), Some(2048.0));
        let texts: Vec<String> = COLUMNS.iter().map(|column| column.text(&row)).collect();
        assert_eq!(texts, ["web", "1.5M", "unlimited", "-", "-", "-", "-", "12.3", "2K", "-"]);
        assert_eq!(column("hard_limit").json(&row), Some(Json::Null));
        assert_eq!(column("swap").json(&row), None);
        assert_eq!(column("cpu_percent").json(&row), Some(json!(12.35)));
    }

    #[test]
    fn cells_fit() {
        for kib in [0, 1023, 1024, 1_048_575, 1 << 20, (1 << 30) - 1, 1 << 30, 999 << 30] {
            assert!(size_text(Kib(kib)).len() <= 7, "{}", size_text(Kib(kib)));
        }
    }
}
