//! The library's error type.

use super::{virErrorDomain, virErrorNumber};

/// The result of every fallible function.
pub type Result<T> = std::result::Result<T, Error>;

/// An error, with the parts of libvirt's error object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    code: virErrorNumber,
    domain: virErrorDomain,
    detail: String,
    ints: (i32, i32),
}

/// int1 and int2 of an error that does not set them.
const NO_INTS: (i32, i32) = (-1, -1);

impl Error {
    /// An error with this code; `detail` follows the code's phrase in the message.
    pub fn new(domain: virErrorDomain, code: virErrorNumber, detail: impl Into<String>) -> Self {
        Self { code, domain, detail: detail.into(), ints: NO_INTS }
    }

    /// A failed system call with its `errno`; `what` names the operation and its object.
    pub fn system(domain: virErrorDomain, errno: i32, what: impl std::fmt::Display) -> Self {
        let reason = errno_text(errno);
        let mut error =
            Self::new(domain, virErrorNumber::VIR_ERR_SYSTEM_ERROR, format!("{what}: {reason}"));
        error.ints.0 = errno;
        error
    }

    /// A document is not well formed; `line` is where.
    pub fn xml_detail(domain: virErrorDomain, line: usize, detail: impl Into<String>) -> Self {
        let mut error = Self::new(domain, virErrorNumber::VIR_ERR_XML_DETAIL, detail);
        error.ints.0 = i32::try_from(line).unwrap_or(i32::MAX);
        error
    }

    /// An argument that the function does not accept. As in libvirt, int1 and int2
    /// are 0.
    pub fn invalid_arg(domain: virErrorDomain, detail: impl Into<String>) -> Self {
        let mut error = Self::new(domain, virErrorNumber::VIR_ERR_INVALID_ARG, detail);
        error.ints = (0, 0);
        error
    }

    /// An argument that the function accepts, but that does not fit this domain or
    /// host. As in libvirt, int1 and int2 are unset.
    pub fn unfit_arg(domain: virErrorDomain, detail: impl Into<String>) -> Self {
        Self::new(domain, virErrorNumber::VIR_ERR_INVALID_ARG, detail)
    }

    /// The error code.
    pub fn code(&self) -> virErrorNumber {
        self.code
    }

    /// The part of the library that raised it.
    pub fn domain(&self) -> virErrorDomain {
        self.domain
    }

    /// The text after the code's phrase in the message.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// int1 and int2. int1 is the errno of a VIR_ERR_SYSTEM_ERROR, or the line of a
    /// VIR_ERR_XML_DETAIL.
    pub fn ints(&self) -> (i32, i32) {
        self.ints
    }

    /// The whole message: the code's phrase followed by the detail.
    pub fn message(&self) -> String {
        self.code.template().replacen("%s", &self.detail, 1)
    }

    /// The same error attributed to another part of the library.
    pub fn with_domain(mut self, domain: virErrorDomain) -> Self {
        self.domain = domain;
        self
    }

    /// The same error with a prefix before its detail.
    pub fn prefixed(mut self, what: &str) -> Self {
        let between = if self.detail.is_empty() { "" } else { ": " };
        self.detail = format!("{what}{between}{}", self.detail);
        self
    }

    /// The same error with more context appended to its detail.
    pub fn context(mut self, more: impl std::fmt::Display) -> Self {
        self.detail = format!("{} ({more})", self.detail);
        self
    }
}

/// The system's message for an errno.
pub fn errno_text(errno: i32) -> String {
    let text = std::io::Error::from_raw_os_error(errno).to_string();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Error {}
