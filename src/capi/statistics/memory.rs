//! Memory statistics of domains.

use crate::capi::boundary::arrays::count;
use crate::capi::boundary::call::on_domain;
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::statistics::{virDomainMemoryStatPtr, virDomainMemoryStatStruct};
use crate::model::statistics::MemoryStat;
use libc::{c_int, c_uint};

/// Gets the memory statistics of a domain.
///
/// `stats` has room for `nr_stats` statistics; as many as fit are stored, amounts in KiB.
/// `flags` is 0.
///
/// On this host they are those of the domain's cgroup, by its memory.stat, in which each page
/// counts once; docs/statistics.md has the sources on cgroup v1 and v2. What the kernel does not
/// tell is left out.
/// - VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON: the size in its definition, else what is in use;
/// - VIR_DOMAIN_MEMORY_STAT_RSS: anonymous memory and shared memory, tmpfs included: what cannot
///   be reclaimed without swap;
/// - VIR_DOMAIN_MEMORY_STAT_DISK_CACHES: pages of files, mapped or not: what can be reclaimed;
/// - VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT: page faults that waited for a disk, since it began;
/// - VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT: the others;
/// - VIR_DOMAIN_MEMORY_STAT_SWAP_IN, _SWAP_OUT: what was read from and written to swap since it
///   began, in KiB, where the kernel counts that for groups;
/// - of a domain that has a hard limit and is no virtual machine (which has figures of its own):
///   VIR_DOMAIN_MEMORY_STAT_AVAILABLE, the limit; _UNUSED, the limit less what is in use;
///   _USABLE, that and the caches.
///
/// A virtual machine with a monitor (virDomainSetMemoryFlags) is asked too, and its figures replace
/// those: ACTUAL_BALLOON is what its balloon leaves to the guest. When its driver starts, and then
/// with the period of virDomainSetMemoryStatsPeriod, the guest itself tells SWAP_IN, SWAP_OUT,
/// MAJOR_FAULT, MINOR_FAULT, UNUSED, AVAILABLE, USABLE, DISK_CACHES, HUGETLB_PGALLOC and
/// HUGETLB_PGFAIL as far as it knows them, and LAST_UPDATE is when, in seconds since 1970; Firecracker
/// does not tell that. A monitor that does not greet within 0.2 s, or whose API does not answer within
/// 0.4 s, is left out.
///
/// Returns the number stored, 0 when `stats` is NULL or `nr_stats` 0, or -1:
/// VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for flags, VIR_ERR_NO_DOMAIN when it no longer
/// exists, VIR_ERR_OPERATION_INVALID when it is not running.
///
/// # Safety
/// `stats` is NULL or has room for `nr_stats` statistics.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainMemoryStats(
    dom: virDomainPtr,
    stats: virDomainMemoryStatPtr,
    nr_stats: c_uint,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainMemoryStats", dom, -1, |handle| {
        if stats.is_null() || nr_stats == 0 {
            return Ok(0);
        }
        let found = handle.domain().memory_stats(flags)?;
        let room = usize::try_from(nr_stats).unwrap_or(usize::MAX);
        for (index, MemoryStat { tag, value }) in found.iter().take(room).enumerate() {
            let result = virDomainMemoryStatStruct { tag: *tag as c_int, val: *value };
            // SAFETY: below `nr_stats`, so room by this function's contract.
            unsafe { stats.add(index).write(result) };
        }
        count(found.len().min(room))
    })
}
