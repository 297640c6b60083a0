//! Functions that libvirt does not have.

use crate::capi::boundary::call::{on_connect, on_domain};
use crate::capi::boundary::handles::{self};
use crate::capi::boundary::strings::{null, optional_utf8};
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_uint, c_ulonglong};
use std::ptr::null_mut;

/// Attaches a running process as a domain: the process and its descendants are moved into a
/// cgroup of their own. libvirt does not have this function.
///
/// `pid` is the process, `name` the domain's name: UTF-8, at most 240 bytes, no '/' and no
/// control character, not in use. `flags` is 0. The domain's ID is the PID; its UUID is derived
/// and does not change while the domain exists.
///
/// For QEMU the command line is evaluated. It is a process whose first argument or executable has
/// a usual name of QEMU (qemu-system-ARCHITECTURE with anything around it, qemu-kvm, kvm, ...), or
/// with a command line of QEMU's options alone. `name` may be NULL for the name in `-name`, or
/// `attach-pid-PID` without it; the UUID is that of `-uuid`, or else of `-smbios type=1`, unless
/// another domain has it; `-m`, memory backends and memory devices determine the guest's memory,
/// and `-smp` and plugged CPUs its CPUs, for virDomainGetInfo and virDomainGetXMLDesc. Where the
/// memory size is not certain (`-readconfig`, a value that is no size, a machine whose default is
/// not known), there is a warning, and these show the hard limit or the host's memory, and the
/// current usage, instead. Such a domain is also listed, and can be attached, on qemu:///system.
///
/// If `name` is that of a defined domain (virDomainDefineXML) that is shut off, the process
/// becomes that domain, with its UUID and the limits of its definition, and the domain is shut
/// off again after the process has exited. Any other domain runs until its last process exits;
/// the next call that finds this removes its cgroup, and the domain no longer exists. Memory
/// that the process already uses remains charged to its previous cgroup (kernel documentation,
/// cgroup-v2.rst, "Memory Ownership").
///
/// Returns a domain for virDomainFree, or NULL with nothing changed: VIR_ERR_INVALID_CONN;
/// VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG for flags, an invalid
/// name or PID, and for a NULL name of a process that is not QEMU; VIR_ERR_OPERATION_FAILED when
/// a running domain has the name, or the host cannot satisfy the min_guarantee of its
/// definition; VIR_ERR_OPERATION_INVALID when the process already belongs to a domain, or on
/// qemu:/// is not QEMU; VIR_ERR_OPERATION_UNSUPPORTED on lxc:///; VIR_ERR_NO_SUPPORT on
/// test:///; VIR_ERR_SYSTEM_ERROR when the kernel refuses, with ESRCH in int1 when there is no
/// such process.
///
/// # Safety
/// `name` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virMemctlDomainAttach(
    conn: virConnectPtr,
    pid: c_int,
    name: *const c_char,
    flags: c_uint,
) -> virDomainPtr {
    on_connect("virMemctlDomainAttach", conn, VIR_FROM_DOMAIN, null_mut(), |connect| {
        // SAFETY: by this function's contract.
        let name = unsafe { optional_utf8("name", name, VIR_FROM_DOMAIN) }?;
        handles::new_domain(conn, connect.connection().attach(pid, name, flags)?)
    })
}

/// Reclaims memory of a running domain, as far as the kernel can take it without killing: caches
/// first, and what swap has room for. No limit changes, and the domain may use as much again.
/// libvirt does not have this function.
///
/// `kib` is how much to reclaim, in KiB, more than 0, which is rounded up to whole pages; `reclaimed` receives how much came, in KiB,
/// which may be less, and 0: that is no error. `flags` is 0. It is done by memory.reclaim of
/// cgroup v2, which Linux has since 5.19, in steps of at most 32 MiB, for 10 seconds at most; it
/// stops when a step takes nothing, and when a signal asks the program to end. What memory.min
/// protects is not taken. Of the last step, of which the kernel takes a part alone, the fall in
/// memory in use counts, which the domain's own work makes inexact.
///
/// Returns 0, or -1 with `reclaimed` unchanged: VIR_ERR_INVALID_DOMAIN;
/// VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG for flags, when
/// `kib` is 0 and when `reclaimed` is NULL; VIR_ERR_NO_DOMAIN when the domain no longer exists;
/// VIR_ERR_OPERATION_INVALID when it is not running; VIR_ERR_OPERATION_UNSUPPORTED on cgroup v1,
/// whose memory.force_empty would take all there is, and where the kernel has no memory.reclaim;
/// VIR_ERR_NO_SUPPORT on test:///; VIR_ERR_SYSTEM_ERROR when the kernel refuses.
///
/// # Safety
/// `reclaimed` is NULL or points to a number that may be written.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virMemctlDomainReclaim(
    domain: virDomainPtr,
    kib: c_ulonglong,
    reclaimed: *mut c_ulonglong,
    flags: c_uint,
) -> c_int {
    on_domain("virMemctlDomainReclaim", domain, -1, |handle| {
        if reclaimed.is_null() {
            return Err(null("reclaimed", VIR_FROM_DOMAIN));
        }
        let came = handle.domain().reclaim(kib, flags)?;
        // SAFETY: not NULL, so by this function's contract it may be written.
        unsafe { reclaimed.write(came) };
        Ok(0)
    })
}

