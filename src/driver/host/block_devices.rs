//! The block devices of a host, by path and by number: kernel documentation, ABI/stable/sysfs-block and
//! admin-guide/devices.rst.

use super::cgroup::hierarchy::Host;
use super::error;
use super::limits::control_value::DeviceNumber;
use super::limits::rules;
use super::node::block_path;
use crate::model::error::errno_text;
use crate::model::parameters::blkio::device_values;
use crate::model::typed::TypedParam;
use crate::model::{Error, Result};
use crate::sys::{RelPath, SysResult};

/// What the kernel counts the sizes of block devices in.
const SECTOR: u64 = 512;

/// The number of the block device at a path or, of a partition, that of its disk: the kernel limits
/// disks.
///
/// Errors: VIR_ERR_INVALID_ARG for a path at which there is no block device.
pub fn number_of(host: &Host, parameter: &str, path: &str) -> Result<DeviceNumber> {
    find(host, parameter, path)?
        .map_err(|errno| wrong(parameter, path, &errno_text(errno.raw_os_error())))
}

/// The same, or why nothing was found at the path.
///
/// Errors: VIR_ERR_INVALID_ARG for what can be no path of a block device, and where there is something else.
fn find(host: &Host, parameter: &str, path: &str) -> Result<SysResult<DeviceNumber>> {
    if !path.starts_with('/') || path.contains(char::is_control) {
        return Err(wrong(parameter, path, "it is no absolute path of printable characters"));
    }
    match host.root.block_device(path) {
        Ok(Some((major, minor))) => {
            let device = DeviceNumber { major, minor };
            Ok(Ok(disk_of(host, device).unwrap_or(device)))
        }
        Ok(None) => Err(wrong(parameter, path, "it is something else")),
        Err(errno) => Ok(Err(errno)),
    }
}

fn wrong(parameter: &str, path: &str, reason: &str) -> Error {
    error::invalid(format!(
        "{parameter} names '{path}', expected the path of a block device: {reason}"
    ))
}

/// The size of the block device at a path, in bytes; none where there is no block device.
pub fn size_of(host: &Host, path: &str) -> Option<u64> {
    let (major, minor) = host.root.block_device(path).ok()??;
    let device = DeviceNumber { major, minor }.to_string();
    let size = block_path::numbers(host)
        .ok()?
        .sub_through_link(&device)
        .ok()?
        .read_all("size", 32)
        .ok()?;
    std::str::from_utf8(&size).ok()?.trim().parse::<u64>().ok()?.checked_mul(SECTOR)
}

/// Block I/O parameters with numbers in the place of paths.
///
/// Errors: those of [`number_of`]; VIR_ERR_INVALID_ARG for a malformed string, and for two paths of
/// one disk.
pub fn with_numbers(host: &Host, params: &[TypedParam]) -> Result<Vec<TypedParam>> {
    let numbered = |param: &TypedParam| {
        let Some(text) = param.value.text() else { return Ok(param.clone()) };
        let mut parts: Vec<String> = Vec::new();
        let mut known: Vec<DeviceNumber> = Vec::new();
        for (path, value) in device_values(&param.field, &text, u64::MAX)? {
            let number = number_of(host, &param.field, path)?;
            if known.contains(&number) {
                return Err(rules::io::twice(param, path));
            }
            known.push(number);
            parts.push(format!("{number},{value}"));
        }
        Ok(TypedParam::text(param.field.clone(), &parts.join(",")))
    };
    params.iter().map(numbered).collect()
}

/// Refuses parameters of a definition with which its domain could never be started. A path at which there is
/// nothing may get its device later.
///
/// Errors: VIR_ERR_INVALID_ARG for a path at which there is something else, and for two paths of one disk.
pub fn check(host: &Host, params: &[TypedParam]) -> Result<()> {
    for param in params {
        let text = param.value.text().unwrap_or_default();
        let mut known: Vec<DeviceNumber> = Vec::new();
        for (path, _) in device_values(&param.field, &text, u64::MAX)? {
            let Ok(number) = find(host, &param.field, path)? else { continue };
            if known.contains(&number) {
                return Err(rules::io::twice(param, path));
            }
            known.push(number);
        }
    }
    Ok(())
}

/// The reverse of [`with_numbers`].
pub fn with_paths(host: &Host, params: Vec<TypedParam>) -> Vec<TypedParam> {
    let named = |param: TypedParam| {
        let Some(text) = param.value.text() else { return param };
        let values = device_values(&param.field, &text, u64::MAX).unwrap_or_default();
        let part = |(number, value): (&str, u64)| {
            let path = DeviceNumber::parse(number).map(|number| block_path::of(host, &number));
            format!("{},{value}", path.as_deref().unwrap_or(number))
        };
        let text = values.into_iter().map(part).collect::<Vec<_>>().join(",");
        TypedParam::text(param.field, &text)
    };
    params.into_iter().map(named).collect()
}

/// The disk of a partition; none for another device.
fn disk_of(host: &Host, device: DeviceNumber) -> Option<DeviceNumber> {
    let numbers = block_path::numbers(host).ok()?;
    let name = device.to_string();
    if !numbers.sub_through_link(&name).ok()?.has("partition") {
        return None;
    }
    // ../../devices/…/sda/sda1
    let target = numbers.link_target(&name).ok()?;
    let disk = RelPath::new(target.trim_start_matches("../"))?.parent()?;
    let number = host.dir("/sys").ok()?.sub(&disk).ok()?.read_all("dev", 32).ok()?;
    DeviceNumber::parse(std::str::from_utf8(&number).ok()?.trim())
}
