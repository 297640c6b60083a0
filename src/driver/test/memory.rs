//! Memory parameters on the test driver: values are stored just as they are given.

use super::TestDriver;
use super::guest::Guest;
use crate::driver::{Memory, MemorySupport};
use crate::model::domain::Identity;
use crate::model::flags::Affect;
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

impl Memory for TestDriver {
    fn memory_support(&self) -> Result<MemorySupport> {
        let known = MemoryField::LIBVIRT;
        Ok(MemorySupport { settable: known, listed: known, set_flags: 0 })
    }

    /// The three parameters, unlimited where none was given.
    fn memory(&self, domain: &Identity, affect: Affect) -> Result<Memtune> {
        self.look(domain, |guest| {
            let stored = &guest.definition(affect)?.memtune;
            Ok(MemoryField::LIBVIRT.iter().map(|field| (*field, stored.limit(*field))).collect())
        })
    }

    fn set_memory(
        &self,
        domain: &Identity,
        wanted: &Memtune,
        affect: Affect,
        _force: bool,
    ) -> Result<()> {
        self.change(domain, |guest, _| set(guest, wanted, affect))
    }
}

fn set(guest: &mut Guest, wanted: &Memtune, affect: Affect) -> Result<()> {
    affect.check_one()?;
    guest.resolve(affect)?;
    check_swap(wanted, &guest.current()?.memtune)?;
    for definition in guest.definitions_mut(affect)? {
        definition.memtune.merge(wanted);
    }
    Ok(())
}

/// A hard limit above the swap hard limit is refused when either is being set,
/// compared with what is live.
fn check_swap(wanted: &Memtune, live: &Memtune) -> Result<()> {
    let mut merged = live.clone();
    merged.merge(wanted);
    let concerned = [MemoryField::HardLimit, MemoryField::SwapHardLimit];
    let (hard, swap) = (merged.limit(concerned[0]), merged.limit(concerned[1]));
    if hard > swap && concerned.iter().any(|field| wanted.get(*field).is_some()) {
        return Err(Error::new(
            virErrorDomain::VIR_FROM_TEST,
            virErrorNumber::VIR_ERR_INVALID_ARG,
            format!("hard_limit {hard} is above swap_hard_limit {swap}, expected at most that"),
        ));
    }
    Ok(())
}
