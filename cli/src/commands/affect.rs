//! Whether a command is about the running domain, its definition, or what there is.

use clap::Args;
use virmemctl::model::flags::{AFFECT_CONFIG, AFFECT_LIVE};

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
        let bit = |given: bool, bit: u32| if given { bit } else { 0 };
        bit(self.config, AFFECT_CONFIG) | bit(self.live, AFFECT_LIVE)
    }
}
