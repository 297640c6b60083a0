//! Flag words.

use super::constants::{
    virConnectBaselineCPUFlags, virConnectFlags, virDomainMemoryFlags, virDomainMemoryModFlags,
    virDomainModificationImpact, virDomainVcpuFlags, virMemctlMemoryFlags, virTypedParameterFlags,
};
use super::{Error, Result, virErrorDomain};

/// `VIR_CONNECT_RO`
pub const READ_ONLY: u32 = virConnectFlags::VIR_CONNECT_RO as u32;
/// `VIR_DOMAIN_AFFECT_LIVE`
pub const AFFECT_LIVE: u32 = virDomainModificationImpact::VIR_DOMAIN_AFFECT_LIVE as u32;
/// `VIR_DOMAIN_AFFECT_CONFIG`
pub const AFFECT_CONFIG: u32 = virDomainModificationImpact::VIR_DOMAIN_AFFECT_CONFIG as u32;
/// `VIR_TYPED_PARAM_STRING_OKAY`
pub const STRING_OKAY: u32 = virTypedParameterFlags::VIR_TYPED_PARAM_STRING_OKAY as u32;

/// `VIR_DOMAIN_MEM_MAXIMUM`
pub const MEMORY_MAXIMUM: u32 = virDomainMemoryModFlags::VIR_DOMAIN_MEM_MAXIMUM as u32;
/// `VIR_DOMAIN_VCPU_MAXIMUM`
pub const VCPU_MAXIMUM: u32 = virDomainVcpuFlags::VIR_DOMAIN_VCPU_MAXIMUM as u32;
/// `VIR_DOMAIN_VCPU_GUEST`
pub const VCPU_GUEST: u32 = virDomainVcpuFlags::VIR_DOMAIN_VCPU_GUEST as u32;
/// `VIR_MEMORY_VIRTUAL`
pub const PEEK_VIRTUAL: u32 = virDomainMemoryFlags::VIR_MEMORY_VIRTUAL as u32;
/// `VIR_MEMORY_PHYSICAL`
pub const PEEK_PHYSICAL: u32 = virDomainMemoryFlags::VIR_MEMORY_PHYSICAL as u32;
/// `VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES`
pub const EXPAND_FEATURES: u32 =
    virConnectBaselineCPUFlags::VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES as u32;

/// `VIR_MEMCTL_FORCE`
pub const MEMCTL_FORCE: u32 = virMemctlMemoryFlags::VIR_MEMCTL_FORCE as u32;

/// Refuses any bit that is not among `supported`.
pub fn check(domain: virErrorDomain, flags: u32, supported: u32) -> Result<()> {
    match flags & !supported {
        0 => Ok(()),
        unknown => Err(Error::invalid_arg(
            domain,
            format!("flags {flags:#x} hold {unknown:#x}, expected only bits of {supported:#x}"),
        )),
    }
}

/// Which part of a domain a call reads or changes. Neither means
/// `VIR_DOMAIN_AFFECT_CURRENT`: the running domain if it runs, otherwise its
/// definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Affect {
    /// The running domain.
    pub live: bool,
    /// The persistent definition.
    pub config: bool,
}

impl Affect {
    /// The parts that these flags select.
    pub fn from_flags(flags: u32) -> Self {
        Self { live: flags & AFFECT_LIVE != 0, config: flags & AFFECT_CONFIG != 0 }
    }

    /// Refuses a call for both parts (VIR_ERR_INVALID_ARG).
    pub fn check_one(self) -> Result<()> {
        if self.live && self.config {
            return Err(Error::invalid_arg(
                virErrorDomain::VIR_FROM_DOMAIN,
                "flags ask for live and config, expected at most one of them",
            ));
        }
        Ok(())
    }

    /// Resolves "current", and refuses parts that the domain does not have
    /// (VIR_ERR_OPERATION_INVALID): live if it is not running, config if it has no
    /// persistent definition.
    pub fn resolve(self, name: &str, active: bool, persistent: bool) -> Result<Self> {
        let resolved =
            if self.live || self.config { self } else { Self { live: active, config: !active } };
        let refusal = if resolved.live && !active {
            "is not running, so it has no live state or configuration"
        } else if resolved.config && !persistent {
            "is transient, so it has no persistent definition"
        } else {
            return Ok(resolved);
        };
        Err(Error::new(
            virErrorDomain::VIR_FROM_DOMAIN,
            super::virErrorNumber::VIR_ERR_OPERATION_INVALID,
            format!("domain '{name}' {refusal}"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn current_follows_the_state() {
        let current = Affect::from_flags(0);
        assert!(current.resolve("d", true, true).unwrap().live);
        assert!(current.resolve("d", false, true).unwrap().config);
        assert!(Affect::from_flags(AFFECT_LIVE).resolve("d", false, true).is_err());
        assert!(Affect::from_flags(AFFECT_CONFIG).resolve("d", true, false).is_err());
    }

    #[test]
    fn unknown_bits_are_refused() {
        assert!(check(virErrorDomain::VIR_FROM_TEST, 3, 3).is_ok());
        assert!(check(virErrorDomain::VIR_FROM_TEST, 4, 3).is_err());
    }
}
