//! Small texts: URIs, sets of CPUs, uuids, MAC addresses, names.

use crate::model::cpuset::CpuSet;
use crate::model::mac::Mac;
use crate::model::uri::Uri;
use crate::model::{Result, domain};

/// A URI in its normal form.
pub fn uri(text: &str) -> Result<String> {
    Uri::parse(text).map(|uri| uri.text)
}

/// What a URI is parsed into, without its text.
pub fn uri_parts(text: &str) -> Result<impl PartialEq + std::fmt::Debug + use<>> {
    let Uri { scheme, user, host, port, path, query, fragment, .. } = Uri::parse(text)?;
    Ok((scheme, user, host, port, path, query, fragment))
}

/// A set of CPUs as it is written.
pub fn cpus(text: &str) -> Result<String> {
    CpuSet::parse(text).map(|set| set.to_string())
}

/// A set of CPUs from a bit map, and as a bit map again.
pub fn cpu_map(map: &[u8]) -> Vec<u8> {
    CpuSet::from_bytes(map).to_bytes(map.len())
}

/// A uuid as it is written.
pub fn uuid(text: &str) -> Option<String> {
    domain::parse_uuid(text).map(|uuid| uuid.to_string())
}

/// A MAC address as it is written.
pub fn mac(text: &str) -> Option<String> {
    Mac::parse(text).map(|mac| mac.to_string())
}
