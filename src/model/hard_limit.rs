//! What a suggested hard limit consists of.

use super::units::{Kib, UNLIMITED};

/// The least margin for what cannot be measured: new threads, buffers in flight, growth
/// of QEMU's own memory, a migration.
const LEAST_MARGIN: u64 = 64 << 10;
/// ... or this part of the rest, if it is more.
const MARGIN_PART: u64 = 20;

/// A page of 4 KiB takes 8 bytes in a page table.
pub const PAGE_TABLES_PART: u64 = 512;
/// KVM keeps a second page table, and a reverse map from pages to its entries.
pub const KVM_TABLES: u64 = 2;

/// What is needed, in KiB, plus a margin, in whole MiB.
pub fn with_margin(needed: u64) -> Kib {
    let margin = (needed / MARGIN_PART).max(LEAST_MARGIN);
    let whole = needed.saturating_add(margin).div_ceil(1024).saturating_mul(1024);
    Kib(whole).min(UNLIMITED)
}
