//! Secrets.

use crate::api::{ObjectKind, ObjectState};
use crate::capi::boundary::strings::required;
use crate::capi::empty_lists::list::{
    Names, empty_array, no_object, no_object_with_uuid, no_object_with_uuid_text, object_count,
    object_names,
};
use crate::capi::types::handles::{virConnectPtr, virSecretPtr};
use libc::{c_char, c_int, c_uchar, c_uint};

/// Counts secrets: there are none on this host.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_NO_SUPPORT on the test driver.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectNumOfSecrets(conn: virConnectPtr) -> c_int {
    object_count("virConnectNumOfSecrets", conn, ObjectKind::Secret, ObjectState::Active)
}

/// Lists secrets: there are none, and the array is unchanged.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when the size is negative, or not 0
/// and the array NULL; VIR_ERR_NO_SUPPORT on the test driver.
///
/// # Safety
/// No requirement: the array is not dereferenced.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListSecrets(
    conn: virConnectPtr,
    uuids: *mut *mut c_char,
    maxuuids: c_int,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        let names = Names { start: uuids, most: maxuuids };
        object_names("virConnectListSecrets", conn, ObjectKind::Secret, ObjectState::Active, names)
    }
}

/// The bits of virConnectListAllSecretsFlags.
const SECRET_FLAGS: u32 = (1 << 4) - 1;

/// Lists secrets: there are none on this host.
///
/// `secrets`, unless it is NULL, receives an array that consists of a NULL, which the caller frees
/// with free(); on failure it is set to NULL. `flags` are those of libvirt; there is nothing to
/// filter.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG for unknown flags; VIR_ERR_NO_SUPPORT on the test driver.
///
/// # Safety
/// `secrets` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListAllSecrets(
    conn: virConnectPtr,
    secrets: *mut *mut virSecretPtr,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        empty_array(
            "virConnectListAllSecrets",
            conn,
            ObjectKind::Secret,
            secrets,
            flags,
            SECRET_FLAGS,
        )
    }
}

/// Looks up a secret by UUID: there is none.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `uuid` is NULL; VIR_ERR_NO_SECRET;
/// VIR_ERR_NO_SUPPORT on the test driver.
///
/// # Safety
/// `uuid` is NULL or points to VIR_UUID_BUFLEN bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virSecretLookupByUUID(
    conn: virConnectPtr,
    uuid: *const c_uchar,
) -> virSecretPtr {
    // SAFETY: by this function's contract.
    unsafe { no_object_with_uuid("virSecretLookupByUUID", conn, ObjectKind::Secret, uuid) }
}

/// Looks up a secret by UUID in text form: there is none.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `uuidstr` is NULL or not a UUID;
/// VIR_ERR_NO_SECRET;
/// VIR_ERR_NO_SUPPORT on the test driver.
///
/// # Safety
/// `uuidstr` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virSecretLookupByUUIDString(
    conn: virConnectPtr,
    uuidstr: *const c_char,
) -> virSecretPtr {
    // SAFETY: by this function's contract.
    unsafe {
        no_object_with_uuid_text("virSecretLookupByUUIDString", conn, ObjectKind::Secret, uuidstr)
    }
}

/// Looks up the secret of a volume or another user: there is none. `usageType` is a
/// virSecretUsageType.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `usageID` is NULL;
/// VIR_ERR_NO_SECRET; VIR_ERR_NO_SUPPORT on the test driver.
///
/// # Safety
/// `usageID` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virSecretLookupByUsage(
    conn: virConnectPtr,
    usageType: c_int,
    usageID: *const c_char,
) -> virSecretPtr {
    no_object("virSecretLookupByUsage", conn, ObjectKind::Secret, || {
        // SAFETY: by this function's contract.
        let usage = unsafe { required("usageID", usageID, ObjectKind::Secret.error_domain()) }?;
        Ok(format!("no secret of type {usageType} for '{usage}'"))
    })
}
