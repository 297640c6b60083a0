//! What a guest's own system tells.

use super::call::{count, on_domain as on};
use super::guard::guard_quiet;
use super::strings::{array_to_c, null, release, to_c};
use super::typed_params::array;
use super::types::{
    virDomainFSInfo, virDomainFSInfoPtr, virDomainIPAddress, virDomainInterface,
    virDomainInterfacePtr, virDomainPtr, virTypedParameterPtr,
};
use crate::model::constants::virIPAddrType::{VIR_IP_ADDR_TYPE_IPV4, VIR_IP_ADDR_TYPE_IPV6};
use crate::model::statistics::{FileSystem, GuestTime, InterfaceAddresses, IpAddress};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_longlong, c_uint};
use std::ptr::{addr_of_mut, null_mut};

/// Memory from malloc that holds `value`.
fn boxed<T>(value: T) -> *mut T {
    array_to_c(std::iter::once(value))
}

/// Lists the file systems that a guest uses.
///
/// `info` takes an array with a NULL behind its last item, which the caller frees:
/// each item with virDomainFSInfoFree, the array with free(); NULL where there is
/// none. `flags` is 0.
///
/// Returns how many there are, or -1: VIR_ERR_INVALID_DOMAIN,
/// VIR_ERR_OPERATION_DENIED on a read-only connection, VIR_ERR_INVALID_ARG when
/// `info` is NULL and for flags, VIR_ERR_NO_DOMAIN when the domain has gone,
/// VIR_ERR_OPERATION_INVALID when it does not run.
///
/// # Safety
/// `info` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetFSInfo(
    dom: virDomainPtr,
    info: *mut *mut virDomainFSInfoPtr,
    flags: c_uint,
) -> c_int {
    on(dom, -1, |handle| {
        handle.domain().check_writable("asking for file systems")?;
        if info.is_null() {
            return Err(null("info", VIR_FROM_DOMAIN));
        }
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { info.write(null_mut()) };
        let found = handle.domain().file_systems(flags)?;
        let number = count(found.len())?;
        if number > 0 {
            let array = array_to_c(found.iter().map(|system| boxed(file_system(system))));
            // SAFETY: as above.
            unsafe { info.write(array) };
        }
        Ok(number)
    })
}

fn file_system(system: &FileSystem) -> virDomainFSInfo {
    virDomainFSInfo {
        mountpoint: to_c(&system.mount_point),
        name: to_c(&system.name),
        fstype: to_c(&system.kind),
        ndevAlias: system.disks.len(),
        devAlias: array_to_c(system.disks.iter().map(|disk| to_c(disk))),
    }
}

/// Frees what virDomainGetFSInfo tells of a file system. The last error stays as
/// it is.
///
/// # Safety
/// `info` is NULL or from virDomainGetFSInfo and not freed before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainFSInfoFree(info: virDomainFSInfoPtr) {
    guard_quiet((), || {
        if info.is_null() {
            return;
        }
        // SAFETY: by this function's contract, all of it is from malloc.
        unsafe {
            release(addr_of_mut!((*info).mountpoint));
            release(addr_of_mut!((*info).name));
            release(addr_of_mut!((*info).fstype));
            for index in 0..(*info).ndevAlias {
                release((*info).devAlias.add(index));
            }
            libc::free((*info).devAlias.cast());
            libc::free(info.cast());
        }
    });
}

/// Lists the addresses of a domain's network interfaces.
///
/// `source` is a virDomainInterfaceAddressesSource. `ifaces` takes an array with a
/// NULL behind its last item, which the caller frees: each item with
/// virDomainInterfaceFree, the array with free(). On failure, and where there is
/// no interface, it takes NULL. `flags` is 0.
///
/// Returns how many interfaces there are, or -1: VIR_ERR_INVALID_DOMAIN,
/// VIR_ERR_INVALID_ARG when `ifaces` is NULL and for flags, VIR_ERR_NO_DOMAIN when
/// the domain has gone, VIR_ERR_OPERATION_INVALID when it does not run,
/// VIR_ERR_ARGUMENT_UNSUPPORTED for another source, VIR_ERR_NO_NETWORK for an
/// interface whose network there is not.
///
/// # Safety
/// `ifaces` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainInterfaceAddresses(
    dom: virDomainPtr,
    ifaces: *mut *mut virDomainInterfacePtr,
    source: c_uint,
    flags: c_uint,
) -> c_int {
    on(dom, -1, |handle| {
        if ifaces.is_null() {
            return Err(null("ifaces", VIR_FROM_DOMAIN));
        }
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { ifaces.write(null_mut()) };
        let found = handle.domain().interface_addresses(source, flags)?;
        let number = count(found.len())?;
        if number > 0 {
            let array = array_to_c(found.iter().map(|interface| boxed(told_interface(interface))));
            // SAFETY: as above.
            unsafe { ifaces.write(array) };
        }
        Ok(number)
    })
}

fn told_interface(interface: &InterfaceAddresses) -> virDomainInterface {
    virDomainInterface {
        name: to_c(&interface.name),
        hwaddr: interface.hardware.as_deref().map_or(null_mut(), to_c),
        naddrs: c_uint::try_from(interface.addresses.len()).unwrap_or(c_uint::MAX),
        addrs: array_to_c(interface.addresses.iter().map(told_address)),
    }
}

