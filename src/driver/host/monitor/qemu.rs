//! The balloon of a QEMU, by its QMP monitor (QEMU's qapi/machine.json, docs/interop/virtio-balloon-stats.rst).

use super::disks::{self, VmDisk};
use super::protocol::{self, IoThread, Monitor, Outcome, VmThread};
use super::socket::{self, VmmProcess};
use crate::driver::host::error;
use crate::driver::host::inventory::domain::Origin;
use crate::driver::host::open_domains::Live;
use crate::driver::host::qemu::{CommandLine, QmpMonitor};
use crate::driver::host::qmp::{self, Refusal};
use crate::model::statistics::MemoryStat;
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorNumber};
use serde_json::Value;
use std::time::Duration;

/// The character device of libvirtd's own monitor.
const LIBVIRT: &str = "charmonitor";

/// Where QEMU has its devices: those with an id, and the others.
const DEVICES: [&str; 2] = ["/machine/peripheral", "/machine/peripheral-anon"];

/// A QEMU.
pub struct Qemu(qmp::Monitor);

impl Qemu {
    /// Connects to the first monitor that greets within that time.
    ///
    /// Errors: VIR_ERR_OPERATION_UNSUPPORTED without a monitor that is free; of several monitors those
    /// of the last: those of [`socket::connect`] and of [`qmp::Monitor::greet`].
    pub fn open(
        vmm_process: &VmmProcess<'_>,
        live: &Live,
        line: &CommandLine,
        within: Duration,
    ) -> Result<Self> {
        let mut last = Err(no_monitor(vmm_process, live));
        for monitor in line.monitors.iter().filter(|monitor| is_free(live, monitor)) {
            let Some(path) = &monitor.path else { continue };
            let connected = socket::connect(vmm_process, "monitor", path, within);
            last = connected
                .and_then(|(connection, name)| qmp::Monitor::greet(connection, name, within));
            if last.is_ok() {
                break;
            }
        }
        last.map(Self)
    }

    fn size(&mut self, command: &str, member: &str) -> Outcome<Kib> {
        let answer = self.0.execute(command, "")?;
        Ok(Kib::from_bytes(self.0.number(&answer, member)?))
    }

    /// The path of the device.
    fn device(&mut self) -> Outcome<String> {
        for parent in DEVICES {
            let devices = self.0.execute("qom-list", &format!("\"path\":\"{parent}\""))?;
            if let Some(name) = devices.as_array().and_then(|all| all.iter().find_map(balloon)) {
                return Ok(format!("{parent}/{name}"));
            }
        }
        Err(Refusal::NotActive(String::new()))
    }
}

impl Monitor for Qemu {
    fn step(&self) -> Kib {
        Kib(1)
    }

    fn actual(&mut self) -> Outcome<Kib> {
        self.size("query-balloon", "actual")
    }

    fn most(&mut self) -> Outcome<Kib> {
        let answer = self.0.execute("query-memory-size-summary", "")?;
        let base = self.0.number(&answer, "base-memory")?;
        let plugged = answer.get("plugged-memory").and_then(Value::as_u64).unwrap_or(0);
        Ok(Kib::from_bytes(base.saturating_add(plugged)))
    }

    fn set(&mut self, size: Kib) -> Outcome<()> {
        let bytes = size.0.saturating_mul(1024);
        self.0.execute("balloon", &format!("\"value\":{bytes}")).map(drop)
    }

    fn set_period(&mut self, seconds: u32) -> Outcome<u32> {
        let property = format!(
            "\"path\":\"{}\",\"property\":\"guest-stats-polling-interval\"",
            self.device()?
        );
        let before = self.0.execute("qom-get", &property)?;
        self.0.execute("qom-set", &format!("{property},\"value\":{seconds}"))?;
        Ok(before.as_u64().and_then(|before| u32::try_from(before).ok()).unwrap_or(0))
    }

    fn guest_stats(&mut self) -> Outcome<Vec<MemoryStat>> {
        let path = self.device()?;
        let property = format!("\"path\":\"{path}\",\"property\":\"guest-stats\"");
        let answer = self.0.execute("qom-get", &property)?;
        let updated = answer.get("last-update").and_then(Value::as_u64);
        let updated = updated.filter(|time| *time > 0 && *time != u64::MAX);
        let (Some(updated), Some(told)) = (updated, answer.get("stats")) else {
            return Ok(Vec::new());
        };
        let mut all = protocol::of_qemu(told);
        all.push(protocol::told_at(updated));
        Ok(all)
    }

