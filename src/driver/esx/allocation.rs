//! The allocation of a resource to a machine: what is reserved, the limit, and its shares. Memory is in MB, CPU
//! time in MHz.

use super::error::unexpected;
use super::machine::SIZE;
use super::properties::{Object, number_in};
use super::soap::{list, number, text};
use super::units::{NO_LIMIT, from_mb};
use crate::model::Result;
use crate::model::parameters::shares::Shares;
use crate::model::units::Kib;
use crate::xml::tree::Element;

/// The properties that hold it.
pub const MEMORY: &str = "config.memoryAllocation";
/// See [`MEMORY`].
pub const CPU: &str = "config.cpuAllocation";

/// The levels, with the host's words.
const LEVELS: [(&str, Shares); 3] =
    [("low", Shares::Low), ("normal", Shares::Normal), ("high", Shares::High)];

/// An allocation; what a change leaves out stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Allocation {
    pub reservation: Option<i64>,
    /// -1 for none.
    pub limit: Option<i64>,
    pub shares: Option<Shares>,
}

impl Allocation {
    /// Reads one that is in force. What a host leaves out is nothing reserved, and no limit.
    ///
    /// Errors: those of [`Object::required`]; VIR_ERR_INTERNAL_ERROR for what is no number.
    pub fn read(object: &Object, property: &str) -> Result<Self> {
        let value = object.required(property)?;
        let part = |name: &str, otherwise: i64| {
            let number = value.child(name).map_or(Ok(otherwise), |part| number_in(part, name))?;
            let wrong = || unexpected(format!("{property} has the {name} {number}"));
            if number < otherwise { Err(wrong()) } else { Ok(Some(number)) }
        };
        Ok(Self {
            reservation: part("reservation", 0)?,
            limit: part("limit", NO_LIMIT)?,
            shares: Some(value.child("shares").map_or(Ok(Shares::default()), read_shares)?),
        })
    }

    /// The part of a specification, if there is any change; in the schema's order.
    pub fn specification(&self, name: &str) -> Option<Element> {
        let reservation = self.reservation.map(|value| number("reservation", value));
        let limit = self.limit.map(|value| number("limit", value));
        let shares = self.shares.map(write_shares);
        let parts: Vec<Element> = [reservation, limit, shares].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| list(name, parts))
    }
}

/// The memory that a machine has, and its limit.
pub fn memory_of(machine: &Object) -> Result<(Kib, Kib)> {
    let limit = Allocation::read(machine, MEMORY)?.limit.unwrap_or(NO_LIMIT);
    Ok((machine.required_size(SIZE)?, from_mb(limit)))
}

/// What the shares of a property come to, as a number.
pub fn share_count(object: &Object, property: &str) -> Option<u64> {
    object.value(property)?.child("shares")?.child("shares")?.text().trim().parse().ok()
}

fn read_shares(element: &Element) -> Result<Shares> {
    let level = element.child("level").map(Element::text).unwrap_or_default();
    if let Some((_, shares)) = LEVELS.iter().find(|(word, _)| *word == level) {
        return Ok(*shares);
    }
    let none = || unexpected(format!("shares of the level '{level}' have no number"));
    let count: u64 = number_in(element.child("shares").ok_or_else(none)?, "shares")?;
    Ok(Shares::Number(u32::try_from(count).unwrap_or(u32::MAX)))
}

/// The number counts at the level `custom` alone.
fn write_shares(shares: Shares) -> Element {
    let known = LEVELS.iter().find(|(_, known)| *known == shares).map(|(word, _)| *word);
    let count = if let Shares::Number(count) = shares { count } else { 0 };
    list("shares", [number("shares", count), text("level", known.unwrap_or("custom"))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specifications() {
        let none = Allocation::default();
        assert_eq!(none.specification("memoryAllocation"), None);
        for (shares, inner) in [
            (Shares::High, "<shares><shares>0</shares><level>high</level></shares>"),
            (Shares::Number(7), "<shares><shares>7</shares><level>custom</level></shares>"),
        ] {
            let all = Allocation { reservation: Some(1), limit: Some(-1), shares: Some(shares) };
            let element = all.specification("a").unwrap();
            let parts: Vec<&str> = element.elements().map(|part| part.name.as_str()).collect();
            assert_eq!(parts, ["reservation", "limit", "shares"]);
            let shares = element.child("shares").unwrap();
            assert_eq!(shares.to_fragment().replace([' ', '\n'], ""), inner);
            assert_eq!(read_shares(shares).unwrap(), all.shares.unwrap());
        }
    }
}
