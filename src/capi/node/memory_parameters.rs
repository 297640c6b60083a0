//! Memory parameters of the host.

use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::typed_params;
use crate::capi::types::handles::virConnectPtr;
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_int, c_uint};

/// Gets the memory parameters of the host, those of kernel samepage merging (KSM):
/// VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN, _SLEEP_MILLISECS, _PAGES_SHARED, _PAGES_SHARING,
/// _PAGES_UNSHARED, _PAGES_VOLATILE, _FULL_SCANS and _MERGE_ACROSS_NODES, as far as the kernel has
/// them.
///
/// With `*nparams` 0, `params` is ignored and `*nparams` is set to the number of parameters.
/// Otherwise `params` is the caller's array with room for `*nparams`; as many as fit are stored,
/// in the order above, and `*nparams` is set to their number.
///
/// `flags` is 0 or VIR_TYPED_PARAM_STRING_OKAY.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG for a NULL, a negative `*nparams`
/// and unknown flags; VIR_ERR_OPERATION_UNSUPPORTED on a kernel without KSM; VIR_ERR_NO_SUPPORT
/// where the driver does not support them, as the test driver.
///
/// # Safety
/// `nparams` is NULL or points to a number; `params` is NULL or has room for that many parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNodeGetMemoryParameters(
    conn: virConnectPtr,
    params: virTypedParameterPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    on_connect("virNodeGetMemoryParameters", conn, VIR_FROM_DOMAIN, -1, |connect| {
        let found = || connect.connection().node_memory(flags);
        // SAFETY: by this function's contract.
        unsafe { typed_params::write_found(params, nparams, found) }
    })
}

/// Sets memory parameters of the host, several in one call: all of them are applied, or none is
/// changed. VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN, VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS and
/// VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES (0 or 1) can be set, each a UINT. They are the
/// kernel's until it ends.
///
/// `params` is an array of `nparams` parameters, which remains the caller's. `flags` is 0.
///
/// Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_CONN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_INVALID_ARG for a NULL, a negative `nparams`, flags, a wrong type,
/// a name given twice and a value beyond its range; VIR_ERR_ARGUMENT_UNSUPPORTED for another name;
/// VIR_ERR_OPERATION_UNSUPPORTED on a kernel without KSM or without the parameter;
/// VIR_ERR_SYSTEM_ERROR for what the kernel refuses, with its errno in `int1`: EBUSY for
/// merge_across_nodes while pages are shared; VIR_ERR_NO_SUPPORT where the driver does not support
/// them.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters, of which those of type
/// VIR_TYPED_PARAM_STRING hold NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNodeSetMemoryParameters(
    conn: virConnectPtr,
    params: virTypedParameterPtr,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    on_connect("virNodeSetMemoryParameters", conn, VIR_FROM_DOMAIN, -1, |connect| {
        let connection = connect.connection();
        connection.check_writable("setting the host's memory parameters")?;
        // SAFETY: by this function's contract.
        let params = unsafe { typed_params::read_array_of(0, params, nparams) }?;
        connection.set_node_memory(&params, flags)?;
        Ok(0)
    })
}
