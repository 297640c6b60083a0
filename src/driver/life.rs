//! How domains come to be, run and end.

use super::{Node, unsupported};
use crate::model::Result;
use crate::model::domain::Identity;

/// Definition and life of domains.
pub trait Life: Node {
    /// Makes a process, with its children, a domain.
    fn attach(&self, _pid: i32, _name: &str) -> Result<Identity> {
        unsupported("attach")
    }
}
