//! cgroups-rs as a peer of the benchmarks: see peer.h.

use cgroups_rs::fs::memory::MemController;
use cgroups_rs::fs::{Cgroup, hierarchies};
use std::cell::OnceCell;
use std::ffi::{CStr, c_char, c_int};

thread_local! {
    static GROUP: OnceCell<Cgroup> = const { OnceCell::new() };
}

fn with_memory(work: impl FnOnce(&MemController) -> Option<()>) -> c_int {
    GROUP.with(|group| {
        let memory = group.get().and_then(|group| group.controller_of::<MemController>());
        if memory.and_then(work).is_some() { 0 } else { -1 }
    })
}

/// # Safety
/// `group` is a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peer_open(group: *const c_char) -> c_int {
    // SAFETY: by this function's contract.
    let Ok(path) = unsafe { CStr::from_ptr(group) }.to_str() else { return -1 };
    let group = Cgroup::load_with_specified_controllers(
        hierarchies::auto(),
        path,
        vec!["memory".to_owned()],
    );
    let stored = GROUP.with(|cell| cell.set(group).is_ok());
    if stored { with_memory(|_| Some(())) } else { -1 }
}

/// # Safety
/// `values` has room for three numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peer_get(values: *mut u64) -> c_int {
    with_memory(|memory| {
        let (stat, swap) = (memory.memory_stat(), memory.memswap());
        let found = [stat.limit_in_bytes, stat.soft_limit_in_bytes, swap.limit_in_bytes];
        for (index, value) in found.into_iter().enumerate() {
            let value = u64::try_from(value).ok()?;
            // SAFETY: one of three, so room by this function's contract.
            unsafe { values.add(index).write(value) };
        }
        Some(())
    })
}

/// # Safety
/// `values` points to three numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peer_set(values: *const u64) -> c_int {
    with_memory(|memory| {
        // SAFETY: three by this function's contract.
        let values = unsafe { values.cast::<[u64; 3]>().read() };
        let [hard, soft, swap] = values.map(|value| i64::try_from(value).unwrap_or(i64::MAX));
        memory.set_limit(hard).ok()?;
        memory.set_soft_limit(soft).ok()?;
        memory.set_memswap_limit(swap).ok()
    })
}
