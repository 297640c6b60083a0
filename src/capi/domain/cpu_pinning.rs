//! CPU affinity of virtual CPUs and the emulator.

use crate::capi::boundary::arrays::count;
use crate::capi::boundary::call::on_domain;
use crate::capi::boundary::cpumap::{self, Maps};
use crate::capi::boundary::strings::null;
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::threads::{virVcpuInfo, virVcpuInfoPtr};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result};
use libc::{c_int, c_uchar, c_uint};
use std::iter::once;

/// Gets the state and the CPU affinity of the virtual CPUs of a running domain.
///
/// `info` receives as many items as fit in `maxinfo`. `cpumaps`, unless it is NULL, receives a
/// map of `maplen` bytes for each: host CPU n may be used when bit n % 8 of byte n / 8 is set.
/// With NULL, `maplen` is 0.
///
/// Returns the number stored, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL
/// `info`, a size of 0, a `maplen` that does not match `cpumaps`; VIR_ERR_OVERFLOW for maps that
/// are too large together; VIR_ERR_NO_DOMAIN when the domain no longer exists;
/// VIR_ERR_OPERATION_INVALID when it is not running.
///
/// # Safety
/// `info` is NULL or has room for `maxinfo` items, `cpumaps` is NULL or has room for that many
/// times `maplen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetVcpus(
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
            let result = virVcpuInfo {
                number: vcpu.number,
                state: vcpu.state,
                cpuTime: vcpu.cpu_time,
                cpu: vcpu.cpu,
            };
            // SAFETY: not NULL and below `maxinfo`, so room by this function's contract.
            unsafe { info.add(index).write(result) };
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

/// Sets the host CPUs that a virtual CPU of a running domain may run on.
///
/// `cpumap` is a map of `maplen` bytes: CPU n may be used when bit n % 8 of byte n / 8 is set;
/// CPUs beyond the map may not. It remains the caller's.
///
/// Returns 0, or -1: as virDomainPinVcpuFlags.
///
/// # Safety
/// `cpumap` is NULL or points to `maplen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainPinVcpu(
    domain: virDomainPtr,
    vcpu: c_uint,
    cpumap: *mut c_uchar,
    maplen: c_int,
) -> c_int {
    // SAFETY: this function's contract is the same.
    unsafe { pin_vcpu("virDomainPinVcpu", domain, vcpu, (cpumap, maplen), 0) }
}

/// Sets the host CPUs that a virtual CPU may run on.
///
/// `cpumap` is as for virDomainPinVcpu. `flags` are bits of virDomainModificationImpact; the
/// test driver accepts 0 only, which means the running domain.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
/// VIR_ERR_INVALID_ARG for a NULL, no bytes, unknown flags, a virtual CPU that the domain does
/// not have; VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_OPERATION_INVALID when
/// it is not running. On a host also: VIR_ERR_INVALID_ARG for no CPU and one that the host does not
/// have; VIR_ERR_OPERATION_UNSUPPORTED for a domain without virtual CPUs, and for a QEMU whose
/// threads have no names (-name debug-threads=on).
///
/// # Safety
/// `cpumap` is NULL or points to `maplen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainPinVcpuFlags(
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

/// Gets the host CPUs that each possible virtual CPU of a domain may run on.
///
/// `cpumaps` receives maps of `maplen` bytes, as for virDomainPinVcpu, of as many virtual CPUs
/// as fit in `ncpumaps`. `flags` is a virDomainModificationImpact.
///
/// Returns the number stored, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, a
/// size of 0, live and config together; VIR_ERR_OVERFLOW for maps that are too large together;
/// VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_OPERATION_INVALID for flags that
/// do not match its state.
///
/// # Safety
/// `cpumaps` is NULL or has room for `ncpumaps` times `maplen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetVcpuPinInfo(
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

/// Sets the host CPUs that the emulator of a domain may run on.
///
/// `cpumap` is as for virDomainPinVcpu. `flags` are bits of
/// virDomainModificationImpact. The emulator of a domain that is no virtual machine is all that it
/// runs.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
/// VIR_ERR_INVALID_ARG for a NULL, no bytes, no CPU, unknown flags, live and config together;
/// VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_OPERATION_INVALID for flags that
/// do not match its state.
///
/// # Safety
/// `cpumap` is NULL or points to `maplen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainPinEmulator(
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

/// Gets the host CPUs that the emulator of a domain may run on.
///
/// `cpumap` receives a map of `maplen` bytes, as for virDomainPinVcpu. `flags` is a
/// virDomainModificationImpact.
///
/// Returns 1, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, no bytes, unknown
/// flags, live and config together; VIR_ERR_NO_DOMAIN when the domain no longer exists;
/// VIR_ERR_OPERATION_INVALID for flags that do not match its state.
///
/// # Safety
/// `cpumap` is NULL or has room for `maplen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetEmulatorPinInfo(
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
