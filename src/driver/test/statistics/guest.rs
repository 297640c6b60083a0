//! Information from inside the guest.

use crate::driver::test::test_domain::TestDomain;
use crate::model::domain::State;
use crate::model::statistics::{FileSystem, GuestTime, SecurityLabel};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::Disk;

/// The mount point of each file system, and its partition on the first disk.
const FILE_SYSTEMS: [(&str, &str); 2] = [("/", "1"), ("/boot", "2")];

/// Two file systems on the first disk, if there is one.
pub fn file_systems(guest: &TestDomain) -> Result<Vec<FileSystem>> {
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

/// The domain's name followed by "host".
pub fn hostname(guest: &TestDomain) -> Result<String> {
    guest.live()?;
    Ok(format!("{}host", guest.name))
}

/// The guest's clock; only a running domain, not a paused one, can be asked.
pub fn time(guest: &TestDomain) -> Result<GuestTime> {
    if guest.state.state == State::VIR_DOMAIN_RUNNING {
        return Ok(guest.clock);
    }
    Err(Error::new(
        virErrorDomain::VIR_FROM_TEST,
        virErrorNumber::VIR_ERR_OPERATION_INVALID,
        format!("domain '{}' is not running", guest.name),
    ))
}

/// Empty while the domain is not running.
pub fn security_label(guest: &TestDomain) -> Result<SecurityLabel> {
    Ok(match guest.live() {
        Ok(_) => SecurityLabel { label: "libvirt-test".to_owned(), enforcing: true },
        Err(_) => SecurityLabel::default(),
    })
}
