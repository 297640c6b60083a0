//! Types of XML Schema: those that elements say they have, and what a boolean is.

use crate::xml::tree::Element;

/// The type that an element says it has: `xsi:type`, by whatever prefix.
pub fn type_of(element: &Element) -> Option<&str> {
    let named = |name: &str| name.split_once(':').is_some_and(|(_, name)| name == "type");
    let found = element.attributes.iter().find(|(name, _)| named(name))?;
    // The type may have a prefix too.
    found.1.rsplit(':').next()
}

/// Whether an element is there, and a boolean that is true.
pub fn is_true(element: Option<&Element>) -> bool {
    element.is_some_and(|element| matches!(element.text().trim(), "true" | "1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn booleans() {
        for (text, wanted) in [
            ("true", true),
            ("1", true),
            (" true\n", true),
            ("false", false),
            ("0", false),
            ("", false),
        ] {
            assert_eq!(is_true(Some(&Element::with_text("b", text))), wanted, "{text}");
        }
        assert!(!is_true(None));
    }
}
