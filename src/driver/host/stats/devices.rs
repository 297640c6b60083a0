//! What is known of a domain's disks and network interfaces: the kernel's counters of
//! interfaces and block devices, the sizes of image files. What only a virtual machine monitor
//! counts, the requests to an image, is 0: one domain's lack must not end the work of a program
//! that gathers the statistics of all.

use super::block::{self, Device};
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::error;
use crate::model::statistics::{BlockInfo, BlockStats, InterfaceStats, Traffic};
use crate::model::{Error, Result};
use crate::sys::RelPath;
use crate::xml::definition::{Definition, Disk};

const NET_DEV_MAX: usize = 1 << 20;

/// The columns of a line of /proc/net/dev, behind the interface's name.
const COLUMNS: usize = 16;
const SENT: usize = 8;

/// The counters of a disk, by its target or source. An empty name means all together.
///
/// Errors: VIR_ERR_INVALID_ARG where the domain has no such disk.
pub fn block(devices: &[Device], name: &str) -> Result<BlockStats> {
    let is_it = |device: &&Device| name.is_empty() || device.name == name || device.path == name;
    if !name.is_empty() && !devices.iter().any(|device| is_it(&device)) {
        return Err(no_disk(name));
    }
    Ok(block::sum(devices.iter().filter(is_it)))
}

/// The sizes of a disk: those of its image, which may have a format of its own; 0 where
/// there is no image on this host.
///
/// Errors: VIR_ERR_INVALID_ARG where the domain has no such disk.
pub fn block_info(host: &Host, document: Option<&Definition>, name: &str) -> Result<BlockInfo> {
    let source = find_disk(document, name)?.source().unwrap_or_default();
    let path = RelPath::new(source).unwrap_or_default();
    let size = path.parent().and_then(|folder| {
        host.root.sub(&folder).and_then(|dir| dir.file_size(path.file_name())).ok()
    });
    let (length, allocation) = size.unwrap_or_default();
    Ok(BlockInfo { capacity: length, allocation, physical: length })
}

/// The counters of an interface, by its target device or MAC address, from the domain's
/// point of view: what the host sends to the device is what the domain receives. 0 where
/// there is no such device on this host.
///
/// Errors: VIR_ERR_INVALID_ARG where the domain has no such interface.
pub fn interface(
    host: &Host,
    document: Option<&Definition>,
    device: &str,
) -> Result<InterfaceStats> {
    let interfaces = document.map(|document| document.devices.interfaces.as_slice());
    let mut interfaces = interfaces.unwrap_or_default().iter();
    let found = interfaces.find(|interface| interface.is_identified_by(device));
    let Some(found) = found else {
        return Err(error::invalid(format!(
            "device is '{device}', expected the target device or the MAC address of an \
             interface of the domain"
        )));
    };
    let target = found.target().unwrap_or_default();
    let text = host.proc.sub_through_link("self").and_then(|own| {
        own.sub(&RelPath::new("net").unwrap_or_default())?.read_all("dev", NET_DEV_MAX)
    });
    let text = text.unwrap_or_default();
    Ok(counters(&String::from_utf8_lossy(&text), target))
}

fn counters(text: &str, device: &str) -> InterfaceStats {
    let line = text.lines().find_map(|line| {
        let (name, numbers) = line.split_once(':')?;
        (name.trim() == device).then_some(numbers)
    });
    let mut numbers = [0_i64; COLUMNS];
    let words = line.unwrap_or_default().split_whitespace();
    for (number, word) in numbers.iter_mut().zip(words) {
        *number = word.parse().unwrap_or(0);
    }
    let (received, sent) = numbers.split_at(SENT);
    InterfaceStats { received: traffic(sent), sent: traffic(received) }
}

/// Bytes, packets, errors and drops are the first columns of either direction.
fn traffic(columns: &[i64]) -> Traffic {
    let column = |place: usize| columns.get(place).copied().unwrap_or(0);
    Traffic { bytes: column(0), packets: column(1), errors: column(2), dropped: column(3) }
}

fn find_disk<'d>(document: Option<&'d Definition>, name: &str) -> Result<&'d Disk> {
    let found = document.and_then(|document| document.devices.disk_by_name(name));
    found.ok_or_else(|| no_disk(name))
}

fn no_disk(name: &str) -> Error {
    error::invalid(format!("disk is '{name}', expected the target or the source of a disk"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_sends_what_the_domain_receives() {
        let text = "Inter-|   Receive   |  Transmit\n face |bytes packets\n\
                    \x20   lo: 7 7 7 7 0 0 0 0 7 7 7 7 0 0 0 0\n\
                    \x20 tap0:1 2 3 4 0 0 0 0 10 20 30 40 0 0 0 0\n";
        let found = counters(text, "tap0");
        let of = |bytes, packets, errors, dropped| Traffic { bytes, packets, errors, dropped };
        assert_eq!((found.received, found.sent), (of(10, 20, 30, 40), of(1, 2, 3, 4)));
        assert_eq!(counters(text, "tap").sent, of(0, 0, 0, 0));
    }
}
