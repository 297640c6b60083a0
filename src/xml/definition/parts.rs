//! Smaller elements of a domain, described only by a shape.

use super::shape::{Shape, attr, element, number, on_off, one_of, text, yes_no};
use super::{fault, hugepages, iothreads};
use crate::model::{Result, virErrorNumber};
use crate::xml::tree::Element;

const BACKING: Shape = element("memoryBacking").omit_empty().children(&[
    element("hugepages").children(&[element("page").many()]),
    element("nosharepages"),
    element("locked"),
    element("source").attributes(&[one_of("type", &["none", "file", "anonymous", "memfd"])
        .unsupported()
        .omit("none")]),
    element("access").attributes(&[one_of("mode", &["default", "shared", "private"])
        .unsupported()
        .omit("default")]),
    element("allocation").attributes(&[
        one_of("mode", &["immediate", "ondemand"]).unsupported(),
        number("threads").plain(),
    ]),
    element("discard"),
]);

const PM: Shape = element("pm").omit_empty().children(&[
    element("suspend-to-mem").attributes(&[yes_no("enabled")]).omit_empty(),
    element("suspend-to-disk").attributes(&[yes_no("enabled")]).omit_empty(),
]);

const ENTRY: Shape = text("entry").many().attributes(&[attr("name"), attr("file")]);

const SYSINFO: Shape = element("sysinfo")
    .many()
    .attributes(&[one_of("type", &["smbios", "fwcfg"]).required()])
    .children(&[
        element("bios").children(&[ENTRY]),
        element("system").children(&[ENTRY]),
        element("baseBoard").many().children(&[ENTRY]),
        element("chassis").children(&[ENTRY]),
        element("oemStrings").children(&[ENTRY]),
        ENTRY,
    ]);

const SECLABEL: Shape = element("seclabel")
    .many()
    .attributes(&[
        one_of("type", &["default", "none", "dynamic", "static"]),
        attr("model"),
        yes_no("relabel"),
    ])
    .children(&[text("label"), text("imagelabel"), text("baselabel")]);

const RESOURCE: Shape = element("resource")
    .children(&[text("partition"), element("fibrechannel").attributes(&[attr("appid")])]);

const DEFAULT_IOTHREAD: Shape = element("defaultiothread")
    .omit_empty()
    .attributes(&[number("thread_pool_min"), number("thread_pool_max")]);

const KEYWRAP: Shape = element("keywrap").omit_empty().children(&[element("cipher")
    .many()
    .attributes(&[one_of("name", &["aes", "dea"]).required(), on_off("state").required()])]);

const MAP: &[super::shape::Attribute] =
    &[number("start").required(), number("target").required(), number("count").required()];
const IDMAP: Shape = element("idmap")
    .omit_empty()
    .children(&[element("uid").many().attributes(MAP), element("gid").many().attributes(MAP)]);

const LAUNCH: Shape = element("launchSecurity")
    .attributes(&[one_of("type", &["sev", "s390-pv"]).required()])
    .children(&[
        text("cbitpos"),
        text("reducedPhysBits"),
        text("policy"),
        text("dhCert"),
        text("session"),
    ]);

const SHAPES: &[Shape] = &[BACKING, PM, SYSINFO, DEFAULT_IOTHREAD, KEYWRAP, IDMAP, LAUNCH];

/// Normalizes them.
pub fn apply(domain: &mut Element) -> Result<()> {
    resource(domain)?;
    for shape in SHAPES {
        shape.apply_in(domain)?;
    }
    iothreads::check_default(domain)?;
    backing(domain)?;
    seclabels(domain)
}

fn resource(domain: &mut Element) -> Result<()> {
    let given = domain.elements().filter(|element| element.is("resource")).count();
    if given > 1 {
        return Err(fault("<resource> is given more than once".to_owned()));
    }
    RESOURCE.apply_in(domain)?;
    let Some(resource) = domain.child("resource") else { return Ok(()) };
    let partition =
        resource.child("partition").is_some_and(|partition| !partition.text().is_empty());
    let application = resource.child("fibrechannel").and_then(|fc| fc.attribute("appid")).is_some();
    if partition || application {
        return Ok(());
    }
    // libvirt fails here without setting an error.
    Err(crate::model::Error::new(
        crate::model::virErrorDomain::VIR_FROM_NONE,
        virErrorNumber::VIR_ERR_INTERNAL_ERROR,
        "<resource> has neither a <partition> nor a <fibrechannel> with an appid",
    ))
}

fn backing(domain: &mut Element) -> Result<()> {
    let cells = numa_cells(domain);
    let Some(backing) = domain.child_mut("memoryBacking") else { return Ok(()) };
    if let Some(hugepages) = backing.child_mut("hugepages") {
        hugepages::complete(hugepages, cells)?;
    }
    ["source", "access", "allocation"].iter().for_each(|name| backing.remove_empty(name));
    if backing.is_empty() {
        domain.take_all("memoryBacking");
    }
    Ok(())
}

fn seclabels(domain: &mut Element) -> Result<()> {
    SECLABEL.apply_in(domain)?;
    let mut labels = domain.take_all("seclabel");
    // libvirt omits labels without a type.
    labels.retain(|label| label.attribute("type").is_some());
    for label in &mut labels {
        let kind = label.attribute("type").unwrap_or_default();
        if kind == "static" && label.child("label").is_none() {
            return Err(fault("<seclabel> of type 'static' has no <label>".to_owned()));
        }
        if kind != "none" && label.attribute("relabel").is_none() {
            let relabel = if kind == "dynamic" { "yes" } else { "no" };
            SECLABEL.set(label, "relabel", relabel);
        }
    }
    domain.extend(labels);
    Ok(())
}

/// The number of the guest's NUMA cells.
pub fn numa_cells(domain: &Element) -> usize {
    let numa = domain.child("cpu").and_then(|cpu| cpu.child("numa"));
    numa.map_or(0, |numa| numa.elements().filter(|cell| cell.is("cell")).count())
}
