//! Files of certificates and keys, in PEM (RFC 7468).

use crate::model::virErrorNumber::VIR_ERR_SYSTEM_ERROR;
use crate::model::{Error, Result, virErrorDomain};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::{self, PemObject};

/// All items of a kind in a file, at least one. `from` is the driver's error domain, `what` says what is read.
///
/// Errors: VIR_ERR_SYSTEM_ERROR, with the errno in int1 where the file cannot be read.
pub fn items<T: PemObject>(path: &str, from: virErrorDomain, what: &str) -> Result<Vec<T>> {
    let all = T::pem_file_iter(path).and_then(Iterator::collect::<std::result::Result<Vec<_>, _>>);
    match all {
        Ok(all) if all.is_empty() => Err(unreadable(&pem::Error::NoItemsFound, from, what)),
        Ok(all) => Ok(all),
        Err(failure) => Err(unreadable(&failure, from, what)),
    }
}

/// The private key in a file. Errors: as for [`items`].
pub fn key(path: &str, from: virErrorDomain, what: &str) -> Result<PrivateKeyDer<'static>> {
    PrivateKeyDer::from_pem_file(path).map_err(|failure| unreadable(&failure, from, what))
}

fn unreadable(failure: &pem::Error, from: virErrorDomain, what: &str) -> Error {
    let errno = match failure {
        pem::Error::Io(failure) => failure.raw_os_error(),
        _ => None,
    };
    match errno {
        Some(errno) => Error::system(from, errno, what),
        None => Error::new(from, VIR_ERR_SYSTEM_ERROR, format!("{what}: {failure}")),
    }
}
