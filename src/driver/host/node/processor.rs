//! What the host's CPUs tell about themselves in /proc/cpuinfo.

use crate::driver::host::cgroup::file::text;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::model::capabilities::Processor;
use crate::model::number;

/// The vendors whose name in the CPU is not their own.
const VENDORS: [(&str, &str); 4] = [
    ("GenuineIntel", "Intel"),
    ("AuthenticAMD", "AMD"),
    ("HygonGenuine", "Hygon"),
    ("CentaurHauls", "Centaur"),
];

/// Of the first CPU; what is not there is left out.
pub fn processor(host: &Host) -> Processor {
    let cpuinfo = text(&host.proc, "cpuinfo").unwrap_or_default();
    let decimal = |name: &str| value(&cpuinfo, name)?.parse::<u32>().ok();
    let signature = || Some([decimal("cpu family")?, decimal("model")?, decimal("stepping")?]);
    Processor {
        vendor: value(&cpuinfo, "vendor_id").map(vendor),
        microcode: value(&cpuinfo, "microcode").and_then(|text| number::unsigned(text, 0)),
        signature: signature(),
        shape: None,
    }
}

/// The frequency of the first CPU, in MHz; 0 where it is not told.
pub fn mhz(host: &Host) -> u32 {
    let cpuinfo = text(&host.proc, "cpuinfo").unwrap_or_default();
    let whole = value(&cpuinfo, "cpu MHz").and_then(|text| text.split('.').next());
    whole.and_then(|whole| whole.parse().ok()).unwrap_or(0)
}

fn value<'t>(cpuinfo: &'t str, name: &str) -> Option<&'t str> {
    let mut lines = cpuinfo.lines().filter_map(|line| line.split_once(':'));
    lines.find_map(|(key, value)| (key.trim_end() == name).then(|| value.trim()))
}

fn vendor(id: &str) -> String {
    let known = VENDORS.iter().find(|(known, _)| *known == id);
    known.map_or(id, |(_, name)| name).to_owned()
}
