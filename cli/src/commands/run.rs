//! Domains from the command line: new programs, and processes that run.

use crate::execute::Execute;
use crate::failure::{Context, Failure};
use crate::output;
use crate::report::Report;
use crate::session::Session;
use crate::size;
use clap::Args;
use quick_xml::escape::escape;
use serde_json::json;
use virmemctl::{Domain, Impact, Memtune};

/// The arguments of `run`.
#[derive(Args)]
pub struct Run {
    /// The domain's name; the program's without it
    #[arg(long)]
    name: Option<String>,
    /// The most memory that it may use
    #[arg(long, value_name = "SIZE", value_parser = size::kib)]
    memory: Option<u64>,
    /// The memory that it has for sure
    #[arg(long, value_name = "SIZE", value_parser = size::kib)]
    guarantee: Option<u64>,
    /// What it is kept to by reclaim
    #[arg(long, value_name = "SIZE", value_parser = size::kib)]
    soft_limit: Option<u64>,
    /// The most memory and swap together
    #[arg(long, value_name = "SIZE", value_parser = size::kib)]
    swap_hard_limit: Option<u64>,
    /// Its weight among others that want CPU time
    #[arg(long, value_name = "NUMBER")]
    cpu_shares: Option<u64>,
    /// The most CPU time, in percent of one CPU
    #[arg(long, value_name = "PERCENT")]
    cpu_percent: Option<u64>,
    /// The user that it runs as
    #[arg(long)]
    user: Option<String>,
    /// Its working directory
    #[arg(long, value_name = "DIR")]
    directory: Option<String>,
    /// Keeps the definition, so that it can be started again
    #[arg(long)]
    persistent: bool,
    /// The program's path, and its arguments
    #[arg(last = true, required = true, value_name = "PROGRAM")]
    program: Vec<String>,
}

/// The arguments of `attach`.
#[derive(Args)]
pub struct Attach {
    /// The process
    #[arg(long)]
    pid: i32,
    /// The domain's name; of a QEMU its own without it
    #[arg(long)]
    name: Option<String>,
}

impl Run {
    /// The domain's document. Its memory is what it may use, else all that the host has, in KiB.
    fn document(&self, host: u64) -> Result<String, Failure> {
        let (path, arguments) =
            self.program.split_first().ok_or_else(|| Failure::wrong_use("no program"))?;
        let path = absolute(path)?;
        let base = path.rsplit('/').next().unwrap_or(&path);
        let name = self.name.as_deref().unwrap_or(base);
        let size = |element: &str, kib: Option<u64>| {
            kib.map_or_else(String::new, |kib| format!("<{element} unit='KiB'>{kib}</{element}>"))
        };
        let text = |element: &str, text: Option<&str>| {
            text.map_or_else(String::new, |text| {
                format!("<{element}>{}</{element}>", escaped(text))
            })
        };
        let limits = [
            size("hard_limit", self.memory),
            size("soft_limit", self.soft_limit),
            size("min_guarantee", self.guarantee),
            size("swap_hard_limit", self.swap_hard_limit),
        ];
        let memory = size("memory", self.memory.or(self.guarantee).or(Some(host)));
        let shares = self.cpu_shares.map(|shares| shares.to_string());
        let quota = self.cpu_percent.map_or_else(String::new, |percent| {
            let quota = u128::from(percent) * 1000;
            format!("<global_period>100000</global_period><global_quota>{quota}</global_quota>")
        });
        let arguments: String = arguments.iter().map(|word| text("initarg", Some(word))).collect();
        Ok(format!(
            "<domain type='cgroup'>{}{memory}<memtune>{}</memtune><cputune>{}{quota}</cputune>\
             <os><type>exe</type>{}{arguments}{}{}</os></domain>",
            text("name", Some(name)),
            limits.concat(),
            text("shares", shares.as_deref()),
            text("init", Some(&path)),
            text("initdir", self.directory.as_deref()),
            text("inituser", self.user.as_deref()),
        ))
    }
}

impl Execute for Run {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let connection = session.connection()?;
        let host =
            connection.node_info().failing(|| "Failed to ask for the host's memory".to_owned())?;
        let document = self.document(host.memory.0)?;
        let failing = || "Failed to start the program".to_owned();
        let domain = if self.persistent {
            let defined = connection.define(document.as_bytes(), 0);
            let domain = session.own("`run`", defined).failing(failing)?;
            if let Err(error) = domain.create(0) {
                // The definition is this command's own: a name that has one already is refused.
                domain.undefine(0).failing(failing)?;
                return Err(error).failing(failing);
            }
            domain
        } else {
            let created = connection.create_xml(document.as_bytes(), 0);
            session.own("`run`", created).failing(failing)?
        };
        if self.guarantee.is_some_and(|guarantee| guarantee > 0) && !holds_guarantee(&domain) {
            output::warning("the guarantee was checked, and is not held: that needs cgroup v2");
        }
        let id = domain.id().map_or_else(|| "-".to_owned(), |id| id.to_string());
        let text = format!("Domain '{}' started as process {id}\n", domain.name());
        Ok(Report::done(text, json!({"name": domain.name(), "id": domain.id()})))
    }
}

impl Execute for Attach {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let attached = session.connection()?.attach(self.pid, self.name.as_deref(), 0);
        let domain = session.own("`attach`", attached);
        let domain = domain.failing(|| format!("Failed to attach process {}", self.pid))?;
        let text = format!("Domain '{}' attached\n", domain.name());
        Ok(Report::done(text, json!({"name": domain.name(), "id": domain.id()})))
    }
}

/// Whether the kernel holds guarantees of a domain; a program that has ended needs none.
fn holds_guarantee(domain: &Domain) -> bool {
    let held = domain.tuned::<Memtune>(Impact::Live);
    held.map_or(true, |held| held.get_min_guarantee().is_some())
}

/// The program's path: one without a slash is looked for in $PATH.
fn absolute(program: &str) -> Result<String, Failure> {
    if program.starts_with('/') {
        return Ok(program.to_owned());
    }
    let search = std::env::var("PATH").unwrap_or_default();
    let candidates: Vec<std::path::PathBuf> = if program.contains('/') {
        vec![program.into()]
    } else {
        std::env::split_paths(&search).map(|dir| dir.join(program)).collect()
    };
    let found = candidates.into_iter().find(|path| path.is_file());
    let found =
        found.and_then(|path| std::path::absolute(path).ok()?.into_os_string().into_string().ok());
    found.ok_or_else(|| Failure::new(format!("there is no program '{program}'")))
}

/// A text as it stands in a document; a carriage return would be read as a line feed.
fn escaped(text: &str) -> String {
    escape(text).replace('\r', "&#13;")
}
