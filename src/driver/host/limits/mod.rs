//! The limits engine: from wanted parameters to changes of control files, all or nothing.

pub mod apply;
pub mod change;
pub mod codec;
pub mod commit;
pub mod control_file;
pub mod control_value;
pub mod controllers;
pub mod engine;
pub mod engine_context;
pub mod family;
pub mod held;
pub mod journal;
pub mod number_set;
pub mod plan;
pub mod protection;
pub mod reclaim;
pub mod reclaim_on_demand;
pub mod recovery;
pub mod rules;
pub mod target;
pub mod unit_properties;
