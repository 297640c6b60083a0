//! Starting, ending and pausing domains.

use super::affect::bits;
use crate::execute::Execute;
use crate::failure::{Context, Failure};
use crate::report::Report;
use crate::session::Session;
use clap::Args;
use serde_json::json;
use virmemctl::api::Domain;
use virmemctl::model::constants::virDomainCreateFlags::{
    VIR_DOMAIN_START_AUTODESTROY, VIR_DOMAIN_START_BYPASS_CACHE, VIR_DOMAIN_START_FORCE_BOOT,
    VIR_DOMAIN_START_PAUSED, VIR_DOMAIN_START_RESET_NVRAM,
};
use virmemctl::model::constants::virDomainDestroyFlagsValues::VIR_DOMAIN_DESTROY_GRACEFUL;
use virmemctl::model::constants::virDomainShutdownFlagValues::*;

/// The arguments of `start`.
#[derive(Args)]
pub struct Start {
    /// Its name or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// Paused, until it is resumed
    #[arg(long)]
    paused: bool,
    /// Ended with the connection
    #[arg(long)]
    autodestroy: bool,
    /// Past the host's page cache, where it is restored
    #[arg(long)]
    bypass_cache: bool,
    /// Anew, where it could be restored
    #[arg(long)]
    force_boot: bool,
    /// With its firmware's variables as they were at first
    #[arg(long)]
    reset_nvram: bool,
}

/// The arguments of `destroy`.
#[derive(Args)]
pub struct Destroy {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// Only if it ends when it is asked to
    #[arg(long)]
    graceful: bool,
}

/// The arguments of `domrename`.
#[derive(Args)]
pub struct Domrename {
    /// Its name or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// The new name
    #[arg(long, value_name = "NAME")]
    new_name: String,
}

/// The ways to ask a guest, and their bits, which shutdown and reboot share.
const MODES: [(&str, u32); 5] = [
    ("acpi", VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN as u32),
    ("agent", VIR_DOMAIN_SHUTDOWN_GUEST_AGENT as u32),
    ("initctl", VIR_DOMAIN_SHUTDOWN_INITCTL as u32),
    ("signal", VIR_DOMAIN_SHUTDOWN_SIGNAL as u32),
    ("paravirt", VIR_DOMAIN_SHUTDOWN_PARAVIRT as u32),
];

/// A domain, and how it is asked.
#[derive(Args)]
struct Asked {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// The ways to ask: acpi, agent, initctl, signal, paravirt
    #[arg(long, value_name = "MODE,…")]
    mode: Option<String>,
}

impl Asked {
    fn flags(&self) -> Result<u32, Failure> {
        let mut words = self.mode.iter().flat_map(|modes| modes.split(','));
        words.try_fold(0, |all, word| {
            let known = MODES.iter().find(|(name, _)| *name == word);
            let (_, bit) = known.ok_or_else(|| {
                Failure::new(format!(
                    "Unknown mode {word} value, expecting 'acpi', 'agent', 'initctl', 'signal', or 'paravirt'"
                ))
            })?;
            Ok(all | bit)
        })
    }
}

/// The arguments of `shutdown`.
#[derive(Args)]
pub struct Shutdown {
    #[command(flatten)]
    asked: Asked,
}

/// The arguments of `reboot`.
#[derive(Args)]
pub struct Reboot {
    #[command(flatten)]
    asked: Asked,
}

impl Execute for Shutdown {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let (named, flags) = (&self.asked.domain, self.asked.flags()?);
        let domain = session.domain(named)?;
        domain.shutdown(flags).failing(|| format!("Failed to shutdown domain '{named}'"))?;
        Ok(done(&domain, format!("Domain '{named}' is being shutdown\n")))
    }
}

impl Execute for Reboot {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let (named, flags) = (&self.asked.domain, self.asked.flags()?);
        let domain = session.domain(named)?;
        domain.reboot(flags).failing(|| format!("Failed to reboot domain '{named}'"))?;
        Ok(done(&domain, format!("Domain '{named}' is being rebooted\n")))
    }
}

/// Commands that ask a domain for one thing.
macro_rules! simple {
    ($($name:ident: $call:expr, $failing:literal, $done:literal;)*) => {
        $(/// The arguments of the command.
        #[derive(Args)]
        pub struct $name {
            /// Its name, id or uuid
            #[arg(long, value_name = "DOMAIN")]
            domain: String,
        }

        impl Execute for $name {
            fn execute(&self, session: &Session) -> Result<Report, Failure> {
                let domain = session.domain(&self.domain)?;
                let call: fn(&Domain) -> virmemctl::model::Result<()> = $call;
                call(&domain).failing(|| format!($failing, self.domain))?;
                Ok(done(&domain, format!($done, self.domain)))
            }
        })*
    };
}

simple! {
    Suspend: |domain| domain.suspend(), "Failed to suspend domain '{}'", "Domain '{}' suspended\n";
    Resume: |domain| domain.resume(), "Failed to resume domain '{}'", "Domain '{}' resumed\n";
}

fn done(domain: &Domain, text: String) -> Report {
    Report::done(text, json!({"name": domain.name(), "id": domain.id()}))
}

impl Execute for Start {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        if domain.id().is_some() {
            return Err(Failure::new("Domain is already active"));
        }
        let flags = bits(&[
            (self.paused, VIR_DOMAIN_START_PAUSED as u32),
            (self.autodestroy, VIR_DOMAIN_START_AUTODESTROY as u32),
            (self.bypass_cache, VIR_DOMAIN_START_BYPASS_CACHE as u32),
            (self.force_boot, VIR_DOMAIN_START_FORCE_BOOT as u32),
            (self.reset_nvram, VIR_DOMAIN_START_RESET_NVRAM as u32),
        ]);
        domain.create(flags).failing(|| format!("Failed to start domain '{}'", self.domain))?;
        Ok(done(&domain, format!("Domain '{}' started\n", domain.name())))
    }
}

impl Execute for Destroy {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        let flags = if self.graceful { VIR_DOMAIN_DESTROY_GRACEFUL as u32 } else { 0 };
        domain.destroy(flags).failing(|| format!("Failed to destroy domain '{}'", self.domain))?;
        Ok(done(&domain, format!("Domain '{}' destroyed\n", self.domain)))
    }
}

impl Execute for Domrename {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        domain.rename(&self.new_name, 0)?;
        Ok(Report::done("Domain successfully renamed\n", json!({"name": self.new_name})))
    }
}
