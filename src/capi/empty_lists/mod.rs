//! Functions that list networks, storage pools, host interfaces and host devices. This library
//! has none: the lists are empty, for programs that request them all at startup.

pub mod devices;
pub mod interfaces;
mod list;
pub mod networks;
pub mod storage_pools;
