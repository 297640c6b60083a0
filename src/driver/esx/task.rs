//! Tasks: changes that a host makes in its own time. They are waited for.

use super::driver::EsxDriver;
use super::error::{refused, unexpected};
use super::machine::MACHINE;
use super::properties::{Object, retrieve_one, unless_gone};
use super::session::Failure;
use super::soap::{Fault, Reference, Request, text};
use crate::model::Result;
use crate::model::virErrorNumber::{VIR_ERR_INTERNAL_ERROR, VIR_ERR_OPERATION_TIMEOUT};
use std::time::{Duration, Instant};

/// How long a task is waited for. It may go on after that.
const LONGEST: Duration = Duration::from_secs(600);

/// The pauses between two looks at a task: each twice as long as the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(2);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// From this pause on, a question of the machine may be what the task waits for.
const QUESTION_PAUSE: Duration = Duration::from_millis(100);

const QUESTION: &str = "runtime.question";

/// A task that was begun.
pub struct Task {
    /// The method that began it.
    method: &'static str,
    reference: Reference,
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
    pub fn finish_task(&self, task: &Task, machine: &Reference) -> Result<()> {
        let (begin, mut pause) = (Instant::now(), FIRST_PAUSE);
        let name = format!("{} ({})", task.method, task.reference.value);
        while !self.has_ended(task)? {
            if begin.elapsed() > LONGEST {
                let detail =
                    format!("{name}: the task has not ended after {LONGEST:?}, and may go on");
                return Err(refused(VIR_ERR_OPERATION_TIMEOUT, detail));
            }
            if pause >= QUESTION_PAUSE {
                self.answer_question(machine).map_err(Failure::error)?;
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
        Ok(())
    }

    fn has_ended(&self, task: &Task) -> Result<bool> {
        let method = task.method;
        let found =
            retrieve_one(&self.session, "Task", &task.reference, &["info.state", "info.error"]);
        let found = unless_gone(found)?.ok_or_else(|| {
            unexpected(format!(
                "{method}: the host has forgotten the task, whose outcome is not known"
            ))
        })?;
        match found.required("info.state")?.text().as_str() {
            "success" => Ok(true),
            "error" => Err(match found.value("info.error").map(Fault::read_localized) {
                Some(fault) => fault.error(method),
                None => unexpected(format!("{method}: the task failed without a fault")),
            }),
            "queued" | "running" => Ok(false),
            other => Err(unexpected(format!("{method}: the task's state is '{other}'"))),
        }
    }

    /// Answers the question that a machine has, if it has one, by its default, where the URI says so.
    ///
    /// Errors: VIR_ERR_INTERNAL_ERROR for a question that is not to be answered, as in libvirt.
    pub fn answer_question(&self, machine: &Reference) -> std::result::Result<(), Failure> {
        let found = retrieve_one(&self.session, MACHINE, machine, &[QUESTION])?;
        let Some(question) = Question::of(&found) else { return Ok(()) };
        let Some(answer) = question.default.filter(|_| self.auto_answer) else {
            let detail = format!(
                "the machine asks '{}', expected an answer there, or auto_answer=1 in the URI and a \
                 default of the question's",
                question.text
            );
            return Err(refused(VIR_ERR_INTERNAL_ERROR, detail).into());
        };
        let request = Request::new("AnswerVM", machine)
            .with(text("questionId", &question.id))
            .with(text("answerChoice", &answer));
        self.session.call(&request, |_| Ok(()))
    }
}

/// What a machine asks.
struct Question {
    id: String,
    text: String,
    default: Option<String>,
}

impl Question {
    fn of(machine: &Object) -> Option<Self> {
        let question = machine.value(QUESTION)?;
        let part = |name: &str| question.child(name).map(|child| child.text());
        let choice = question.child("choice")?;
        let index: Option<usize> =
            choice.child("defaultIndex").and_then(|child| child.text().trim().parse().ok());
        let mut infos = choice.elements().filter(|child| child.local_name() == "choiceInfo");
        let default = index.and_then(|index| infos.nth(index)?.child("key").map(|key| key.text()));
        Some(Self { id: part("id")?, text: part("text").unwrap_or_default(), default })
    }
}
