//! Sets of numbers that control files hold: CPUs, memory nodes.

use crate::model::cpuset::CpuSet;
use std::sync::{Mutex, PoisonError};

/// A set. Each that was ever named is kept, so that values of control files can be copied; the
/// sets that a host's domains get are few.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberSet(&'static CpuSet);

static KNOWN: Mutex<Vec<&'static CpuSet>> = Mutex::new(Vec::new());

impl NumberSet {
    /// That set.
    pub fn of(set: CpuSet) -> Self {
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(same) = known.iter().find(|other| ***other == set) {
            return Self(same);
        }
        let kept: &'static CpuSet = Box::leak(Box::new(set));
        known.push(kept);
        Self(kept)
    }

    /// Its numbers.
    pub fn numbers(self) -> &'static CpuSet {
        self.0
    }
}
