//! Faults.

use super::xsi::type_of;
use crate::driver::esx::error::{GONE, INVALID_LOGIN, NOT_AUTHENTICATED, code_of_fault, refused};
use crate::model::Error;
use crate::xml::tree::Element;

/// Why a call, or a task, was refused.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fault {
    /// Its name in the API, such as `InvalidLogin`; empty where it says none.
    pub name: String,
    /// The host's message.
    pub message: String,
}

/// The longest message of a host's that an error quotes, in characters.
const LONGEST: usize = 1000;

impl Fault {
    /// From a `<Fault>`: its type stands at the element in `<detail>`, whose name is the type's and `Fault`.
    pub fn read(fault: &Element) -> Self {
        let part = |name: &str| fault.elements().find(|element| element.name == name);
        let detail = part("detail").and_then(|detail| detail.elements().next());
        let name = detail.map(|detail| {
            let by_name = || detail.local_name().trim_end_matches("Fault");
            type_of(detail).unwrap_or_else(by_name).to_owned()
        });
        let message = part("faultstring").map(Element::text).unwrap_or_default();
        Self { name: name.unwrap_or_default(), message }
    }

    /// From a `LocalizedMethodFault`, as tasks and missing properties have it.
    pub fn read_localized(element: &Element) -> Self {
        let part = |name: &str| element.elements().find(|element| element.name == name);
        let name = part("fault").and_then(type_of).unwrap_or_default().to_owned();
        let message = part("localizedMessage").map(Element::text).unwrap_or_default();
        Self { name, message }
    }

    /// That of an object that is not there.
    pub fn gone() -> Self {
        Self { name: GONE.to_owned(), message: "the host tells nothing of it".to_owned() }
    }

    /// Whether the session has ended.
    pub fn is_of_session(&self) -> bool {
        self.name == NOT_AUTHENTICATED
    }

    /// Whether it is of the login, so that no call can succeed.
    pub fn is_of_login(&self) -> bool {
        self.is_of_session() || self.name == INVALID_LOGIN
    }

    /// Whether the object is not there.
    pub fn is_gone(&self) -> bool {
        self.name == GONE
    }

    /// The error of libvirt's that it is, of a method.
    pub fn error(&self, method: &str) -> Error {
        let message: String = self.message.chars().take(LONGEST).collect();
        let name = if self.name.is_empty() { "a fault" } else { &self.name };
        refused(code_of_fault(&self.name), format!("{method}: the host answers {name}: {message}"))
    }
}
