//! The C functions, called as from C, with invalid arguments.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(unsafe_code)]

use std::ffi::CStr;
use std::ptr::{null, null_mut};
use virmemctl::capi::connection::open::{virConnectClose, virConnectOpen, virConnectRef};
use virmemctl::capi::domain::handle::{virDomainFree, virDomainGetName, virDomainRef};
use virmemctl::capi::domain::lookup::virDomainLookupByName;
use virmemctl::capi::errors::handlers::virSetErrorFunc;
use virmemctl::capi::errors::thread::{
    virGetLastErrorCode, virGetLastErrorDomain, virGetLastErrorMessage, virResetLastError,
};
use virmemctl::capi::extensions::memctl::virMemctlDomainAttach;
use virmemctl::capi::parameters::memory::{
    virDomainGetMemoryParameters, virDomainSetMemoryParameters,
};
use virmemctl::capi::parameters::perf::virDomainSetPerfEvents;
use virmemctl::capi::types::error::virErrorPtr;
use virmemctl::capi::types::handles::{virConnectPtr, virDomainPtr};
use virmemctl::capi::types::typed_params::{virTypedParameter, virTypedParameterPtr};

unsafe extern "C-unwind" fn quiet(_data: *mut libc::c_void, _error: virErrorPtr) {}

/// The code and domain of the last error, which is then reset.
fn last() -> (i32, i32) {
    // SAFETY: these functions have no requirement.
    unsafe {
        let last = (virGetLastErrorCode(), virGetLastErrorDomain());
        virResetLastError();
        last
    }
}

/// The message of the last error.
fn message() -> String {
    // SAFETY: the string is NUL-terminated and valid until the next call.
    unsafe { CStr::from_ptr(virGetLastErrorMessage()) }.to_string_lossy().into_owned()
}

fn param(name: &str, kind: i32, value: u64) -> virTypedParameter {
    // SAFETY: all zeros is a parameter without a name.
    let mut param: virTypedParameter = unsafe { std::mem::zeroed() };
    for (place, byte) in param.field.iter_mut().zip(name.bytes()) {
        *place = i8::from_ne_bytes([byte]) as libc::c_char;
    }
    param.r#type = kind;
    param.value.ul = value;
    param
}

fn with_domain(test: impl FnOnce(virConnectPtr, virDomainPtr)) {
    // SAFETY: strings are NUL-terminated, and handles are freed once.
    unsafe {
        virSetErrorFunc(null_mut(), Some(quiet));
        let conn = virConnectOpen(c"test:///default".as_ptr());
        let dom = virDomainLookupByName(conn, c"test".as_ptr());
        assert!(!dom.is_null());
        test(conn, dom);
        assert_eq!(virDomainFree(dom), 0);
        assert_eq!(virConnectClose(conn), 0);
    }
}

fn set(dom: virDomainPtr, params: &mut [virTypedParameter], flags: u32) -> i32 {
    let count = i32::try_from(params.len()).unwrap();
    // SAFETY: the array holds `count` parameters.
    unsafe { virDomainSetMemoryParameters(dom, params.as_mut_ptr(), count, flags) }
}

