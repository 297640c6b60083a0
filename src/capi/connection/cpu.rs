//! CPU baselines and domain capabilities.

use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::strings::{bytes, null, optional, to_c};
use crate::capi::types::handles::virConnectPtr;
use crate::model::capabilities::GuestKindQuery;
use crate::model::virErrorDomain::{VIR_FROM_CPU, VIR_FROM_DOMAIN};
use crate::model::{Error, Result, virErrorNumber};
use libc::{c_char, c_uint};
use std::ptr::null_mut;

fn missing(index: usize) -> Error {
    let detail = format!("xmlCPUs[{index}] is NULL, expected a document");
    Error::new(VIR_FROM_CPU, virErrorNumber::VIR_ERR_XML_ERROR, detail)
}

/// The documents of a caller's array.
///
/// # Safety
/// `texts` is NULL or points to `count` strings, each NULL or a NUL-terminated string.
unsafe fn documents<'a>(texts: *mut *const c_char, count: c_uint) -> Result<Vec<&'a [u8]>> {
    if texts.is_null() {
        return Err(null("xmlCPUs", VIR_FROM_DOMAIN));
    }
    let count = usize::try_from(count)
        .map_err(|_| Error::invalid_arg(VIR_FROM_DOMAIN, format!("ncpus is {count}")))?;
    let one = |index: usize| {
        // SAFETY: below `count`, so a text or NULL by this function's contract.
        let text = unsafe { bytes(texts.add(index).read()) };
        text.map(|text| text.to_bytes()).ok_or_else(|| missing(index))
    };
    (0..count).map(one).collect()
}

/// The kind of guest that a caller names.
///
/// # Safety
/// Each is NULL or a NUL-terminated string, which lives as long as the result is used.
unsafe fn guest_kind<'q>(
    emulator: *const c_char,
    arch: *const c_char,
    machine: *const c_char,
    virt_type: *const c_char,
) -> GuestKindQuery<'q> {
    // SAFETY: by this function's contract.
    unsafe {
        GuestKindQuery {
            emulator: optional(emulator),
            arch: optional(arch),
            machine: optional(machine),
            virt_type: optional(virt_type),
        }
    }
}

/// Computes the CPU with the features that all the given host CPUs have.
///
/// `xmlCPUs` points to `ncpus` strings, each a `<cpu>` with `<arch>` and `<model>`. `flags` is 0
/// or VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES.
///
/// Returns a `<cpu>` document that the caller frees with free(), or NULL: VIR_ERR_INVALID_CONN,
/// VIR_ERR_INVALID_ARG for NULL, no CPUs at all and unknown flags, VIR_ERR_XML_ERROR or
/// VIR_ERR_XML_DETAIL for a document that is not a CPU (or a NULL), VIR_ERR_INTERNAL_ERROR for a
/// model that is not known. The features of models are not known here: flags and different CPUs,
/// which depend on them, fail with VIR_ERR_NO_SUPPORT.
///
/// # Safety
/// `xmlCPUs` is NULL or as described, each string NULL or NUL-terminated.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectBaselineCPU(
    conn: virConnectPtr,
    xmlCPUs: *mut *const c_char,
    ncpus: c_uint,
    flags: c_uint,
) -> *mut c_char {
    on_connect("virConnectBaselineCPU", conn, VIR_FROM_DOMAIN, null_mut(), |connect| {
        // SAFETY: by this function's contract.
        let cpus = unsafe { documents(xmlCPUs, ncpus) }?;
        Ok(to_c(&connect.connection().baseline_cpu(&cpus, flags)?))
    })
}

/// Computes the CPU that the hypervisor can provide on each of these hosts.
///
/// Returns a `<cpu>` document that the caller frees with free(), or NULL: VIR_ERR_INVALID_CONN,
/// VIR_ERR_INVALID_ARG when `xmlCPUs` is NULL, VIR_ERR_OPERATION_DENIED on a read-only
/// connection, VIR_ERR_NO_SUPPORT from drivers without CPU models of their own (all of this
/// library).
///
/// # Safety
/// As for virConnectBaselineCPU; each of the other strings is NULL or NUL-terminated.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectBaselineHypervisorCPU(
    conn: virConnectPtr,
    emulator: *const c_char,
    arch: *const c_char,
    machine: *const c_char,
    virttype: *const c_char,
    xmlCPUs: *mut *const c_char,
    ncpus: c_uint,
    flags: c_uint,
) -> *mut c_char {
    on_connect("virConnectBaselineHypervisorCPU", conn, VIR_FROM_DOMAIN, null_mut(), |connect| {
        // SAFETY: by this function's contract.
        let cpus = unsafe { documents(xmlCPUs, ncpus) }?;
        // SAFETY: by this function's contract.
        let of = unsafe { guest_kind(emulator, arch, machine, virttype) };
        Ok(to_c(&connect.connection().baseline_hypervisor_cpu(&of, &cpus, flags)?))
    })
}

/// Gets the capabilities of domains.
///
/// Returns a `<domainCapabilities>` document that the caller frees with free(), or NULL:
/// VIR_ERR_INVALID_CONN, VIR_ERR_OPERATION_DENIED on a read-only connection, VIR_ERR_NO_SUPPORT
/// from drivers that do not know them (all of this library).
///
/// # Safety
/// Each string is NULL or NUL-terminated.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectGetDomainCapabilities(
    conn: virConnectPtr,
    emulatorbin: *const c_char,
    arch: *const c_char,
    machine: *const c_char,
    virttype: *const c_char,
    flags: c_uint,
) -> *mut c_char {
    on_connect("virConnectGetDomainCapabilities", conn, VIR_FROM_DOMAIN, null_mut(), |connect| {
        // SAFETY: by this function's contract.
        let of = unsafe { guest_kind(emulatorbin, arch, machine, virttype) };
        Ok(to_c(&connect.connection().domain_capabilities(&of, flags)?))
    })
}
