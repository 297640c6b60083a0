//! The limits that keys change.

use crate::size;
use virmemctl::api::Domain;
use virmemctl::model::constants::{
    VIR_DOMAIN_MEMORY_HARD_LIMIT, VIR_DOMAIN_MEMORY_MIN_GUARANTEE, VIR_DOMAIN_MEMORY_SOFT_LIMIT,
    VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, VIR_MEMCTL_MEMORY_SWAP_SOFT_LIMIT,
};
use virmemctl::model::domain::Uuid;
use virmemctl::model::flags::AFFECT_LIVE;
use virmemctl::model::typed::{TypedParam, Value};
use virmemctl::model::units::Kib;

/// A limit.
#[derive(Debug, PartialEq, Eq)]
pub struct Limit {
    /// Its key.
    pub key: char,
    /// What it is called.
    pub word: &'static str,
    /// The name of its parameter.
    pub name: &'static str,
}

/// All of them.
pub static LIMITS: [Limit; 5] = [
    Limit { key: 'L', word: "hard limit", name: VIR_DOMAIN_MEMORY_HARD_LIMIT },
    Limit { key: 'S', word: "soft limit", name: VIR_DOMAIN_MEMORY_SOFT_LIMIT },
    Limit { key: 'W', word: "swap hard limit", name: VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT },
    Limit { key: 'w', word: "swap soft limit", name: VIR_MEMCTL_MEMORY_SWAP_SOFT_LIMIT },
    Limit { key: 'g', word: "guarantee", name: VIR_DOMAIN_MEMORY_MIN_GUARANTEE },
];

/// A limit of a domain, as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The domain's uuid.
    pub uuid: Uuid,
    /// Its name.
    pub name: String,
    /// The limit.
    pub limit: &'static Limit,
    /// Its value.
    pub value: Kib,
}

/// A change of a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it changes.
    pub held: Held,
    /// The new value.
    pub new: Kib,
}

impl Held {
    /// That of a running domain, as the host has it now.
    ///
    /// Errors: the message.
    pub fn of(domain: &Domain, limit: &'static Limit) -> Result<Self, String> {
        let params = domain.memory_parameters(AFFECT_LIVE).map_err(|error| error.message())?;
        let found = params.iter().find(|param| param.field == limit.name);
        let value = found.and_then(|param| param.value.number()).map(Kib);
        let value = value.ok_or_else(|| format!("this host has no {}", limit.word))?;
        Ok(Self { uuid: domain.uuid(), name: domain.name().to_owned(), limit, value })
    }

    /// What it is: `hard limit of 'web'`.
    pub fn what(&self) -> String {
        format!("{} of '{}'", self.limit.word, abbreviated(&self.name))
    }
}

impl Change {
    /// Sets it in the running domain.
    ///
    /// Errors: the message.
    pub fn set(&self, domain: &Domain) -> Result<(), String> {
        let param = TypedParam::new(self.held.limit.name, Value::ULLong(self.new.0));
        domain.set_memory_parameters(&[param], AFFECT_LIVE).map_err(|error| error.message())
    }

    /// What it does: `hard limit 64M -> 48M of 'web'`.
    pub fn what(&self) -> String {
        let Held { name, limit, value, .. } = &self.held;
        let (old, new, name) = (text(*value), text(self.new), abbreviated(name));
        format!("{} {old} -> {new} of '{name}'", limit.word)
    }
}

/// The longest name in a message: a small terminal shows the rest of it too.
const LONGEST_NAME: usize = 20;

fn abbreviated(name: &str) -> String {
    let mut short: String = name.chars().take(LONGEST_NAME).collect();
    if short.len() < name.len() {
        short.push('…');
    }
    short
}

/// A value in full.
pub fn text(value: Kib) -> String {
    if value.is_unlimited() { "unlimited".to_owned() } else { size::exact(value.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use virmemctl::model::units::UNLIMITED;

    #[test]
    fn a_change_in_words() {
        let held = |name: &str, value| Held {
            uuid: Uuid::nil(),
            name: name.to_owned(),
            limit: &LIMITS[0],
            value,
        };
        let change = |name: &str, value, new| Change { held: held(name, value), new }.what();
        assert_eq!(change("web", Kib(65_536), Kib(65_537)), "hard limit 64M -> 65537K of 'web'");
        let long = change(&"ä".repeat(30), UNLIMITED, Kib(0));
        assert_eq!(long, format!("hard limit unlimited -> 0K of '{}…'", "ä".repeat(20)));
    }
}
