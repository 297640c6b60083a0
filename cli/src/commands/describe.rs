//! What a domain is: its names, its state, its sizes.

use crate::execute::Execute;
use crate::failure::Failure;
use crate::report::Report;
use crate::session::Session;
use clap::Args;
use serde_json::{Map, Value, json};
use virmemctl::api::Domain;
use virmemctl::model::constants::virDomainState::{self, *};
use virmemctl::model::domain::StateReason;
use virmemctl::model::statistics::SecurityLabel;

/// A command with a domain alone.
macro_rules! of_domain {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        $($(#[$doc])*
        #[derive(Args)]
        pub struct $name {
            /// Its name, id or uuid
            #[arg(long, value_name = "DOMAIN")]
            domain: String,
        })*
    };
}

of_domain! {
    /// The arguments of `dominfo`.
    Dominfo,
    /// The arguments of `domid`.
    Domid,
    /// The arguments of `domname`.
    Domname,
    /// The arguments of `domuuid`.
    Domuuid,
}

/// The arguments of `domstate`.
#[derive(Args)]
pub struct Domstate {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// The reason too
    #[arg(long)]
    reason: bool,
}

/// A state, as virsh calls it.
pub fn state_name(state: virDomainState) -> &'static str {
    match state {
        VIR_DOMAIN_NOSTATE => "no state",
        VIR_DOMAIN_RUNNING => "running",
        VIR_DOMAIN_BLOCKED => "idle",
        VIR_DOMAIN_PAUSED => "paused",
        VIR_DOMAIN_SHUTDOWN => "in shutdown",
        VIR_DOMAIN_SHUTOFF => "shut off",
        VIR_DOMAIN_CRASHED => "crashed",
        VIR_DOMAIN_PMSUSPENDED => "pmsuspended",
    }
}

/// The reasons of each state, in the order of their numbers, as virsh calls them.
fn reason_name(state: &StateReason) -> &'static str {
    let names: &[&str] = match state.state {
        VIR_DOMAIN_RUNNING => &[
            "unknown",
            "booted",
            "migrated",
            "restored",
            "from snapshot",
            "unpaused",
            "migration canceled",
            "save canceled",
            "event wakeup",
            "crashed",
            "post-copy",
            "post-copy failed",
        ],
        VIR_DOMAIN_PAUSED => &[
            "unknown",
            "user",
            "migrating",
            "saving",
            "dumping",
            "I/O error",
            "watchdog",
            "from snapshot",
            "shutting down",
            "creating snapshot",
            "crashed",
            "starting up",
            "post-copy",
            "post-copy failed",
        ],
        VIR_DOMAIN_SHUTDOWN => &["unknown", "user"],
        VIR_DOMAIN_SHUTOFF => &[
            "unknown",
            "shutdown",
            "destroyed",
            "crashed",
            "migrated",
            "saved",
            "failed",
            "from snapshot",
            "daemon",
        ],
        VIR_DOMAIN_CRASHED => &["unknown", "panicked"],
        _ => &["unknown"],
    };
    usize::try_from(state.reason).ok().and_then(|reason| names.get(reason)).unwrap_or(&"unknown")
}

impl Execute for Domstate {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let state = session.domain(&self.domain)?.state(0)?;
        let (name, reason) = (state_name(state.state), reason_name(&state));
        let json = json!({"state": name, "reason": reason});
        let reason = if self.reason { format!(" ({reason})") } else { String::new() };
        Ok(Report::line(format!("{name}{reason}"), json))
    }
}

impl Execute for Domid {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let id = session.domain(&self.domain)?.id();
        let text = id.map_or_else(|| "-".to_owned(), |id| id.to_string());
        Ok(Report::line(text, json!({"id": id})))
    }
}

impl Execute for Domname {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        Ok(Report::line(domain.name(), json!({"name": domain.name()})))
    }
}

impl Execute for Domuuid {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let uuid = session.domain(&self.domain)?.uuid().to_string();
        Ok(Report::line(&uuid, json!({"uuid": uuid})))
    }
}

impl Execute for Dominfo {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        let facts = facts(&domain)?;
        let text: String = facts
            .iter()
            .map(|(name, text, _)| format!("{:<15} {text}\n", format!("{name}:")))
            .collect();
        let key = |name: &str| name.to_ascii_lowercase().replace(' ', "_").replace("(s)", "s");
        let entries = facts.into_iter().map(|(name, _, json)| (key(name), json));
        Ok(Report::new(text, Value::Object(entries.collect::<Map<_, _>>())))
    }
}

/// Each fact's name, text and value.
type Fact = (&'static str, String, Value);

fn facts(domain: &Domain) -> Result<Vec<Fact>, Failure> {
    let info = domain.info()?;
    let text = |name, text: String| (name, text.clone(), Value::String(text));
    let id = domain.id();
    let size = |name, kib: u64| (name, format!("{kib} KiB"), json!(kib));
    let switch = |name, is_on: bool, words: [&str; 2]| {
        let [off, on] = words;
        (name, (if is_on { on } else { off }).to_owned(), json!(is_on))
    };
    let mut facts = vec![
        ("Id", id.map_or_else(|| "-".to_owned(), |id| id.to_string()), json!(id)),
        text("Name", domain.name().to_owned()),
        text("UUID", domain.uuid().to_string()),
    ];
    facts.extend(domain.os_kind().ok().map(|kind| text("OS Type", kind)));
    facts.push(text("State", state_name(info.state).to_owned()));
    facts.push(("CPU(s)", info.vcpus.to_string(), json!(info.vcpus)));
    if info.cpu_time != 0 {
        let tenths = (info.cpu_time + 50_000_000) / 100_000_000;
        let time = format!("{}.{}s", tenths / 10, tenths % 10);
        facts.push(("CPU time", time, json!(info.cpu_time)));
    }
    facts.push(size("Max memory", info.max_memory.0));
    facts.push(size("Used memory", info.memory.0));
    facts.push(switch("Persistent", domain.is_persistent()?, ["no", "yes"]));
    facts.extend(
        domain.autostart().ok().map(|is_on| switch("Autostart", is_on, ["disable", "enable"])),
    );
    facts.extend(
        domain.has_managed_save(0).ok().map(|has| switch("Managed save", has, ["no", "yes"])),
    );
    facts.extend(security(domain));
    Ok(facts)
}

fn security(domain: &Domain) -> Vec<Fact> {
    let text = |name, text: String| (name, text.clone(), Value::String(text));
    let Ok(model) = domain.connection().security_model() else { return Vec::new() };
    let mut facts = vec![text("Security model", model.model), text("Security DOI", model.doi)];
    let label = domain.security_label().ok().and_then(|label| labelled(&label));
    facts.extend(label.map(|label| text("Security label", label)));
    facts
}

/// A label as virsh shows it, which leaves out an empty one: that of a guest that does not run.
fn labelled(label: &SecurityLabel) -> Option<String> {
    let how = if label.enforcing { "enforcing" } else { "permissive" };
    (!label.label.is_empty()).then(|| format!("{} ({how})", label.label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_label_is_not_shown() {
        let of = |label: &str, enforcing| {
            labelled(&SecurityLabel { label: label.to_owned(), enforcing })
        };
        assert_eq!(of("", false), None);
        assert_eq!(of("+0:+0", true).as_deref(), Some("+0:+0 (enforcing)"));
        assert_eq!(of("+0:+0", false).as_deref(), Some("+0:+0 (permissive)"));
    }
}
