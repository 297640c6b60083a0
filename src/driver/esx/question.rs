//! Questions that a machine asks, without whose answer a task does not go on.

use super::driver::EsxDriver;
use super::error::refused;
use super::machine::MACHINE;
use super::properties::{Object, retrieve_one};
use super::session::Failure;
use super::soap::{Reference, Request, text};
use crate::model::Error;
use crate::model::virErrorNumber::VIR_ERR_INTERNAL_ERROR;

const QUESTION: &str = "runtime.question";

/// What a machine asks.
pub struct Question {
    id: String,
    text: String,
    default: Option<String>,
}

impl EsxDriver {
    /// The question that a machine has, if it has one.
    pub fn question(&self, machine: &Reference) -> std::result::Result<Option<Question>, Failure> {
        let found = retrieve_one(&self.session, MACHINE, machine, &[QUESTION])?;
        Ok(Question::of(&found))
    }

    /// Answers it by its default, where the URI says so.
    ///
    /// Errors: VIR_ERR_INTERNAL_ERROR for one that is not to be answered, as in libvirt.
    pub fn answer(
        &self,
        machine: &Reference,
        question: &Question,
    ) -> std::result::Result<(), Failure> {
        let Some(answer) = question.default.as_ref().filter(|_| self.auto_answer) else {
            return Err(question.error().into());
        };
        let request = Request::new("AnswerVM", machine)
            .with(text("questionId", &question.id))
            .with(text("answerChoice", answer));
        self.session.call(&request, |_| Ok(()))
    }
}

impl Question {
    fn error(&self) -> Error {
        let detail = format!(
            "the machine asks '{}', expected an answer there, or auto_answer=1 in the URI and a default of the \
             question's",
            self.text
        );
        refused(VIR_ERR_INTERNAL_ERROR, detail)
    }

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
