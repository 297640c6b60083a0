//! Hardware and security model of the host.

use crate::capi::boundary::arrays::count;
use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::memory::allocate;
use crate::capi::boundary::strings::{field, null};
use crate::capi::types::handles::virConnectPtr;
use crate::capi::types::node::{
    virNodeInfo, virNodeInfoPtr, virSecurityModel, virSecurityModelPtr,
};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_int, c_uchar, c_uint, c_ulong};

/// Gets the hardware of the host.
///
/// Returns 0 with `info` filled in, or -1: VIR_ERR_INVALID_CONN,
/// VIR_ERR_INVALID_ARG when `info` is NULL.
///
/// # Safety
/// `info` is NULL or points to room for a virNodeInfo.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNodeGetInfo(conn: virConnectPtr, info: virNodeInfoPtr) -> c_int {
    on_connect("virNodeGetInfo", conn, VIR_FROM_DOMAIN, -1, |connect| {
        if info.is_null() {
            return Err(null("info", VIR_FROM_DOMAIN));
        }
        let found = connect.connection().node_info()?;
        let result = virNodeInfo {
            model: field(&found.model),
            memory: c_ulong::try_from(found.memory.0).unwrap_or(c_ulong::MAX),
            cpus: found.cpus,
            mhz: found.mhz,
            nodes: found.nodes,
            sockets: found.sockets,
            cores: found.cores,
            threads: found.threads,
        };
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { info.write(result) };
        Ok(0)
    })
}

/// Gets the online CPUs of the host.
///
/// `cpumap`, unless it is NULL, receives an array of bytes that the caller frees with free():
/// CPU n is online when bit n % 8 of byte n / 8 is set. `online`, unless it is NULL, receives
/// their number. `flags` is 0.
///
/// Returns the number of CPUs of the map, or -1 with `cpumap` and `online` unchanged:
/// VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for flags.
///
/// # Safety
/// `cpumap` is NULL or points to room for a pointer, `online` is NULL or points
/// to room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNodeGetCPUMap(
    conn: virConnectPtr,
    cpumap: *mut *mut c_uchar,
    online: *mut c_uint,
    flags: c_uint,
) -> c_int {
    on_connect("virNodeGetCPUMap", conn, VIR_FROM_DOMAIN, -1, |connect| {
        let cpus = connect.connection().cpu_map(flags)?;
        let number = count(cpus.len())?;
        if !cpumap.is_null() {
            let map: *mut c_uchar = allocate(cpus.len().div_ceil(8)).cast();
            for (index, bits) in cpus.chunks(8).enumerate() {
                let byte = bits.iter().rev().fold(0, |byte, bit| byte << 1 | c_uchar::from(*bit));
                // SAFETY: the map has a byte for each eight CPUs.
                unsafe { map.add(index).write(byte) };
            }
            // SAFETY: not NULL, so room by this function's contract.
            unsafe { cpumap.write(map) };
        }
        if !online.is_null() {
            let used = cpus.iter().filter(|used| **used).count();
            // SAFETY: not NULL, so room by this function's contract.
            unsafe { online.write(c_uint::try_from(used).unwrap_or(c_uint::MAX)) };
        }
        Ok(number)
    })
}

/// Gets the security model of the host.
///
/// Returns 0 with `secmodel` filled in, or -1: VIR_ERR_INVALID_CONN,
/// VIR_ERR_INVALID_ARG when `secmodel` is NULL.
///
/// # Safety
/// `secmodel` is NULL or points to room for a virSecurityModel.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNodeGetSecurityModel(
    conn: virConnectPtr,
    secmodel: virSecurityModelPtr,
) -> c_int {
    on_connect("virNodeGetSecurityModel", conn, VIR_FROM_DOMAIN, -1, |connect| {
        if secmodel.is_null() {
            return Err(null("secmodel", VIR_FROM_DOMAIN));
        }
        let found = connect.connection().security_model()?;
        let result = virSecurityModel { model: field(&found.model), doi: field(&found.doi) };
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { secmodel.write(result) };
        Ok(0)
    })
}
