//! Memory parameters: values are stored just as they are given.

use crate::driver::test::guest::Guest;
use crate::model::flags::Affect;
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::typed::TypedParam;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

/// The three parameters, unlimited where none was given.
pub fn get(stored: &Memtune) -> Vec<TypedParam> {
    let listed = MemoryField::LIBVIRT.iter().map(|field| (*field, stored.limit(*field)));
    listed.collect::<Memtune>().to_params()
}

/// A hard limit above the swap hard limit is refused when either is being set,
/// compared with what is live.
pub fn set(guest: &mut Guest, params: &[TypedParam], affect: Affect) -> Result<()> {
    let wanted = Memtune::from_params(params);
    check_swap(&wanted, &guest.current()?.memtune)?;
    for definition in guest.definitions_mut(affect)? {
        definition.memtune.merge(&wanted);
    }
    Ok(())
}

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
