//! Starting, ending and pausing domains.

use crate::execute::Execute;
use crate::failure::{Context, Failure};
use crate::report::Report;
use crate::session::Session;
use clap::Args;
use serde_json::json;
use virmemctl::api::Domain;
use virmemctl::model::constants::virDomainCreateFlags::{
    VIR_DOMAIN_START_AUTODESTROY, VIR_DOMAIN_START_PAUSED,
};
use virmemctl::model::constants::virDomainDestroyFlagsValues::VIR_DOMAIN_DESTROY_GRACEFUL;

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
    Shutdown: |domain| domain.shutdown(0), "Failed to shutdown domain '{}'", "Domain '{}' is being shutdown\n";
    Reboot: |domain| domain.reboot(0), "Failed to reboot domain '{}'", "Domain '{}' is being rebooted\n";
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
        let paused = if self.paused { VIR_DOMAIN_START_PAUSED as u32 } else { 0 };
        let ended = if self.autodestroy { VIR_DOMAIN_START_AUTODESTROY as u32 } else { 0 };
        domain
            .create(paused | ended)
            .failing(|| format!("Failed to start domain '{}'", self.domain))?;
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
