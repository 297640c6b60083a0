//! The host driver: domains on this host, their limits set in the kernel.

mod cgroup;
mod connect;
mod context;
mod definition_cache;
mod derived_ids;
mod driver;
mod error;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod inventory;
mod journal_pool;
mod lifecycle;
mod limits;
mod lookup;
mod node;
mod open_domains;
mod paths;
mod qemu;
mod reconcile;
mod state;
mod stats;
mod systemd;
mod traits;
mod watch;

pub use connect::{default_uri, open};
