//! Memory parameters.

use super::shares::Shares;
use super::table::{Limits, Parameter, Unit};
use crate::model::constants::virTypedParameterType::{VIR_TYPED_PARAM_INT, VIR_TYPED_PARAM_ULLONG};
use crate::model::constants::*;
use crate::model::typed::{Spec, TypedParam, Value};
use crate::model::units::{Kib, UNLIMITED};
use crate::model::{Error, Result, virErrorDomain};

type Row = Parameter<Memtune>;

/// Makes of one table the sizes among the parameters, their names, and the rows that all families have.
macro_rules! parameters {
    ($($(#[doc = $doc:literal])+ $field:ident = $name:ident, unset: $unset:expr, place: $place:expr;)+) => {
        /// The parameters, in the order of a get: sizes, then shares.
        pub const PARAMETERS: &[Row] = &[$(row(MemoryField::$field, $unset, $place),)+ SHARES];

        /// A memory parameter that is a size. Variants are in the order in which a get lists them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum MemoryField {
            $($(#[doc = $doc])+ $field,)+
        }

        impl MemoryField {
            /// Every one of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$field),+];

            /// The name in the API and in domain XML.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$field => $name,)+
                }
            }
        }
    };
}

// In the order in which a get lists them; `place` is that in a document.
parameters! {
    /// The maximum memory that the domain may use.
    HardLimit = VIR_DOMAIN_MEMORY_HARD_LIMIT, unset: UNLIMITED, place: 0;
    /// The limit that is enforced under memory contention.
    SoftLimit = VIR_DOMAIN_MEMORY_SOFT_LIMIT, unset: UNLIMITED, place: 1;
    /// The maximum memory plus swap that the domain may use.
    SwapHardLimit = VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, unset: UNLIMITED, place: 3;
    /// The memory that the domain is guaranteed.
    MinGuarantee = VIR_DOMAIN_MEMORY_MIN_GUARANTEE, unset: Kib(0), place: 2;
    /// The swap usage (swap alone) above which the domain is throttled.
    SwapSoftLimit = VIR_MEMCTL_MEMORY_SWAP_SOFT_LIMIT, unset: UNLIMITED, place: 4;
}

/// A parameter, which has the same name in documents. Its unset value is unlimited,
/// or 0 for a guarantee.
const fn row(field: MemoryField, unset: Kib, place: u8) -> Row {
    Row::new(
        field.name(),
        VIR_TYPED_PARAM_ULLONG,
        |memtune, name| Some(Value::ULLong(memtune.get(MemoryField::by_name(name)?)?.0)),
        |memtune, given| {
            if let Some(field) = MemoryField::by_name(given.name) {
                memtune.set(field, Kib(given.number()));
            }
            Ok(())
        },
    )
    .unit(Unit::Kib)
    .unset(unset.0)
    .xml(field.name(), place)
}

/// The weight of the domain's memory, which ESX alone has.
const SHARES: Row = Row::new(
    VIR_MEMCTL_MEMORY_SHARES,
    VIR_TYPED_PARAM_INT,
    |memtune, _| memtune.shares.map(Shares::value),
    |memtune, given| {
        memtune.shares = Shares::from_value(given.value);
        Ok(())
    },
)
.unit(Unit::Shares)
.limits(Limits::SHARES)
.xml(VIR_MEMCTL_MEMORY_SHARES, 5);

impl MemoryField {
    /// The three that libvirt's drivers support.
    pub const LIBVIRT: &'static [Self] = &[Self::HardLimit, Self::SoftLimit, Self::SwapHardLimit];

    /// The parameter with that name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }

    /// The neutral value: no limit, or a guarantee of 0.
    pub fn neutral(self) -> Kib {
        let row = PARAMETERS.iter().find(|row| row.name == self.name());
        row.map_or(UNLIMITED, |row| Kib(row.unset))
    }

    /// Its name and type.
    pub const fn spec(self) -> Spec {
        Spec::new(self.name(), VIR_TYPED_PARAM_ULLONG)
    }
}

/// Values of some of the parameters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memtune {
    sizes: [Option<Kib>; MemoryField::ALL.len()],
    shares: Option<Shares>,
}

impl Memtune {
    /// A size, if given.
    pub fn get(&self, field: MemoryField) -> Option<Kib> {
        self.sizes.get(field as usize).copied().flatten()
    }

    /// A size, `UNLIMITED` if not given.
    pub fn limit(&self, field: MemoryField) -> Kib {
        self.get(field).unwrap_or(UNLIMITED)
    }

