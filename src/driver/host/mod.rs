//! The host driver: domains on this host, their limits set in the kernel.

mod block_devices;
mod bulk;
mod caches;
mod cgroup;
mod connect;
mod context;
mod derived_ids;
mod driver;
mod error;
mod event_watch;
mod file_cache;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod guest_memory;
mod http;
mod inventory;
mod journal_pool;
mod lifecycle;
mod limits;
mod lookup;
mod machine;
mod microvm;
mod monitor;
mod node;
mod open_domains;
mod own_writes;
mod paths;
mod qemu;
mod qmp;
mod reconcile;
mod shown;
mod state;
mod stats;
mod stored;
mod systemd;
mod threads;
mod traits;
mod watch;

pub use connect::{default_uri, open};
