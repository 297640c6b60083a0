//! File systems of guests.

use crate::capi::boundary::arrays::count;
use crate::capi::boundary::call::on_domain;
use crate::capi::boundary::guard::guard_quiet;
use crate::capi::boundary::memory::{array_to_c, boxed, free_string};
use crate::capi::boundary::strings::{null, to_c};
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::statistics::{virDomainFSInfo, virDomainFSInfoPtr};
use crate::model::statistics::FileSystem;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_int, c_uint};
use std::ptr::{addr_of_mut, null_mut};

/// Lists the file systems that a guest uses.
///
/// `info` receives an array with a NULL after the last item, which the caller frees: each item
/// with virDomainFSInfoFree, the array with free(); NULL where there is none. `flags` is 0.
///
/// Returns their number, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a read-only
/// connection, VIR_ERR_INVALID_ARG when `info` is NULL and for flags, VIR_ERR_NO_DOMAIN when the
/// domain no longer exists, VIR_ERR_OPERATION_INVALID when it is not running.
///
/// # Safety
/// `info` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetFSInfo(
    dom: virDomainPtr,
    info: *mut *mut virDomainFSInfoPtr,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainGetFSInfo", dom, -1, |handle| {
        handle.domain().check_writable("asking for file systems")?;
        if info.is_null() {
            return Err(null("info", VIR_FROM_DOMAIN));
        }
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { info.write(null_mut()) };
        let found = handle.domain().file_systems(flags)?;
        let number = count(found.len())?;
        if number > 0 {
            let array = array_to_c(found.iter().map(|system| boxed(file_system_to_c(system))));
            // SAFETY: as above.
            unsafe { info.write(array) };
        }
        Ok(number)
    })
}

fn file_system_to_c(system: &FileSystem) -> virDomainFSInfo {
    virDomainFSInfo {
        mountpoint: to_c(&system.mount_point),
        name: to_c(&system.name),
        fstype: to_c(&system.kind),
        ndevAlias: system.disks.len(),
        devAlias: array_to_c(system.disks.iter().map(|disk| to_c(disk))),
    }
}

/// Frees a file system of virDomainGetFSInfo. The last error is unchanged.
///
/// # Safety
/// `info` is NULL or from virDomainGetFSInfo and not freed before.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainFSInfoFree(info: virDomainFSInfoPtr) {
    guard_quiet((), || {
        if info.is_null() {
            return;
        }
        // SAFETY: by this function's contract, all of it is from malloc.
        unsafe {
            free_string(addr_of_mut!((*info).mountpoint));
            free_string(addr_of_mut!((*info).name));
            free_string(addr_of_mut!((*info).fstype));
            for index in 0..(*info).ndevAlias {
                free_string((*info).devAlias.add(index));
            }
            libc::free((*info).devAlias.cast());
            libc::free(info.cast());
        }
    });
}