    /// Sets a size.
    pub fn set(&mut self, field: MemoryField, value: Kib) {
        if let Some(place) = self.sizes.get_mut(field as usize) {
            *place = Some(value);
        }
    }

    /// The shares, if given.
    pub fn shares(&self) -> Option<Shares> {
        self.shares
    }

    /// Sets the shares.
    pub fn set_shares(&mut self, shares: Shares) {
        self.shares = Some(shares);
    }

    /// Takes over every value that `other` has.
    pub fn merge(&mut self, other: &Self) {
        other.iter().for_each(|(field, value)| self.set(field, value));
        self.shares = other.shares.or(self.shares);
    }

    /// The given sizes, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = (MemoryField, Kib)> + '_ {
        MemoryField::ALL.iter().zip(self.sizes).filter_map(|(field, value)| Some((*field, value?)))
    }

    /// Values from typed parameters that passed [`crate::model::typed::validate`] and
    /// [`Parameter::check`]: shares that mean nothing are left out.
    pub fn from_params(params: &[TypedParam]) -> Self {
        let mut memtune = Self::default();
        for param in params {
            if let (Some(field), Value::ULLong(kib)) =
                (MemoryField::by_name(&param.field), &param.value)
            {
                memtune.set(field, Kib(*kib));
            }
            if param.field == VIR_MEMCTL_MEMORY_SHARES {
                memtune.shares = Shares::from_value(&param.value);
            }
        }
        memtune
    }

    /// These values as typed parameters.
    pub fn to_params(&self) -> Vec<TypedParam> {
        let sizes =
            self.iter().map(|(field, kib)| TypedParam::new(field.name(), Value::ULLong(kib.0)));
        let shares =
            self.shares.map(|shares| TypedParam::new(VIR_MEMCTL_MEMORY_SHARES, shares.value()));
        sizes.chain(shares).collect()
    }
}

impl FromIterator<(MemoryField, Kib)> for Memtune {
    fn from_iter<I: IntoIterator<Item = (MemoryField, Kib)>>(values: I) -> Self {
        let mut memtune = Self::default();
        values.into_iter().for_each(|(field, value)| memtune.set(field, value));
        memtune
    }
}

/// Refuses a hard limit above the swap hard limit when either is being set; a value
/// not being set is taken from `held` (VIR_ERR_INVALID_ARG).
pub fn check_swap(wanted: &Memtune, held: &Memtune, from: virErrorDomain) -> Result<()> {
    let mut merged = held.clone();
    merged.merge(wanted);
    let concerned = [MemoryField::HardLimit, MemoryField::SwapHardLimit];
    let [hard, swap] = concerned.map(|field| merged.limit(field));
    if hard > swap && concerned.iter().any(|field| wanted.get(*field).is_some()) {
        let detail =
            format!("hard_limit {hard} is above swap_hard_limit {swap}, expected at most that");
        return Err(Error::unfit_arg(from, detail));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::virErrorNumber;

    #[test]
    fn shares_beside_sizes() {
        let params = [
            TypedParam::new(VIR_DOMAIN_MEMORY_HARD_LIMIT, Value::ULLong(5)),
            TypedParam::new(VIR_MEMCTL_MEMORY_SHARES, Value::Int(-3)),
        ];
        let memtune = Memtune::from_params(&params);
        assert_eq!(memtune.shares(), Some(Shares::High));
        assert_eq!(memtune.iter().collect::<Vec<_>>(), [(MemoryField::HardLimit, Kib(5))]);
        assert_eq!(memtune.to_params(), params);
        let mut merged = Memtune::default();
        merged.set_shares(Shares::Number(7));
        merged.merge(&Memtune::default());
        assert_eq!(merged.shares(), Some(Shares::Number(7)));
        merged.merge(&memtune);
        assert_eq!(merged, memtune);
    }

    #[test]
    fn shares_that_mean_nothing() {
        let row = PARAMETERS.iter().find(|row| row.name == VIR_MEMCTL_MEMORY_SHARES).unwrap();
        for number in [-3, -1, 0, i32::MAX] {
            assert_eq!(row.check(&Value::Int(number), virErrorDomain::VIR_FROM_ESX), Ok(()));
        }
        let error = row.check(&Value::Int(-4), virErrorDomain::VIR_FROM_ESX).unwrap_err();
        assert_eq!(error.code(), virErrorNumber::VIR_ERR_INVALID_ARG);
        for part in ["memory_shares is -4", "-3 to 2147483647", "-1 low, -2 normal, -3 high"] {
            assert!(error.detail().contains(part), "{error}");
        }
    }
}
