//! Control groups: hierarchies, groups, their files and processes.

pub mod controller;
pub mod delegation;
pub mod fd_cache;
pub mod file;
pub mod freezer;
pub mod group;
pub mod hierarchy;
pub mod kill;
pub mod mount_root;
pub mod open_group;
pub mod process_tree;
pub mod processes;
pub mod separate_group;
pub mod thread_group;
pub mod v1;
pub mod v2;
pub mod version;
