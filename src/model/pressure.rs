//! Thresholds of memory pressure, as parameters give them.

use super::constants::virTypedParameterType::VIR_TYPED_PARAM_ULLONG;
use super::constants::{
    VIR_MEMCTL_PRESSURE_FULL_STALL, VIR_MEMCTL_PRESSURE_FULL_WINDOW,
    VIR_MEMCTL_PRESSURE_SOME_STALL, VIR_MEMCTL_PRESSURE_SOME_WINDOW,
};
use super::typed::{Spec, TypedParam, validate};
use super::{Error, Result, virErrorDomain};
use std::ops::RangeInclusive;

/// How long processes may wait for memory before a listener is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PressureThreshold {
    /// All processes wait at the same time, not just one of them.
    pub full: bool,
    /// How long, in microseconds.
    pub stall_us: u64,
    /// In which time, in microseconds.
    pub window_us: u64,
}

/// The windows that the kernel takes, in microseconds (kernel documentation, accounting/psi.rst).
const WINDOWS: RangeInclusive<u64> = 500_000..=10_000_000;

/// The names of a threshold's stall and window, of both kinds.
const NAMES: [(bool, &str, &str); 2] = [
    (false, VIR_MEMCTL_PRESSURE_SOME_STALL, VIR_MEMCTL_PRESSURE_SOME_WINDOW),
    (true, VIR_MEMCTL_PRESSURE_FULL_STALL, VIR_MEMCTL_PRESSURE_FULL_WINDOW),
];

impl PressureThreshold {
    /// The kernel's name for its kind.
    pub fn kind(&self) -> &'static str {
        if self.full { "full" } else { "some" }
    }

    /// The thresholds of parameters, at most one of each kind.
    ///
    /// Errors: VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown name; VIR_ERR_INVALID_ARG for a wrong
    /// type, one that is given twice, a stall without a window or the other way round, a window
    /// that the kernel does not take, and a stall of 0 or longer than its window.
    pub fn from_params(params: &[TypedParam]) -> Result<Vec<Self>> {
        let names = NAMES.iter().flat_map(|(_, stall, window)| [*stall, *window]);
        let specs: Vec<Spec> = names.map(|name| Spec::new(name, VIR_TYPED_PARAM_ULLONG)).collect();
        validate(params, &specs)?;
        let given = |name: &str| params.iter().find(|param| param.field == name)?.value.number();
        let mut thresholds = Vec::new();
        for (full, stall, window) in NAMES {
            match (given(stall), given(window)) {
                (None, None) => {}
                (Some(stall_us), Some(window_us)) => {
                    let threshold = Self { full, stall_us, window_us };
                    threshold.check(stall, window)?;
                    thresholds.push(threshold);
                }
                (Some(_), None) => return Err(alone(stall, window)),
                (None, Some(_)) => return Err(alone(window, stall)),
            }
        }
        Ok(thresholds)
    }

    fn check(&self, stall: &str, window: &str) -> Result<()> {
        let Self { stall_us, window_us, .. } = self;
        if !WINDOWS.contains(window_us) {
            let (first, last) = WINDOWS.into_inner();
            return Err(wrong(format!("{window} is {window_us}, expected {first} to {last}")));
        }
        if !(1..=*window_us).contains(stall_us) {
            return Err(wrong(format!(
                "{stall} is {stall_us}, expected 1 to {window} ({window_us})"
            )));
        }
        Ok(())
    }
}

fn alone(given: &str, missing: &str) -> Error {
    wrong(format!("{given} is given without {missing}, expected both or none"))
}

fn wrong(detail: String) -> Error {
    Error::invalid_arg(virErrorDomain::VIR_FROM_NONE, detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::typed::Value;

    fn read(params: &[(&str, u64)]) -> Result<Vec<PressureThreshold>> {
        let params: Vec<TypedParam> = params
            .iter()
            .map(|(name, value)| TypedParam::new(*name, Value::ULLong(*value)))
            .collect();
        PressureThreshold::from_params(&params)
    }

    #[test]
    fn bounds() {
        let some = |stall, window| read(&[("some_stall_us", stall), ("some_window_us", window)]);
        assert_eq!(read(&[]).unwrap(), []);
        for (stall, window) in [(1, 500_000), (500_000, 500_000), (10_000_000, 10_000_000)] {
            let threshold = PressureThreshold { full: false, stall_us: stall, window_us: window };
            assert_eq!(some(stall, window).unwrap(), [threshold]);
        }
        for (stall, window, named) in [
            (0, 500_000, "some_stall_us is 0"),
            (500_001, 500_000, "some_stall_us is 500001"),
            (1, 499_999, "some_window_us is 499999"),
            (1, 10_000_001, "some_window_us is 10000001"),
            (1, u64::MAX, "some_window_us"),
        ] {
            let error = some(stall, window).unwrap_err();
            assert!(error.detail().contains(named), "{}", error.detail());
        }
        assert!(read(&[("full_stall_us", 1)]).is_err() && read(&[("full_window_us", 1)]).is_err());
        assert!(read(&[("stall", 1)]).is_err());
        let both = read(&[
            ("full_window_us", 1_000_000),
            ("some_stall_us", 7),
            ("full_stall_us", 5),
            ("some_window_us", 2_000_000),
        ]);
        let kinds: Vec<&str> = both.unwrap().iter().map(PressureThreshold::kind).collect();
        assert_eq!(kinds, ["some", "full"]);
    }
}
