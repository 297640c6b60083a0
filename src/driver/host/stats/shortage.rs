//! How short of resources a group was: counters of events, pressure stall information (kernel
//! documentation, accounting/psi.rst and admin-guide/cgroup-v2.rst); and what it uses of them.

use crate::driver::host::cgroup::file::{find, optional};
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::version::CounterFile;
use crate::driver::host::limits::controllers::memory;
use crate::driver::host::open_domains::Live;
use crate::model::Result;
use crate::model::typed::{TypedParam, Value};

/// The files of pressure stall information, by the resource's name.
const PRESSURE: [(&str, &str); 3] =
    [("memory", "memory.pressure"), ("cpu", "cpu.pressure"), ("io", "io.pressure")];

/// The working set, and the memory in swap where that is accounted.
pub fn add_usage(params: &mut Vec<TypedParam>, host: &Host, live: &Live) -> Result<()> {
    let version = host.memory.version;
    let usage = memory::usage(version, &live.open_group(host))?;
    let stat = optional(&live.dir, "memory.stat", version.usage)?.unwrap_or_default();
    let inactive = find(&stat, version.accounts.inactive_file).unwrap_or_default() >> 10;
    let number = |name: &str, value| TypedParam::new(name, Value::ULLong(value));
    params.push(number("memctl.working_set", usage.0.saturating_sub(inactive)));
    let swap = counters(live, host, &version.accounts.swap)?;
    params.extend(swap.first().map(|(_, bytes)| number("memctl.swap", bytes >> 10)));
    Ok(())
}

/// The counters of events.
pub fn add_events(params: &mut Vec<TypedParam>, host: &Host, live: &Live) -> Result<()> {
    for file in host.memory.version.events {
        let found = counters(live, host, file)?.into_iter();
        params.extend(found.map(|(name, value)| {
            TypedParam::new(["memctl.events.", name].concat(), Value::ULLong(value))
        }));
    }
    Ok(())
}

/// The counters of a file that there are.
fn counters(live: &Live, host: &Host, file: &CounterFile) -> Result<Vec<(&'static str, u64)>> {
    let text = optional(&live.dir, file.name, host.memory.version.usage)?.unwrap_or_default();
    if file.counters.is_empty() {
        let name = file.name.rsplit('.').next().unwrap_or(file.name);
        return Ok(text.trim().parse().ok().map(|value| (name, value)).into_iter().collect());
    }
    Ok(file.counters.iter().filter_map(|name| Some((*name, find(&text, name)?))).collect())
}

/// Pressure stall information, where the kernel has it for groups.
pub fn add_pressure(params: &mut Vec<TypedParam>, host: &Host, live: &Live) -> Result<()> {
    if host.memory.version.separate_hierarchies {
        return Ok(());
    }
    for (resource, file) in PRESSURE {
        let text = optional(&live.dir, file, host.memory.version.usage)?.unwrap_or_default();
        params.extend(text.lines().flat_map(|line| pressure(resource, line)));
    }
    Ok(())
}

/// The figures of a line such as `some avg10=0.00 avg60=0.00 avg300=0.00 total=0`.
fn pressure<'l>(resource: &'l str, line: &'l str) -> impl Iterator<Item = TypedParam> + 'l {
    let (kind, figures) = line.split_once(' ').unwrap_or_default();
    figures.split(' ').filter_map(move |figure| {
        let (name, value) = figure.split_once('=')?;
        let value = match name {
            "total" => Value::ULLong(value.parse().ok()?),
            _ => Value::Double(hundredths(value)?),
        };
        Some(TypedParam::new(["memctl.psi.", resource, ".", kind, ".", name].concat(), value))
    })
}

/// A number with two decimals, as the kernel writes averages. The standard library's conversion
/// would bring large tables.
fn hundredths(text: &str) -> Option<f64> {
    let (whole, rest) = text.split_once('.')?;
    let whole = u32::from(whole.parse::<u16>().ok()?) * 100;
    let rest = Some(rest).filter(|rest| rest.len() == 2)?.parse::<u8>().ok()?;
    Some(f64::from(whole + u32::from(rest)) / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_pressure() {
        let line = "full avg10=1.50 avg60=0.25 avg300=0.00 total=18446744073709551615";
        let found: Vec<_> = pressure("io", line).collect();
        let names = found.iter().map(|param| param.field.as_str()).collect::<Vec<_>>();
        let names = names.join(" ").replace("memctl.psi.io.full.", "");
        assert_eq!(names, "avg10 avg60 avg300 total");
        let values: Vec<_> = found.into_iter().map(|param| param.value).collect();
        let average = Value::Double;
        assert_eq!(values, [average(1.5), average(0.25), average(0.0), Value::ULLong(u64::MAX)]);
        assert_eq!(
            pressure("io", "torn").count() + pressure("io", "some avg10=1 avg60=1.234").count(),
            0
        );
    }
}
