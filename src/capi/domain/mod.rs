//! Functions on domains: lookup, definition, lifecycle, size and guest.

pub mod cpu_pinning;
pub mod definitions;
pub mod devices;
pub mod guest_addresses;
pub mod guest_agent;
pub mod guest_file_systems;
pub mod handle;
pub mod iothreads;
pub mod jobs;
pub mod lifecycle;
pub mod lists;
pub mod lookup;
pub mod managed_save;
pub mod memory_size;
pub mod metadata;
pub mod settings;
pub mod state;
pub mod vcpu_count;
