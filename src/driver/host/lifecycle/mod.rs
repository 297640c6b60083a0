//! How domains begin, change and end.

pub mod admission;
pub mod attach;
pub mod create;
pub mod define;
pub mod definition_commit;
pub mod edit;
pub mod in_force;
pub mod pause;
pub mod placement;
pub mod program;
pub mod recovery;
pub mod startable;
pub mod stop;
