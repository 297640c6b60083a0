//! Where virtual CPUs and the emulator run.

use crate::capi::boundary::arrays::count;
use crate::capi::boundary::call::on_domain;
use crate::capi::boundary::cpumap;
use crate::capi::boundary::cpumap::Maps;
use crate::capi::boundary::strings::null;
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::threads::{virVcpuInfo, virVcpuInfoPtr};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result};
use libc::{c_int, c_uchar, c_uint};
use std::iter::once;

/// Tells what the virtual CPUs of a running domain do, and where they may run.
///
/// `info` takes what there is to tell of as many as there are and fit in `maxinfo`.
/// `cpumaps`, unless it is NULL, takes a map of `maplen` bytes for each: the host's
/// CPU of number n may be used when bit n % 8 of byte n / 8 is set. With NULL,
/// `maplen` is 0.
///
/// Returns how many were filled in, or -1: VIR_ERR_INVALID_DOMAIN;
/// VIR_ERR_INVALID_ARG for a NULL `info`, no room, a `maplen` that does not go with
/// `cpumaps`; VIR_ERR_OVERFLOW for maps that are too large together;
/// VIR_ERR_NO_DOMAIN when the domain has gone; VIR_ERR_OPERATION_INVALID when it
/// does not run.
///
/// # Safety
/// `info` is NULL or has room for `maxinfo` items, `cpumaps` is NULL or has room for
/// so many times `maplen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetVcpus(
    domain: virDomainPtr,
    info: virVcpuInfoPtr,
    maxinfo: c_int,
    cpumaps: *mut c_uchar,
    maplen: c_int,
) -> c_int {
    on_domain("virDomainGetVcpus", domain, -1, |handle| {
        if info.is_null() {
            return Err(null("info", VIR_FROM_DOMAIN));
        }
        let room = cpumap::positive("maxinfo", maxinfo)?;
        let maps = maps_of(cpumaps, maxinfo, maplen)?;
        let vcpus = handle.domain().vcpus(room)?;
        for (index, vcpu) in vcpus.iter().enumerate() {
            let told = virVcpuInfo {
                number: vcpu.number,
                state: vcpu.state,
                cpuTime: vcpu.cpu_time,
                cpu: vcpu.cpu,
            };
            // SAFETY: not NULL and below `maxinfo`, so room by this function's contract.
            unsafe { info.add(index).write(told) };
        }
        if let Some(maps) = maps {
            // SAFETY: no more than `maxinfo`, so room by this function's contract.
            unsafe { maps.write(vcpus.iter().map(|vcpu| &vcpu.cpus)) };
        }
        count(vcpus.len())
    })
}

fn maps_of(cpumaps: *mut c_uchar, maxinfo: c_int, maplen: c_int) -> Result<Option<Maps>> {
    if !cpumaps.is_null() {
        return Maps::new(cpumaps, maxinfo, maplen).map(Some);
    }
    if maplen != 0 {
        let detail = format!("maplen is {maplen}, expected 0 as cpumaps is NULL");
        return Err(Error::invalid_arg(VIR_FROM_DOMAIN, detail));
    }
    Ok(None)
}

/// Sets the host's CPUs that a virtual CPU of a running domain may run on.
///
/// `cpumap` is a map of `maplen` bytes: the CPU of number n may be used when bit
/// n % 8 of byte n / 8 is set; CPUs that it has no bit for may not. It stays the
/// caller's.
///
/// Returns 0, or -1: as virDomainPinVcpuFlags.
///
/// # Safety
/// `cpumap` is NULL or points to `maplen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainPinVcpu(
    domain: virDomainPtr,
    vcpu: c_uint,
    cpumap: *mut c_uchar,
    maplen: c_int,
) -> c_int {
    // SAFETY: this function's contract is the same.
    unsafe { pin_vcpu("virDomainPinVcpu", domain, vcpu, (cpumap, maplen), 0) }
}

