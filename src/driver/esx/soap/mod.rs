//! SOAP as the vSphere API speaks it: requests, answers and faults.

mod answer;
mod fault;
mod reference;
mod request;

pub use answer::{Answer, type_of};
pub use fault::Fault;
pub use reference::Reference;
pub use request::{Request, list, number, text, typed};