/// Suggests a hard limit for a running domain: one that includes the memory that the VMM needs
/// besides the guest's, so that the kernel does not kill it. libvirt does not have this
/// function. Nothing is changed.
///
/// `kib` receives the limit, for VIR_DOMAIN_MEMORY_HARD_LIMIT. `flags` is 0. It may be called at
/// any time; the result is better after the guest has done its usual work than just after its
/// start.
///
/// For a QEMU guest, libvirt's or attached, it is the sum, in whole MiB, of
///
/// - all of the guest's memory: that of its definition, or the sum of `-m`, memory backends and
///   memory devices on the command line (qemu(1));
/// - page tables for all of it: 8 bytes for each page of 4 KiB, under KVM three
///   times that (kernel documentation, mm/page_tables.rst, virt/kvm/x86/mmu.rst);
/// - all memory of graphics devices and shared memory (ivshmem), by the command line or its
///   defaults;
/// - 32 MiB for each qcow2 image, the maximum of its cache (QEMU's docs/qcow2-cache.txt);
/// - what QEMU and its helpers use now besides these, in memory or in swap: /proc/PID/smaps
///   without the mappings of exactly these lengths (kernel documentation, filesystems/proc.rst).
///   QEMU's translation buffer, which exists only without KVM, counts as a whole, as it fills
///   over time;
/// - the kernel memory that they use now: memory.kmem.usage_in_bytes on cgroup v1; `kernel` of
///   memory.stat on v2, or its parts; at least their page tables and 16 KiB per thread;
/// - a margin, for I/O threads and buffers, for the growth of QEMU's own memory and for a
///   migration: 5 % of the above, at least 64 MiB.
///
/// It is never less than the current usage of the cgroup without page cache, plus the margin.
/// Huge pages count like other memory, although the kernel may not charge them to the cgroup.
///
/// For other domains it is the peak usage of the cgroup, including page cache
/// (memory.max_usage_in_bytes, memory.peak; before Linux 5.19 on v2 the current usage), or the
/// current usage of its processes if that is more; plus the margin.
///
/// Returns 0, or -1 with `kib` unchanged: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for
/// unknown flags, and when `kib` is NULL; VIR_ERR_NO_DOMAIN when the domain no longer exists;
/// VIR_ERR_OPERATION_INVALID when it is not running, as there is nothing to measure;
/// VIR_ERR_OPERATION_UNSUPPORTED for a QEMU whose memory size is not known for certain;
/// VIR_ERR_NO_SUPPORT on test:///; VIR_ERR_SYSTEM_ERROR for what the caller may not read, which
/// generally includes the mappings of another user's process (EACCES in int1).
///
/// # Safety
/// `kib` is NULL or points to a number that may be written.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virMemctlDomainSuggestHardLimit(
    domain: virDomainPtr,
    kib: *mut c_ulonglong,
    flags: c_uint,
) -> c_int {
    on_domain("virMemctlDomainSuggestHardLimit", domain, -1, |handle| {
        if kib.is_null() {
            return Err(null("kib", VIR_FROM_DOMAIN));
        }
        let suggested = handle.domain().suggest_hard_limit(flags)?;
        // SAFETY: not NULL, so by this function's contract it may be written.
        unsafe { kib.write(suggested) };
        Ok(0)
    })
}
