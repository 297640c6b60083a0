//! Security labels of domains.

use crate::capi::boundary::arrays::count;
use crate::capi::boundary::call::on_domain;
use crate::capi::boundary::memory::array_to_c;
use crate::capi::boundary::strings::{field, null};
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::node::{virSecurityLabel, virSecurityLabelPtr};
use crate::model::statistics::SecurityLabel;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::c_int;

/// Gets the security label of a domain.
///
/// Returns 0 with `seclabel` filled in, with an empty label when the domain is not running, or
/// -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `seclabel` is NULL, VIR_ERR_NO_DOMAIN
/// when it no longer exists.
///
/// # Safety
/// `seclabel` is NULL or points to room for a virSecurityLabel.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetSecurityLabel(
    domain: virDomainPtr,
    seclabel: virSecurityLabelPtr,
) -> c_int {
    on_domain("virDomainGetSecurityLabel", domain, -1, |handle| {
        if seclabel.is_null() {
            return Err(null("seclabel", VIR_FROM_DOMAIN));
        }
        let found = handle.domain().security_label()?;
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { seclabel.write(security_label(&found)) };
        Ok(0)
    })
}

/// Gets the security labels of a domain, one for each security model.
///
/// `seclabels` receives an array that the caller frees with free().
///
/// Returns the number of labels, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when
/// `seclabels` is NULL, VIR_ERR_NO_SUPPORT from a driver that has no such labels.
///
/// # Safety
/// `seclabels` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetSecurityLabelList(
    domain: virDomainPtr,
    seclabels: *mut virSecurityLabelPtr,
) -> c_int {
    on_domain("virDomainGetSecurityLabelList", domain, -1, |handle| {
        if seclabels.is_null() {
            return Err(null("seclabels", VIR_FROM_DOMAIN));
        }
        let found = handle.domain().security_labels()?;
        let number = count(found.len())?;
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { seclabels.write(array_to_c(found.iter().map(security_label))) };
        Ok(number)
    })
}

fn security_label(found: &SecurityLabel) -> virSecurityLabel {
    virSecurityLabel { label: field(&found.label), enforcing: c_int::from(found.enforcing) }
}
