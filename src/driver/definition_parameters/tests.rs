//! Scheduler parameters in a definition.

use super::*;
use crate::model::parameters::some_specs;
use crate::model::typed::Value::{self, LLong, ULLong};
use crate::model::virErrorNumber;
use crate::xml::tree;

/// The parameters of a cgroup driver.
const SUPPORTED: &[&str] =
    &["cpu_shares", "vcpu_period", "vcpu_quota", "global_period", "global_quota"];

const HERE: virErrorDomain = virErrorDomain::VIR_FROM_CGROUP;

fn definition(cputune: &str) -> Definition {
    let text = format!(
        "<domain type='test'><name>d</name><memory>1</memory><os><type>hvm</type></os>\
         {cputune}</domain>"
    );
    Definition::read(&tree::parse(text.as_bytes(), HERE).unwrap()).unwrap()
}

fn held(definition: &Definition) -> Vec<(String, Value)> {
    let listed = some_specs(Family::Scheduler, SUPPORTED);
    let params = get(definition, Family::Scheduler, "", &listed, HERE).unwrap();
    params.into_iter().map(|param| (param.field.into(), param.value)).collect()
}

fn change(definition: &mut Definition, params: &[(&str, Value)]) -> Result<()> {
    let params: Vec<TypedParam> =
        params.iter().map(|(name, value)| TypedParam::new(*name, value.clone())).collect();
    let change =
        Change { family: Family::Scheduler, device: "", params: &params, live: false, from: HERE };
    set(definition, &change)
}

fn named(values: [Value; 5]) -> Vec<(String, Value)> {
    SUPPORTED.iter().map(ToString::to_string).zip(values).collect()
}

#[test]
fn scheduler_parameters_of_a_document() {
    let unset = named([ULLong(0), ULLong(0), LLong(0), ULLong(0), LLong(0)]);
    assert_eq!(held(&definition("")), unset);
    let given = definition(
        "<cputune><shares>512</shares><period>5000</period><quota>-1</quota>\
         <global_period>1000000</global_period><global_quota>1000</global_quota></cputune>",
    );
    let values = named([ULLong(512), ULLong(5000), LLong(-1), ULLong(1_000_000), LLong(1000)]);
    assert_eq!(held(&given), values);
}

#[test]
fn scheduler_parameters_reach_the_document() {
    let mut definition = definition("<cputune><quota>2000</quota></cputune>");
    let values = [
        ("global_quota", LLong(17_592_186_044_415)),
        ("cpu_shares", ULLong(2)),
        ("vcpu_period", ULLong(1000)),
        ("vcpu_quota", LLong(-1)),
    ];
    change(&mut definition, &values).unwrap();
    let text = definition.to_document(None, true, false);
    let start = text.find("  <cputune>").unwrap();
    let end = text.find("  <os>").unwrap();
    assert_eq!(
        &text[start..end],
        "  <cputune>\n    <shares>2</shares>\n    <period>1000</period>\n    \
         <quota>-1</quota>\n    <global_quota>17592186044415</global_quota>\n  </cputune>\n"
    );
}

#[test]
fn scheduler_parameters_out_of_their_range() {
    let mut definition = definition("<cputune><shares>7</shares></cputune>");
    let before = definition.clone();
    for (name, value, detail) in [
        ("cpu_shares", ULLong(1), "cpu_shares is 1, expected 2 to 262144"),
        ("cpu_shares", ULLong(262_145), "cpu_shares is 262145, expected 2 to 262144"),
        ("vcpu_period", ULLong(999), "vcpu_period is 999 us, expected 1000 to 1000000 us"),
        (
            "global_period",
            ULLong(1_000_001),
            "global_period is 1000001 us, expected 1000 to 1000000 us",
        ),
        (
            "vcpu_quota",
            LLong(999),
            "vcpu_quota is 999 us, expected 1000 to 17592186044415 us, less than 0 for no limit",
        ),
        (
            "global_quota",
            LLong(17_592_186_044_416),
            "global_quota is 17592186044416 us, expected 1000 to 17592186044415 us, \
             less than 0 for no limit",
        ),
    ] {
        // A valid value before it is not stored either.
        let error = change(&mut definition, &[("global_quota", LLong(-1)), (name, value)]);
        let error = error.unwrap_err();
        assert_eq!(error.code(), virErrorNumber::VIR_ERR_INVALID_ARG, "{name}");
        assert_eq!((error.domain(), error.detail()), (HERE, detail));
        assert_eq!(definition, before, "{name}");
    }
    for least in [LLong(i64::MIN), LLong(-1), LLong(1000)] {
        change(&mut definition, &[("vcpu_quota", least.clone())]).unwrap();
        assert_eq!(held(&definition)[2].1, least);
    }
}

/// 0 is no value, as libvirt says in a get.
#[test]
fn scheduler_parameters_are_taken_out_by_0() {
    let mut cputune = definition("<cputune><shares>7</shares><period>20000</period></cputune>");
    let none = [("cpu_shares", ULLong(0)), ("vcpu_period", ULLong(0)), ("vcpu_quota", LLong(0))];
    change(&mut cputune, &none).unwrap();
    // As in libvirt, where shares of 0 are written.
    assert_eq!(cputune, definition("<cputune><shares>0</shares></cputune>"));
}
