//! The host itself.

use super::unsupported;
use crate::model::{Result, virErrorDomain};

/// What a driver says of the host and of itself.
pub trait Node: Send + Sync {
    /// The name that `virConnectGetType` gives.
    fn kind(&self) -> &'static str;

    /// The error domain of the driver's own errors.
    fn error_domain(&self) -> virErrorDomain;

    /// The hypervisor's version, 1,000,000 * major + 1,000 * minor + release.
    fn version(&self) -> Result<u64> {
        unsupported("version")
    }

    /// The host's name.
    fn hostname(&self) -> Result<String> {
        Ok(rustix::system::uname().nodename().to_string_lossy().into_owned())
    }

    /// Whether the host still answers.
    fn is_alive(&self) -> Result<bool> {
        Ok(true)
    }

    /// Asks for signs of life every `_interval` seconds; the host is gone when
    /// `_count` of them did not come.
    fn set_keep_alive(&self, _interval: i32, _count: u32) -> Result<()> {
        unsupported("virConnectSetKeepAlive")
    }

    /// Whether what goes to the host is encrypted on the way.
    fn is_encrypted(&self) -> Result<bool> {
        Ok(false)
    }

    /// Whether what goes to the host is safe from eavesdropping.
    fn is_secure(&self) -> Result<bool> {
        Ok(true)
    }
}
