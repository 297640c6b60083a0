//! The host's units: it counts memory in MB of 1024 KiB.

use super::error::invalid;
use crate::model::Result;
use crate::model::units::{Kib, UNLIMITED};
use crate::sys::warn::warn;

/// The host's number for no limit.
pub const NO_LIMIT: i64 = -1;

/// What `config.hardware.memoryMB` is a multiple of.
pub const SIZE_STEP: u64 = 4;

/// A number of MB as the host tells it; less than 0 is no limit.
pub fn from_mb(mb: i64) -> Kib {
    u64::try_from(mb).map_or(UNLIMITED, Kib::mib).min(UNLIMITED)
}

/// A limit in MB, rounded up; -1 for none. A value that is not whole is warned of.
pub fn limit_mb(name: &str, kib: Kib) -> Result<i64> {
    if kib.is_unlimited() { Ok(NO_LIMIT) } else { size_mb(name, kib, 1) }
}

/// A size in MB, rounded up to a multiple of `step`.
///
/// Errors: VIR_ERR_INVALID_ARG where it has no such number.
pub fn size_mb(name: &str, kib: Kib, step: u64) -> Result<i64> {
    let mb = kib.0.div_ceil(1024).next_multiple_of(step);
    if Kib::mib(mb) != kib {
        warn(format_args!("{name} {kib} is {mb} MB on the host"));
    }
    i64::try_from(mb).ok().filter(|_| !Kib::mib(mb).is_unlimited()).ok_or_else(|| {
        let most = (UNLIMITED.0 - 1) / 1024;
        invalid(format!("{name} is {kib}, expected at most {most} MB"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_megabytes() {
        assert_eq!(limit_mb("n", Kib(16385)), Ok(17));
        assert_eq!(limit_mb("n", Kib(16384)), Ok(16));
        assert_eq!(limit_mb("n", Kib(0)), Ok(0));
        assert_eq!(limit_mb("n", UNLIMITED), Ok(-1));
        assert_eq!(size_mb("n", Kib(65537), SIZE_STEP), Ok(68));
        assert!(size_mb("n", UNLIMITED, 1).is_err());
        assert!(limit_mb("n", Kib(UNLIMITED.0 - 1)).is_err());
        assert_eq!(from_mb(i64::MAX), UNLIMITED);
        assert_eq!((from_mb(-1), from_mb(3)), (UNLIMITED, Kib(3072)));
    }
}
