//! Network addresses of guests.

use crate::capi::boundary::arrays::count;
use crate::capi::boundary::call::on_domain;
use crate::capi::boundary::guard::guard_quiet;
use crate::capi::boundary::memory::{array_to_c, boxed, free_string};
use crate::capi::boundary::strings::{null, to_c};
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::statistics::{
    virDomainIPAddress, virDomainInterface, virDomainInterfacePtr,
};
use crate::model::constants::virIPAddrType::{VIR_IP_ADDR_TYPE_IPV4, VIR_IP_ADDR_TYPE_IPV6};
use crate::model::statistics::{InterfaceAddresses, IpAddress};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_int, c_uint};
use std::ptr::{addr_of_mut, null_mut};

/// Lists the addresses of a domain's network interfaces.
///
/// `source` is a virDomainInterfaceAddressesSource. `ifaces` receives an array with a NULL after
/// the last item, which the caller frees: each item with virDomainInterfaceFree, the array with
/// free(). On failure, and where there is no interface, it is set to NULL. `flags` is 0.
///
/// Returns the number of interfaces, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when
/// `ifaces` is NULL and for flags, VIR_ERR_NO_DOMAIN when the domain no longer exists,
/// VIR_ERR_OPERATION_INVALID when it is not running, VIR_ERR_ARGUMENT_UNSUPPORTED for another
/// source, VIR_ERR_NO_NETWORK for an interface whose network does not exist.
///
/// # Safety
/// `ifaces` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainInterfaceAddresses(
    dom: virDomainPtr,
    ifaces: *mut *mut virDomainInterfacePtr,
    source: c_uint,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainInterfaceAddresses", dom, -1, |handle| {
        if ifaces.is_null() {
            return Err(null("ifaces", VIR_FROM_DOMAIN));
        }
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { ifaces.write(null_mut()) };
        let found = handle.domain().interface_addresses(source, flags)?;
        let number = count(found.len())?;
        if number > 0 {
            let array = array_to_c(found.iter().map(|interface| boxed(interface_to_c(interface))));
            // SAFETY: as above.
            unsafe { ifaces.write(array) };
        }
        Ok(number)
    })
}

fn interface_to_c(interface: &InterfaceAddresses) -> virDomainInterface {
    virDomainInterface {
        name: to_c(&interface.name),
        hwaddr: interface.hardware.as_deref().map_or(null_mut(), to_c),
        naddrs: c_uint::try_from(interface.addresses.len()).unwrap_or(c_uint::MAX),
        addrs: array_to_c(interface.addresses.iter().map(address_to_c)),
    }
}

fn address_to_c(address: &IpAddress) -> virDomainIPAddress {
    let kind =
        if address.address.is_ipv4() { VIR_IP_ADDR_TYPE_IPV4 } else { VIR_IP_ADDR_TYPE_IPV6 };
    virDomainIPAddress {
        r#type: kind as c_int,
        addr: to_c(&address.address.to_string()),
        prefix: address.prefix,
    }
}

/// Frees an interface of virDomainInterfaceAddresses. The last error is unchanged.
///
/// # Safety
/// `iface` is NULL or from virDomainInterfaceAddresses and not freed before.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainInterfaceFree(iface: virDomainInterfacePtr) {
    guard_quiet((), || {
        if iface.is_null() {
            return;
        }
        // SAFETY: by this function's contract, all of it is from malloc.
        unsafe {
            free_string(addr_of_mut!((*iface).name));
            free_string(addr_of_mut!((*iface).hwaddr));
            let addresses = usize::try_from((*iface).naddrs).unwrap_or(usize::MAX);
            for index in 0..addresses {
                free_string(addr_of_mut!((*(*iface).addrs.add(index)).addr));
            }
            libc::free((*iface).addrs.cast());
            libc::free(iface.cast());
        }
    });
}
