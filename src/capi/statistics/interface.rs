//! Statistics of network interfaces.

use crate::capi::boundary::call::on_domain;
use crate::capi::boundary::strings::required;
use crate::capi::statistics::structure::{check_place, copy_part};
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::statistics::{virDomainInterfaceStatsPtr, virDomainInterfaceStatsStruct};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, size_t};

/// Gets the statistics of a network interface, from the guest's point of view.
///
/// `device` is its target, such as "vnet0", or its MAC address. `stats` has room for `size`
/// bytes, of which no more are written. On this host they are the counters of the device of that name
/// in the domain's own network namespace, else in the caller's, and -1 where there is none. Without
/// interfaces in its definition a virtual machine has the taps that it has open, and another domain in
/// a network namespace of its own what is there but the loopback.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for a NULL, a `size` above that
/// of the structure and when `device` is not an interface of the domain, VIR_ERR_NO_DOMAIN when
/// the domain no longer exists, VIR_ERR_OPERATION_INVALID when it is not running.
///
/// # Safety
/// `device` is NULL or a NUL-terminated string; `stats` is NULL or has room for `size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainInterfaceStats(
    dom: virDomainPtr,
    device: *const c_char,
    stats: virDomainInterfaceStatsPtr,
    size: size_t,
) -> c_int {
    on_domain("virDomainInterfaceStats", dom, -1, |handle| {
        // SAFETY: by this function's contract.
        let device = unsafe { required("device", device, VIR_FROM_DOMAIN) }?;
        check_place(stats, size)?;
        let found = handle.domain().interface_stats(&device)?;
        let result = virDomainInterfaceStatsStruct {
            rx_bytes: found.received.bytes,
            rx_packets: found.received.packets,
            rx_errs: found.received.errors,
            rx_drop: found.received.dropped,
            tx_bytes: found.sent.bytes,
            tx_packets: found.sent.packets,
            tx_errs: found.sent.errors,
            tx_drop: found.sent.dropped,
        };
        // SAFETY: not NULL as checked, and no more than `size` bytes, so room by
        // this function's contract.
        unsafe { copy_part(&result, stats, size) };
        Ok(0)
    })
}
