//! Domains that start with the host.

use crate::execute::Execute;
use crate::failure::{Context, FAILED, Failure};
use crate::report::Report;
use crate::session::Session;
use clap::Args;
use serde_json::json;
use virmemctl::api::Domain;
use virmemctl::model::constants::virConnectListAllDomainsFlags::{
    VIR_CONNECT_LIST_DOMAINS_AUTOSTART, VIR_CONNECT_LIST_DOMAINS_INACTIVE,
};

/// The arguments of `autostart`.
#[derive(Args)]
pub struct Autostart {
    /// Its name or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// No longer
    #[arg(long)]
    disable: bool,
}

/// The arguments of `autostart-all`.
#[derive(Args)]
pub struct AutostartAll {}

impl Execute for Autostart {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        let (failing, said) = if self.disable {
            ("Failed to unmark domain", "unmarked as autostarted")
        } else {
            ("Failed to mark domain", "marked as autostarted")
        };
        let name = &self.domain;
        domain
            .set_autostart(!self.disable)
            .failing(|| format!("{failing} '{name}' as autostarted"))?;
        let json = json!({"name": domain.name(), "id": domain.id()});
        Ok(Report::done(format!("Domain '{name}' {said}\n"), json))
    }
}

impl Execute for AutostartAll {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let marked =
            VIR_CONNECT_LIST_DOMAINS_INACTIVE as u32 | VIR_CONNECT_LIST_DOMAINS_AUTOSTART as u32;
        let domains = session.connection()?.domains(marked)?;
        let (mut started, mut failures) = (Vec::new(), Vec::new());
        for domain in &domains {
            match start(domain) {
                Ok(()) => started.push(domain.name()),
                Err(failure) => failures.extend(failure.lines),
            }
        }
        if !failures.is_empty() {
            return Err(Failure { lines: failures, ..Failure::silent(FAILED) });
        }
        let text: String =
            started.iter().map(|name| format!("Domain '{name}' started\n")).collect();
        Ok(Report::done(text, json!(started)))
    }
}

fn start(domain: &Domain) -> Result<(), Failure> {
    domain.create(0).failing(|| format!("Failed to start domain '{}'", domain.name()))
}
