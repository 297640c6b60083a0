//! `<iotune>` of a disk: its limits.

use crate::model::Result;
use crate::model::iotune::check_totals;
use crate::xml::definition::fault;
use crate::xml::definition::value::{filled, take_content, take_text};
use crate::xml::tree::Element;

/// The limits, in the order in which they are written.
pub const FIELDS: [&str; 19] = [
    "total_bytes_sec",
    "read_bytes_sec",
    "write_bytes_sec",
    "total_iops_sec",
    "read_iops_sec",
    "write_iops_sec",
    "total_bytes_sec_max",
    "read_bytes_sec_max",
    "write_bytes_sec_max",
    "total_iops_sec_max",
    "read_iops_sec_max",
    "write_iops_sec_max",
    "size_iops_sec",
    "total_bytes_sec_max_length",
    "read_bytes_sec_max_length",
    "write_bytes_sec_max_length",
    "total_iops_sec_max_length",
    "read_iops_sec_max_length",
    "write_iops_sec_max_length",
];
/// The name of the group stands behind this many limits.
const BEFORE_GROUP: usize = 13;

/// A disk's limits; 0 is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BlockIoTune {
    limits: [u64; FIELDS.len()],
    /// The group of disks that share the limits.
    pub group: Option<String>,
}

impl BlockIoTune {
    /// The limit of that name, one of [`FIELDS`].
    pub fn get(&self, name: &str) -> u64 {
        let found = FIELDS.iter().zip(self.limits).find(|(field, _)| **field == name);
        found.map_or(0, |(_, limit)| limit)
    }

    /// Gives the limit of that name a value.
    pub fn set(&mut self, name: &str, value: u64) {
        if let Some((_, limit)) =
            FIELDS.iter().zip(&mut self.limits).find(|(field, _)| **field == name)
        {
            *limit = value;
        }
    }

    /// Takes the limits out of a disk.
    pub(super) fn take(disk: &mut Element) -> Result<Self> {
        disk.part("iotune", |element| {
            let mut tune = Self { group: take_text(element, "group_name"), ..Self::default() };
            for (limit, name) in tune.limits.iter_mut().zip(FIELDS) {
                *limit = take_content(element, name)?.unwrap_or(0);
            }
            check_totals(|name| tune.get(name)).map_err(fault)?;
            Ok(tune)
        })
    }

    /// The element, if there is anything to say.
    pub(super) fn to_element(&self) -> Option<Element> {
        let limits = FIELDS.iter().zip(self.limits).map(|(name, limit)| (*name, limit));
        let said = |(name, limit): (&str, u64)| {
            (limit != 0).then(|| Element::with_text(name, limit.to_string()))
        };
        let group = self.group.as_ref().map(|group| Element::with_text("group_name", group));
        let (first, last) = (limits.clone().take(BEFORE_GROUP), limits.skip(BEFORE_GROUP));
        filled("iotune", first.filter_map(said).chain(group).chain(last.filter_map(said)))
    }
}
