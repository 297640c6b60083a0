//! CPU maps, as C passes them: bit n % 8 of byte n / 8 stands for CPU n.

use crate::capi::boundary::strings::null;
use crate::model::cpuset::{self, CpuSet};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result, virErrorNumber};
use libc::{c_int, c_uchar};

/// The length in bytes of a map of all possible CPUs.
const LONGEST: usize = cpuset::END as usize / 8;

/// A number that must be above 0; else VIR_ERR_INVALID_ARG, with its name.
pub fn positive(name: &str, number: c_int) -> Result<usize> {
    usize::try_from(number).ok().filter(|number| *number > 0).ok_or_else(|| {
        let detail = format!("{name} is {number}, expected more than 0");
        Error::invalid_arg(VIR_FROM_DOMAIN, detail)
    })
}

/// Reads a map.
///
/// # Safety
/// `map` is NULL or points to `length` bytes.
pub unsafe fn read(map: *const c_uchar, length: c_int) -> Result<CpuSet> {
    if map.is_null() {
        return Err(null("cpumap", VIR_FROM_DOMAIN));
    }
    let length = positive("maplen", length)?.min(LONGEST);
    // SAFETY: not NULL, so that many bytes by this function's contract.
    Ok(CpuSet::from_bytes(unsafe { std::slice::from_raw_parts(map, length) }))
}

/// An array of maps of equal length.
pub struct Maps {
    start: *mut c_uchar,
    length: usize,
}

impl Maps {
    /// An array of `count` maps of `length` bytes; VIR_ERR_OVERFLOW where its size does not
    /// fit in a C int.
    pub fn new(start: *mut c_uchar, count: c_int, length: c_int) -> Result<Self> {
        if start.is_null() {
            return Err(null("cpumaps", VIR_FROM_DOMAIN));
        }
        let bytes = positive("maplen", length)?;
        if count.checked_mul(length).is_none() {
            return Err(Error::new(
                VIR_FROM_DOMAIN,
                virErrorNumber::VIR_ERR_OVERFLOW,
                format!("{count} maps of {length} bytes, expected at most {} bytes", c_int::MAX),
            ));
        }
        Ok(Self { start, length: bytes })
    }

    /// Writes the first maps.
    ///
    /// # Safety
    /// There is room for that many maps.
    pub unsafe fn write<'s>(&self, sets: impl Iterator<Item = &'s CpuSet>) {
        let copied = self.length.min(LONGEST);
        for (index, set) in sets.enumerate() {
            // SAFETY: room by this function's contract.
            unsafe {
                let map = self.start.add(index * self.length);
                map.write_bytes(0, self.length);
                map.copy_from_nonoverlapping(set.to_bytes(copied).as_ptr(), copied);
            }
        }
    }
}