/// Sets the host's CPUs that a virtual CPU may run on.
///
/// `cpumap` is as for virDomainPinVcpu. `flags` are bits of
/// virDomainModificationImpact; the test driver takes 0 only, which means the
/// running domain.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_INVALID_ARG for a NULL, no bytes, unknown flags, a
/// virtual CPU that the domain has not; VIR_ERR_NO_DOMAIN when the domain has gone;
/// VIR_ERR_OPERATION_INVALID when it does not run.
///
/// # Safety
/// `cpumap` is NULL or points to `maplen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainPinVcpuFlags(
    domain: virDomainPtr,
    vcpu: c_uint,
    cpumap: *mut c_uchar,
    maplen: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: this function's contract is the same.
    unsafe { pin_vcpu("virDomainPinVcpuFlags", domain, vcpu, (cpumap, maplen), flags) }
}

/// # Safety
/// `cpumap` is NULL or points to `maplen` bytes.
unsafe fn pin_vcpu(
    function: &str,
    domain: virDomainPtr,
    vcpu: c_uint,
    (cpumap, maplen): (*const c_uchar, c_int),
    flags: c_uint,
) -> c_int {
    on_domain(function, domain, -1, |handle| {
        handle.domain().check_writable("setting parameters")?;
        // SAFETY: by this function's contract.
        let cpus = unsafe { cpumap::read(cpumap, maplen) }?;
        handle.domain().pin_vcpu(vcpu, cpus, flags).map(|()| 0)
    })
}

/// Tells the host's CPUs that each virtual CPU that a domain may have may run on.
///
/// `cpumaps` takes maps of `maplen` bytes, as for virDomainPinVcpu, of as many
/// virtual CPUs as there may be and fit in `ncpumaps`. `flags` is a
/// virDomainModificationImpact.
///
/// Returns how many were filled in, or -1: VIR_ERR_INVALID_DOMAIN;
/// VIR_ERR_INVALID_ARG for a NULL, no room, live and config together;
/// VIR_ERR_OVERFLOW for maps that are too large together; VIR_ERR_NO_DOMAIN when the
/// domain has gone; VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
///
/// # Safety
/// `cpumaps` is NULL or has room for `ncpumaps` times `maplen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetVcpuPinInfo(
    domain: virDomainPtr,
    ncpumaps: c_int,
    cpumaps: *mut c_uchar,
    maplen: c_int,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainGetVcpuPinInfo", domain, -1, |handle| {
        let room = cpumap::positive("ncpumaps", ncpumaps)?;
        let maps = Maps::new(cpumaps, ncpumaps, maplen)?;
        let pins = handle.domain().vcpu_pins(room, flags)?;
        // SAFETY: no more than `ncpumaps`, so room by this function's contract.
        unsafe { maps.write(pins.iter()) };
        count(pins.len())
    })
}

/// Sets the host's CPUs that the emulator of a domain may run on.
///
/// `cpumap` is as for virDomainPinVcpu. `flags` are bits of
/// virDomainModificationImpact.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_INVALID_ARG for a NULL, no bytes, no CPU, unknown
/// flags, live and config together; VIR_ERR_NO_DOMAIN when the domain has gone;
/// VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
///
/// # Safety
/// `cpumap` is NULL or points to `maplen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainPinEmulator(
    domain: virDomainPtr,
    cpumap: *mut c_uchar,
    maplen: c_int,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainPinEmulator", domain, -1, |handle| {
        handle.domain().check_writable("setting parameters")?;
        // SAFETY: by this function's contract.
        let cpus = unsafe { cpumap::read(cpumap, maplen) }?;
        handle.domain().pin_emulator(cpus, flags).map(|()| 0)
    })
}

/// Tells the host's CPUs that the emulator of a domain may run on.
///
/// `cpumap` takes a map of `maplen` bytes, as for virDomainPinVcpu. `flags` is a
/// virDomainModificationImpact.
///
/// Returns 1, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, no
/// bytes, unknown flags, live and config together; VIR_ERR_NO_DOMAIN when the domain
/// has gone; VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
///
/// # Safety
/// `cpumap` is NULL or has room for `maplen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetEmulatorPinInfo(
    domain: virDomainPtr,
    cpumap: *mut c_uchar,
    maplen: c_int,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainGetEmulatorPinInfo", domain, -1, |handle| {
        let map = Maps::new(cpumap, 1, maplen)?;
        let pin = handle.domain().emulator_pin(flags)?;
        // SAFETY: one map, so room by this function's contract.
        unsafe { map.write(once(&pin)) };
        Ok(1)
    })
}
