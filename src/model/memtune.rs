//! Memory parameters: the one table of their names and order.

use super::constants::{
    VIR_DOMAIN_MEMORY_HARD_LIMIT, VIR_DOMAIN_MEMORY_MIN_GUARANTEE, VIR_DOMAIN_MEMORY_SOFT_LIMIT,
    VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, VIR_MEMCTL_MEMORY_SWAP_SOFT_LIMIT, virTypedParameterType,
};
use super::typed::{Spec, TypedParam, Value};
use super::units::Kib;
use std::collections::BTreeMap;

/// A memory parameter. The order is the order in which a get lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MemoryField {
    /// The most memory that the domain may use.
    HardLimit,
    /// The limit that is enforced under memory contention.
    SoftLimit,
    /// The most memory plus swap that the domain may use.
    SwapHardLimit,
    /// The memory that the domain is guaranteed.
    MinGuarantee,
    /// The swap, alone, above which the domain is slowed down.
    SwapSoftLimit,
}

impl MemoryField {
    /// Every parameter, in order.
    pub const ALL: &'static [Self] = &[
        Self::HardLimit,
        Self::SoftLimit,
        Self::SwapHardLimit,
        Self::MinGuarantee,
        Self::SwapSoftLimit,
    ];

    /// The three that libvirt's drivers know.
    pub const LIBVIRT: &'static [Self] = &[Self::HardLimit, Self::SoftLimit, Self::SwapHardLimit];

    /// The name in the API and in domain XML.
    pub const fn name(self) -> &'static str {
        match self {
            Self::HardLimit => VIR_DOMAIN_MEMORY_HARD_LIMIT,
            Self::SoftLimit => VIR_DOMAIN_MEMORY_SOFT_LIMIT,
            Self::SwapHardLimit => VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT,
            Self::MinGuarantee => VIR_DOMAIN_MEMORY_MIN_GUARANTEE,
            Self::SwapSoftLimit => VIR_MEMCTL_MEMORY_SWAP_SOFT_LIMIT,
        }
    }

    /// The parameter of that name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }

    /// The value that says nothing: no limit, or a guarantee of nothing.
    pub const fn neutral(self) -> Kib {
        match self {
            Self::MinGuarantee => Kib(0),
            _ => super::units::UNLIMITED,
        }
    }

    /// What a typed parameter of this name must look like.
    pub fn spec(self) -> Spec {
        Spec::new(self.name(), virTypedParameterType::VIR_TYPED_PARAM_ULLONG)
    }
}

/// Values for some of the parameters, in KiB.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memtune(BTreeMap<MemoryField, Kib>);

impl Memtune {
    /// The value of a parameter, if it is given.
    pub fn get(&self, field: MemoryField) -> Option<Kib> {
        self.0.get(&field).copied()
    }

    /// The value of a parameter, `UNLIMITED` where none is given.
    pub fn limit(&self, field: MemoryField) -> Kib {
        self.get(field).unwrap_or(super::units::UNLIMITED)
    }

    /// Gives a parameter a value.
    pub fn set(&mut self, field: MemoryField, value: Kib) {
        self.0.insert(field, value);
    }

    /// Takes over every value that `other` gives.
    pub fn merge(&mut self, other: &Self) {
        self.0.extend(other.iter());
    }

    /// The values that are given, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = (MemoryField, Kib)> + '_ {
        self.0.iter().map(|(field, value)| (*field, *value))
    }

    /// Values from typed parameters that passed [`super::typed::validate`].
    pub fn from_params(params: &[TypedParam]) -> Self {
        let mut memtune = Self::default();
        for param in params {
            if let (Some(field), Value::ULLong(kib)) =
                (MemoryField::by_name(&param.field), &param.value)
            {
                memtune.set(field, Kib(*kib));
            }
        }
        memtune
    }

    /// These values as typed parameters.
    pub fn to_params(&self) -> Vec<TypedParam> {
        self.iter()
            .map(|(field, kib)| TypedParam {
                field: field.name().to_owned(),
                value: Value::ULLong(kib.0),
            })
            .collect()
    }
}

impl FromIterator<(MemoryField, Kib)> for Memtune {
    fn from_iter<I: IntoIterator<Item = (MemoryField, Kib)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}
