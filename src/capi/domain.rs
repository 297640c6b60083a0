//! Domains: holding them, and what they are.

use super::call::on_domain as on;
use super::guard::{Called, guard};
use super::handles::{self, Kind};
use super::strings::null;
use super::types::{virConnectPtr, virDomainInfoPtr, virDomainPtr};
use crate::model::Result;
use crate::model::constants::VIR_UUID_STRING_BUFLEN;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_uchar, c_uint, c_ulong};
use std::ptr::{addr_of_mut, null_mut};

/// Holds a domain once more; virDomainFree is then to be called once more.
///
/// Returns 0, or -1 with VIR_ERR_INVALID_DOMAIN.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainRef(domain: virDomainPtr) -> c_int {
    guard(Called::OnDomain(domain), -1, || {
        let held = handles::hold(domain as usize, Kind::Domain);
        held.then_some(0).ok_or_else(|| handles::invalid_domain(domain))
    })
}

/// Gives a domain back. This ends the handle with its last reference, never the
/// domain.
///
/// Returns 0, or -1 with VIR_ERR_INVALID_DOMAIN.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainFree(domain: virDomainPtr) -> c_int {
    guard(Called::OnDomain(domain), -1, || {
        let left = handles::give_back(domain as usize, Kind::Domain);
        left.map(|_| 0).ok_or_else(|| handles::invalid_domain(domain))
    })
}

/// Gives the connection that a domain was looked up on.
///
/// Returns the connection, which is not held once more and must not be closed
/// for this; or NULL with VIR_ERR_INVALID_DOMAIN.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetConnect(dom: virDomainPtr) -> virConnectPtr {
    on(dom, null_mut(), |handle| Ok(handle.connect()))
}

/// Gives a domain's name.
///
/// Returns a text that belongs to the handle, or NULL with
/// VIR_ERR_INVALID_DOMAIN.
///
/// # Safety
/// The text must not be used after the domain was given back, nor freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetName(domain: virDomainPtr) -> *const c_char {
    on(domain, std::ptr::null(), |handle| Ok(handle.name().as_ptr()))
}

/// Gives a domain's number, as it was when the domain was looked up, or when it
/// was last started or stopped through this handle.
///
/// Returns the number; (unsigned int)-1 when it did not run, and with
/// VIR_ERR_INVALID_DOMAIN.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetID(domain: virDomainPtr) -> c_uint {
    on(domain, c_uint::MAX, |handle| {
        Ok(handle.domain().id().and_then(|id| c_uint::try_from(id).ok()).unwrap_or(c_uint::MAX))
    })
}

/// Gives a domain's uuid.
///
/// `uuid` takes VIR_UUID_BUFLEN raw bytes.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `uuid` is
/// NULL.
///
/// # Safety
/// `uuid` is NULL or points to room for VIR_UUID_BUFLEN bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetUUID(domain: virDomainPtr, uuid: *mut c_uchar) -> c_int {
    on(domain, -1, |handle| {
        // SAFETY: by this function's contract.
        unsafe { store("uuid", uuid, handle.domain().uuid().as_bytes()) }
    })
}

/// Gives a domain's uuid as text, in lower case with four hyphens.
///
/// `buf` takes VIR_UUID_STRING_BUFLEN characters, a NUL the last.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `buf` is
/// NULL.
///
/// # Safety
/// `buf` is NULL or points to room for VIR_UUID_STRING_BUFLEN characters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetUUIDString(domain: virDomainPtr, buf: *mut c_char) -> c_int {
    on(domain, -1, |handle| {
        let mut text = [0; VIR_UUID_STRING_BUFLEN];
        handle.domain().uuid().hyphenated().encode_lower(&mut text);
        // SAFETY: by this function's contract.
        unsafe { store("buf", buf.cast(), &text) }
    })
}

/// # Safety
/// `place` is NULL or points to room for so many bytes.
unsafe fn store(name: &str, place: *mut c_uchar, bytes: &[u8]) -> Result<c_int> {
    if place.is_null() {
        return Err(null(name, VIR_FROM_DOMAIN));
    }
    // SAFETY: not NULL, so room by this function's contract.
    unsafe { place.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
    Ok(0)
}

/// Tells whether a domain runs.
///
/// Returns 1 if it does, 0 if not, or -1: VIR_ERR_INVALID_DOMAIN,
/// VIR_ERR_NO_DOMAIN when it has gone.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainIsActive(dom: virDomainPtr) -> c_int {
    on(dom, -1, |handle| handle.domain().is_active().map(c_int::from))
}

/// Tells whether a domain has a definition that outlives its processes.
///
/// Returns 1 if it has, 0 if not, or -1: VIR_ERR_INVALID_DOMAIN,
/// VIR_ERR_NO_DOMAIN when it has gone.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainIsPersistent(dom: virDomainPtr) -> c_int {
    on(dom, -1, |handle| handle.domain().is_persistent().map(c_int::from))
}

/// Tells a domain's state.
///
/// `state` takes a virDomainState; `reason`, unless it is NULL, takes why, from
/// the enumeration that belongs to the state. `flags` is 0.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `state` is
/// NULL and for flags, VIR_ERR_NO_DOMAIN when it has gone.
///
/// # Safety
/// `state` and `reason` are NULL or point to room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetState(
    domain: virDomainPtr,
    state: *mut c_int,
    reason: *mut c_int,
    flags: c_uint,
) -> c_int {
    on(domain, -1, |handle| {
        if state.is_null() {
            return Err(null("state", VIR_FROM_DOMAIN));
        }
        let found = handle.domain().state(flags)?;
        // SAFETY: room by this function's contract, NULL set aside.
        unsafe {
            state.write(found.state as c_int);
            if !reason.is_null() {
                reason.write(found.reason);
            }
        }
        Ok(0)
    })
}

/// Tells a domain's size, in KiB, and the CPU time it used, in nanoseconds.
///
/// Where no definition is known: the most memory is the hard limit, or the
/// host's memory; the memory is what is in use; the CPUs are those that the
/// caller may use.
///
/// Returns 0 with `info` filled in, or -1: VIR_ERR_INVALID_DOMAIN,
/// VIR_ERR_INVALID_ARG when `info` is NULL, VIR_ERR_NO_DOMAIN when it has gone,
/// VIR_ERR_SYSTEM_ERROR for what cannot be read.
///
/// # Safety
/// `info` is NULL or points to room for a virDomainInfo.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetInfo(domain: virDomainPtr, info: virDomainInfoPtr) -> c_int {
    on(domain, -1, |handle| {
        if info.is_null() {
            return Err(null("info", VIR_FROM_DOMAIN));
        }
        let found = handle.domain().info()?;
        let size = |kib: u64| c_ulong::try_from(kib).unwrap_or(c_ulong::MAX);
        // SAFETY: not NULL, so room by this function's contract.
        unsafe {
            info.write_bytes(0, 1);
            addr_of_mut!((*info).state).write(found.state as c_uchar);
            addr_of_mut!((*info).maxMem).write(size(found.max_memory.0));
            addr_of_mut!((*info).memory).write(size(found.memory.0));
            addr_of_mut!((*info).nrVirtCpu).write(found.vcpus);
            addr_of_mut!((*info).cpuTime).write(found.cpu_time);
        }
        Ok(0)
    })
}
