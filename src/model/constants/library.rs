//! The library and its errors.

/// The API version that this header stands for: 1,000,000 * major + 1,000 * minor + release.
pub const LIBVIR_VERSION_NUMBER: u32 = 9_000_000;
/// The length of a raw uuid in bytes.
pub const VIR_UUID_BUFLEN: usize = 16;
/// The length of a uuid as text, its NUL included.
pub const VIR_UUID_STRING_BUFLEN: usize = 37;

/// How bad an error is.
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virErrorLevel {
    VIR_ERR_NONE = 0,
    VIR_ERR_WARNING = 1,
    VIR_ERR_ERROR = 2,
}
