//! What the library speaks about: errors, sizes, typed parameters, domains.
//! Pure data and rules; nothing here does I/O or knows a kernel interface.

pub mod bandwidth;
pub mod blkio;
pub mod capabilities;
pub mod constants;
pub mod cpu;
pub mod cpuset;
pub mod domain;
pub mod error;
mod error_code;
mod error_domain;
pub mod event;
pub mod family;
pub mod filter;
pub mod flags;
pub mod iotune;
mod lifecycle;
pub mod mac;
pub mod memtune;
pub mod metadata;
pub mod node;
pub mod numa;
pub mod number;
pub mod perf;
pub mod scheduler;
pub mod statistics;
pub mod thread;
pub mod typed;
pub mod units;
pub mod uri;

pub use error::{Error, Result};
pub use error_code::virErrorNumber;
pub use error_domain::virErrorDomain;
