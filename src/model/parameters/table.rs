//! The rows of a family's table, and the get and the set that all families share.

use crate::model::constants::virTypedParameterType;
use crate::model::typed::{Spec, TypedParam, Value};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

/// A parameter whose value stands in a part `P` of a definition.
pub struct Parameter<P> {
    /// Its name in the API.
    pub name: &'static str,
    /// Its type in the API.
    pub kind: virTypedParameterType,
    /// What its numbers count.
    pub unit: Unit,
    /// Which numbers it may have.
    pub limits: Limits,
    /// What a get returns where the value is not set; of a string the empty one.
    pub unset: u64,
    /// Where it stands in a document: the name of its element or attribute, and its
    /// place among the others of the family.
    pub xml: Option<(&'static str, u8)>,
    /// The value, if it is set; the name is the parameter's.
    pub get: fn(&P, &'static str) -> Option<Value>,
    /// Sets the value.
    pub set: fn(&mut P, &Given<'_>) -> Result<()>,
}

/// A value to be set.
pub struct Given<'g> {
    /// The parameter's name.
    pub name: &'static str,
    /// The value, of the parameter's type or a larger one.
    pub value: &'g Value,
    /// The error domain of the driver that sets it.
    pub from: virErrorDomain,
}

impl Given<'_> {
    /// The number; 0 where it is none, or a negative one.
    pub fn number(&self) -> u64 {
        self.value.number().unwrap_or_default()
    }

    /// The number, the largest one where it has more than 32 bits.
    pub fn short(&self) -> u32 {
        u32::try_from(self.number()).unwrap_or(u32::MAX)
    }
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Nothing: a weight, a choice, a text.
    None,
    /// KiB.
    Kib,
    /// KiB a second.
    KibPerSecond,
    /// Bytes.
    Bytes,
    /// Bytes a second.
    BytesPerSecond,
    /// Operations a second.
    OperationsPerSecond,
    /// Microseconds.
    Microseconds,
    /// Seconds.
    Seconds,
}

impl Unit {
    /// What messages put behind a number.
    fn symbol(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Kib => " KiB",
            Self::KibPerSecond => " KiB/s",
            Self::Bytes => " bytes",
            Self::BytesPerSecond => " bytes/s",
            Self::OperationsPerSecond => " operations/s",
            Self::Microseconds => " us",
            Self::Seconds => " s",
        }
    }
}

/// What 0 means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zero {
    /// It is a number like any other.
    Number,
    /// The value is not set: a set with it removes the value.
    Unset,
    /// The value is not set, in a document; a set with it is refused.
    UnsetInDocuments,
}

/// The numbers that a parameter may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The least.
    pub least: i128,
    /// The most.
    pub most: i128,
    /// What 0 means.
    pub zero: Zero,
    /// Whether negative numbers mean that there is no limit.
    pub negative_is_unlimited: bool,
    /// The error of a number that is none of these.
    pub code: virErrorNumber,
}

impl Limits {
    /// All numbers of the type.
    pub const ANY: Self = Self::range(i128::MIN, i128::MAX);

    /// The numbers of a range; others are VIR_ERR_INVALID_ARG.
    pub const fn range(least: i128, most: i128) -> Self {
        let code = virErrorNumber::VIR_ERR_INVALID_ARG;
        Self { least, most, zero: Zero::Number, negative_is_unlimited: false, code }
    }

    /// The same, with this meaning of 0.
    pub const fn zero(mut self, zero: Zero) -> Self {
        self.zero = zero;
        self
    }

    /// The same, where negative numbers mean that there is no limit.
    pub const fn or_unlimited(mut self) -> Self {
        self.negative_is_unlimited = true;
        self
    }

    /// The same with another error.
    pub const fn code(mut self, code: virErrorNumber) -> Self {
        self.code = code;
        self
    }

    /// Whether a document may have it.
    pub fn fit_document(&self, number: i128) -> bool {
        self.fit_set(number) || number == 0 && self.zero == Zero::UnsetInDocuments
    }

    /// Whether it may be set.
    pub fn fit_set(&self, number: i128) -> bool {
        (self.least..=self.most).contains(&number)
            || number == 0 && self.zero == Zero::Unset
            || number < 0 && self.negative_is_unlimited
    }
}

