//! Rules of the block I/O parameters.

use super::needs;
use crate::driver::host::cgroup::version::Version;
use crate::driver::host::error;
use crate::driver::host::limits::control_file::{ControlFile, Held};
use crate::driver::host::limits::control_value::{ControlValue, DeviceNumber, Key};
use crate::driver::host::limits::controllers::io::{self, file_of};
use crate::model::constants::{VIR_DOMAIN_BLKIO_DEVICE_WEIGHT, VIR_DOMAIN_BLKIO_WEIGHT};
use crate::model::parameters::blkio;
use crate::model::typed::{TypedParam, Value};
use crate::model::{Error, Result, virErrorNumber};
use std::ops::RangeInclusive;

/// The weights of a version; BFQ's are at most 1,000 on both, which the kernel checks.
fn weights(version: &Version) -> RangeInclusive<u64> {
    if version.number == 1 { 10..=1_000 } else { 1..=10_000 }
}

/// What the files are to hold, now that they hold `held`. The strings of devices have numbers in the
/// place of paths; the number 0 removes what a device has.
///
/// Errors: VIR_ERR_INVALID_ARG for a value out of its range, a malformed string and a device that is
/// in it twice; VIR_ERR_OPERATION_UNSUPPORTED where this kernel has no file.
pub fn target(version: &Version, held: &Held, wanted: &[TypedParam]) -> Result<Held> {
    let mut target = held.clone();
    for param in wanted {
        let file = known_file(version, &param.field)?;
        if param.field == VIR_DOMAIN_BLKIO_WEIGHT {
            let weight = weight(version, &param.field, param.value.number().unwrap_or_default())?;
            held.get(file).ok_or_else(|| no_file(&param.field, file.name))?;
            target.set(file, ControlValue::Number(weight));
            continue;
        }
        held.lines(file).ok_or_else(|| no_file(&param.field, file.name))?;
        for (device, number) in values(version, param)? {
            let value =
                if number == 0 { ControlValue::UNLIMITED } else { ControlValue::Number(number) };
            target.set_at(file, Some(Key::Device(device)), value);
        }
    }
    Ok(target)
}

/// Refuses what [`target`] would refuse whatever is held, but for a weight of 0, which takes it out of a
/// definition.
pub fn check(version: &Version, wanted: &[TypedParam]) -> Result<()> {
    wanted.iter().try_for_each(|param| {
        known_file(version, &param.field)?;
        match param.field.as_str() {
            VIR_DOMAIN_BLKIO_WEIGHT => match param.value.number().unwrap_or_default() {
                0 => Ok(()),
                number => weight(version, &param.field, number).map(|_| ()),
            },
            _ => checked(version, param).map(|_| ()),
        }
    })
}

fn known_file(version: &Version, parameter: &str) -> Result<&'static ControlFile> {
    file_of(version, parameter).ok_or_else(|| {
        let needs = needs(|version| file_of(version, parameter));
        unsupported(format!("{parameter} cannot be set: it {needs}"))
    })
}

fn weight(version: &Version, name: &str, weight: u64) -> Result<u64> {
    let known = weights(version);
    if known.contains(&weight) {
        return Ok(weight);
    }
    let (least, most) = (known.start(), known.end());
    Err(error::invalid(format!("{name} is {weight}, expected {least} to {most}")))
}

/// The devices of a string, as they are named there, and their numbers.
fn checked(version: &Version, param: &TypedParam) -> Result<Vec<(String, u64)>> {
    let row = blkio::DEVICE_PARAMETERS.iter().find(|row| row.name == param.field);
    let most = row.map_or(i128::MAX, |row| row.limits.most);
    let text = param.value.text().unwrap_or_default();
    let mut devices: Vec<(String, u64)> = Vec::new();
    for (device, number) in
        blkio::device_values(&param.field, &text, u64::try_from(most).unwrap_or(u64::MAX))?
    {
        if devices.iter().any(|(known, _)| known == device) {
            return Err(twice(param, device));
        }
        if param.field == VIR_DOMAIN_BLKIO_DEVICE_WEIGHT && number != 0 {
            weight(version, &format!("{} of '{device}'", param.field), number)?;
        }
        devices.push((device.to_owned(), number));
    }
    Ok(devices)
}

