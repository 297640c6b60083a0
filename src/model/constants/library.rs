//! The library and its errors.

/// The API version that this header declares: 1,000,000 * major + 1,000 * minor + release.
pub const LIBVIR_VERSION_NUMBER: u32 = 9_000_000;
/// The length of a binary uuid in bytes.
pub const VIR_UUID_BUFLEN: usize = 16;
/// The length of a uuid string, including its terminating NUL.
pub const VIR_UUID_STRING_BUFLEN: usize = 37;

/// The severity of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virErrorLevel {
    /// No error.
    VIR_ERR_NONE = 0,
    /// A warning.
    VIR_ERR_WARNING = 1,
    /// An error.
    VIR_ERR_ERROR = 2,
}
