//! Lists of objects, empty where the host is this one, and lookups that find nothing, after the checks of
//! the arguments.

use crate::api::{ObjectKind, ObjectState};
use crate::capi::boundary::arrays::{capacity, count};
use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::guard::guard;
use crate::capi::boundary::handles::expect_connect;
use crate::capi::boundary::memory::array_to_c;
use crate::capi::boundary::strings::{null, required, to_c};
use crate::capi::types::handles::virConnectPtr;
use crate::model::constants::VIR_UUID_BUFLEN;
use crate::model::domain::parse_uuid;
use crate::model::{Error, Result};
use libc::{c_char, c_int, c_uchar, c_uint};
use std::ptr::null_mut;

/// The number of objects.
pub fn object_count(
    function: &str,
    conn: virConnectPtr,
    kind: ObjectKind,
    state: ObjectState,
) -> c_int {
    on_connect(function, conn, kind.error_domain(), -1, |connect| {
        count(connect.connection().count_objects(kind, state)?)
    })
}

/// A caller's array for names.
pub struct Names {
    pub start: *mut *mut c_char,
    pub most: c_int,
}

impl Names {
    /// Fills it with what `list` finds, which gets the number that fits; how many were stored.
    ///
    /// # Safety
    /// `start` is NULL or has room for `most` pointers.
    pub unsafe fn fill(
        &self,
        kind: ObjectKind,
        list: impl FnOnce(usize) -> Result<Vec<String>>,
    ) -> Result<c_int> {
        let is_null = self.start.is_null();
        let room = capacity("names", is_null, "maxnames", self.most, kind.error_domain())?;
        let found = list(room)?;
        for (index, name) in found.iter().take(room).enumerate() {
            // SAFETY: below `most`, so room by this function's contract.
            unsafe { self.start.add(index).write(to_c(name)) };
        }
        count(found.len().min(room))
    }
}

/// The names of objects; checks the arguments.
///
/// # Safety
/// `names.start` is NULL or has room for `names.most` pointers.
pub unsafe fn object_names(
    function: &str,
    conn: virConnectPtr,
    kind: ObjectKind,
    state: ObjectState,
    names: Names,
) -> c_int {
    on_connect(function, conn, kind.error_domain(), -1, |connect| {
        let list = |most| connect.connection().object_names(kind, state, most);
        // SAFETY: by this function's contract.
        unsafe { names.fill(kind, list) }
    })
}

/// An empty array; checks the flags.
///
/// # Safety
/// `place` is NULL or has room for a pointer.
pub unsafe fn empty_array<T>(
    function: &str,
    conn: virConnectPtr,
    kind: ObjectKind,
    place: *mut *mut T,
    given: c_uint,
    known: u32,
) -> c_int {
    guard(function, conn, -1, || {
        if !place.is_null() {
            // SAFETY: not NULL, so room by this function's contract.
            unsafe { place.write(null_mut()) };
        }
        let connect = expect_connect(conn, kind.error_domain())?;
        connect.connection().check_no_objects(kind)?;
        connect.connection().check_flags(given, known)?;
        if !place.is_null() {
            // SAFETY: as above.
            unsafe { place.write(array_to_c(std::iter::empty())) };
        }
        Ok(0)
    })
}

/// A lookup; `what` reads and checks the arguments, and names what is looked for.
pub fn no_object<T>(
    function: &str,
    conn: virConnectPtr,
    kind: ObjectKind,
    what: impl FnOnce() -> Result<String>,
) -> *mut T {
    on_connect(function, conn, kind.error_domain(), null_mut(), |connect| {
        connect.connection().no_object(kind, &what()?)
    })
}

/// A lookup by a name or another text.
///
/// # Safety
/// `value` is NULL or a NUL-terminated string.
pub unsafe fn no_object_called<T>(
    function: &str,
    conn: virConnectPtr,
    kind: ObjectKind,
    argument: &str,
    value: *const c_char,
) -> *mut T {
    no_object(function, conn, kind, || {
        // SAFETY: by this function's contract.
        let value = unsafe { required(argument, value, kind.error_domain()) }?;
        Ok(format!("no {argument} '{value}'"))
    })
}

/// A lookup by UUID.
///
/// # Safety
/// `uuid` is NULL or points to VIR_UUID_BUFLEN bytes.
pub unsafe fn no_object_with_uuid<T>(
    function: &str,
    conn: virConnectPtr,
    kind: ObjectKind,
    uuid: *const c_uchar,
) -> *mut T {
    no_object(function, conn, kind, || {
        if uuid.is_null() {
            return Err(null("uuid", kind.error_domain()));
        }
        // SAFETY: not NULL, so VIR_UUID_BUFLEN bytes by this function's contract.
        let bytes = unsafe { uuid.cast::<[u8; VIR_UUID_BUFLEN]>().read() };
        Ok(format!("no uuid '{}'", uuid::Uuid::from_bytes(bytes)))
    })
}

/// A lookup by UUID in text form.
///
/// # Safety
/// `uuidstr` is NULL or a NUL-terminated string.
pub unsafe fn no_object_with_uuid_text<T>(
    function: &str,
    conn: virConnectPtr,
    kind: ObjectKind,
    uuidstr: *const c_char,
) -> *mut T {
    no_object(function, conn, kind, || {
        // SAFETY: by this function's contract.
        let text = unsafe { required("uuidstr", uuidstr, kind.error_domain()) }?;
        let uuid = parse_uuid(&text).ok_or_else(|| {
            let detail = format!("uuidstr is '{text}', expected 32 hexadecimal digits");
            Error::unfit_arg(kind.error_domain(), detail)
        })?;
        Ok(format!("no uuid '{uuid}'"))
    })
}
