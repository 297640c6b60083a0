//! Devices of the host.

use crate::api::ObjectKind;
use crate::capi::boundary::arrays::count;
use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::strings::{optional, required};
use crate::capi::empty_lists::list::{Names, empty_array, no_object, no_object_called};
use crate::capi::types::handles::{virConnectPtr, virNodeDevicePtr};
use libc::{c_char, c_int, c_uint};

const KIND: ObjectKind = ObjectKind::NodeDevice;

/// The bits of virConnectListAllNodeDeviceFlags for types of devices.
const NODE_DEVICE_FLAGS: u32 = (1 << 22) - 1;

/// Lists the host's devices: there are none on this host.
///
/// `devices`, unless it is NULL, receives an array that consists of a NULL, which the caller
/// frees with free(); on failure it is set to NULL. `flags` are those of libvirt; there is
/// nothing to filter.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for unknown flags.
///
/// # Safety
/// `devices` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListAllNodeDevices(
    conn: virConnectPtr,
    devices: *mut *mut virNodeDevicePtr,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        empty_array(
            "virConnectListAllNodeDevices",
            conn,
            ObjectKind::NodeDevice,
            devices,
            flags,
            NODE_DEVICE_FLAGS,
        )
    }
}

/// Counts the host's devices, with the capability `cap`, or all for NULL: there are none on this host.
/// `flags` is 0.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for flags.
///
/// # Safety
/// `cap` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNodeNumOfDevices(
    conn: virConnectPtr,
    cap: *const c_char,
    flags: c_uint,
) -> c_int {
    on_connect("virNodeNumOfDevices", conn, KIND.error_domain(), -1, |connect| {
        // SAFETY: by this function's contract.
        let capability = unsafe { optional(cap) };
        count(connect.connection().count_devices(capability.as_deref(), flags)?)
    })
}

/// Lists the names of the host's devices, with the capability `cap`, or all for NULL: there are
/// none on this host, and `names` is unchanged. `flags` is 0.
///
/// Returns the number of names, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
/// negative, or not 0 and `names` NULL, and for flags.
///
/// # Safety
/// `cap` is NULL or a NUL-terminated string; `names` is NULL or has room for `maxnames` pointers.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNodeListDevices(
    conn: virConnectPtr,
    cap: *const c_char,
    names: *mut *mut c_char,
    maxnames: c_int,
    flags: c_uint,
) -> c_int {
    on_connect("virNodeListDevices", conn, KIND.error_domain(), -1, |connect| {
        // SAFETY: by this function's contract.
        let capability = unsafe { optional(cap) };
        let capability = capability.as_deref();
        let list = |most| connect.connection().device_names(capability, most, flags);
        // SAFETY: by this function's contract.
        unsafe { Names { start: names, most: maxnames }.fill(KIND, list) }
    })
}

/// Looks up a device of the host by name: there is none.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `name` is NULL; VIR_ERR_NO_NODE_DEVICE.
///
/// # Safety
/// `name` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNodeDeviceLookupByName(
    conn: virConnectPtr,
    name: *const c_char,
) -> virNodeDevicePtr {
    // SAFETY: by this function's contract.
    unsafe {
        no_object_called("virNodeDeviceLookupByName", conn, ObjectKind::NodeDevice, "name", name)
    }
}

/// Looks up a host bus adapter of SCSI by its names: there is none. `flags` are not read.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `wwnn` or `wwpn` is NULL;
/// VIR_ERR_NO_NODE_DEVICE.
///
/// # Safety
/// `wwnn` and `wwpn` are NULL or NUL-terminated strings.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNodeDeviceLookupSCSIHostByWWN(
    conn: virConnectPtr,
    wwnn: *const c_char,
    wwpn: *const c_char,
    flags: c_uint,
) -> virNodeDevicePtr {
    let _ = flags;
    no_object("virNodeDeviceLookupSCSIHostByWWN", conn, ObjectKind::NodeDevice, || {
        let from = ObjectKind::NodeDevice.error_domain();
        // SAFETY: by this function's contract.
        let names = unsafe { (required("wwnn", wwnn, from)?, required("wwpn", wwpn, from)?) };
        Ok(format!("no adapter '{}', '{}'", names.0, names.1))
    })
}
