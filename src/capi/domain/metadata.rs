//! Metadata of domains: title, description and custom elements.

use crate::capi::boundary::call::{change_domain, on_domain};
use crate::capi::boundary::strings::{bytes, optional, to_c};
use crate::capi::types::handles::virDomainPtr;
use crate::model::metadata::{MetadataChange, MetadataKind};
use libc::{c_char, c_int, c_uint};
use std::ptr::null_mut;

/// Sets or removes metadata of a domain: its title, its description, or an element of its
/// `<metadata>`.
///
/// `type` is a virDomainMetadataType. `metadata` is the text, NULL to remove it; a title is a
/// single line; an element is an XML document, whose parts without a namespace are put into the
/// namespace `uri` with the prefix `key`. For a title and a description `key` and `uri` are
/// NULL. `flags` are bits of virDomainModificationImpact.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
/// VIR_ERR_INVALID_ARG for a newline in a title, for a superfluous or missing `key` or `uri`,
/// for an unknown `type` and for unknown flags; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID for
/// flags that do not match the domain's state; VIR_ERR_XML_DETAIL for an element that is not
/// well formed; VIR_ERR_INTERNAL_ERROR for a `key` that is not a valid prefix.
///
/// # Safety
/// `metadata`, `key` and `uri` are NULL or NUL-terminated strings.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSetMetadata(
    domain: virDomainPtr,
    r#type: c_int,
    metadata: *const c_char,
    key: *const c_char,
    uri: *const c_char,
    flags: c_uint,
) -> c_int {
    change_domain("virDomainSetMetadata", domain, |domain| {
        domain.connection().check_writable("setting metadata")?;
        // SAFETY: by this function's contract.
        let (text, key, uri) = unsafe { (bytes(metadata), optional(key), optional(uri)) };
        let change = MetadataChange {
            kind: MetadataKind::new(r#type, uri.as_deref())?,
            text: text.map(|text| text.to_bytes().to_vec()),
            key: key.map(Into::into),
        };
        domain.set_metadata(&change, flags)
    })
}

/// Gets metadata of a domain.
///
/// `type` is a virDomainMetadataType; `uri` is the namespace of an element, and
/// NULL for a title and a description. `flags` is a virDomainModificationImpact.
///
/// Returns a string that the caller frees with free(), or NULL: VIR_ERR_INVALID_DOMAIN;
/// VIR_ERR_INVALID_ARG for a superfluous or missing `uri`, for an unknown `type`, for unknown
/// flags and for live and config together; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID for
/// flags that do not match the domain's state; VIR_ERR_NO_DOMAIN_METADATA when there is none.
///
/// # Safety
/// `uri` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetMetadata(
    domain: virDomainPtr,
    r#type: c_int,
    uri: *const c_char,
    flags: c_uint,
) -> *mut c_char {
    on_domain("virDomainGetMetadata", domain, null_mut(), |handle| {
        // SAFETY: by this function's contract.
        let uri = unsafe { optional(uri) };
        let kind = MetadataKind::new(r#type, uri.as_deref())?;
        Ok(to_c(&handle.domain().metadata(&kind, flags)?))
    })
}
