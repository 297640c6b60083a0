//! The part's side of the C interface: arguments, results, and a barrier for panics.

use crate::units::{self, Error};
use std::ffi::c_int;
use std::panic::{AssertUnwindSafe, catch_unwind};
use virmemctl_systemd_interface::{FAILED, Functions, Kind, Property, Reason, Text, VERSION};

static FUNCTIONS: Functions =
    Functions { version: VERSION, size: size_of::<Functions>() as u32, start, set, stop, exists };

/// The part's functions.
// SAFETY: the name is the interface's, defined nowhere else in this library.
#[unsafe(no_mangle)]
pub extern "C" fn virmemctl_systemd_v2() -> *const Functions {
    &raw const FUNCTIONS
}

unsafe extern "C" fn start(
    unit: Text,
    properties: *const Property,
    count: usize,
    reason: *mut Reason,
) -> c_int {
    // SAFETY: the arguments are as the interface says.
    let call = || unsafe { units::start(text(unit)?, list(properties, count)?).or_else(refused) };
    // SAFETY: the arguments are as the interface says.
    unsafe { guarded(reason, || call().map(|()| 0)) }
}

unsafe extern "C" fn set(
    unit: Text,
    properties: *const Property,
    count: usize,
    reason: *mut Reason,
) -> c_int {
    // SAFETY: the arguments are as the interface says.
    let call = || unsafe { units::set(text(unit)?, list(properties, count)?).or_else(refused) };
    // SAFETY: the arguments are as the interface says.
    unsafe { guarded(reason, || call().map(|()| 0)) }
}

unsafe extern "C" fn stop(unit: Text, reason: *mut Reason) -> c_int {
    // SAFETY: the arguments are as the interface says.
    let call = || unsafe { units::stop(text(unit)?).or_else(refused) };
    // SAFETY: the arguments are as the interface says.
    unsafe { guarded(reason, || call().map(|()| 0)) }
}

unsafe extern "C" fn exists(unit: Text, reason: *mut Reason) -> c_int {
    // SAFETY: the arguments are as the interface says.
    let call = || unsafe { units::exists(text(unit)?).or_else(refused) };
    // SAFETY: the arguments are as the interface says.
    unsafe { guarded(reason, || call().map(c_int::from)) }
}

/// Why a call fails: the bytes of a text.
type Failure = String;

fn refused<T>(error: Error) -> Result<T, Failure> {
    Err(error.to_string())
}

/// Runs a call. Its error, or that it panicked, becomes the reason.
///
/// # Safety
///
/// `reason` is as the interface says.
unsafe fn guarded(reason: *mut Reason, call: impl FnOnce() -> Result<c_int, Failure>) -> c_int {
    let failure = match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => return value,
        Ok(Err(failure)) => failure,
        Err(_) => "the D-Bus client panicked".to_owned(),
    };
    // SAFETY: the caller's promise: `reason` can be written, and so can `room` bytes there.
    unsafe {
        let room = failure.len().min((*reason).room);
        let len = (0..=room).rfind(|len| failure.is_char_boundary(*len)).unwrap_or(0);
        (*reason).bytes.copy_from_nonoverlapping(failure.as_ptr(), len);
        (*reason).len = len;
    }
    FAILED
}

/// # Safety
///
/// There are `len` bytes, for as long as the result is used.
unsafe fn text<'a>(text: Text) -> Result<&'a str, Failure> {
    // SAFETY: the caller's promise.
    let bytes = unsafe { std::slice::from_raw_parts(text.bytes, text.len) };
    str::from_utf8(bytes).map_err(|_| "a text is not UTF-8".to_owned())
}

/// # Safety
///
/// `first` points to `count` properties as the interface describes them.
unsafe fn list(
    first: *const Property,
    count: usize,
) -> Result<Vec<units::Property<'static>>, Failure> {
    // SAFETY: the caller's promise.
    let properties = unsafe { std::slice::from_raw_parts(first, count) };
    // SAFETY: the same.
    properties.iter().map(|property| unsafe { one(property) }).collect()
}

/// # Safety
///
/// As of [`list`].
unsafe fn one(property: &Property) -> Result<units::Property<'static>, Failure> {
    // SAFETY: a name is valid as long as the process lives.
    let name: &'static str = unsafe { text(property.name)? };
    let value = match property.kind {
        kind if kind == Kind::Number as u32 => property.number.into(),
        kind if kind == Kind::Flag as u32 => (property.number != 0).into(),
        // SAFETY: a property of this kind has a text.
        kind if kind == Kind::Text as u32 => unsafe { text(property.text)? }.to_owned().into(),
        kind if kind == Kind::Numbers as u32 => {
            // SAFETY: a property of this kind has `count` numbers.
            unsafe { std::slice::from_raw_parts(property.numbers, property.count) }.to_vec().into()
        }
        kind if kind == Kind::Bytes as u32 => {
            // SAFETY: a property of this kind has bytes in place of a text.
            unsafe { std::slice::from_raw_parts(property.text.bytes, property.text.len) }
                .to_vec()
                .into()
        }
        kind if kind == Kind::Devices as u32 => {
            // SAFETY: a property of this kind has `count` devices.
            let devices = unsafe { std::slice::from_raw_parts(property.devices, property.count) };
            let named = devices.iter().map(|device| {
                // SAFETY: each has a path.
                let path = unsafe { text(device.path)? };
                Ok((path.to_owned(), device.number))
            });
            named.collect::<Result<Vec<(String, u64)>, Failure>>()?.into()
        }
        kind => return Err(format!("property {name} has kind {kind}, expected 1 to 6")),
    };
    Ok((name, value))
}
