//! The rows of a family's table, and the generic get and set.

use super::shares::Shares;
use crate::model::constants::virTypedParameterType;
use crate::model::typed::{Spec, TypedParam, Value};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sorting::sort_by_key;

/// A parameter whose value is in a part `P` of a definition.
pub struct Parameter<P> {
    /// Its name in the API.
    pub name: &'static str,
    /// Its type in the API.
    pub kind: virTypedParameterType,
    /// The unit of its value.
    pub unit: Unit,
    /// The accepted numbers.
    pub limits: Limits,
    /// The value that a get returns when unset; the empty string for strings.
    pub unset: u64,
    /// Its place in documents: the name of its element or attribute, and its position
    /// among the family's others.
    pub xml: Option<(&'static str, u8)>,
    /// Whether it is another view of the value of other parameters: what a get tells of it is no change
    /// then.
    pub derived: bool,
    /// Reads the value, if set; the name is the parameter's.
    pub get: fn(&P, &'static str) -> Option<Value>,
    /// Sets the value.
    pub set: fn(&mut P, &Given<'_>) -> Result<()>,
}

/// A value being set.
pub struct Given<'g> {
    /// The parameter's name.
    pub name: &'static str,
    /// The value, of the parameter's type or a wider one.
    pub value: &'g Value,
    /// The error domain of the calling driver.
    pub from: virErrorDomain,
}

impl Given<'_> {
    /// The number; 0 if it is negative or not a number.
    pub fn number(&self) -> u64 {
        self.value.number().unwrap_or_default()
    }

    /// The number, saturated to 32 bits.
    pub fn saturating_u32(&self) -> u32 {
        u32::try_from(self.number()).unwrap_or(u32::MAX)
    }
}

/// The unit of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// None: a weight, a choice, a text.
    None,
    /// KiB.
    Kib,
    /// KiB per second.
    KibPerSecond,
    /// Bytes.
    Bytes,
    /// Bytes per second.
    BytesPerSecond,
    /// Operations per second.
    OperationsPerSecond,
    /// Microseconds.
    Microseconds,
    /// Seconds.
    Seconds,
    /// CPU time, in MHz.
    Megahertz,
    /// Shares: a number, or a level.
    Shares,
}

impl Unit {
    /// The unit's symbol after a number in messages.
    fn symbol(self) -> &'static str {
        match self {
            Self::None | Self::Shares => "",
            Self::Kib => " KiB",
            Self::KibPerSecond => " KiB/s",
            Self::Bytes => " bytes",
            Self::BytesPerSecond => " bytes/s",
            Self::OperationsPerSecond => " operations/s",
            Self::Microseconds => " us",
            Self::Seconds => " s",
            Self::Megahertz => " MHz",
        }
    }
}

/// The meaning of 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zero {
    /// An ordinary number.
    Number,
    /// Unset: setting 0 removes the value.
    Unset,
    /// Unset in a document and in a set of a definition; refused in a set of a running domain.
    UnsetInDefinitions,
}

/// The numbers that a parameter accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The minimum.
    pub least: i128,
    /// The maximum.
    pub most: i128,
    /// The meaning of 0.
    pub zero: Zero,
    /// Whether negative numbers mean unlimited.
    pub negative_is_unlimited: bool,
    /// The error code for a number outside the limits.
    pub code: virErrorNumber,
}

impl Limits {
    /// All numbers of the type.
    pub const ANY: Self = Self::range(i128::MIN, i128::MAX);

    /// Numbers and levels of shares.
    pub const SHARES: Self = Self::range(Shares::LEAST_INT as i128, Shares::MOST as i128);

    /// The numbers of a range; others fail with VIR_ERR_INVALID_ARG.
    pub const fn range(least: i128, most: i128) -> Self {
        let code = virErrorNumber::VIR_ERR_INVALID_ARG;
        Self { least, most, zero: Zero::Number, negative_is_unlimited: false, code }
    }

    /// Sets the meaning of 0.
    pub const fn zero(mut self, zero: Zero) -> Self {
        self.zero = zero;
        self
    }

    /// Accepts negative numbers as unlimited.
    pub const fn or_unlimited(mut self) -> Self {
        self.negative_is_unlimited = true;
        self
    }

    /// Replaces the error code.
    pub const fn code(mut self, code: virErrorNumber) -> Self {
        self.code = code;
        self
    }

    /// Whether a document, or a set of a definition, may contain the number.
    pub fn fit_definition(&self, number: i128) -> bool {
        self.fit_set(number) || number == 0 && self.zero == Zero::UnsetInDefinitions
    }

