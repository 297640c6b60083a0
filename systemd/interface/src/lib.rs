//! The C interface between libvirmemctl and its part for systemd, a library of its own.
//!
//! The part exports [`ENTRY`], which returns its [`Functions`]. A change of a type here that
//! is not a function added at the end needs another version, and another entry.

use std::ffi::{CStr, c_int};

/// The part's file name.
pub const FILE: &str = "libvirmemctl_systemd.so";

/// The version of this interface.
pub const VERSION: u32 = 2;

/// The name of the function that the part exports, an [`Entry`].
pub const ENTRY: &CStr = c"virmemctl_systemd_v2";

/// Returns the part's functions, which stay valid as long as the part is loaded.
pub type Entry = unsafe extern "C" fn() -> *const Functions;

/// A call that failed: [`Reason`] holds why.
pub const FAILED: c_int = -1;

/// UTF-8 text, not terminated.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Text {
    /// Its bytes; not NULL.
    pub bytes: *const u8,
    /// Their number.
    pub len: usize,
}

/// What a property holds.
#[repr(u32)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `number`, as a 64-bit number.
    Number = 1,
    /// Whether `number` is not 0.
    Flag = 2,
    /// `text`.
    Text = 3,
    /// `numbers`, as 32-bit numbers.
    Numbers = 4,
    /// `text`, as bytes.
    Bytes = 5,
    /// `devices`, as a list of paths with 64-bit numbers.
    Devices = 6,
}

/// A device's path and its number.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Device {
    /// The path.
    pub path: Text,
    /// The number.
    pub number: u64,
}

/// A unit's property. What its kind does not name is not read.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Property {
    /// Its name, which is valid as long as the process lives.
    pub name: Text,
    /// A [`Kind`].
    pub kind: u32,
    /// A number or a flag.
    pub number: u64,
    /// A text, or bytes.
    pub text: Text,
    /// The first of several numbers.
    pub numbers: *const u32,
    /// The first of several devices.
    pub devices: *const Device,
    /// How many of the one or the other they are.
    pub count: usize,
}

/// Where a call that fails writes why: UTF-8 text, cut off where there is no more room.
#[repr(C)]
pub struct Reason {
    /// The place for it.
    pub bytes: *mut u8,
    /// The size of the place.
    pub room: usize,
    /// The length of what was written.
    pub len: usize,
}

/// A call that creates or changes a unit: its name and its properties. Returns 0 or
/// [`FAILED`].
pub type ChangeUnit = unsafe extern "C" fn(Text, *const Property, usize, *mut Reason) -> c_int;

/// A call on a unit. Returns 0 or more, or [`FAILED`].
pub type OnUnit = unsafe extern "C" fn(Text, *mut Reason) -> c_int;

/// The part's functions. Each waits for systemd's answer as long as it takes; none unwinds.
#[repr(C)]
pub struct Functions {
    /// [`VERSION`]
    pub version: u32,
    /// The size of this structure in bytes; a later part may have more functions.
    pub size: u32,
    /// Starts a transient unit.
    pub start: ChangeUnit,
    /// Sets properties of a unit at runtime; does nothing for one that does not exist.
    pub set: ChangeUnit,
    /// Stops a unit.
    pub stop: OnUnit,
    /// Whether systemd has the unit loaded: 1 or 0.
    pub exists: OnUnit,
}
