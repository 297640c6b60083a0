//! Unique addresses for handles: a reserved range of the address space without memory.

use std::ptr::null_mut;

/// The number of addresses; each is reused only after all others.
const COUNT: usize = 1 << 24;

/// A range of addresses.
#[derive(Debug, Clone, Copy)]
pub struct Addresses {
    base: usize,
}

impl Addresses {
    /// The distance between two addresses, the alignment of malloc's: some programs keep tags in
    /// the lowest bits.
    pub(crate) const STEP: usize = 16;

    /// Reserves them; `None` where the process may have no more address space.
    pub fn reserve() -> Option<Self> {
        let (protection, flags) =
            (libc::PROT_NONE, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE);
        // SAFETY: a new mapping at a place that the kernel chooses touches no other.
        let base = unsafe { libc::mmap(null_mut(), COUNT * Self::STEP, protection, flags, -1, 0) };
        (base != libc::MAP_FAILED).then_some(Self { base: base as usize })
    }

    /// The address with that index; the range wraps around.
    pub fn number(self, number: usize) -> usize {
        self.base + number % COUNT * Self::STEP
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_another_until_all_were_given() {
        let addresses = Addresses::reserve().unwrap();
        assert_eq!(addresses.number(1), addresses.number(0) + Addresses::STEP);
        assert_eq!(addresses.number(COUNT), addresses.number(0));
        assert_ne!(addresses.number(COUNT - 1), addresses.number(0));
    }
}
