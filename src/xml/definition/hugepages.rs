//! `<hugepages>` of `<memoryBacking>`.

use super::memory;
use super::value::take_set;
use crate::model::cpuset::CpuSet;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::tree::Element;

/// Normalizes the pages for a guest with `cells` NUMA cells. Each cell may have only
/// one page size, and only one page size may be without cells.
pub fn complete(hugepages: &mut Element, cells: usize) -> Result<()> {
    let mut seen = CpuSet::default();
    let mut without_nodeset = 0;
    for page in hugepages.elements_mut().filter(|element| element.is("page")) {
        let size = memory::attribute(page, "size")?;
        ["size", "unit"].iter().for_each(|name| drop(page.take_attribute(name)));
        let set = take_set(page, "nodeset")?;
        let set = set.filter(|set| cells > 0 || set.last() != Some(0));
        without_nodeset += usize::from(set.is_none());
        if size.0 == 0 || without_nodeset > 1 {
            return refuse("<page> has size 0, or is given twice without a nodeset".to_owned());
        }
        for number in set.iter().flat_map(CpuSet::iter) {
            if usize::from(number) >= cells || seen.contains(number) {
                let what = "which the guest does not have, or which another <page> has";
                return refuse(format!("<page> has the node {number}, {what}"));
            }
            seen.insert(number);
        }
        let set = set.map(|set| ("nodeset", set.to_string()));
        let known = [("size", size.0.to_string()), ("unit", "KiB".to_owned())];
        let known = known.into_iter().chain(set).map(|(name, value)| (name.to_owned(), value));
        page.attributes.splice(0..0, known);
    }
    Ok(())
}

fn refuse(detail: String) -> Result<()> {
    let code = virErrorNumber::VIR_ERR_XML_DETAIL;
    Err(Error::new(virErrorDomain::VIR_FROM_DOMAIN, code, detail))
}
