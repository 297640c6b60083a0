//! The groups of bulk statistics about CPUs and threads: `cpu`, `vcpu` and `iothread`.

use super::cpu;
use super::info::{self, VcpuCounts};
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::machine;
use crate::driver::host::monitor;
use crate::driver::host::open_domains::Live;
use crate::driver::host::threads::{self, Role, Thread};
use crate::model::Result;
use crate::model::constants::virVcpuState::VIR_VCPU_RUNNING;
use crate::model::typed::{TypedParam, Value};
use crate::sorting::sort_by_key;

/// The names of the times of a group, in the order of [`cpu::total`].
const TIMES: [&str; 3] = ["cpu.time", "cpu.user", "cpu.system"];

/// The CPU time; where no hierarchy accounts it, that of the processes that are there now.
pub fn add_cpu(params: &mut Vec<TypedParam>, host: &Host, live: &Live) -> Result<()> {
    match cpu::total(&live.open_group(host)) {
        Ok(total) => {
            let times = TIMES.iter().zip(total);
            params.extend(times.map(|(name, time)| TypedParam::new(*name, time.value)));
        }
        Err(_) => params.push(number("cpu.time", info::cpu_time(host, live)?)),
    }
    Ok(())
}

/// The virtual CPUs: how many, and of those that can be told among the threads what they used.
pub fn add_vcpus(
    params: &mut Vec<TypedParam>,
    host: &Host,
    live: &Live,
    may_ask: bool,
) -> Result<()> {
    add_vcpu_counts(params, &info::vcpus(host, live)?);
    if !machine::is_qemu(host, live) {
        return Ok(());
    }
    let vcpu = |thread: Thread| match thread.role {
        Role::Vcpu(number) => Some((number, thread)),
        _ => None,
    };
    let mut vcpus: Vec<_> =
        threads::all(host, live, may_ask)?.into_iter().filter_map(vcpu).collect();
    sort_by_key(&mut vcpus, |(number, _)| *number);
    for (place, thread) in vcpus {
        let Some((time, _)) = thread.usage(host) else { continue };
        let name = |end: &str| format!("vcpu.{place}.{end}");
        params.push(TypedParam::new(name("state"), Value::Int(VIR_VCPU_RUNNING as i32)));
        params.push(number(name("time"), time));
        params.extend(thread.wait(host).map(|time| number(name("wait"), time)));
        params.extend(thread.delay(host).map(|time| number(name("delay"), time)));
    }
    Ok(())
}

/// How many virtual CPUs there are.
pub fn add_vcpu_counts(params: &mut Vec<TypedParam>, vcpus: &VcpuCounts) {
    params.push(TypedParam::new("vcpu.current", Value::UInt(vcpus.current.into())));
    params.push(TypedParam::new("vcpu.maximum", Value::UInt(vcpus.most.into())));
}

/// The threads for I/O that a virtual machine's monitor tells.
pub fn add_io_threads(params: &mut Vec<TypedParam>, host: &Host, live: &Live) {
    let threads = monitor::io_threads(host, live);
    if threads.is_empty() {
        return;
    }
    let count = u32::try_from(threads.len()).unwrap_or(u32::MAX);
    params.push(TypedParam::new("iothread.count", Value::UInt(count)));
    for thread in threads {
        let Some(id) = thread.number else { continue };
        let name = |end: &str| format!("iothread.{id}.{end}");
        params.push(number(name("poll-max-ns"), thread.max_ns));
        params.push(TypedParam::new(name("poll-grow"), Value::UInt(thread.grow)));
        params.push(TypedParam::new(name("poll-shrink"), Value::UInt(thread.shrink)));
    }
}

fn number(name: impl Into<compact_str::CompactString>, value: u64) -> TypedParam {
    TypedParam::new(name, Value::ULLong(value))
}