    /// Whether a set accepts the number.
    pub fn fit_set(&self, number: i128) -> bool {
        (self.least..=self.most).contains(&number)
            || number == 0 && self.zero == Zero::Unset
            || number < 0 && self.negative_is_unlimited
    }
}

impl<P> Parameter<P> {
    /// A parameter that accepts any number and is not in documents.
    pub const fn new(
        name: &'static str,
        kind: virTypedParameterType,
        get: fn(&P, &'static str) -> Option<Value>,
        set: fn(&mut P, &Given<'_>) -> Result<()>,
    ) -> Self {
        let (unit, limits) = (Unit::None, Limits::ANY);
        Self { name, kind, unit, limits, unset: 0, xml: None, derived: false, get, set }
    }

    /// Makes it another view of other parameters' value.
    pub const fn derived(mut self) -> Self {
        self.derived = true;
        self
    }

    /// Sets the unit.
    pub const fn unit(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// Sets the limits.
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets the value that a get returns when unset.
    pub const fn unset(mut self, unset: u64) -> Self {
        self.unset = unset;
        self
    }

    /// Places it in documents, in an element or attribute of that name.
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

    /// Whether `listed` contains it.
    pub fn is_among(&self, listed: &[Spec]) -> bool {
        listed.iter().any(|spec| spec.name.as_ref() == self.name)
    }

    /// The value in a part, if set.
    pub fn value(&self, part: &P) -> Option<Value> {
        (self.get)(part, self.name)
    }

    /// The parameter as a get returns it.
    pub fn param(&self, part: &P) -> TypedParam {
        let value = self.value(part).unwrap_or(Value::ULLong(self.unset));
        TypedParam::new(self.name, value.converted(self.kind))
    }

    /// Sets a value in a part, without [`Self::check`].
    pub fn set_unchecked(&self, part: &mut P, value: &Value, from: virErrorDomain) -> Result<()> {
        (self.set)(part, &Given { name: self.name, value, from })
    }

    /// Refuses a number outside the limits; the message has name, value and range.
    pub fn check(&self, value: &Value, from: virErrorDomain) -> Result<()> {
        self.check_fits(value, from, Limits::fit_set)
    }

    /// As [`Self::check`] for a set of a definition.
    fn check_in_definition(&self, value: &Value, from: virErrorDomain) -> Result<()> {
        self.check_fits(value, from, Limits::fit_definition)
    }

    fn check_fits(
        &self,
        value: &Value,
        from: virErrorDomain,
        fits: fn(&Limits, i128) -> bool,
    ) -> Result<()> {
        match value.whole() {
            Some(number) if !fits(&self.limits, number) => Err(Error::new(
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
        let levels = match self.unit {
            Unit::Shares => format!(", of which {}", Shares::levels()),
            _ => String::new(),
        };
        format!("expected {least} to {most}{unit}{zero}{negative}{levels}")
    }
}

/// The names and types of a table's parameters.
pub fn specs<P>(rows: &[Parameter<P>]) -> impl Iterator<Item = Spec> {
    rows.iter().map(Parameter::spec)
}

/// The rows that documents have, in document order, with their names.
pub fn in_document_order<P>(
    rows: &'static [Parameter<P>],
) -> impl Iterator<Item = (&'static str, &'static Parameter<P>)> {
    let mut sorted: Vec<_> =
        rows.iter().filter_map(|row| row.xml.map(|(name, place)| (place, name, row))).collect();
    sort_by_key(&mut sorted, |(place, _, _)| *place);
    sorted.into_iter().map(|(_, name, row)| (name, row))
}

/// The parameters of a part that `listed` contains, in the order of the table.
pub fn get<P>(rows: &[Parameter<P>], part: &P, listed: &[Spec]) -> Vec<TypedParam> {
    let listed = rows.iter().filter(|row| row.is_among(listed));
    listed.map(|row| row.param(part)).collect()
}

/// Sets parameters that passed [`crate::model::typed::validate`], all or none.
/// Parameters of other tables are ignored.
pub fn set<P: Clone>(
    rows: &[Parameter<P>],
    part: &mut P,
    params: &[TypedParam],
    from: virErrorDomain,
) -> Result<()> {
    let mut changed = part.clone();
    for param in params {
        if let Some(row) = rows.iter().find(|row| row.name == param.field) {
            row.check_in_definition(&param.value, from)?;
            if row.derived && row.param(part) == *param {
                continue;
            }
            row.set_unchecked(&mut changed, &param.value, from)?;
        }
    }
    *part = changed;
    Ok(())
}
