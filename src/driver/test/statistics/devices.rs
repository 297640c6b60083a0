//! Statistics of a domain's disks and network interfaces.

use crate::driver::test::error::invalid_arg;
use crate::driver::test::network::Network;
use crate::driver::test::test_domain::TestDomain;
use crate::model::constants::virDomainDiskErrorCode::{
    VIR_DOMAIN_DISK_ERROR_NO_SPACE, VIR_DOMAIN_DISK_ERROR_UNSPEC,
};
use crate::model::constants::virDomainInterfaceAddressesSource::VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP;
use crate::model::statistics::{
    BlockInfo, BlockStats, DiskError, InterfaceAddresses, InterfaceStats, Traffic,
};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::{Definition, Disk, Interface};
use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

/// All disks have the same size.
const INFO: BlockInfo =
    BlockInfo { capacity: 1_099_506_450_432, allocation: 1 << 40, physical: 1 << 40 };

/// The wall clock, in seconds and microseconds.
struct Clock {
    seconds: i64,
    micros: i64,
}

impl Clock {
    fn now() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            seconds: i64::try_from(now.as_secs()).unwrap_or(i64::MAX),
            micros: i64::try_from(now.as_micros()).unwrap_or(i64::MAX),
        }
    }
}

/// Refuses an empty name, which means all disks together.
pub fn check_disk_name(disk: &str) -> Result<()> {
    if disk.is_empty() {
        return Err(Error::new(
            virErrorDomain::VIR_FROM_TEST,
            virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
            "disk is '', expected a disk's name: statistics of all disks are not known",
        ));
    }
    Ok(())
}

/// Derived from the wall clock, so that they always grow.
pub fn block_stats(guest: &TestDomain, disk: &str) -> Result<BlockStats> {
    find_disk(guest.live()?, disk)?;
    let now = Clock::now();
    Ok(BlockStats {
        read_requests: now.micros / 10,
        read_bytes: now.micros / 20,
        write_requests: now.micros / 30,
        write_bytes: now.micros / 40,
        errors: now.seconds / 2,
    })
}

/// The same for every disk with a source.
pub fn block_info(guest: &TestDomain, disk: &str) -> Result<BlockInfo> {
    match find_disk(guest.current()?, disk)?.source() {
        Some(_) => Ok(INFO),
        None => Err(invalid_arg(format!("disk '{disk}' has no source"))),
    }
}

/// Every disk has an error, alternating between two kinds.
pub fn disk_errors(guest: &TestDomain) -> Result<Vec<DiskError>> {
    let kinds = [VIR_DOMAIN_DISK_ERROR_UNSPEC, VIR_DOMAIN_DISK_ERROR_NO_SPACE];
    let disks = guest.live()?.devices.disks.iter().zip(kinds.iter().cycle());
    let error = |(disk, kind): (&Disk, &_)| DiskError {
        disk: disk.target().to_owned(),
        error: *kind as i32,
    };
    Ok(disks.map(error).collect())
}

/// The disk with that target, otherwise the only one with that source.
fn find_disk<'d>(definition: &'d Definition, name: &str) -> Result<&'d Disk> {
    if let Some(disk) = definition.devices.disk(name) {
        return Ok(disk);
    }
    let of_source = |disk: &&Disk| name.starts_with('/') && disk.source() == Some(name);
    let mut found = definition.devices.disks.iter().filter(of_source);
    match (found.next(), found.next()) {
        (Some(disk), None) => Ok(disk),
        _ => Err(invalid_arg(format!("disk is '{name}', expected a disk's target or source"))),
    }
}

/// Derived from the wall clock, so that they always grow.
pub fn interface_stats(guest: &TestDomain, device: &str) -> Result<InterfaceStats> {
    find_interface(guest.live()?, device)?;
    let now = Clock::now();
    Ok(InterfaceStats {
        received: Traffic {
            bytes: now.micros / 10,
            packets: now.micros / 100,
            errors: now.seconds,
            dropped: now.seconds / 2,
        },
        sent: Traffic {
            bytes: now.micros / 20,
            packets: now.micros / 110,
            errors: now.seconds / 3,
            dropped: now.seconds / 4,
        },
    })
}

/// The interface with that target device, otherwise the first with that MAC address.
fn find_interface<'d>(definition: &'d Definition, device: &str) -> Result<&'d Interface> {
    let mut interfaces = definition.devices.interfaces.iter();
    interfaces.find(|interface| interface.is_identified_by(device)).ok_or_else(|| {
        let detail = format!("device is '{device}', which is not an interface of the domain");
        Error::unfit_arg(virErrorDomain::VIR_FROM_DOMAIN, detail)
    })
}

/// Refuses an unknown source of addresses.
pub fn check_source(source: u32) -> Result<()> {
    let last = VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP as u32;
    if source > last {
        return Err(Error::new(
            virErrorDomain::VIR_FROM_TEST,
            virErrorNumber::VIR_ERR_ARGUMENT_UNSUPPORTED,
            format!("source is {source}, expected at most {last}"),
        ));
    }
    Ok(())
}

/// One address per interface, from its network.
pub fn addresses(
    guest: &TestDomain,
    networks: &BTreeMap<String, Network>,
) -> Result<Vec<InterfaceAddresses>> {
    let numbered = (0..).zip(&guest.live()?.devices.interfaces);
    let addresses = numbered.map(|(number, interface)| {
        let network = network_of(interface, networks)?;
        Ok(InterfaceAddresses {
            name: interface.target().unwrap_or_default().to_owned(),
            hardware: interface.mac().map(str::to_ascii_lowercase),
            addresses: vec![network.address(number)],
        })
    });
    addresses.collect()
}

fn network_of(interface: &Interface, networks: &BTreeMap<String, Network>) -> Result<Network> {
    if interface.element.attribute("type") != Some("network") {
        return Ok(Network::NONE);
    }
    let source = interface.element.child("source");
    let name = source.and_then(|source| source.attribute("network")).unwrap_or_default();
    networks.get(name).copied().ok_or_else(|| {
        Error::new(
            virErrorDomain::VIR_FROM_TEST,
            virErrorNumber::VIR_ERR_NO_NETWORK,
            format!("there is no network '{name}'"),
        )
    })
}