impl<P> Parameter<P> {
    /// A parameter of any number, which no document has.
    pub const fn new(
        name: &'static str,
        kind: virTypedParameterType,
        get: fn(&P, &'static str) -> Option<Value>,
        set: fn(&mut P, &Given<'_>) -> Result<()>,
    ) -> Self {
        Self { name, kind, unit: Unit::None, limits: Limits::ANY, unset: 0, xml: None, get, set }
    }

    /// The same with a unit.
    pub const fn unit(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// The same with limits.
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The same, with what a get returns where it is not set.
    pub const fn unset(mut self, unset: u64) -> Self {
        self.unset = unset;
        self
    }

    /// The same, in an element or attribute of that name at that place.
    pub const fn xml(mut self, name: &'static str, place: u8) -> Self {
        self.xml = Some((name, place));
        self
    }

    /// Its name and type.
    pub fn spec(&self) -> Spec {
        Spec::new(self.name, self.kind)
    }

    /// The name of its element or attribute.
    pub fn xml_name(&self) -> &'static str {
        self.xml.map_or("", |(name, _)| name)
    }

    /// Whether it is one of these.
    pub fn is_among(&self, listed: &[Spec]) -> bool {
        listed.iter().any(|spec| spec.name.as_ref() == self.name)
    }

    /// The value in a part, if it is set.
    pub fn value(&self, part: &P) -> Option<Value> {
        (self.get)(part, self.name)
    }

    /// The parameter of a part, as a get returns it.
    pub fn param(&self, part: &P) -> TypedParam {
        let value = self.value(part).unwrap_or(Value::ULLong(self.unset));
        TypedParam::new(self.name, value.converted(self.kind))
    }

    /// Sets a value in a part, without [`Self::check`].
    pub fn put(&self, part: &mut P, value: &Value, from: virErrorDomain) -> Result<()> {
        (self.set)(part, &Given { name: self.name, value, from })
    }

    /// Refuses a number that cannot be set, with name, value and range.
    pub fn check(&self, value: &Value, from: virErrorDomain) -> Result<()> {
        match value.whole() {
            Some(number) if !self.limits.fit_set(number) => Err(Error::new(
                from,
                self.limits.code,
                format!("{} is {number}{}, {}", self.name, self.unit.symbol(), self.expected()),
            )),
            _ => Ok(()),
        }
    }

    /// The limits, for messages.
    pub fn expected(&self) -> String {
        let limits = &self.limits;
        let zero = if limits.zero == Zero::Unset { ", 0 for none" } else { "" };
        let negative = if limits.negative_is_unlimited { ", less than 0 for no limit" } else { "" };
        let (least, most, unit) = (limits.least, limits.most, self.unit.symbol());
        format!("expected {least} to {most}{unit}{zero}{negative}")
    }
}

/// The names and types of a table's parameters.
pub fn specs<P>(rows: &[Parameter<P>]) -> impl Iterator<Item = Spec> {
    rows.iter().map(Parameter::spec)
}

/// The rows that documents have, in their order there, with their names.
pub fn in_document_order<P>(
    rows: &'static [Parameter<P>],
) -> impl Iterator<Item = (&'static str, &'static Parameter<P>)> {
    let mut sorted: Vec<_> =
        rows.iter().filter_map(|row| row.xml.map(|(name, place)| (place, name, row))).collect();
    sorted.sort_by_key(|(place, _, _)| *place);
    sorted.into_iter().map(|(_, name, row)| (name, row))
}

/// The parameters of a part that are among `listed`, in the order of the table.
pub fn get<P>(rows: &[Parameter<P>], part: &P, listed: &[Spec]) -> Vec<TypedParam> {
    let listed = rows.iter().filter(|row| row.is_among(listed));
    listed.map(|row| row.param(part)).collect()
}

/// Sets parameters that passed [`crate::model::typed::validate`]: all of
/// them, or none and an error. Those of other tables are left alone.
pub fn set<P: Clone>(
    rows: &[Parameter<P>],
    part: &mut P,
    params: &[TypedParam],
    from: virErrorDomain,
) -> Result<()> {
    let mut changed = part.clone();
    for param in params {
        if let Some(row) = rows.iter().find(|row| row.name == param.field) {
            row.check(&param.value, from)?;
            row.put(&mut changed, &param.value, from)?;
        }
    }
    *part = changed;
    Ok(())
}
