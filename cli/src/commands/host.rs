//! The connection and the host by its documents.

use crate::execute::Execute;
use crate::failure::{Context, Failure};
use crate::report::Report;
use crate::session::Session;
use clap::Args;
use serde_json::json;
use virmemctl::api::LIBVIRT_VERSION;

/// The arguments of `capabilities`.
#[derive(Args)]
pub struct Capabilities {}

/// The arguments of `hostname`.
#[derive(Args)]
pub struct Hostname {}

/// The arguments of `uri`.
#[derive(Args)]
pub struct Uri {}

/// The arguments of `version`.
#[derive(Args)]
pub struct Version {}

impl Execute for Capabilities {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let text = session.connection()?.capabilities();
        let text = text.failing(|| "failed to get capabilities".to_owned())?;
        let json = json!({"xml": text});
        Ok(Report::line(text, json))
    }
}

impl Execute for Hostname {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let name = session.connection()?.hostname();
        let name = name.failing(|| "failed to get hypervisor hostname".to_owned())?;
        Ok(Report::line(&name, json!({"hostname": name})))
    }
}

impl Execute for Uri {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let uri = session.connection()?.uri();
        Ok(Report::line(uri, json!({"uri": uri})))
    }
}

impl Execute for Version {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let connection = session.connection()?;
        let (own, api) = (env!("CARGO_PKG_VERSION"), parts(LIBVIRT_VERSION));
        let (kind, running) = (connection.kind()?, parts(connection.version()?));
        let text = format!(
            "Using library: libvirmemctl {own}\nUsing API: {kind} {api}\nRunning hypervisor: {kind} {running}\n"
        );
        Ok(Report::new(
            text,
            json!({"library": own, "api": api, "kind": kind, "hypervisor": running}),
        ))
    }
}

/// 1,000,000 * major + 1,000 * minor + release, with dots.
fn parts(version: u64) -> String {
    format!("{}.{}.{}", version / 1_000_000, version / 1000 % 1000, version % 1000)
}
