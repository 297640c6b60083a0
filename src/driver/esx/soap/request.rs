//! Requests.

use super::reference::Reference;
use crate::xml::tree::Element;

const ENVELOPE: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";
const SCHEMA: &str = "http://www.w3.org/2001/XMLSchema";
const VIM: &str = "urn:vim25";

/// A call of a method of an object.
#[derive(Debug)]
pub struct Request {
    /// The method's name.
    pub method: &'static str,
    body: Element,
}

impl Request {
    /// A call without further arguments.
    pub fn new(method: &'static str, this: &Reference) -> Self {
        let mut body = Element::with_attributes(method, &[("xmlns", VIM)]);
        body.push(this.element("_this"));
        Self { method, body }
    }

    /// Adds an argument; they are in the order of the API.
    pub fn with(mut self, argument: Element) -> Self {
        self.body.push(argument);
        self
    }

    /// Whether it changes nothing, so that it may be repeated.
    pub fn is_read(&self) -> bool {
        ["Retrieve", "Find", "WaitFor"].iter().any(|start| self.method.starts_with(start))
    }

    /// The message.
    pub fn message(&self) -> String {
        let mut envelope = Element::with_attributes(
            "soapenv:Envelope",
            &[("xmlns:soapenv", ENVELOPE), ("xmlns:xsi", INSTANCE), ("xmlns:xsd", SCHEMA)],
        );
        envelope.push(Element::with_children("soapenv:Body", [self.body.clone()]));
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", envelope.to_fragment())
    }
}

/// An argument that is a text.
pub fn text(name: &str, value: &str) -> Element {
    Element::with_text(name, value)
}

/// An argument that is a number.
pub fn number(name: &str, value: impl std::fmt::Display) -> Element {
    Element::with_text(name, value.to_string())
}

/// An argument that has parts.
pub fn list(name: &str, parts: impl IntoIterator<Item = Element>) -> Element {
    Element::with_children(name, parts)
}

/// The same of a type that stands there, where the API has several.
pub fn typed(name: &str, kind: &str, parts: impl IntoIterator<Item = Element>) -> Element {
    let mut element = Element::with_children(name, parts);
    element.set_attribute("xsi:type", kind);
    element
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent() {
        let this = Reference::service_instance();
        let message = Request::new("Login", &this).with(text("userName", "a<&b")).message();
        let message = message.replace(['\n', ' '], "");
        let inner = "<Loginxmlns=\"urn:vim25\"><_thistype=\"ServiceInstance\">ServiceInstance</_this>\
                     <userName>a&lt;&amp;b</userName></Login></soapenv:Body>";
        assert!(message.contains(inner), "{message}");
    }
}
