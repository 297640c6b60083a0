//! Drivers: the [`Driver`] trait, and its implementations.
//!
//! The trait combines one trait per subject. A driver implements the methods that it
//! supports; the others fail with VIR_ERR_NO_SUPPORT. No layer above knows how a driver
//! reaches its domains.

mod auth_conf;
mod bulk_stats;
mod client_conf;
mod credentials;
mod definition_parameters;
mod definitions;
mod devices;
mod domains;
mod driver_trait;
mod esx;
mod esx_limits;
mod events;
#[cfg(target_os = "linux")]
mod host;
mod lifecycle;
mod listeners;
mod metadata;
mod node;
mod objects;
mod parameters;
mod registry;
mod remote;
mod size;
mod sizes;
mod statistics;
mod test;
mod threads;
mod tls;
mod unsupported;

pub use credentials::{CredentialRequest, Opening, Resume, no_credentials};
pub use definitions::Definitions;
pub use devices::Devices;
pub use domains::Domains;
pub use driver_trait::Driver;
pub use events::Events;
pub use lifecycle::Lifecycle;
pub use listeners::{
    Address, Delivery, Descriptor, Listener, Listeners, POLL_INTERVAL, Poll, Wakeup,
};

pub use node::Node;
pub use objects::{ObjectKind, ObjectState};
pub use parameters::{EachParameter, ParameterSupport, Parameters};
pub use registry::{Opened, open};
pub use size::Size;
pub use statistics::Statistics;
pub use threads::Threads;

#[cfg(all(feature = "fuzzing", target_os = "linux"))]
pub use host::fuzzing;
#[cfg(feature = "fuzzing")]
pub use remote::packets;

use unsupported::unsupported;
