//! The memory balloon of a running QEMU, by its QMP monitor.
//!
//! The command line names the monitor's socket, and the process can change that at will: it has to
//! be a socket of root, of the caller or of the QEMU's user, at which a process of the domain listens.

use super::cgroup::hierarchy::Host;
use super::cgroup::processes;
use super::error::{self, Failed};
use super::inventory::domain::Origin;
use super::machine::{self, Machine};
use super::open_domains::Live;
use super::qemu::QmpMonitor;
use super::qmp::{Monitor, Refusal};
use crate::model::statistics::{MemoryStat, MemoryTag};
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::unix_socket::{Peer, SocketFile};
use crate::sys::{Errno, process};
use serde_json::Value;
use std::time::{Duration, Instant};

/// How long a monitor's greeting is waited for by a call that changes something: QEMU serves one
/// client of a monitor at a time.
pub const TO_CHANGE: Duration = Duration::from_secs(2);
/// The same, where the answer is only one of several figures.
pub const TO_READ: Duration = Duration::from_millis(200);

/// The character device of libvirtd's own monitor.
const LIBVIRT: &str = "charmonitor";

/// Where QEMU has its devices: those with an id, and the others.
const DEVICES: [&str; 2] = ["/machine/peripheral", "/machine/peripheral-anon"];

/// What of the guest's statistics is a number of KiB, by QEMU's names, which tell bytes.
const SIZES: [(&str, MemoryTag); 6] = [
    ("stat-swap-in", MemoryTag::VIR_DOMAIN_MEMORY_STAT_SWAP_IN),
    ("stat-swap-out", MemoryTag::VIR_DOMAIN_MEMORY_STAT_SWAP_OUT),
    ("stat-free-memory", MemoryTag::VIR_DOMAIN_MEMORY_STAT_UNUSED),
    ("stat-total-memory", MemoryTag::VIR_DOMAIN_MEMORY_STAT_AVAILABLE),
    ("stat-available-memory", MemoryTag::VIR_DOMAIN_MEMORY_STAT_USABLE),
    ("stat-disk-caches", MemoryTag::VIR_DOMAIN_MEMORY_STAT_DISK_CACHES),
];
/// What is a plain number.
const NUMBERS: [(&str, MemoryTag); 4] = [
    ("stat-major-faults", MemoryTag::VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT),
    ("stat-minor-faults", MemoryTag::VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT),
    ("stat-htlb-pgalloc", MemoryTag::VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC),
    ("stat-htlb-pgfail", MemoryTag::VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL),
];

/// The balloon of a running QEMU.
pub struct Balloon {
    monitor: Monitor,
    domain: String,
    /// The QEMU.
    pub machine: Machine,
    /// All processes of the domain.
    pub pids: Vec<i32>,
}

impl Balloon {
    /// Connects to the first monitor that greets within that time.
    ///
    /// Errors: VIR_ERR_OPERATION_UNSUPPORTED for a domain that is no QEMU, or has no monitor of
    /// its own; of several monitors those of the last: VIR_ERR_SYSTEM_ERROR,
    /// VIR_ERR_OPERATION_DENIED for a socket of somebody else, and those of [`Monitor::greet`].
    pub fn open(host: &Host, live: &Live, within: Duration) -> Result<Self> {
        let domain = live.domain.identity.name.clone();
        let pids = processes::all(&live.dir);
        let pids = pids.during(format_args!("read cgroup.procs of group '{}'", live.group))?;
        let machine = machine::of(host, live, &pids).ok_or_else(|| {
            unsupported(format!("'{domain}' is running and has no memory balloon"))
        })?;
        let monitor = connect(host, live, &machine, &pids, within)?;
        Ok(Self { monitor, domain, machine, pids })
    }

    /// The guest's present memory.
    ///
    /// Errors: VIR_ERR_OPERATION_INVALID where it has no balloon, those of QEMU.
    pub fn actual(&mut self) -> Result<Kib> {
        self.size("query-balloon", "actual")
    }

    /// The most that it can have: what QEMU has for it, what was plugged in later too.
    pub fn most(&mut self) -> Result<Kib> {
        let answer = self.execute("query-memory-size-summary", "")?;
        let base = self.monitor.number(&answer, "base-memory")?;
        let plugged = answer.get("plugged-memory").and_then(Value::as_u64).unwrap_or(0);
        Ok(Kib::from_bytes(base.saturating_add(plugged)))
    }

    /// Asks the guest for another size. It takes its time, and may not get there.
    pub fn set(&mut self, size: Kib) -> Result<()> {
        let bytes = size.0.saturating_mul(1024);
        self.execute("balloon", &format!("\"value\":{bytes}")).map(drop)
    }

    /// Sets how often the guest tells its statistics, in seconds; 0 is never. Returns what it was.
    ///
    /// Errors: VIR_ERR_OPERATION_INVALID where it has no balloon, those of QEMU.
    pub fn set_period(&mut self, seconds: u32) -> Result<u32> {
        let property = format!(
            "\"path\":\"{}\",\"property\":\"guest-stats-polling-interval\"",
            self.device()?
        );
        let before = self.execute("qom-get", &property)?;
        self.execute("qom-set", &format!("{property},\"value\":{seconds}"))?;
        Ok(before.as_u64().and_then(|before| u32::try_from(before).ok()).unwrap_or(0))
    }

    /// What the guest told last; none where it never did.
    pub fn guest_stats(&mut self) -> Result<Vec<MemoryStat>> {
        let path = self.device()?;
        let property = format!("\"path\":\"{path}\",\"property\":\"guest-stats\"");
        Ok(stats(&self.execute("qom-get", &property)?))
    }