    fn threads(&mut self) -> Outcome<Vec<VmThread>> {
        let mut told = Vec::new();
        for command in ["query-cpus-fast", "query-iothreads"] {
            let answer = self.0.execute(command, "")?;
            told.extend(answer.as_array().into_iter().flatten().filter_map(thread));
        }
        Ok(told)
    }

    fn io_threads(&mut self) -> Outcome<Vec<IoThread>> {
        let answer = self.0.execute("query-iothreads", "")?;
        Ok(answer.as_array().map(|all| all.iter().map(io_thread).collect()).unwrap_or_default())
    }

    fn disks(&mut self) -> Outcome<Vec<VmDisk>> {
        let disks = self.0.execute("query-block", "")?;
        let stats = self.0.execute("query-blockstats", "")?;
        Ok(disks::told(&disks, &stats))
    }
}

fn thread(member: &Value) -> Option<VmThread> {
    let cpu = member.get("cpu-index").and_then(Value::as_u64);
    let id = member.get("id").and_then(Value::as_str);
    Some(VmThread {
        tid: member.get("thread-id")?.as_i64()?,
        cpu: cpu.and_then(|cpu| u32::try_from(cpu).ok()),
        id: id.map(str::to_owned),
    })
}

/// libvirt's names of threads for I/O, before their numbers.
const IO_THREAD: &str = "iothread";

fn io_thread(told: &Value) -> IoThread {
    let number = |member| told.get(member).and_then(Value::as_u64).unwrap_or(0);
    let small = |member| u32::try_from(number(member)).unwrap_or(u32::MAX);
    let name = told.get("id").and_then(Value::as_str).unwrap_or_default();
    IoThread {
        number: name.strip_prefix(IO_THREAD).and_then(|number| number.parse().ok()),
        max_ns: number("poll-max-ns"),
        grow: small("poll-grow"),
        shrink: small("poll-shrink"),
    }
}

/// Whether a QEMU has a monitor that can be connected to.
pub fn has_monitor(live: &Live, line: &CommandLine) -> bool {
    line.monitors.iter().any(|monitor| monitor.path.is_some() && is_free(live, monitor))
}

/// Whether libvirtd does not hold this monitor.
fn is_free(live: &Live, monitor: &QmpMonitor) -> bool {
    live.domain.origin != Origin::LibvirtQemu || monitor.id.as_deref() != Some(LIBVIRT)
}

fn no_monitor(vmm_process: &VmmProcess<'_>, live: &Live) -> Error {
    let owner = match live.domain.origin {
        Origin::LibvirtQemu => " of its own, as libvirtd holds the other,",
        _ => "",
    };
    error::refused(
        virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
        format!(
            "the QEMU of '{}' (pid {}) has no QMP monitor{owner} that listens at a Unix socket, \
             expected -qmp unix:PATH,server=on,wait=off on its command line",
            live.domain.identity.name, vmm_process.pid
        ),
    )
}

/// The name of a balloon in a list of devices. One that would have to be quoted is not QEMU's.
fn balloon(device: &Value) -> Option<&str> {
    let text = |member| device.get(member).and_then(Value::as_str);
    let is_plain = |name: &&str| !name.contains(|c: char| c == '"' || c == '\\' || c.is_control());
    let is_it = text("type")?.starts_with("child<virtio-balloon");
    text("name").filter(is_plain).filter(|_| is_it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_as_qemu_tells_of_them() {
        let parsed = |text: &str| {
            let told = thread(&serde_json::from_str(text).unwrap())?;
            Some((told.tid, told.cpu, told.id))
        };
        let vcpu = parsed(r#"{"cpu-index":3,"thread-id":70,"qom-path":"/machine"}"#);
        assert_eq!(vcpu, Some((70, Some(3), None)));
        let io = parsed(r#"{"id":"iothread2","thread-id":71}"#);
        assert_eq!(io, Some((71, None, Some("iothread2".to_owned()))));
        for text in [r#"{"id":"iothread2"}"#, r#"{"thread-id":"70","cpu-index":0}"#, "7"] {
            assert_eq!(parsed(text), None, "{text}");
        }
    }
}
