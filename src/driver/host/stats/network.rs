//! A domain's network interfaces and their counters, by /proc/PID/net/dev, which shows a process's network
//! namespace (proc_pid_net(5)).
//!
//! Which interfaces: those of the domain's definition, by their target devices; else the taps that a virtual
//! machine monitor has open, which the kernel names in /proc/PID/fdinfo (drivers/net/tun.c); else, where the
//! domain has a network namespace of its own, all of that but its loopback.
//!
//! Counters are from the domain's point of view. What the host sends to a tap, or to its end of a veth pair,
//! the domain receives. An interface of the domain's own namespace has its view already, and so has a macvtap
//! (type direct).

use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::processes;
use crate::driver::host::error;
use crate::driver::host::machine;
use crate::driver::host::open_domains::Live;
use crate::model::Result;
use crate::model::statistics::{InterfaceStats, Traffic};
use crate::sys::{Dir, RelPath};
use crate::xml::definition::{self, Definition};

const NET_DEV_MAX: usize = 1 << 20;
const FDINFO_MAX: usize = 4096;

/// The columns of a line of /proc/net/dev, behind the interface's name.
const COLUMNS: usize = 16;
const SENT: usize = 8;

const LOOPBACK: &str = "lo";
const TUN: &str = "/dev/net/tun";

/// The type of interface whose device on the host has the domain's view.
const MACVTAP: &str = "direct";

/// A network interface of a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// Its device.
    pub name: String,
    /// Its counters; none where there is no such device.
    pub stats: Option<InterfaceStats>,
}

/// Whose view the counters of a device are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    Host,
    Domain,
}

/// What is known of the devices that a domain may mean.
struct Devices {
    /// The text of net/dev for the caller's namespace.
    host: String,
    /// The same for the domain's, where that is another.
    own: Option<String>,
    /// Whether the domain is a virtual machine: its devices are ends of the host's, in any namespace.
    is_machine: bool,
}

impl Devices {
    fn of(host: &Host, live: &Live) -> Self {
        let leader = leader(live).and_then(|leader| process_dir(host, leader));
        let caller = host.proc.sub_through_link("self").ok();
        let namespace = |process: Option<&Dir>| {
            let dir = process?.sub(&RelPath::new("ns")?).ok()?;
            dir.link_target("net").ok()
        };
        let (theirs, ours) = (namespace(leader.as_ref()), namespace(caller.as_ref()));
        let is_other = theirs.is_some() && theirs != ours;
        Self {
            host: net_dev(caller.as_ref()),
            own: is_other.then(|| net_dev(leader.as_ref())),
            is_machine: machine::is_one(host, live),
        }
    }

    /// The counters of a device, first of the domain's own namespace.
    fn stats(&self, device: &str, kind: &str) -> Option<InterfaceStats> {
        let inside = if self.is_machine { View::Host } else { View::Domain };
        let of = |text: &str, view| {
            counters(text, device, if kind == MACVTAP { View::Domain } else { view })
        };
        let own = self.own.as_deref().and_then(|own| of(own, inside));
        own.or_else(|| of(&self.host, View::Host))
    }

    /// An interface that no definition tells.
    fn found(&self, name: String) -> Interface {
        Interface { stats: self.stats(&name, ""), name }
    }
}

/// The interfaces of a domain that have a device.
pub fn interfaces(host: &Host, live: &Live, document: Option<&Definition>) -> Vec<Interface> {
    let devices = Devices::of(host, live);
    let defined = defined(document);
    if !defined.is_empty() {
        let named = defined.iter().filter_map(|interface| {
            let name = interface.target().filter(|name| !name.is_empty())?.to_owned();
            Some(Interface { stats: devices.stats(&name, interface.kind()), name })
        });
        return named.collect();
    }
    let names = if devices.is_machine {
        taps(host, live)
    } else {
        devices.own.as_deref().map(names).unwrap_or_default()
    };
    names.into_iter().map(|name| devices.found(name)).collect()
}

/// The counters of an interface, by its device or, where a definition tells it, its MAC address; unknown
/// where there is no such device.
///
/// Errors: VIR_ERR_INVALID_ARG where the domain has no such interface.
pub fn stats(
    host: &Host,
    live: &Live,
    document: Option<&Definition>,
    device: &str,
) -> Result<InterfaceStats> {
    let defined = defined(document).iter().find(|interface| interface.is_identified_by(device));
    let found = match defined {
        Some(interface) => {
            let target = interface.target().unwrap_or_default();
            Some(Devices::of(host, live).stats(target, interface.kind()))
        }
        None => {
            let all = interfaces(host, live, document).into_iter();
            all.map(|found| (found.name, found.stats))
                .find(|(name, _)| name == device)
                .map(|it| it.1)
        }
    };
    let stats = found.ok_or_else(|| {
        error::invalid(format!(
            "device is '{device}', expected the target device or the MAC address of an \
             interface of the domain"
        ))
    })?;
    Ok(stats.unwrap_or(InterfaceStats::UNKNOWN))
}

fn defined(document: Option<&Definition>) -> &[definition::Interface] {
    document.map(|document| document.devices.interfaces.as_slice()).unwrap_or_default()
}

