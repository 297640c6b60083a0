//! References to the host's objects.

use crate::xml::tree::Element;

/// A reference to an object: its type, and a text that names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reference {
    pub kind: String,
    pub value: String,
}

impl Reference {
    /// From an element that holds one.
    pub fn read(element: &Element) -> Option<Self> {
        let value = element.text();
        let kind = element.attribute("type")?.to_owned();
        (!value.is_empty()).then_some(Self { kind, value })
    }

    /// The one object that has a fixed name.
    pub fn service_instance() -> Self {
        Self { kind: "ServiceInstance".to_owned(), value: "ServiceInstance".to_owned() }
    }

    /// An element that holds it.
    pub fn element(&self, name: &str) -> Element {
        let mut element = Element::with_text(name, self.value.as_str());
        element.set_attribute("type", &self.kind);
        element
    }

    /// The number in the text, by which domains are known: `12`, `vm-57`.
    pub fn number(&self) -> Option<i32> {
        let digits = self.value.trim_start_matches(|letter: char| !letter.is_ascii_digit());
        digits.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let of =
            |value: &str| Reference { kind: "VirtualMachine".into(), value: value.into() }.number();
        assert_eq!(
            [of("12"), of("vm-57"), of("vm"), of("vm-99999999999")],
            [Some(12), Some(57), None, None]
        );
    }
}