    fn size(&mut self, command: &str, member: &str) -> Result<Kib> {
        let answer = self.execute(command, "")?;
        self.monitor.number(&answer, member).map(Kib::from_bytes)
    }

    fn execute(&mut self, command: &str, arguments: &str) -> Result<Value> {
        self.monitor.execute(command, arguments).map_err(|refusal| match refusal {
            Refusal::NotActive(why) => self.missing(&format!(" ({why})")),
            Refusal::Failed(error) => error,
        })
    }

    /// The path of the device.
    fn device(&mut self) -> Result<String> {
        for parent in DEVICES {
            let devices = self.execute("qom-list", &format!("\"path\":\"{parent}\""))?;
            if let Some(name) = devices.as_array().and_then(|all| all.iter().find_map(balloon)) {
                return Ok(format!("{parent}/{name}"));
            }
        }
        Err(self.missing(""))
    }

    fn missing(&self, why: &str) -> Error {
        error::refused(
            virErrorNumber::VIR_ERR_OPERATION_INVALID,
            format!(
                "the guest of '{}' has no memory balloon{why}, expected a virtio-balloon device",
                self.domain
            ),
        )
    }
}

/// Connects to the first monitor of a QEMU that greets within that time.
///
/// Errors: as of [`Balloon::open`].
pub fn connect(
    host: &Host,
    live: &Live,
    machine: &Machine,
    pids: &[i32],
    within: Duration,
) -> Result<Monitor> {
    let mut last = Err(no_monitor(live, machine));
    for monitor in machine.line.monitors.iter().filter(|monitor| is_free(live, monitor)) {
        let Some(path) = &monitor.path else { continue };
        last = open(host, pids, machine.pid, path, within);
        if last.is_ok() {
            break;
        }
    }
    last
}

/// Whether libvirtd does not hold this monitor.
fn is_free(live: &Live, monitor: &QmpMonitor) -> bool {
    live.domain.origin != Origin::LibvirtQemu || monitor.id.as_deref() != Some(LIBVIRT)
}

fn no_monitor(live: &Live, machine: &Machine) -> Error {
    let owner = match live.domain.origin {
        Origin::LibvirtQemu => " of its own, as libvirtd holds the other,",
        _ => "",
    };
    unsupported(format!(
        "the QEMU of '{}' (pid {}) has no QMP monitor{owner} that listens at a Unix socket, expected \
         -qmp unix:PATH,server=on,wait=off on its command line",
        live.domain.identity.name, machine.pid
    ))
}

fn open(host: &Host, pids: &[i32], pid: i32, path: &str, within: Duration) -> Result<Monitor> {
    let name = format!("the monitor '{path}' of QEMU (pid {pid})");
    let of_qemu =
        process::owner(&host.proc, pid).during(format_args!("read /proc/{pid}/status"))?;
    let may_own = [0, rustix::process::geteuid().as_raw(), of_qemu];
    let file = SocketFile::find(&host.proc, pid, path).map_err(|errno| {
        let found = error::system(errno, format_args!("open {name}"));
        if errno == Errno::NOTSOCK { found.context("expected a socket") } else { found }
    })?;
    let denied = |what: String| {
        let detail = format!("{name} {what} (the QEMU's user is {of_qemu})");
        Err(error::refused(virErrorNumber::VIR_ERR_OPERATION_DENIED, detail))
    };
    if !may_own.contains(&file.owner) {
        return denied(format!(
            "is a socket of uid {}, expected of root, the caller or the QEMU's user",
            file.owner
        ));
    }
    let connection = file.connect(Instant::now() + within);
    let connection = connection.during(format_args!("connect to {name}"))?;
    let Peer { pid: listener, uid } =
        connection.peer().during(format_args!("ask who listens at {name}"))?;
    if !pids.contains(&listener) || !may_own.contains(&uid) {
        return denied(format!(
            "is served by process {listener} of uid {uid}, expected a process of the domain"
        ));
    }
    Monitor::greet(connection, name, within)
}

/// The name of a balloon in a list of devices. One that would have to be quoted is not QEMU's.
fn balloon(device: &Value) -> Option<&str> {
    let text = |member| device.get(member).and_then(Value::as_str);
    let is_plain = |name: &&str| !name.contains(|c: char| c == '"' || c == '\\' || c.is_control());
    let is_it = text("type")?.starts_with("child<virtio-balloon");
    text("name").filter(is_plain).filter(|_| is_it)
}

/// QEMU tells -1, without a sign, for what the guest does not tell.
fn stats(answer: &Value) -> Vec<MemoryStat> {
    let number = |of: &Value, name: &str| of.get(name)?.as_u64().filter(|value| *value != u64::MAX);
    let updated = number(answer, "last-update").filter(|time| *time > 0);
    let (Some(updated), Some(told)) = (updated, answer.get("stats")) else { return Vec::new() };
    let sizes = SIZES.iter().map(|(name, tag)| (*tag, number(told, name).map(|bytes| bytes >> 10)));
    let numbers = NUMBERS.iter().map(|(name, tag)| (*tag, number(told, name)));
    let all =
        sizes.chain(numbers).filter_map(|(tag, value)| Some(MemoryStat { tag, value: value? }));
    let tag = MemoryTag::VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE;
    all.chain([MemoryStat { tag, value: updated }]).collect()
}

fn unsupported(detail: String) -> Error {
    error::refused(virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED, detail)
}
