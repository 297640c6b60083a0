//! The host.

use crate::driver::esx::driver::EsxDriver;
use crate::driver::esx::error::{HERE, unexpected};
use crate::driver::{Node, ObjectKind};
use crate::model::capabilities::{Capabilities, GuestKind};
use crate::model::domain::parse_uuid;
use crate::model::node::NodeInfo;
use crate::model::units::Kib;
use crate::model::{Result, virErrorDomain};
use crate::xml;

const MEMORY: &str = "hardware.memorySize";
const USED: &str = "summary.quickStats.overallMemoryUsage";
const CPU: &str = "hardware.cpuInfo";
const NODES: &str = "hardware.numaInfo.numNodes";
const MODEL: &str = "summary.hardware.cpuModel";
const UUID: &str = "hardware.systemInfo.uuid";
const DNS: &str = "config.network.dnsConfig";
const NAME: &str = "name";

/// The longest model of a CPU in virNodeInfo.
const MODEL_BYTES: usize = 31;

impl Node for EsxDriver {
    fn kind(&self) -> Result<&str> {
        Ok("ESX")
    }

    fn error_domain(&self) -> virErrorDomain {
        HERE
    }

    fn finds(&self, kind: ObjectKind) -> Result<virErrorDomain> {
        kind.unsupported()
    }

    fn version(&self) -> Result<u64> {
        version_number(&self.session.service.version)
    }

    fn hostname(&self) -> Result<String> {
        let found = self.host(&[DNS, NAME])?;
        let part = |part: &str| found.value(DNS)?.child(part).map(|child| child.text());
        let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
        let named = filled(part("hostName"));
        match (named, filled(part("domainName"))) {
            (Some(host), Some(domain)) => Ok(format!("{host}.{domain}")),
            (Some(host), None) => Ok(host),
            (None, _) => {
                found.text(NAME).ok_or_else(|| unexpected("the host does not tell its name"))
            }
        }
    }

    /// Asks the host.
    fn is_alive(&self) -> Result<bool> {
        Ok(self.host(&[NAME]).is_ok())
    }

    fn is_encrypted(&self) -> Result<bool> {
        Ok(self.is_encrypted)
    }

    fn is_secure(&self) -> Result<bool> {
        Ok(self.is_encrypted)
    }

    fn node_info(&self) -> Result<NodeInfo> {
        let found = self.host(&[MEMORY, CPU, NODES, MODEL])?;
        let part = |name: &str| found.required_part::<u64>(CPU, name);
        let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let (packages, cores, threads) =
            (part("numCpuPackages")?.max(1), part("numCpuCores")?.max(1), part("numCpuThreads")?);
        let nodes = found.optional_number::<u32>(NODES)?.unwrap_or(1).max(1);
        let sockets = (small(packages) / nodes).max(1);
        Ok(NodeInfo {
            model: short(&found.text(MODEL).unwrap_or_default()),
            memory: Kib::from_bytes(found.required_number(MEMORY)?),
            cpus: small(cores),
            mhz: small(part("hz")? / 1_000_000),
            nodes,
            sockets,
            cores: small(cores / packages).max(1),
            threads: small(threads / cores).max(1),
        })
    }

    /// The whole memory without what is in use.
    fn free_memory(&self) -> Result<u64> {
        let found = self.host(&[MEMORY, USED])?;
        let all: u64 = found.required_number(MEMORY)?;
        let used: u64 = found.required_number(USED)?;
        Ok(all.saturating_sub(used.saturating_mul(1 << 20)))
    }

    fn capabilities(&self) -> Result<String> {
        let found = self.host(&[UUID])?;
        let kind = |arch: &str, word_size| GuestKind {
            os: "hvm".to_owned(),
            arch: arch.to_owned(),
            word_size,
            emulator: None,
            domain: "vmware".to_owned(),
            features: Vec::new(),
        };
        let capabilities = Capabilities {
            uuid: found.text(UUID).and_then(|text| parse_uuid(&text)),
            arch: "x86_64".to_owned(),
            guests: vec![kind("i686", 32), kind("x86_64", 64)],
            ..Capabilities::default()
        };
        Ok(xml::capabilities::to_document(&capabilities))
    }
}

/// MAJOR * 1,000,000 + MINOR * 1,000 + RELEASE, as libvirt counts versions.
fn version_number(text: &str) -> Result<u64> {
    let part = |text: &str| text.parse::<u32>().ok().filter(|part| *part < 1000).map(u64::from);
    let parts: Vec<u64> = text.split('.').map_while(part).collect();
    match parts.as_slice() {
        [major, minor, release, ..] => Ok(major * 1_000_000 + minor * 1_000 + release),
        [major, minor] => Ok(major * 1_000_000 + minor * 1_000),
        _ => {
            Err(unexpected(format!("the host's version is '{text}', expected MAJOR.MINOR.RELEASE")))
        }
    }
}

fn short(model: &str) -> String {
    // As libvirt's driver, so that more of it has room.
    let plain = model.replace("(R)", "").replace("(TM)", "");
    let mut model = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    while model.len() > MODEL_BYTES {
        model.pop();
    }
    model
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        for (text, number) in [
            ("6.5.0", 6_005_000),
            ("8.0.3.1", 8_000_003),
            ("7.0", 7_000_000),
            ("7.0.u1", 7_000_000),
        ] {
            assert_eq!(version_number(text).unwrap(), number);
        }
        for text in
            ["", "7", "x.1.2", "99999999999.1.1", "1000.0.0", "-1.0.0", "18446744073709551615.1.1"]
        {
            assert!(version_number(text).is_err(), "{text}");
        }
    }

    #[test]
    fn models() {
        assert_eq!(
            short("Intel(R) Xeon(R)  CPU E5-2650 0 @ 2.00GHz"),
            "Intel Xeon CPU E5-2650 0 @ 2.00"
        );
        assert_eq!(short(&"é".repeat(30)), "é".repeat(15));
    }
}
