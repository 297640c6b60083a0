//! `<features>`: features of the guest's machine.

use super::shape::{Shape, attr, element, on_off, one_of, text};
use super::{feature_values, unsupported};
use crate::model::Result;
use crate::xml::tree::Element;

const STATE: &[super::shape::Attribute] = &[on_off("state").required()];
/// Enabled by default.
const ON: &[super::shape::Attribute] = &[on_off("state").or("on")];
const PLAIN: &[super::shape::Attribute] = &[on_off("state")];

const fn state(name: &'static str) -> Shape {
    element(name).attributes(STATE)
}

const STIMER: Shape = element("stimer").attributes(STATE).children(&[state("direct")]);

const HYPERV: &[Shape] = &[
    state("relaxed"),
    state("vapic"),
    element("spinlocks").attributes(&[on_off("state").required(), attr("retries")]),
    state("vpindex"),
    state("runtime"),
    state("synic"),
    STIMER,
    state("reset"),
    element("vendor_id").attributes(&[on_off("state").required(), attr("value")]),
    state("frequencies"),
    state("reenlightenment"),
    state("tlbflush"),
    state("ipi"),
    state("evmcs"),
    state("avic"),
];

const KVM: &[Shape] = &[
    state("hidden"),
    state("hint-dedicated"),
    state("poll-control"),
    state("pv-ipi"),
    element("dirty-ring").attributes(&[on_off("state").required(), attr("size")]),
];

const XEN: &[Shape] = &[
    state("e820_host"),
    element("passthrough")
        .attributes(&[on_off("state").required(), one_of("mode", &["sync_pt", "share_pt"])]),
];

const IBS: &[&str] = &["broken", "workaround", "fixed-ibs", "fixed-ccd", "fixed-na"];

const FEATURES: Shape = element("features").omit_empty().children(&[
    element("acpi"),
    element("apic").attributes(&[on_off("eoi")]),
    element("pae"),
    element("hap").attributes(ON),
    element("viridian"),
    element("privnet"),
    element("hyperv")
        .attributes(&[one_of("mode", &["custom", "passthrough"]).or("custom")])
        .children(HYPERV),
    element("kvm").children(KVM),
    element("xen").children(XEN),
    element("pvspinlock").attributes(ON),
    element("pmu").attributes(ON),
    element("vmport").attributes(ON),
    element("gic").attributes(&[one_of("version", &["2", "3", "host"])]),
    element("smm").attributes(ON).children(&[text("tseg")]),
    element("ioapic").attributes(&[one_of("driver", &["kvm", "qemu"]).required()]).omit_empty(),
    element("hpt")
        .omit_empty()
        .attributes(&[one_of("resizing", &["enabled", "disabled", "required"])])
        .children(&[text("maxpagesize")]),
    element("vmcoreinfo").attributes(ON),
    element("htm").attributes(PLAIN),
    element("nested-hv").attributes(PLAIN),
    element("msrs").attributes(&[one_of("unknown", &["ignore", "fault"])]),
    element("capabilities").attributes(&[one_of("policy", &["default", "allow", "deny"])]),
    element("ccf-assist").attributes(PLAIN),
    element("cfpc").attributes(&[one_of("value", &["broken", "workaround", "fixed"])]),
    element("sbbc").attributes(&[one_of("value", &["broken", "workaround", "fixed"])]),
    element("ibs").attributes(&[one_of("value", IBS)]),
    element("tcg").children(&[text("tb-cache")]),
]);

/// The groups of features; an unknown one is refused there, too.
const GROUPS: &[(&str, &[Shape])] = &[("hyperv", HYPERV), ("kvm", KVM), ("xen", XEN)];

fn check_group(domain: &Element, group: &str, known: &[Shape]) -> Result<()> {
    let features = domain.elements().filter(|element| element.is("features"));
    let groups = features.flat_map(Element::elements).filter(|element| element.is(group));
    let mut given = groups.flat_map(Element::elements);
    match given.find(|feature| !known.iter().any(|shape| shape.matches(feature))) {
        Some(unknown) => unsupported(format!("<{group}> has <{}>, which is unknown", unknown.name)),
        None => Ok(()),
    }
}

/// A timer that is off has no features of its own.
fn stimer(domain: &mut Element) -> Result<()> {
    let hyperv = domain.child_mut("features").and_then(|features| features.child_mut("hyperv"));
    let Some(stimer) = hyperv.and_then(|hyperv| hyperv.child_mut("stimer")) else { return Ok(()) };
    if stimer.attribute("state") == Some("off") {
        stimer.take_elements();
        return Ok(());
    }
    match stimer.elements().find(|feature| !STIMER.knows(&feature.name)) {
        Some(unknown) => unsupported(format!("<stimer> has <{}>, which is unknown", unknown.name)),
        None => Ok(()),
    }
}

/// Normalizes `<features>`. Unknown features are refused, as in libvirt.
pub fn apply(domain: &mut Element) -> Result<()> {
    let given = domain.elements().filter(|element| element.is("features"));
    let unknown = given.flat_map(Element::elements).find(|element| !FEATURES.knows(&element.name));
    if let Some(unknown) = unknown {
        return unsupported(format!("<features> has <{}>, which is unknown", unknown.name));
    }
    GROUPS.iter().try_for_each(|(group, known)| check_group(domain, group, known))?;
    if let Some(features) = domain.child_mut("features") {
        features.retain_elements(|element| element.name != "ioapic" || !element.is_empty());
    }
    FEATURES.apply_in(domain)?;
    stimer(domain)?;
    domain.child_mut("features").map_or(Ok(()), feature_values::complete)?;
    domain.remove_empty("features");
    if let Some(hyperv) = domain.child_mut("features").and_then(|f| f.child_mut("hyperv")) {
        hyperv.keep_end_tag();
    }
    Ok(())
}
