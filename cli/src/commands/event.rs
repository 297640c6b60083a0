//! Events of domains, printed as they come.

use crate::commands::event_text::Shown;
use crate::commands::event_words::{self, EVENTS};
use crate::execute::Execute;
use crate::failure::{Context, Failure};
use crate::output;
use crate::report::Report;
use crate::session::Session;
use clap::Args;
use serde_json::json;
use signal_hook::consts::SIGINT;
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use virmemctl::api::{EventStream, show_warnings};
use virmemctl::model::constants::{
    VIR_MEMCTL_PRESSURE_FULL_STALL, VIR_MEMCTL_PRESSURE_FULL_WINDOW,
    VIR_MEMCTL_PRESSURE_SOME_STALL, VIR_MEMCTL_PRESSURE_SOME_WINDOW,
};
use virmemctl::model::event::{CLOSE_EVENT, Event as Received, EventKind, MEMORY_EVENT};
use virmemctl::model::typed::{TypedParam, Value};
use virmemctl::model::uri;

/// The arguments of `event`.
#[derive(Args)]
pub struct Event {
    /// The events of one domain alone: its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: Option<String>,
    /// What to wait for, as --list names it
    #[arg(long, value_name = "EVENT")]
    event: Option<String>,
    /// Events of all kinds
    #[arg(long)]
    all: bool,
    /// Until the time is over or the command is interrupted, not for one event
    #[arg(long = "loop")]
    many: bool,
    /// For how many seconds
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<String>,
    /// The names of the events
    #[arg(long)]
    list: bool,
    /// With the time of each
    #[arg(long)]
    timestamp: bool,
    /// Of memory: tell when a process has waited for memory for STALL in WINDOW, in microseconds
    #[arg(long, value_name = "STALL:WINDOW")]
    some: Option<String>,
    /// The same, when all processes have waited at the same time
    #[arg(long, value_name = "STALL:WINDOW")]
    full: Option<String>,
}

impl Event {
    fn check(&self) -> Result<(), Failure> {
        let given = [("--list", self.list), ("--all", self.all), ("--event", self.event.is_some())];
        let given: Vec<&str> = given.iter().filter(|(_, is)| *is).map(|(name, _)| *name).collect();
        match given.as_slice() {
            [] => Err(Failure::new("one of --list, --all, or --event <type> is required")),
            [_] => Ok(()),
            [one, other, ..] => {
                Err(Failure::new(format!("Options {one} and {other} are mutually exclusive")))
            }
        }
    }

    fn kinds(&self) -> Result<Vec<i32>, Failure> {
        let Some(name) = &self.event else {
            return Ok(EVENTS.iter().map(|(_, kind)| *kind).collect());
        };
        let found = EVENTS.iter().find(|(known, _)| known == name);
        let kind = found.ok_or_else(|| Failure::new(format!("unknown event type {name}")))?.1;
        Ok(vec![kind])
    }

    fn seconds(&self) -> Result<Option<Duration>, Failure> {
        let Some(text) = &self.timeout else { return Ok(None) };
        // virsh counts milliseconds in an int.
        let seconds =
            text.parse().ok().filter(|seconds| (1..=i32::MAX as u64 / 1000).contains(seconds));
        let seconds = seconds.ok_or_else(|| {
            Failure::new(format!(
                "Numeric value '{text}' for <timeout> option is malformed or out of range"
            ))
        })?;
        Ok(Some(Duration::from_secs(seconds)))
    }

    fn pressure(&self) -> Result<Vec<TypedParam>, Failure> {
        let mut params = Vec::new();
        for (option, given, stall, window) in [
            ("--some", &self.some, VIR_MEMCTL_PRESSURE_SOME_STALL, VIR_MEMCTL_PRESSURE_SOME_WINDOW),
            ("--full", &self.full, VIR_MEMCTL_PRESSURE_FULL_STALL, VIR_MEMCTL_PRESSURE_FULL_WINDOW),
        ] {
            let Some(text) = given else { continue };
            let numbers = text
                .split_once(':')
                .and_then(|(stall, window)| Some((stall.parse().ok()?, window.parse().ok()?)));
            let (stall_us, window_us) = numbers.ok_or_else(|| {
                Failure::new(format!(
                    "{option} is '{text}', expected two numbers of microseconds, as 150000:1000000"
                ))
            })?;
            params.push(TypedParam::new(stall, Value::ULLong(stall_us)));
            params.push(TypedParam::new(window, Value::ULLong(window_us)));
        }
        Ok(params)
    }

