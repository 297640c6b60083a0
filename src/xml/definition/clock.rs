//! `<clock>`: the guest's clock.

use super::refuse;
use super::shape::{Shape, attr, element, long, one_of, yes_no};
use crate::model::number::{signed, unsigned};
use crate::model::{Result, virErrorNumber};
use crate::xml::tree::Element;

const TIMERS: &[&str] =
    &["platform", "pit", "rtc", "hpet", "tsc", "kvmclock", "hypervclock", "armvtimer"];
const OFFSETS: &[&str] = &["utc", "localtime", "variable", "timezone", "absolute"];

const CLOCK: Shape = element("clock")
    .attributes(&[
        one_of("offset", OFFSETS).unsupported().or("utc"),
        attr("adjustment"),
        one_of("basis", &["utc", "localtime"]).unsupported(),
        attr("timezone"),
        attr("start"),
    ])
    .children(&[element("timer")
        .many()
        .attributes(&[
            one_of("name", TIMERS).required(),
            yes_no("present"),
            one_of("tickpolicy", &["delay", "catchup", "merge", "discard"]),
            one_of("track", &["boot", "guest", "wall", "realtime"]),
            long("frequency"),
            one_of("mode", &["auto", "native", "emulate", "paravirt", "smpsafe"]),
        ])
        .children(&[element("catchup").attributes(&[
            long("threshold"),
            long("slew"),
            long("limit"),
        ])])]);

/// Normalizes `<clock>`; UTC by default.
pub fn apply(domain: &mut Element) -> Result<()> {
    if domain.child("clock").is_none() {
        domain.push(Element::new("clock"));
    }
    CLOCK.apply_in(domain)?;
    match domain.child_mut("clock") {
        Some(clock) => complete(clock),
        None => Ok(()),
    }
}

fn complete(clock: &mut Element) -> Result<()> {
    let offset = clock.attribute("offset").unwrap_or_default().to_owned();
    let start = clock.take_attribute("start");
    if offset == "absolute" {
        let start = start.as_deref().and_then(|text| unsigned(text, 10));
        let start = start.map_or_else(|| internal("no start that is a number"), Ok)?;
        clock.set_attribute("start", &start.to_string());
    }
    let adjustment = clock.attribute("adjustment").map(str::to_owned);
    let seconds = adjustment.as_deref().and_then(|text| signed(text, 10));
    match (offset.as_str(), adjustment.as_deref()) {
        ("timezone", _) if clock.attribute("timezone").is_none() => {
            internal("no attribute 'timezone'")
        }
        ("utc" | "localtime", Some("")) => {
            clock.take_attribute("adjustment");
            Ok(())
        }
        ("utc" | "localtime", None | Some("reset")) | ("timezone" | "absolute", _) => Ok(()),
        ("variable", _) => {
            let basis = clock.attribute("basis").unwrap_or("utc").to_owned();
            vary(clock, seconds.unwrap_or(0), &basis);
            Ok(())
        }
        (basis, _) => match seconds {
            Some(seconds) => {
                vary(clock, seconds, basis);
                Ok(())
            }
            None => refuse(
                virErrorNumber::VIR_ERR_XML_ERROR,
                "<clock> has an adjustment that is neither a number nor 'reset'",
            ),
        },
    }
}

fn internal<T>(missing: &str) -> Result<T> {
    let what = format!("<clock> has {missing}, which its offset requires");
    refuse(virErrorNumber::VIR_ERR_INTERNAL_ERROR, what)
}

fn vary(clock: &mut Element, seconds: i64, basis: &str) {
    let known = ["offset", "adjustment", "basis"];
    known.iter().for_each(|name| drop(clock.take_attribute(name)));
    let values = ["variable", &seconds.to_string(), basis].map(str::to_owned);
    let attributes = known.iter().map(|name| (*name).to_owned()).zip(values);
    clock.attributes.splice(0..0, attributes);
}
