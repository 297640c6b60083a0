//! Data types: errors, sizes, typed parameters, domains. Pure data and rules; no I/O
//! and no knowledge of kernel interfaces.

pub mod capabilities;
pub mod constants;
pub mod cpu;
pub mod cpuset;
pub mod domain;
pub mod error;
mod error_code;
mod error_domain;
pub mod event;
pub mod filter;
pub mod flags;
pub mod hard_limit;
mod lifecycle;
pub mod mac;
pub mod metadata;
pub mod node;
pub mod number;
pub mod parameters;
pub mod placement;
pub mod pressure;
pub mod statistics;
pub mod thread;
pub mod typed;
pub mod units;
pub mod uri;

pub use error::{Error, Result, Sent};
pub use error_code::virErrorNumber;
pub use error_domain::virErrorDomain;
