//! What a controller's parameters may hold, alone and together. Pure: nothing here touches
//! a file.

pub mod cpu;
pub mod io;
pub mod memory;
