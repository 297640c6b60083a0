//! The limits engine: from wanted values to changes of control files.

pub mod apply;
pub mod engine;
pub mod journal;
pub mod plan;
pub mod protection;
pub mod reclaim;
pub mod recovery;
pub mod unit_properties;
pub mod values;
