//! The ESX driver: the virtual machines of one host of VMware's, over the vSphere API's SOAP, asked of the host
//! itself or of a vCenter.
//!
//! A machine's memory has a limit, a reservation and shares; a change is one reconfiguration, which the host makes
//! whole or not at all. No thread is started: events are asked for from the program's event loop.

mod allocation;
mod devices;
mod document;
mod driver;
mod error;
mod events;
mod host_system;
mod http;
mod lookup;
mod machine;
mod open;
mod properties;
mod question;
mod session;
mod soap;
mod target;
mod task;
mod traits;
mod units;
mod watch;

pub use open::{open_esx, open_vpx};