#[test]
fn a_set_with_invalid_arguments() {
    with_domain(|_, dom| {
        let mut good = [param("soft_limit", 4, 1)];
        // SAFETY: NULL is allowed, and counts do not exceed the array.
        unsafe {
            assert_eq!(virDomainSetMemoryParameters(null_mut(), good.as_mut_ptr(), 1, 0), -1);
            assert_eq!(last(), (7, 6));
            assert_eq!(virDomainSetMemoryParameters(dom, null_mut(), 1, 0), -1);
            assert_eq!(last(), (8, 20));
            for count in [0, -1, i32::MIN] {
                assert_eq!(virDomainSetMemoryParameters(dom, good.as_mut_ptr(), count, 0), -1);
                assert_eq!(last(), (8, 20), "{count}");
            }
        }
        let endless = "x".repeat(80);
        for (mut params, flags, expected) in [
            (vec![param(&endless, 4, 1)], 0, (8, 0)),
            (vec![param("sss", 7, 0)], 0, (8, 0)),
            (vec![param("soft_limit", 4, 1)], 8, (8, 12)),
            (vec![param("soft_limit", 1, 1)], 0, (8, 0)),
            (vec![param("soft_limit", 99, 1)], 0, (8, 0)),
            (vec![param("soft_limit", 4, 1), param("soft_limit", 4, 1)], 0, (8, 0)),
            (vec![param("nonsense", 4, 1)], 0, (74, 0)),
            (vec![param("hard_limit", 4, u64::MAX)], 0, (8, 12)),
        ] {
            assert_eq!(set(dom, &mut params, flags), -1);
            assert_eq!(last(), expected);
        }
    });
}

#[test]
fn a_get_with_invalid_arguments() {
    with_domain(|_, dom| {
        let mut count = 0;
        let mut get = |params: virTypedParameterPtr, room: i32, flags| {
            count = room;
            // SAFETY: `params` is NULL, or `room` is 0 or negative.
            let result =
                unsafe { virDomainGetMemoryParameters(dom, params, &raw mut count, flags) };
            (result, count)
        };
        assert_eq!(get(null_mut(), 0, 0), (0, 3));
        assert_eq!(get(null_mut(), 3, 0), (-1, 3));
        assert_eq!(last(), (8, 20));
        assert_eq!(get(null_mut(), -1, 0), (-1, -1));
        assert_eq!(last(), (8, 20));
        assert_eq!(get(null_mut(), 0, 3), (-1, 0));
        assert_eq!(last(), (8, 20));
        // SAFETY: NULL is allowed.
        assert_eq!(unsafe { virDomainGetMemoryParameters(dom, null_mut(), null_mut(), 0) }, -1);
        assert_eq!(last(), (8, 20));
    });
}

#[test]
fn invalid_handles() {
    with_domain(|conn, dom| {
        // SAFETY: invalid handles are refused and never dereferenced.
        unsafe {
            assert_eq!(virDomainRef(conn.cast()), -1);
            assert_eq!(last(), (7, 6));
            assert_eq!(virConnectRef(dom.cast()), -1);
            assert_eq!(last(), (6, 20));
            assert!(virDomainGetName(std::ptr::dangling_mut::<u64>().cast()).is_null());
            assert_eq!(last(), (7, 6));
            let again = virDomainLookupByName(conn, c"test".as_ptr());
            assert_eq!(virDomainFree(again), 0);
            assert_eq!(virDomainFree(again), -1);
            assert_eq!(last(), (7, 6));
            assert!(virDomainLookupByName(conn, null()).is_null());
            assert_eq!(last(), (8, 20));
            assert!(virMemctlDomainAttach(conn, 1, c"\xff".as_ptr(), 0).is_null());
            assert_eq!(last(), (8, 20));
            assert!(virMemctlDomainAttach(conn, 1, c"name".as_ptr(), 0).is_null());
            assert_eq!(last().0, 3);
        }
    });
}

#[test]
fn a_function_that_a_driver_lacks_is_named() {
    with_domain(|conn, _| {
        let phrase = "this function is not supported by the connection driver: ";
        let mut params = [param("cmt", 6, 1)];
        // SAFETY: the array holds one parameter, and the name is NUL-terminated.
        unsafe {
            assert!(virMemctlDomainAttach(conn, 1, c"name".as_ptr(), 0).is_null());
            assert_eq!(message(), format!("{phrase}virMemctlDomainAttach"));
            assert_eq!(virDomainSetPerfEvents(null_mut(), params.as_mut_ptr(), 1, 0), -1);
            assert!(message().starts_with("invalid domain pointer in virDomainSetPerfEvents"));
        }
    });
}
