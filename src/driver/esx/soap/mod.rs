//! SOAP as the vSphere API speaks it: requests, answers and faults.

mod answer;
mod fault;
mod reference;
mod request;
mod xsi;

pub use answer::Answer;
pub use fault::Fault;
pub use reference::Reference;
pub use request::{Request, list, number, text, typed};
pub use xsi::{is_true, type_of};
