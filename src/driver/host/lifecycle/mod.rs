//! How domains are created, attached, changed and removed.

pub mod admission;
pub mod attach;
pub mod create;
pub mod definition_commit;
pub mod edit;
pub mod program;
pub mod recovery;
