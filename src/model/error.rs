//! The library's error type.

use super::{virErrorDomain, virErrorNumber};

/// The result of every fallible function.
pub type Result<T> = std::result::Result<T, Error>;

/// An error, with the parts of libvirt's error object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Own(Own),
    /// Rare, so in memory of its own: an [`Error`] is part of every result.
    Sent(Box<Sent>),
}

/// An error that this library raises.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Own {
    code: virErrorNumber,
    domain: virErrorDomain,
    detail: String,
    ints: (i32, i32),
}

/// An error object of another process, as it sent it; the numbers may be ones that this library
/// does not know.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sent {
    /// Its code.
    pub code: i32,
    /// Its domain.
    pub domain: i32,
    /// Its severity.
    pub level: i32,
    /// The whole message.
    pub message: String,
    /// The first string, which is the phrase for the code in libvirt's own errors.
    pub str1: Option<String>,
    /// The second string, the detail in libvirt's own errors.
    pub str2: Option<String>,
    /// The third string.
    pub str3: Option<String>,
    /// The first number.
    pub int1: i32,
    /// The second number.
    pub int2: i32,
}

impl Own {
    /// The code's phrase followed by the detail, if there is one.
    fn message(&self) -> String {
        let template = self.code.template();
        match template.strip_suffix(": %s") {
            Some(phrase) if self.detail.is_empty() => phrase.to_owned(),
            _ => template.replacen("%s", &self.detail, 1),
        }
    }
}

/// int1 and int2 of an error that does not set them.
const NO_INTS: (i32, i32) = (-1, -1);

impl Error {
    /// An error with this code; `detail` follows the code's phrase in the message.
    pub fn new(domain: virErrorDomain, code: virErrorNumber, detail: impl Into<String>) -> Self {
        Self::with_ints(domain, code, detail, NO_INTS)
    }

    fn with_ints(
        domain: virErrorDomain,
        code: virErrorNumber,
        detail: impl Into<String>,
        ints: (i32, i32),
    ) -> Self {
        Self(Kind::Own(Own { code, domain, detail: detail.into(), ints }))
    }

    /// An error of another process.
    pub fn sent(sent: Sent) -> Self {
        Self(Kind::Sent(Box::new(sent)))
    }

    /// The error object, if another process has sent it.
    pub fn as_sent(&self) -> Option<&Sent> {
        match &self.0 {
            Kind::Own(_) => None,
            Kind::Sent(sent) => Some(sent),
        }
    }

    /// A failed system call with its `errno`; `what` names the operation and its object.
    pub fn system(domain: virErrorDomain, errno: i32, what: impl std::fmt::Display) -> Self {
        let detail = format!("{what}: {}", errno_text(errno));
        Self::with_ints(domain, virErrorNumber::VIR_ERR_SYSTEM_ERROR, detail, (errno, NO_INTS.1))
    }

    /// A document is not well formed; `line` is where.
    pub fn xml_detail(domain: virErrorDomain, line: usize, detail: impl Into<String>) -> Self {
        let line = i32::try_from(line).unwrap_or(i32::MAX);
        Self::with_ints(domain, virErrorNumber::VIR_ERR_XML_DETAIL, detail, (line, NO_INTS.1))
    }

    /// An argument that the function does not accept. As in libvirt, int1 and int2
    /// are 0.
    pub fn invalid_arg(domain: virErrorDomain, detail: impl Into<String>) -> Self {
        Self::with_ints(domain, virErrorNumber::VIR_ERR_INVALID_ARG, detail, (0, 0))
    }

    /// An argument that the function accepts, but that does not fit this domain or
    /// host. As in libvirt, int1 and int2 are unset.
    pub fn unfit_arg(domain: virErrorDomain, detail: impl Into<String>) -> Self {
        Self::new(domain, virErrorNumber::VIR_ERR_INVALID_ARG, detail)
    }

