//! Statistics of network interfaces.

use crate::capi::boundary::call::on_domain;
use crate::capi::boundary::strings::required;
use crate::capi::statistics::structure::{check_place, copy_part};
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::statistics::{virDomainInterfaceStatsPtr, virDomainInterfaceStatsStruct};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, size_t};

/// Tells what a network interface did, as the guest sees it.
///
/// `device` names it by its target, such as "vnet0", or by its hardware address.
/// `stats` has room for `size` bytes, of which no more are filled in.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for a NULL, a
/// `size` above that of the structure and for what is no interface of the domain,
/// VIR_ERR_NO_DOMAIN when the domain has gone, VIR_ERR_OPERATION_INVALID when it
/// does not run.
///
/// # Safety
/// `device` is NULL or ends with a NUL; `stats` is NULL or has room for `size`
/// bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainInterfaceStats(
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
        let told = virDomainInterfaceStatsStruct {
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
        unsafe { copy_part(&told, stats, size) };
        Ok(0)
    })
}
