//! Documents of domains: shown, defined, created.

use super::affect::bits;
use crate::execute::Execute;
use crate::failure::{Context, Failure};
use crate::report::Report;
use crate::session::Session;
use clap::Args;
use serde_json::json;
use std::io::Read;
use virmemctl::model::constants::virDomainCreateFlags::{
    VIR_DOMAIN_START_AUTODESTROY, VIR_DOMAIN_START_PAUSED,
};
use virmemctl::model::constants::virDomainUndefineFlagsValues::*;
use virmemctl::model::constants::virDomainXMLFlags::{
    VIR_DOMAIN_XML_INACTIVE, VIR_DOMAIN_XML_MIGRATABLE, VIR_DOMAIN_XML_SECURE,
};
use virmemctl::model::error::errno_text;
use virmemctl::model::units::DOCUMENT_MAX;

/// The arguments of `dumpxml`.
#[derive(Args)]
pub struct Dumpxml {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// The definition of a running domain
    #[arg(long)]
    inactive: bool,
    /// With what is secret
    #[arg(long)]
    security_info: bool,
    /// Fit for another host
    #[arg(long)]
    migratable: bool,
}

/// The arguments of `define`.
#[derive(Args)]
pub struct Define {
    /// The file with the document; - is standard input
    #[arg(long, value_name = "FILE")]
    file: String,
}

/// The arguments of `create`.
#[derive(Args)]
pub struct Create {
    /// The file with the document; - is standard input
    #[arg(long, value_name = "FILE")]
    file: String,
    /// Paused, until it is resumed
    #[arg(long)]
    paused: bool,
    /// Ended with the connection
    #[arg(long)]
    autodestroy: bool,
}

/// The arguments of `undefine`.
#[derive(Args)]
pub struct Undefine {
    /// Its name or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// With what it could be restored from
    #[arg(long)]
    managed_save: bool,
    /// With what is known of its snapshots
    #[arg(long)]
    snapshots_metadata: bool,
    /// With what is known of its checkpoints
    #[arg(long)]
    checkpoints_metadata: bool,
    /// With its firmware's variables
    #[arg(long)]
    nvram: bool,
    /// But for its firmware's variables
    #[arg(long)]
    keep_nvram: bool,
    /// With the state of its TPM
    #[arg(long)]
    tpm: bool,
    /// But for the state of its TPM
    #[arg(long)]
    keep_tpm: bool,
}

/// The content of a file, or of standard input.
fn content(file: &str) -> Result<Vec<u8>, Failure> {
    let mut content = Vec::new();
    let most = u64::try_from(DOCUMENT_MAX).unwrap_or(u64::MAX).saturating_add(1);
    let read = if file == "-" {
        std::io::stdin().lock().take(most).read_to_end(&mut content)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(most).read_to_end(&mut content))
    };
    read.map_err(|error| {
        let reason = error.raw_os_error().map_or_else(|| error.to_string(), errno_text);
        Failure::new(format!("Failed to open file '{file}': {reason}"))
    })?;
    Ok(content)
}

impl Execute for Dumpxml {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let flags = bits(&[
            (self.inactive, VIR_DOMAIN_XML_INACTIVE as u32),
            (self.security_info, VIR_DOMAIN_XML_SECURE as u32),
            (self.migratable, VIR_DOMAIN_XML_MIGRATABLE as u32),
        ]);
        let xml = session.domain(&self.domain)?.xml(flags)?;
        let json = json!({"xml": xml});
        Ok(Report::new(xml, json))
    }
}

impl Execute for Define {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.connection()?.define(&content(&self.file)?, 0);
        let domain = domain.failing(|| format!("Failed to define domain from {}", self.file))?;
        let text = format!("Domain '{}' defined from {}\n", domain.name(), self.file);
        Ok(Report::done(text, json!({"name": domain.name(), "uuid": domain.uuid().to_string()})))
    }
}

impl Execute for Create {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let paused = if self.paused { VIR_DOMAIN_START_PAUSED as u32 } else { 0 };
        let ended = if self.autodestroy { VIR_DOMAIN_START_AUTODESTROY as u32 } else { 0 };
        let domain = session.connection()?.create_xml(&content(&self.file)?, paused | ended);
        let domain = domain.failing(|| format!("Failed to create domain from {}", self.file))?;
        let text = format!("Domain '{}' created from {}\n", domain.name(), self.file);
        Ok(Report::done(text, json!({"name": domain.name(), "id": domain.id()})))
    }
}

impl Execute for Undefine {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        let flags = bits(&[
            (self.managed_save, VIR_DOMAIN_UNDEFINE_MANAGED_SAVE as u32),
            (self.snapshots_metadata, VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA as u32),
            (self.checkpoints_metadata, VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA as u32),
            (self.nvram, VIR_DOMAIN_UNDEFINE_NVRAM as u32),
            (self.keep_nvram, VIR_DOMAIN_UNDEFINE_KEEP_NVRAM as u32),
            (self.tpm, VIR_DOMAIN_UNDEFINE_TPM as u32),
            (self.keep_tpm, VIR_DOMAIN_UNDEFINE_KEEP_TPM as u32),
        ]);
        domain
            .undefine(flags)
            .failing(|| format!("Failed to undefine domain '{}'", self.domain))?;
        let text = format!("Domain '{}' has been undefined\n", self.domain);
        Ok(Report::done(text, json!({"name": domain.name()})))
    }
}
