//! Memory for C, from malloc: what the library returns, its callers free with free().

use libc::{c_char, c_void};

/// Zeroed memory of `bytes` bytes, at least one. Aborts when there is none left, as libvirt
/// does.
pub fn allocate(bytes: usize) -> *mut c_void {
    // SAFETY: calloc may be called with any numbers.
    let memory = unsafe { libc::calloc(1, bytes.max(1)) };
    if memory.is_null() {
        std::alloc::handle_alloc_error(std::alloc::Layout::new::<usize>());
    }
    memory
}

/// A copy of `value` in memory of its own.
pub fn boxed<T>(value: T) -> *mut T {
    array_to_c(std::iter::once(value))
}

/// An array of the items, followed by a zeroed one.
pub fn array_to_c<T>(items: impl ExactSizeIterator<Item = T>) -> *mut T {
    let count = items.len();
    let array: *mut T = allocate(count.saturating_add(1).saturating_mul(size_of::<T>())).cast();
    for (index, item) in items.enumerate().take(count) {
        // SAFETY: the array has room for one more than there are items.
        unsafe { array.add(index).write(item) };
    }
    array
}

/// Frees a string and sets the pointer to it to NULL.
///
/// # Safety
/// `place` points to NULL or to a pointer from malloc.
pub unsafe fn free_string(place: *mut *mut c_char) {
    // SAFETY: by this function's contract.
    unsafe {
        libc::free(place.read().cast());
        place.write(std::ptr::null_mut());
    }
}