fn values(version: &Version, param: &TypedParam) -> Result<Vec<(DeviceNumber, u64)>> {
    let number = |(device, number): (String, u64)| {
        let device = DeviceNumber::parse(&device).ok_or_else(|| {
            error::invalid(format!("{} names '{device}', expected MAJOR:MINOR", param.field))
        })?;
        Ok((device, number))
    };
    checked(version, param)?.into_iter().map(number).collect()
}

/// The error of a device that a string names twice.
pub fn twice(param: &TypedParam, device: &str) -> Error {
    error::invalid(format!("{} names the device '{device}' twice, expected it once", param.field))
}

fn no_file(parameter: &str, file: &str) -> Error {
    unsupported(format!("{parameter} cannot be set: this kernel has no {file}"))
}

fn unsupported(why: String) -> Error {
    error::refused(virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED, why)
}

/// The parameters that this kernel holds of a group; the strings have numbers in the place of paths.
pub fn params(version: &Version, held: &Held) -> Vec<TypedParam> {
    let mut params = Vec::new();
    if let Some(weight) = io::weight(version, held) {
        let weight = u32::try_from(weight).unwrap_or(u32::MAX);
        params.push(TypedParam::new(VIR_DOMAIN_BLKIO_WEIGHT, Value::UInt(weight)));
    }
    for row in blkio::DEVICE_PARAMETERS {
        if let Some(devices) = io::devices(version, held, row.name) {
            let text: Vec<String> =
                devices.map(|(device, number)| format!("{device},{number}")).collect();
            params.push(TypedParam::text(row.name, &text.join(",")));
        }
    }
    params
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::host::cgroup::{v1, v2};
    use crate::model::constants::VIR_MEMCTL_BLKIO_DEVICE_LATENCY;

    fn latency(text: &str) -> [TypedParam; 1] {
        [TypedParam::text(VIR_MEMCTL_BLKIO_DEVICE_LATENCY, text)]
    }

    /// A group whose kernel has the file of latency targets, or has not.
    fn held(has_file: bool) -> Held {
        let mut held = Held::default();
        let file = file_of(&v2::VERSION, VIR_MEMCTL_BLKIO_DEVICE_LATENCY).unwrap();
        if has_file {
            let lines = vec![(DeviceNumber { major: 8, minor: 0 }, ControlValue::Number(9000))];
            held.push_lines(file, lines);
        }
        held
    }

    #[test]
    fn latency_targets() {
        let set = |has_file, text: &str| {
            let target = target(&v2::VERSION, &held(has_file), &latency(text));
            let listed = target.map(|held| params(&v2::VERSION, &held));
            listed.map_err(|error| error.code())
        };
        assert_eq!(set(true, "8:16,5000"), Ok(latency("8:0,9000,8:16,5000").to_vec()));
        let refused = [
            (false, "8:0,5000", virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED),
            (true, "8:0,18446744073709552", virErrorNumber::VIR_ERR_INVALID_ARG),
            (true, "8:0,1,8:0,2", virErrorNumber::VIR_ERR_INVALID_ARG),
        ];
        for (has_file, text, code) in refused {
            assert_eq!(set(has_file, text), Err(code), "{text}");
        }
    }

    #[test]
    fn what_a_version_lacks_is_refused() {
        let error = check(&v1::VERSION, &latency("/dev/a,5000")).unwrap_err();
        assert_eq!(error.code(), virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED);
        assert!(error.detail().contains("needs cgroup v2 (io.latency)"), "{}", error.detail());
        assert!(check(&v2::VERSION, &latency("/dev/a,5000")).is_ok());
    }
}
