//! What is known of a domain's disks: the kernel's counters of block devices, the sizes of image
//! files. What only a virtual machine monitor counts, the requests to an image, is 0: one domain's
//! lack must not end the work of a program that gathers the statistics of all.

use super::block::{self, Device};
use crate::driver::host::block_devices;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::error;
use crate::model::statistics::{BlockInfo, BlockStats};
use crate::model::{Error, Result};
use crate::sys::RelPath;
use crate::xml::definition::{Definition, Disk};

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
    Ok(sizes(host, source).unwrap_or(BlockInfo { capacity: 0, allocation: 0, physical: 0 }))
}

/// The sizes of the image or the block device at a path, if there is one.
pub fn sizes(host: &Host, path: &str) -> Option<BlockInfo> {
    if let Some(size) = block_devices::size_of(host, path) {
        return Some(BlockInfo { capacity: size, allocation: size, physical: size });
    }
    let path = RelPath::new(path)?;
    let (length, allocation) =
        host.root.sub(&path.parent()?).ok()?.file_size(path.file_name()).ok()?;
    Some(BlockInfo { capacity: length, allocation, physical: length })
}

fn find_disk<'d>(document: Option<&'d Definition>, name: &str) -> Result<&'d Disk> {
    let found = document.and_then(|document| document.devices.disk_by_name(name));
    found.ok_or_else(|| no_disk(name))
}

fn no_disk(name: &str) -> Error {
    error::invalid(format!("disk is '{name}', expected the target or the source of a disk"))
}
