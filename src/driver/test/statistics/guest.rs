//! What a guest's own system tells.

use crate::driver::test::guest::Guest;
use crate::model::domain::State;
use crate::model::statistics::{FileSystem, GuestTime, SecurityLabel};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::Disk;

/// Where each file system is, and on which partition of the first disk.
const FILE_SYSTEMS: [(&str, &str); 2] = [("/", "1"), ("/boot", "2")];

/// Two, on the first disk, if there is one.
pub fn file_systems(guest: &Guest) -> Result<Vec<FileSystem>> {
    let Some(disk) = guest.live()?.devices.disks.first().map(Disk::target) else {
        return Ok(Vec::new());
    };
    let systems = FILE_SYSTEMS.map(|(mount_point, partition)| FileSystem {
        mount_point: mount_point.to_owned(),
        name: format!("{disk}{partition}"),
        kind: "ext4".to_owned(),
        disks: vec![disk.to_owned()],
    });
    Ok(systems.into())
}

/// The domain's name with "host" behind it.
pub fn hostname(guest: &Guest) -> Result<String> {
    guest.live()?;
    Ok(format!("{}host", guest.name))
}

/// What the clock shows; only a domain whose CPUs run can be asked.
pub fn time(guest: &Guest) -> Result<GuestTime> {
    if guest.state.state == State::VIR_DOMAIN_RUNNING {
        return Ok(guest.clock);
    }
    Err(Error::new(
        virErrorDomain::VIR_FROM_TEST,
        virErrorNumber::VIR_ERR_OPERATION_INVALID,
        format!("domain '{}' is not running", guest.name),
    ))
}

/// None while the domain does not run.
pub fn security_label(guest: &Guest) -> Result<SecurityLabel> {
    Ok(match guest.live() {
        Ok(_) => SecurityLabel { label: "libvirt-test".to_owned(), enforcing: true },
        Err(_) => SecurityLabel::default(),
    })
}