fn told_address(address: &IpAddress) -> virDomainIPAddress {
    let kind =
        if address.address.is_ipv4() { VIR_IP_ADDR_TYPE_IPV4 } else { VIR_IP_ADDR_TYPE_IPV6 };
    virDomainIPAddress {
        r#type: kind as c_int,
        addr: to_c(&address.address.to_string()),
        prefix: address.prefix,
    }
}

/// Frees what virDomainInterfaceAddresses tells of an interface. The last error
/// stays as it is.
///
/// # Safety
/// `iface` is NULL or from virDomainInterfaceAddresses and not freed before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainInterfaceFree(iface: virDomainInterfacePtr) {
    guard_quiet((), || {
        if iface.is_null() {
            return;
        }
        // SAFETY: by this function's contract, all of it is from malloc.
        unsafe {
            release(addr_of_mut!((*iface).name));
            release(addr_of_mut!((*iface).hwaddr));
            let addresses = usize::try_from((*iface).naddrs).unwrap_or(usize::MAX);
            for index in 0..addresses {
                release(addr_of_mut!((*(*iface).addrs.add(index)).addr));
            }
            libc::free((*iface).addrs.cast());
            libc::free(iface.cast());
        }
    });
}

/// Tells what a guest knows of itself.
///
/// `types` are bits of virDomainGuestInfoTypes, 0 for all of them. `params` takes
/// an array of `*nparams` parameters that the caller frees with
/// virTypedParamsFree. `flags` is 0.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a
/// read-only connection, VIR_ERR_INVALID_ARG for a NULL and flags,
/// VIR_ERR_NO_SUPPORT from the drivers that there are.
///
/// # Safety
/// `params` is NULL or points to room for a pointer, `nparams` is NULL or points
/// to room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetGuestInfo(
    domain: virDomainPtr,
    types: c_uint,
    params: *mut virTypedParameterPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    on(domain, -1, |handle| {
        handle.domain().check_writable("asking a guest about itself")?;
        for (name, absent) in [("params", params.is_null()), ("nparams", nparams.is_null())] {
            if absent {
                return Err(null(name, VIR_FROM_DOMAIN));
            }
        }
        let found = handle.domain().guest_info(types, flags)?;
        let number = count(found.len())?;
        // SAFETY: not NULL, so room by this function's contract.
        unsafe {
            params.write(array::allocate(&found));
            nparams.write(number);
        }
        Ok(0)
    })
}

/// Tells the name that a guest gives itself. `flags` is 0.
///
/// Returns a text that the caller frees with free(), or NULL:
/// VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a read-only connection,
/// VIR_ERR_INVALID_ARG for flags, VIR_ERR_NO_DOMAIN when the domain has gone,
/// VIR_ERR_OPERATION_INVALID when it does not run.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetHostname(domain: virDomainPtr, flags: c_uint) -> *mut c_char {
    on(domain, null_mut(), |handle| {
        handle.domain().check_writable("asking for a guest's name")?;
        Ok(to_c(&handle.domain().guest_hostname(flags)?))
    })
}

/// Tells what a guest's clock shows.
///
/// `seconds` takes the seconds since 1970, `nseconds` the nanoseconds of the
/// second. `flags` is 0.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a
/// read-only connection, VIR_ERR_INVALID_ARG for a NULL and flags,
/// VIR_ERR_NO_DOMAIN when the domain has gone, VIR_ERR_OPERATION_INVALID when its
/// CPUs do not run.
///
/// # Safety
/// `seconds` and `nseconds` are NULL or point to room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetTime(
    dom: virDomainPtr,
    seconds: *mut c_longlong,
    nseconds: *mut c_uint,
    flags: c_uint,
) -> c_int {
    on(dom, -1, |handle| {
        handle.domain().check_writable("asking for a guest's time")?;
        for (name, absent) in [("seconds", seconds.is_null()), ("nseconds", nseconds.is_null())] {
            if absent {
                return Err(null(name, VIR_FROM_DOMAIN));
            }
        }
        let found = handle.domain().guest_time(flags)?;
        // SAFETY: not NULL, so room by this function's contract.
        unsafe {
            seconds.write(found.seconds);
            nseconds.write(found.nanoseconds);
        }
        Ok(0)
    })
}

/// Sets a guest's clock.
///
/// `seconds` are counted since 1970, `nseconds` are the nanoseconds of the second.
/// `flags` is 0, or VIR_DOMAIN_TIME_SYNC to take the time from the hardware's
/// clock.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a
/// read-only connection, VIR_ERR_INVALID_ARG for other flags, VIR_ERR_NO_DOMAIN
/// when the domain has gone, VIR_ERR_OPERATION_INVALID when it does not run.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetTime(
    dom: virDomainPtr,
    seconds: c_longlong,
    nseconds: c_uint,
    flags: c_uint,
) -> c_int {
    on(dom, -1, |handle| {
        handle.domain().check_writable("setting a guest's time")?;
        handle.domain().set_guest_time(GuestTime { seconds, nanoseconds: nseconds }, flags)?;
        Ok(0)
    })
}
