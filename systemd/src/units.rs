//! The calls, by cgroups-rs.

use cgroups_rs::systemd::dbus::SystemdClient;
pub use cgroups_rs::systemd::dbus::error::Error;
pub use cgroups_rs::systemd::props::Property;

/// Starts a transient unit.
pub fn start(unit: &str, properties: Vec<Property<'static>>) -> Result<(), Error> {
    SystemdClient::new(unit, properties)?.start()
}

/// Sets properties of a unit at runtime; the client does nothing for one that does not exist.
pub fn set(unit: &str, properties: Vec<Property<'static>>) -> Result<(), Error> {
    SystemdClient::new(unit, Vec::new())?.set_properties(&properties)
}

/// Stops a unit.
pub fn stop(unit: &str) -> Result<(), Error> {
    SystemdClient::new(unit, Vec::new())?.stop()
}

/// Whether systemd has the unit loaded.
pub fn exists(unit: &str) -> Result<bool, Error> {
    Ok(SystemdClient::new(unit, Vec::new())?.exists())
}
