//! Tasks: changes that a host makes in its own time. They are waited for.

use super::driver::EsxDriver;
use super::error::{refused, unexpected};
use super::properties::retrieve_one;
use super::session::Failure;
use super::soap::{Fault, Reference, Request, is_true};
use crate::model::Result;
use crate::model::virErrorNumber::VIR_ERR_OPERATION_TIMEOUT;
use std::time::{Duration, Instant};

/// How long a task is waited for. It may go on after that.
const LONGEST: Duration = Duration::from_secs(600);

/// The pauses between two looks at a task: each twice as long as the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(2);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// From this pause on, a question of the machine may be what the task waits for.
const QUESTION_PAUSE: Duration = Duration::from_millis(100);

/// How many looks at a task may fail, one after the other.
const MOST_FAILURES: u32 = 2;

const CANCELABLE: &str = "info.cancelable";

/// A task that was begun.
pub struct Task {
    /// The method that began it.
    method: &'static str,
    reference: Reference,
}

impl Task {
    fn may_go_on(&self) -> String {
        format!("the task of {} ({}) was begun, and may go on", self.method, self.reference.value)
    }
}

impl EsxDriver {
    /// Calls a method that begins a task.
    pub fn begin_task(&self, request: &Request) -> std::result::Result<Task, Failure> {
        let method = request.method;
        self.session.call(request, |answer| {
            let none = || unexpected(format!("{method}: the task has no reference"));
            let reference = Reference::read(answer.value()?).ok_or_else(none)?;
            Ok(Task { method, reference })
        })
    }

    /// Waits until a task has ended.
    ///
    /// Errors: that of the task. One that says that the task may go on where its end is not known.
    pub fn finish_task(&self, task: &Task, machine: &Reference) -> Result<()> {
        let (begin, mut pause, mut failures) = (Instant::now(), FIRST_PAUSE, 0);
        loop {
            match self.outcome(task) {
                Ok(Some(outcome)) => return outcome,
                Ok(None) => failures = 0,
                Err(failure) if failures == MOST_FAILURES => {
                    return Err(failure.error().context(task.may_go_on()));
                }
                Err(_) => failures += 1,
            }
            if begin.elapsed() > LONGEST {
                let detail = format!("it has not ended after {LONGEST:?}: {}", task.may_go_on());
                return Err(refused(VIR_ERR_OPERATION_TIMEOUT, detail));
            }
            if pause >= QUESTION_PAUSE {
                self.answer_question(task, machine)?;
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// What has come of a task; nothing while it is under way.
    fn outcome(&self, task: &Task) -> std::result::Result<Option<Result<()>>, Failure> {
        let method = task.method;
        let wanted = ["info.state", "info.error"];
        let found = match retrieve_one(&self.session, "Task", &task.reference, &wanted) {
            Err(Failure::Fault(_, fault)) if fault.is_gone() => {
                let detail = format!(
                    "{method}: the host has forgotten the task, whose outcome is not known"
                );
                return Ok(Some(Err(unexpected(detail))));
            }
            found => found?,
        };
        Ok(match found.required("info.state")?.text().as_str() {
            "success" => Some(Ok(())),
            "error" => Some(Err(match found.value("info.error").map(Fault::read_localized) {
                Some(fault) => fault.error(method),
                None => unexpected(format!("{method}: the task failed without a fault")),
            })),
            "queued" | "running" => None,
            other => Some(Err(unexpected(format!("{method}: the task's state is '{other}'")))),
        })
    }

    /// Answers the question that the machine has, if it has one; where it is not to be answered, the task, which
    /// waits for the answer, is cancelled as in libvirt.
    fn answer_question(&self, task: &Task, machine: &Reference) -> Result<()> {
        // A look that fails is made again.
        let Ok(Some(question)) = self.question(machine) else { return Ok(()) };
        self.answer(machine, &question).map_err(|failure| {
            let outcome = match self.cancel(task) {
                Ok(()) => "the task is cancelled".to_owned(),
                Err(failure) => format!("{}: {}", failure.error().detail(), task.may_go_on()),
            };
            failure.error().context(outcome)
        })
    }

    fn cancel(&self, task: &Task) -> std::result::Result<(), Failure> {
        let found = retrieve_one(&self.session, "Task", &task.reference, &[CANCELABLE])?;
        if !is_true(found.value(CANCELABLE)) {
            return Err(unexpected("the task cannot be cancelled").into());
        }
        self.session.call(&Request::new("CancelTask", &task.reference), |_| Ok(()))
    }
}
