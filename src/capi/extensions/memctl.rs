//! Functions of our own, which libvirt does not have.

use crate::capi::boundary::guard::guard;
use crate::capi::boundary::handles;
use crate::capi::boundary::handles::{expect_connect, expect_domain};
use crate::capi::boundary::strings::{null, optional_utf8};
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_uint, c_ulonglong};
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
/// A name that is defined (virDomainDefineXML) and shut off means that domain: the
/// process is it from now on, with its uuid and the limits of its definition, and
/// when it has ended the domain is shut off again. Any other domain runs until its
/// last process ends; the next call that meets it then removes its group, and
/// it is VIR_ERR_NO_DOMAIN. Memory that the process had before stays
/// charged to the group it came from (kernel documentation, cgroup-v2.rst,
/// "Memory Ownership").
///
/// Returns a domain for virDomainFree, or NULL with nothing changed:
/// VIR_ERR_INVALID_CONN; VIR_ERR_OPERATION_DENIED on a read-only connection;
/// VIR_ERR_INVALID_ARG for flags, a name or a pid that cannot be, and for a NULL
/// name of what is no QEMU;
/// VIR_ERR_OPERATION_FAILED when a running domain has the name, or the host
/// cannot give the min_guarantee of its definition; VIR_ERR_OPERATION_INVALID
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
    guard("virMemctlDomainAttach", conn, null_mut(), || {
        let connect = expect_connect(conn, VIR_FROM_DOMAIN)?;
        // SAFETY: by this function's contract.
        let name = unsafe { optional_utf8("name", name, VIR_FROM_DOMAIN) }?;
        handles::new_domain(conn, connect.connection().attach(pid, name, flags)?)
    })
}

/// Suggests a hard limit that a running domain can live with: one that does not
/// have the kernel kill its guest for the memory that the VMM needs besides. Not
/// among libvirt's functions. Nothing is changed.
///
/// `kib` gets the limit, for VIR_DOMAIN_MEMORY_HARD_LIMIT. `flags` is 0. It may be
/// called again at any time; measured when the guest has done its usual work, it is
/// better than just after its start.
///
/// For a virtual machine that QEMU runs, libvirt's or attached, the sum, in whole
/// MiB, of
///
/// - the guest's memory, all of it: its definition's, or what `-m`, memory backends
///   and memory devices of the command line make together (qemu(1));
/// - page tables for all of it: 8 bytes for each page of 4 KiB, under KVM three
///   times that (kernel documentation, mm/page_tables.rst, virt/kvm/x86/mmu.rst);
/// - memory of graphics devices and what is shared with others (ivshmem), whole, by
///   the command line or its defaults;
/// - for each qcow2 image 32 MiB, the most that its cache takes (QEMU's
///   docs/qcow2-cache.txt);
/// - what QEMU and its helpers use now beside these, in memory or in swap:
///   /proc/PID/smaps without the mappings of just these lengths (kernel
///   documentation, filesystems/proc.rst). QEMU's translation buffer, which is
///   there without KVM alone, counts whole, as it fills in time;
/// - what the kernel keeps for them now: memory.kmem.usage_in_bytes on cgroup v1;
///   `kernel` of memory.stat on v2, or its parts; at least their page tables and
///   16 KiB a thread;
/// - a margin, for threads and buffers of input and output, for the growth of QEMU's
///   own memory and for a migration: 5 % of all that, at least 64 MiB.
///
/// It is never less than what the group has in use now without page cache, and the
/// margin. Memory in huge pages counts as other memory, although the kernel may not
/// charge it to the group.
///
/// For what is no QEMU it is the most that the group has had in use so far, page cache
/// included (memory.max_usage_in_bytes, memory.peak; before Linux 5.19 on v2 what it
/// has now), or what its processes use now, if that is more; and the margin.
///
/// Returns 0, or -1 with `kib` as it was: VIR_ERR_INVALID_DOMAIN;
/// VIR_ERR_INVALID_ARG for unknown flags, and when `kib` is NULL; VIR_ERR_NO_DOMAIN
/// when the domain has gone; VIR_ERR_OPERATION_INVALID when it does not run, as
/// there is nothing to measure; VIR_ERR_NO_SUPPORT on test:///; VIR_ERR_SYSTEM_ERROR
/// for what the kernel does not let the caller read: of a process of another user, in
/// general, its mappings (EACCES in int1).
///
/// # Safety
/// `kib` is NULL or points to a number that may be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virMemctlDomainSuggestHardLimit(
    domain: virDomainPtr,
    kib: *mut c_ulonglong,
    flags: c_uint,
) -> c_int {
    guard("virMemctlDomainSuggestHardLimit", domain, -1, || {
        let handle = expect_domain(domain)?;
        if kib.is_null() {
            return Err(null("kib", VIR_FROM_DOMAIN));
        }
        let suggested = handle.domain().suggest_hard_limit(flags)?;
        // SAFETY: not NULL, so by this function's contract it may be written.
        unsafe { kib.write(suggested) };
        Ok(0)
    })
}
