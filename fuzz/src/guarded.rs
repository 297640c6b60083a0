//! Memory that ends where the next page may not be touched: what is read behind it is a fault.

use std::ptr;

const PAGE: usize = 4096;

/// Some pages with a guard behind them.
pub struct Guarded {
    base: *mut u8,
    pages: usize,
}

impl Guarded {
    /// Room for at least `size` bytes.
    pub fn new(size: usize) -> Self {
        let pages = size.div_ceil(PAGE).max(1);
        let all = (pages + 1) * PAGE;
        // SAFETY: a new mapping, of which the last page, which is part of it, is protected.
        let base = unsafe {
            let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
            let base =
                libc::mmap(ptr::null_mut(), all, libc::PROT_READ | libc::PROT_WRITE, flags, -1, 0);
            assert_ne!(base, libc::MAP_FAILED);
            let guard = base.cast::<u8>().add(pages * PAGE);
            assert_eq!(libc::mprotect(guard.cast(), PAGE, libc::PROT_NONE), 0);
            base.cast()
        };
        Self { base, pages }
    }

    /// The last `size` bytes, at an address that `align` divides.
    pub fn last(&mut self, size: usize, align: usize) -> *mut u8 {
        let room = self.pages * PAGE;
        assert!(size <= room);
        // SAFETY: within the pages.
        unsafe { self.base.add((room - size) / align * align) }
    }

    /// Bytes at the very end.
    pub fn put(&mut self, bytes: &[u8]) -> *mut u8 {
        let place = self.last(bytes.len(), 1);
        // SAFETY: room for that many.
        unsafe { place.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
        place
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // SAFETY: this mapping, of which nothing is used any more.
        unsafe { libc::munmap(self.base.cast(), (self.pages + 1) * PAGE) };
    }
}
