//! The one error type of the library.

use super::{virErrorDomain, virErrorNumber};

/// The result of everything that may fail.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, as libvirt's error object describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    code: virErrorNumber,
    domain: virErrorDomain,
    detail: String,
    ints: (i32, i32),
}

/// What the two numbers of an error hold that has none to tell.
const NO_INTS: (i32, i32) = (-1, -1);

impl Error {
    /// An error of this code; `detail` is what follows the code's phrase.
    pub fn new(domain: virErrorDomain, code: virErrorNumber, detail: impl Into<String>) -> Self {
        Self { code, domain, detail: detail.into(), ints: NO_INTS }
    }

    /// The kernel's refusal `errno`; `what` says what was tried, on what.
    pub fn system(domain: virErrorDomain, errno: i32, what: impl std::fmt::Display) -> Self {
        let reason = errno_text(errno);
        let mut error =
            Self::new(domain, virErrorNumber::VIR_ERR_SYSTEM_ERROR, format!("{what}: {reason}"));
        error.ints.0 = errno;
        error
    }

    /// A document that is not well formed, at this line.
    pub fn xml_detail(domain: virErrorDomain, line: usize, detail: impl Into<String>) -> Self {
        let mut error = Self::new(domain, virErrorNumber::VIR_ERR_XML_DETAIL, detail);
        error.ints.0 = i32::try_from(line).unwrap_or(i32::MAX);
        error
    }

    /// An argument is not what the function accepts. libvirt leaves both
    /// numbers of such an error at 0.
    pub fn invalid_arg(domain: virErrorDomain, detail: impl Into<String>) -> Self {
        let mut error = Self::new(domain, virErrorNumber::VIR_ERR_INVALID_ARG, detail);
        error.ints = (0, 0);
        error
    }

    /// An argument fits the function, but not this domain or host. libvirt
    /// leaves the numbers of such an error unset.
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

    /// What follows the code's phrase in the message.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// int1 and int2: the errno of a VIR_ERR_SYSTEM_ERROR or the line of a
    /// VIR_ERR_XML_DETAIL is the first.
    pub fn ints(&self) -> (i32, i32) {
        self.ints
    }

    /// The whole message: the code's phrase and the detail.
    pub fn message(&self) -> String {
        self.code.template().replacen("%s", &self.detail, 1)
    }

    /// The same error as another part of the library raises it.
    pub fn from_part(mut self, domain: virErrorDomain) -> Self {
        self.domain = domain;
        self
    }

    /// The same error with something said before its detail.
    pub fn prefixed(mut self, what: &str) -> Self {
        let between = if self.detail.is_empty() { "" } else { ": " };
        self.detail = format!("{what}{between}{}", self.detail);
        self
    }

    /// The same error with more said about it.
    pub fn context(mut self, more: impl std::fmt::Display) -> Self {
        self.detail = format!("{} ({more})", self.detail);
        self
    }
}

/// The system's words for an errno.
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