    /// What is waited for.
    fn stream(&self, session: &Session, kinds: &[i32]) -> Result<EventStream, Failure> {
        let params = self.pressure()?;
        let domain = self.domain.as_deref().map(|named| session.domain(named)).transpose()?;
        let connection = session.connection()?;
        let mut stream = connection.events()?;
        for kind in kinds {
            let added = stream.add(*kind, domain.as_ref());
            // A host without memory events has all others.
            if self.event.is_some() || *kind != MEMORY_EVENT || !params.is_empty() {
                session.own("this event", added)?;
            }
        }
        if connection.tells_close() {
            stream.add(CLOSE_EVENT, None)?;
            // As virsh: a daemon that does not answer is given up. One that has no such messages is waited for.
            connection.set_keep_alive(KEEPALIVE_SECONDS, KEEPALIVE_COUNT)?;
        }
        if !params.is_empty() {
            let set = session.own("thresholds of pressure", stream.set_pressure(&params));
            set.failing(|| "failed to set thresholds".to_owned())?;
        }
        Ok(stream)
    }
}

/// The interval of keepalive messages, and how many may be without an answer.
const KEEPALIVE_SECONDS: i32 = 5;
const KEEPALIVE_COUNT: u32 = 6;

/// Notes the first SIGINT; a second one ends the program.
fn on_interrupt() -> Result<Arc<AtomicBool>, Failure> {
    let interrupted = Arc::<AtomicBool>::default();
    flag::register_conditional_default(SIGINT, Arc::clone(&interrupted))?;
    flag::register(SIGINT, Arc::clone(&interrupted))?;
    Ok(interrupted)
}

impl Execute for Event {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        self.check()?;
        if self.list {
            let names: Vec<&str> = EVENTS.iter().map(|(name, _)| *name).collect();
            return Ok(Report::new(format!("{}\n", names.join("\n")), json!(names)));
        }
        let (kinds, timeout) = (self.kinds()?, self.seconds()?);
        show_warnings();
        let stream = self.stream(session, &kinds)?;
        let shown = Shown { timestamp: self.timestamp, json: session.is_json() };
        let end = timeout.map(|timeout| Instant::now() + timeout);
        let interrupted = on_interrupt()?;
        let is_interrupted = || interrupted.load(Ordering::Relaxed);
        let (mut count, mut is_over) = (0, false);
        while !is_over && !is_interrupted() && (self.many || count == 0) {
            let rest = end.map(|end| end.saturating_duration_since(Instant::now()));
            match stream.next(rest)? {
                Some(Received { kind: EventKind::Closed { reason }, .. }) => {
                    let uri = uri::shown(session.connection()?.uri());
                    let why = event_words::CLOSE.of(reason);
                    return Err(Failure::new(format!("Disconnected from {uri} due to {why}")));
                }
                Some(event) => {
                    count += 1;
                    // Nobody reads on.
                    if !output::write(&shown.text(&event))? {
                        return Ok(Report::printed());
                    }
                }
                None => is_over = end.is_some_and(|end| end <= Instant::now()),
            }
        }
        let ended = match (is_over, is_interrupted()) {
            (true, _) => "event loop timed out\n",
            (_, true) => "event loop interrupted\n",
            _ => "",
        };
        let report = if shown.json {
            let last =
                json!({"received": count, "timed_out": is_over, "interrupted": is_interrupted()});
            output::print(&format!("{last}\n"))?;
            Report::printed()
        } else {
            Report::new(format!("{ended}events received: {count}\n"), json!(null))
        };
        Ok(Report { failed: count == 0, ..report })
    }
}