    /// The error code; VIR_ERR_INTERNAL_ERROR for one that another process has sent and this
    /// library does not know.
    pub fn code(&self) -> virErrorNumber {
        match &self.0 {
            Kind::Own(own) => own.code,
            Kind::Sent(sent) => virErrorNumber::from_number(sent.code)
                .unwrap_or(virErrorNumber::VIR_ERR_INTERNAL_ERROR),
        }
    }

    /// The part of the library that raised it; VIR_FROM_NONE for one that another process has
    /// sent and this library does not know.
    pub fn domain(&self) -> virErrorDomain {
        match &self.0 {
            Kind::Own(own) => own.domain,
            Kind::Sent(sent) => {
                virErrorDomain::from_number(sent.domain).unwrap_or(virErrorDomain::VIR_FROM_NONE)
            }
        }
    }

    /// The text after the code's phrase in the message; the whole message of another process.
    pub fn detail(&self) -> &str {
        match &self.0 {
            Kind::Own(own) => &own.detail,
            Kind::Sent(sent) => &sent.message,
        }
    }

    /// int1 and int2. int1 is the errno of a VIR_ERR_SYSTEM_ERROR, or the line of a
    /// VIR_ERR_XML_DETAIL.
    pub fn ints(&self) -> (i32, i32) {
        match &self.0 {
            Kind::Own(own) => own.ints,
            Kind::Sent(sent) => (sent.int1, sent.int2),
        }
    }

    /// The errno of a failed system call, such as EBUSY for a hard limit that memory in use could not be brought
    /// down to; none of other errors.
    pub fn errno(&self) -> Option<i32> {
        (self.code() == virErrorNumber::VIR_ERR_SYSTEM_ERROR).then_some(self.ints().0)
    }

    /// The whole message: the code's phrase followed by the detail.
    pub fn message(&self) -> String {
        match &self.0 {
            Kind::Own(own) => own.message(),
            Kind::Sent(sent) => sent.message.clone(),
        }
    }

    /// The same error attributed to another part of the library; that of another process stays
    /// as it was sent.
    pub fn with_domain(mut self, domain: virErrorDomain) -> Self {
        if let Kind::Own(own) = &mut self.0 {
            own.domain = domain;
        }
        self
    }

    /// The same error with a prefix before its detail.
    pub fn prefixed(mut self, what: &str) -> Self {
        let between = if self.detail().is_empty() { "" } else { ": " };
        *self.detail_mut() = format!("{what}{between}{}", self.detail());
        self
    }

    /// The same error with more context appended to its detail.
    pub fn context(mut self, more: impl std::fmt::Display) -> Self {
        *self.detail_mut() = format!("{} ({more})", self.detail());
        self
    }

    fn detail_mut(&mut self) -> &mut String {
        match &mut self.0 {
            Kind::Own(own) => &mut own.detail,
            Kind::Sent(sent) => &mut sent.message,
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(code: i32, domain: i32) -> Error {
        let message = "as it came".to_owned();
        Error::sent(Sent { code, domain, message, int1: 7, ..Sent::default() })
    }

    #[test]
    fn a_sent_error_is_told_as_it_came() {
        let known =
            sent(virErrorNumber::VIR_ERR_NO_DOMAIN as i32, virErrorDomain::VIR_FROM_QEMU as i32);
        assert_eq!(known.code(), virErrorNumber::VIR_ERR_NO_DOMAIN);
        assert_eq!(known.domain(), virErrorDomain::VIR_FROM_QEMU);
        assert_eq!((known.message().as_str(), known.ints()), ("as it came", (7, 0)));
        assert_eq!(known.clone().with_domain(virErrorDomain::VIR_FROM_NONE), known);
        assert_eq!(known.context("then").message(), "as it came (then)");
        let unknown = sent(9999, -5);
        assert_eq!(unknown.code(), virErrorNumber::VIR_ERR_INTERNAL_ERROR);
        assert_eq!(unknown.domain(), virErrorDomain::VIR_FROM_NONE);
        assert_eq!(unknown.as_sent().map(|sent| (sent.code, sent.domain)), Some((9999, -5)));
    }

    #[test]
    fn results_do_not_grow_for_sent_errors() {
        assert_eq!(size_of::<Result<()>>(), size_of::<Own>());
    }
}
