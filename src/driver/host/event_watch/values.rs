//! The values that domains were known to have, and what of them was set since.

use crate::model::parameters::Family;
use crate::model::typed::{TypedParam, Value};
use compact_str::CompactString;
use std::time::{Duration, Instant};

/// The values that are told together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Those of a family.
    Of(Family),
    /// The CPUs that all of a domain may run on.
    Pins,
}

impl Told {
    /// What their names begin with in events. libvirt has names for the scheduler's and for pins alone
    /// (VIR_DOMAIN_TUNABLE_CPU_…); the others are made in the same way.
    fn prefix(self) -> &'static str {
        match self {
            Self::Of(Family::Scheduler) | Self::Pins => "cputune.",
            Self::Of(Family::Blkio) => "blkiotune.",
            Self::Of(Family::Numa) => "numatune.",
            Self::Of(_) => "memtune.",
        }
    }
}

/// What the name of an old value ends with.
const OLD: &str = ".old";

/// The values of a domain that were known last.
#[derive(Default)]
pub struct KnownValues {
    known: Vec<(Told, Vec<TypedParam>)>,
    is_begun: bool,
    /// Since when another process is at work.
    set_since: Option<Instant>,
    /// Sets of this connection that are under way.
    pub own_sets: usize,
}

/// What holds a group's lock for longer is no set: any user who may read the group can lock it.
const LONGEST_SET: Duration = Duration::from_secs(30);

impl KnownValues {
    /// Whether they are to be read for the first time.
    pub fn begin(&mut self) -> bool {
        !std::mem::replace(&mut self.is_begun, true)
    }

    /// Whether a set by another process, which was found to be under way, is to be waited for.
    pub fn waits_for_set(&mut self) -> bool {
        let is_over = self.set_since.get_or_insert_with(Instant::now).elapsed() > LONGEST_SET;
        if is_over {
            self.set_since = None;
        }
        !is_over
    }

    /// No set is under way.
    pub fn end_wait(&mut self) {
        self.set_since = None;
    }

    /// Takes over values. Returns the parameters of the event: what has changed,
    /// and what was set, each with the old value behind it if that is known; none for the first
    /// values.
    pub fn note(
        &mut self,
        what: Told,
        now: Vec<TypedParam>,
        set: &[TypedParam],
    ) -> Vec<TypedParam> {
        let known = self.known.iter_mut().find(|(known, _)| *known == what);
        let before = match known {
            Some((_, known)) => Some(std::mem::replace(known, now.clone())),
            None => {
                self.known.push((what, now.clone()));
                None
            }
        };
        let others = set.iter().filter(|param| value_of(&now, &param.field).is_none());
        let mut told = Vec::new();
        for param in now.iter().chain(others) {
            let old = before.as_ref().and_then(|before| value_of(before, &param.field));
            let is_set = set.iter().any(|set| set.field == param.field);
            let is_changed = before.is_some() && old != Some(&param.value);
            if is_set || is_changed {
                let name = [what.prefix(), &param.field].concat();
                let old = old.map(|old| named(&[&name, OLD].concat(), old));
                told.push(named(&name, &param.value));
                told.extend(old);
            }
        }
        told
    }
}

fn value_of<'v>(values: &'v [TypedParam], field: &str) -> Option<&'v Value> {
    values.iter().find(|param| param.field == field).map(|param| &param.value)
}

fn named(name: &str, value: &Value) -> TypedParam {
    TypedParam { field: CompactString::new(name), value: value.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(values: &[(&str, u64)]) -> Vec<TypedParam> {
        values.iter().map(|(name, value)| TypedParam::new(*name, Value::ULLong(*value))).collect()
    }

    fn texts(params: &[TypedParam]) -> Vec<String> {
        params.iter().map(|param| format!("{}={}", param.field, param.value)).collect()
    }

    #[test]
    fn what_was_set() {
        let mut known = KnownValues::default();
        let mut note = |now: &[(&str, u64)], set: &[(&str, u64)]| {
            texts(&known.note(Told::Of(Family::Memory), values(now), &values(set)))
        };
        assert!(note(&[("hard_limit", 1), ("soft_limit", 2)], &[]).is_empty());
        assert!(note(&[("hard_limit", 1), ("soft_limit", 2)], &[]).is_empty());
        assert_eq!(
            note(&[("hard_limit", 3), ("soft_limit", 2)], &[]),
            ["memtune.hard_limit=3", "memtune.hard_limit.old=1"]
        );
        // A set of the same value is one, too.
        assert_eq!(
            note(&[("hard_limit", 4), ("soft_limit", 2)], &[("soft_limit", 2)]),
            [
                "memtune.hard_limit=4",
                "memtune.hard_limit.old=3",
                "memtune.soft_limit=2",
                "memtune.soft_limit.old=2"
            ]
        );
        let weight = values(&[("weight", 7)]);
        assert_eq!(
            texts(&known.note(Told::Of(Family::Blkio), weight.clone(), &weight)),
            ["blkiotune.weight=7"]
        );
    }
}