/// The process whose network namespace is the domain's.
fn leader(live: &Live) -> Option<i32> {
    live.domain.leader.or_else(|| processes::all(&live.dir).ok()?.first().copied())
}

fn process_dir(host: &Host, pid: i32) -> Option<Dir> {
    host.proc.sub(&RelPath::new(&pid.to_string())?).ok()
}

fn net_dev(process: Option<&Dir>) -> String {
    let text = process.and_then(|process| {
        process.sub(&RelPath::new("net")?).ok()?.read_all("dev", NET_DEV_MAX).ok()
    });
    String::from_utf8_lossy(&text.unwrap_or_default()).into_owned()
}

/// The taps that the processes of a virtual machine have open, each once.
fn taps(host: &Host, live: &Live) -> Vec<String> {
    let mut found = Vec::new();
    for pid in processes::all(&live.dir).unwrap_or_default() {
        for name in process_dir(host, pid).map(|process| taps_of(&process)).unwrap_or_default() {
            if !found.contains(&name) {
                found.push(name);
            }
        }
    }
    found
}

fn taps_of(process: &Dir) -> Vec<String> {
    let sub = |name: &str| process.sub(&RelPath::new(name)?).ok();
    let (Some(files), Some(infos)) = (sub("fd"), sub("fdinfo")) else { return Vec::new() };
    let mut numbers: Vec<u32> = files
        .entries()
        .unwrap_or_default()
        .iter()
        .filter_map(|entry| entry.name.parse().ok())
        .collect();
    crate::sorting::sort_by_key(&mut numbers, |number| *number);
    let tap = |number: u32| {
        let number = number.to_string();
        if files.link_target(&number).ok()? != TUN {
            return None;
        }
        let info = infos.read_all(&number, FDINFO_MAX).ok()?;
        let info = String::from_utf8_lossy(&info).into_owned();
        let name = info.lines().find_map(|line| line.strip_prefix("iff:"))?.trim();
        (!name.is_empty()).then(|| name.to_owned())
    };
    numbers.into_iter().filter_map(tap).collect()
}

/// The interfaces of a namespace but its loopback.
fn names(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| Some(line.split_once(':')?.0.trim().to_owned()));
    lines.filter(|name| name != LOOPBACK).collect()
}

fn counters(text: &str, device: &str, view: View) -> Option<InterfaceStats> {
    let numbers = text.lines().find_map(|line| {
        let (name, numbers) = line.split_once(':')?;
        (name.trim() == device).then_some(numbers)
    })?;
    let mut columns = [0_i64; COLUMNS];
    for (column, word) in columns.iter_mut().zip(numbers.split_whitespace()) {
        *column = word.parse().unwrap_or(0);
    }
    let (received, sent) = columns.split_at(SENT);
    let (received, sent) = (traffic(received), traffic(sent));
    Some(match view {
        View::Domain => InterfaceStats { received, sent },
        View::Host => InterfaceStats { received: sent, sent: received },
    })
}

/// Bytes, packets, errors and drops are the first columns of either direction.
fn traffic(columns: &[i64]) -> Traffic {
    let column = |place: usize| columns.get(place).copied().unwrap_or(0);
    Traffic { bytes: column(0), packets: column(1), errors: column(2), dropped: column(3) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Inter-|   Receive   |  Transmit\n face |bytes packets\n\
                        \x20   lo: 7 7 7 7 0 0 0 0 7 7 7 7 0 0 0 0\n\
                        \x20 tap0:1 2 3 4 0 0 0 0 10 20 30 40 0 0 0 0\n";

    const fn of(bytes: i64, packets: i64, errors: i64, dropped: i64) -> Traffic {
        Traffic { bytes, packets, errors, dropped }
    }

    #[test]
    fn the_host_sends_what_the_domain_receives() {
        let found = counters(TEXT, "tap0", View::Host).unwrap();
        assert_eq!((found.received, found.sent), (of(10, 20, 30, 40), of(1, 2, 3, 4)));
        let found = counters(TEXT, "tap0", View::Domain).unwrap();
        assert_eq!((found.received, found.sent), (of(1, 2, 3, 4), of(10, 20, 30, 40)));
        assert_eq!(counters(TEXT, "tap", View::Host), None);
        assert_eq!(names(TEXT), ["tap0"]);
    }

    #[test]
    fn the_own_namespace_comes_first() {
        let own = TEXT.replace("tap0", "eth0").replace("10 20", "50 60");
        let mut devices = Devices { host: TEXT.to_owned(), own: Some(own), is_machine: false };
        let received = |devices: &Devices, name: &str, kind: &str| {
            devices.stats(name, kind).map(|stats| stats.received.bytes)
        };
        assert_eq!(received(&devices, "eth0", "ethernet"), Some(1));
        assert_eq!(received(&devices, "tap0", "ethernet"), Some(10));
        assert_eq!(received(&devices, "tap0", "direct"), Some(1));
        assert_eq!(received(&devices, "tap1", "ethernet"), None);
        devices.is_machine = true;
        assert_eq!(received(&devices, "eth0", "ethernet"), Some(50));
    }
}
