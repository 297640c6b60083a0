//! Whether a command is about the running domain, its definition, or what there is.

use clap::Args;
use virmemctl::model::flags::{AFFECT_CONFIG, AFFECT_LIVE};

/// The bits that are asked for.
pub fn bits(given: &[(bool, u32)]) -> u32 {
    given.iter().filter(|(is_given, _)| *is_given).fold(0, |all, (_, bit)| all | bit)
}

/// The options, which virsh has too.
#[derive(Args)]
pub struct Affect {
    /// The definition: from the next start on
    #[arg(long)]
    pub config: bool,
    /// The running domain
    #[arg(long)]
    pub live: bool,
    /// The running domain if it runs, else its definition
    #[arg(long, conflicts_with_all = ["config", "live"])]
    pub current: bool,
}

impl Affect {
    /// Bits of virDomainModificationImpact.
    pub fn flags(&self) -> u32 {
        bits(&[(self.config, AFFECT_CONFIG), (self.live, AFFECT_LIVE)])
    }
}
