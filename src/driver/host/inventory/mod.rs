//! Which domains there are on this host.

pub mod diff;
pub mod discovery;
pub mod documents;
pub mod domain;
pub mod group_map;
pub mod index;
