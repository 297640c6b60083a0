//! The test driver: an in-memory host with the behaviour of libvirt's test driver.

mod definitions;
mod devices;
mod domains;
mod driver;
mod error;
mod file;
mod hardware;
mod host;
mod lifecycle;
mod network;
mod node;
mod open;
mod parameters;
mod size;
mod statistics;
mod test_domain;
mod threads;
mod users;

pub use open::open;
