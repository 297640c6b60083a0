//! Addresses that stand for something and that nobody else has: a part of the
//! address space that is reserved, with no memory behind it.

use std::ptr::null_mut;

/// How many addresses there are; each is given out again only after all others.
const COUNT: usize = 1 << 24;
/// As malloc's: some programs keep marks in the lowest bits.
const STEP: usize = 16;

/// A row of addresses.
#[derive(Debug, Clone, Copy)]
pub struct Addresses {
    base: usize,
}

impl Addresses {
    /// Reserves them; none where the process may have no more address space.
    pub fn reserve() -> Option<Self> {
        let (protection, flags) =
            (libc::PROT_NONE, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE);
        // SAFETY: a new mapping at a place that the kernel chooses touches no other.
        let base = unsafe { libc::mmap(null_mut(), COUNT * STEP, protection, flags, -1, 0) };
        (base != libc::MAP_FAILED).then_some(Self { base: base as usize })
    }

    /// The address of that number; after the last comes the first again.
    pub fn number(self, number: usize) -> usize {
        self.base + number % COUNT * STEP
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_another_until_all_were_given() {
        let addresses = Addresses::reserve().unwrap();
        assert_eq!(addresses.number(1), addresses.number(0) + STEP);
        assert_eq!(addresses.number(COUNT), addresses.number(0));
        assert_ne!(addresses.number(COUNT - 1), addresses.number(0));
    }
}
