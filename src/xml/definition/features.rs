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

const HYPERV: &[Shape] = &[
    state("relaxed"),
    state("vapic"),
    element("spinlocks").attributes(&[on_off("state").required(), attr("retries")]),
    state("vpindex"),
    state("runtime"),
    state("synic"),
    element("stimer").attributes(STATE).children(&[state("direct")]),
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

/// Normalizes `<features>`. Unknown features are refused, as in libvirt.
pub fn apply(domain: &mut Element) -> Result<()> {
    let given = domain.elements().filter(|element| element.is("features"));
    let unknown = given.flat_map(Element::elements).find(|element| !FEATURES.knows(&element.name));
    if let Some(unknown) = unknown {
        return unsupported(format!("<features> has <{}>, which is unknown", unknown.name));
    }
    if let Some(features) = domain.child_mut("features") {
        features.retain_elements(|element| element.name != "ioapic" || !element.is_empty());
    }
    FEATURES.apply_in(domain)?;
    domain.child_mut("features").map_or(Ok(()), feature_values::complete)?;
    domain.remove_empty("features");
    if let Some(hyperv) = domain.child_mut("features").and_then(|f| f.child_mut("hyperv")) {
        hyperv.keep_end_tag();
    }
    Ok(())
}
