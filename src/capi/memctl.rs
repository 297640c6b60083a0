//! Functions of our own, which libvirt does not have.

use super::guard::{Called, guard};
use super::handles::{self, expect_connect};
use super::strings::optional_utf8;
use super::types::{virConnectPtr, virDomainPtr};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_uint};
use std::ptr::null_mut;

/// Makes a running process a domain: a group of its own, into which the process
/// is moved with its children. Not among libvirt's functions.
///
/// `pid` is the process, `name` the domain's name: UTF-8, at most 240 bytes, no '/' and
/// no control character, not taken. `flags` is 0. The domain's number is the
/// pid, its uuid is derived and stays for the domain's life.
///
/// Of a QEMU (a process by the name of qemu-system-ARCHITECTURE, qemu-kvm, kvm or
/// qemu) the command line tells more: `name` may be NULL for the one in `-name`,
/// or `attach-pid-PID` without it; the uuid is that of `-uuid`, unless another
/// domain has it; `-m`, memory backends and memory devices give the guest's
/// memory, and `-smp` its CPUs, as virDomainGetInfo and virDomainGetXMLDesc show
/// them. Such a domain is shown, and can be attached, on qemu:///system too.
///
/// The domain runs until its
/// last process ends; the next call that meets it then removes its group, and
/// the domain is VIR_ERR_NO_DOMAIN. Memory that the process had before stays
/// charged to the group it came from (kernel documentation, cgroup-v2.rst,
/// "Memory Ownership").
///
/// Returns a domain for virDomainFree, or NULL with nothing changed:
/// VIR_ERR_INVALID_CONN; VIR_ERR_OPERATION_DENIED on a read-only connection;
/// VIR_ERR_INVALID_ARG for flags, a name or a pid that cannot be, and for a NULL
/// name of what is no QEMU;
/// VIR_ERR_OPERATION_FAILED when the name is taken; VIR_ERR_OPERATION_INVALID
/// when the process is a domain's already, or on qemu:/// no QEMU;
/// VIR_ERR_OPERATION_UNSUPPORTED on lxc:///; VIR_ERR_NO_SUPPORT on test:///; VIR_ERR_SYSTEM_ERROR
/// for what the kernel refuses, with ESRCH in int1 when there is no such process.
///
/// # Safety
/// `name` is NULL or ends with a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virMemctlDomainAttach(
    conn: virConnectPtr,
    pid: c_int,
    name: *const c_char,
    flags: c_uint,
) -> virDomainPtr {
    guard(Called::On(conn), null_mut(), || {
        let connect = expect_connect(conn, VIR_FROM_DOMAIN)?;
        // SAFETY: by this function's contract.
        let name = unsafe { optional_utf8("name", name, VIR_FROM_DOMAIN) }?;
        handles::new_domain(conn, connect.connection().attach(pid, name, flags)?)
    })
}
