//! Functions that list and look up networks, storage pools, host interfaces, host devices,
//! network filters and secrets. This library has none: the lists are empty, for programs that
//! request them all at startup, and lookups fail with the error of the kind.

pub mod devices;
pub mod filters;
pub mod interfaces;
mod list;
pub mod networks;
pub mod secrets;
pub mod storage_pools;
