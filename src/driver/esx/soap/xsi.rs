//! Types that elements say they have.

use crate::xml::tree::Element;

/// The type that an element says it has: `xsi:type`, by whatever prefix.
pub fn type_of(element: &Element) -> Option<&str> {
    let named = |name: &str| name.split_once(':').is_some_and(|(_, name)| name == "type");
    let found = element.attributes.iter().find(|(name, _)| named(name))?;
    // The type may have a prefix too.
    found.1.rsplit(':').next()
}
