//! The host driver: domains on this host, their limits set in the kernel.

mod bulk;
mod caches;
mod cgroup;
mod connect;
mod context;
mod derived_ids;
mod driver;
mod error;
mod file_cache;
mod inventory;
mod lifecycle;
mod limits;
mod lookup;
mod node;
mod paths;
mod qemu;
mod reconcile;
mod state;
mod stats;
mod stored;
mod systemd;
mod traits;

pub use connect::{default_uri, open};
