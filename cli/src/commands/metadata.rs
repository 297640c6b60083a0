//! Titles, descriptions and what applications keep with a domain.

use super::affect::Affect;
use crate::execute::Execute;
use crate::failure::{Context, Failure};
use crate::report::Report;
use crate::session::Session;
use clap::Args;
use serde_json::json;
use virmemctl::model::metadata::{MetadataChange, MetadataKind};
use virmemctl::model::virErrorNumber::VIR_ERR_NO_DOMAIN_METADATA;

/// The arguments of `desc`.
#[derive(Args)]
pub struct Desc {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    #[command(flatten)]
    affect: Affect,
    /// The title in place of the description
    #[arg(long)]
    title: bool,
    /// The new one; an empty one removes it
    #[arg(long, value_name = "TEXT", num_args = 0..=1, default_missing_value = "", action = clap::ArgAction::Append)]
    new_desc: Option<Vec<String>>,
}

/// The arguments of `metadata`.
#[derive(Args)]
pub struct Metadata {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// The namespace
    #[arg(long)]
    uri: String,
    #[command(flatten)]
    affect: Affect,
    /// The prefix for the namespace
    #[arg(long, requires = "set")]
    key: Option<String>,
    /// The new element
    #[arg(long, value_name = "XML", requires = "key", conflicts_with = "remove")]
    set: Option<String>,
    /// Removes it
    #[arg(long)]
    remove: bool,
}

impl Execute for Desc {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        let (kind, name) = if self.title {
            (MetadataKind::Title, "title")
        } else {
            (MetadataKind::Description, "description")
        };
        let Some(words) = &self.new_desc else {
            let text = match domain.metadata(&kind, self.affect.flags()) {
                Err(error) if error.code() == VIR_ERR_NO_DOMAIN_METADATA => None,
                text => Some(text?),
            };
            let none = format!("No {name} for domain: {}", self.domain);
            let json = json!({name: text});
            return Ok(Report::new(text.map_or(none, |text| text + "\n"), json));
        };
        let text = words.join(" ");
        let change =
            MetadataChange { kind, text: (!text.is_empty()).then(|| text.into_bytes()), key: None };
        let changed = domain.set_metadata(&change, self.affect.flags());
        changed.failing(|| format!("Failed to set new domain {name}"))?;
        Ok(Report::done(format!("Domain {name} updated successfully"), json!({})))
    }
}

impl Execute for Metadata {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        let kind = MetadataKind::Element(self.uri.clone());
        if self.set.is_none() && !self.remove {
            let text = domain.metadata(&kind, self.affect.flags())?;
            let json = json!({"metadata": text});
            return Ok(Report::line(text, json));
        }
        let change = MetadataChange {
            kind,
            text: self.set.as_ref().map(|text| text.clone().into_bytes()),
            key: self.key.clone(),
        };
        domain.set_metadata(&change, self.affect.flags())?;
        let said = if self.remove { "removed" } else { "modified" };
        Ok(Report::done(format!("Metadata {said}\n"), json!({})))
    }
}
