//! Sizes. The API counts memory in KiB, the kernel in bytes.

use super::constants::VIR_DOMAIN_MEMORY_PARAM_UNLIMITED;

/// An amount of memory in KiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Kib(pub u64);

/// No limit.
pub const UNLIMITED: Kib = Kib(VIR_DOMAIN_MEMORY_PARAM_UNLIMITED);

/// The maximum size of a document, read or stored, in bytes.
pub const DOCUMENT_MAX: usize = 4 << 20;

impl Kib {
    /// So many MiB; no limit where that is more than 64 bits of KiB.
    pub const fn mib(mib: u64) -> Self {
        Self(mib.saturating_mul(1 << 10))
    }

    /// So many GiB; no limit where that is more than 64 bits of KiB.
    pub const fn gib(gib: u64) -> Self {
        Self(gib.saturating_mul(1 << 20))
    }

    /// Bytes converted to KiB, rounded down.
    pub fn from_bytes(bytes: u64) -> Self {
        Self(bytes >> 10)
    }

    /// The size in bytes, or `None` if it exceeds 64 bits.
    pub fn to_bytes(self) -> Option<u64> {
        self.0.checked_mul(1024)
    }

    /// Whether this means "no limit".
    pub fn is_unlimited(self) -> bool {
        self >= UNLIMITED
    }

    /// The sum; unlimited if either is, or on overflow.
    pub fn plus(self, other: Self) -> Self {
        match self.0.checked_add(other.0) {
            Some(sum) if !self.is_unlimited() && !other.is_unlimited() => Self(sum).min(UNLIMITED),
            _ => UNLIMITED,
        }
    }
}

impl std::fmt::Display for Kib {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_unlimited() { f.write_str("unlimited") } else { write!(f, "{} KiB", self.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_kib() {
        assert_eq!(Kib::from_bytes(4095), Kib(3));
        assert_eq!(Kib(4).to_bytes(), Some(4096));
        assert_eq!(Kib(1 << 54).to_bytes(), None);
        assert_eq!(UNLIMITED.to_bytes(), Some((1 << 63) - 1024));
    }

    #[test]
    fn sums_saturate_at_unlimited() {
        assert_eq!(Kib(1).plus(Kib(2)), Kib(3));
        assert_eq!(UNLIMITED.plus(Kib(2)), UNLIMITED);
        assert_eq!(Kib(u64::MAX).plus(Kib(2)), UNLIMITED);
        assert_eq!(Kib(UNLIMITED.0 - 1).plus(Kib(5)), UNLIMITED);
    }
}
