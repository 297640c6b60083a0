//! Definitions are read and written back as expected.

mod errors;
mod fixed_points;
mod kept;
mod texts;

use super::*;
use crate::model::parameters::memory::MemoryField;
use crate::xml::tree;

fn whole(inner: &str) -> String {
    let os = if inner.contains("<os") { "" } else { "<os><type>hvm</type></os>" };
    let memory = if inner.contains("<memory>") { "" } else { "<memory>2048</memory>" };
    format!("<domain type='test'><name>d</name>{os}{memory}{inner}</domain>")
}

fn read(inner: &str) -> Result<Definition> {
    let text = whole(inner);
    Definition::read(&tree::parse(text.as_bytes(), virErrorDomain::VIR_FROM_DOMAIN)?)
}

/// The children of these names, as they are written.
fn written(inner: &str, names: &[&str]) -> String {
    let domain = read(inner).unwrap().to_element(None);
    let wanted = domain.elements().filter(|element| names.contains(&element.name.as_str()));
    wanted.map(Element::to_document).collect()
}
