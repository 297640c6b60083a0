//! What of a domain a call is about.

use crate::model::constants::virDomainModificationImpact::*;

/// What of a domain a call is about: libvirt's virDomainModificationImpact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Impact {
    /// The running domain, or the definition of one that is shut off.
    #[default]
    Current,
    /// The running domain.
    Live,
    /// The definition, which the next start takes.
    Config,
    /// Both; for a set alone.
    LiveAndConfig,
}

impl Impact {
    /// The flags of libvirt's functions.
    pub const fn flags(self) -> u32 {
        match self {
            Self::Current => VIR_DOMAIN_AFFECT_CURRENT as u32,
            Self::Live => VIR_DOMAIN_AFFECT_LIVE as u32,
            Self::Config => VIR_DOMAIN_AFFECT_CONFIG as u32,
            Self::LiveAndConfig => VIR_DOMAIN_AFFECT_LIVE as u32 | VIR_DOMAIN_AFFECT_CONFIG as u32,
        }
    }
}
