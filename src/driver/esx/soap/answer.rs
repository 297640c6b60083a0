//! Answers.

use super::fault::Fault;
use crate::driver::esx::error::{HERE, unexpected};
use crate::model::Result;
use crate::xml::tree::{self, Element, Node};

/// What a call returned.
#[derive(Debug)]
pub struct Answer {
    response: Element,
    size: usize,
}

impl Answer {
    /// Reads the body of an answer to a method: what it returned, or its fault.
    ///
    /// Errors: VIR_ERR_INTERNAL_ERROR for what is no such answer.
    pub fn read(method: &str, content: &[u8]) -> Result<std::result::Result<Self, Fault>> {
        let no_answer = |why: &str| {
            let size = content.len();
            unexpected(format!("{method}: the answer of {size} bytes is not the API's: {why}"))
        };
        let envelope = tree::parse(content, HERE).map_err(|failure| no_answer(failure.detail()))?;
        let envelope = without_prefixes(envelope);
        if envelope.name != "Envelope" {
            return Err(no_answer(&format!("it is a <{}>, expected <Envelope>", envelope.name)));
        }
        let body = envelope.child("Body").ok_or_else(|| no_answer("it has no <Body>"))?;
        let inner = body.elements().next().ok_or_else(|| no_answer("its <Body> is empty"))?;
        if inner.name == "Fault" {
            return Ok(Err(Fault::read(inner)));
        }
        if inner.name.strip_suffix("Response") != Some(method) {
            return Err(no_answer(&format!("it has <{}>", inner.name)));
        }
        Ok(Ok(Self { response: inner.clone(), size: content.len() }))
    }

    /// How many bytes the message had.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The values that were returned.
    pub fn values(&self) -> impl Iterator<Item = &Element> {
        self.response.elements().filter(|element| element.name == "returnval")
    }

    /// The one value.
    ///
    /// Errors: VIR_ERR_INTERNAL_ERROR if there is none.
    pub fn value(&self) -> Result<&Element> {
        let what =
            || unexpected(format!("<{}> has no <returnval>, expected one", self.response.name));
        self.values().next().ok_or_else(what)
    }
}

/// The same with names as the API has them: a host may use any prefix, or declare its namespace anywhere.
fn without_prefixes(mut element: Element) -> Element {
    element.name = element.local_name().to_owned();
    element.attributes.retain(|(name, _)| name != "xmlns" && !name.starts_with("xmlns:"));
    for node in &mut element.nodes {
        if let Node::Element(child) = node {
            *child = without_prefixes(std::mem::take(child));
        }
    }
    element
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::esx::soap::xsi::type_of;
    use crate::model::virErrorNumber::VIR_ERR_INTERNAL_ERROR;

    fn envelope(body: &str) -> String {
        format!("<?xml version='1.0'?><s:Envelope xmlns:s='x'><s:Body>{body}</s:Body></s:Envelope>")
    }

    #[test]
    fn values() {
        let text = envelope(
            "<LoginResponse xmlns='urn:vim25'><returnval q:type='b:C'>1</returnval></LoginResponse>",
        );
        let answer = Answer::read("Login", text.as_bytes()).unwrap().unwrap();
        let value = answer.value().unwrap();
        assert_eq!((value.text().as_str(), type_of(value)), ("1", Some("C")));
    }

    #[test]
    fn prefixes() {
        let text = envelope(
            "<v:LoginResponse xmlns:v='urn:vim25'><v:returnval><obj xmlns='urn:vim25' type='T'>1</obj></v:returnval>\
             </v:LoginResponse>",
        );
        let answer = Answer::read("Login", text.as_bytes()).unwrap().unwrap();
        let object = answer.value().unwrap().child("obj").unwrap();
        assert_eq!((object.attribute("type"), object.text().as_str()), (Some("T"), "1"));
    }

    #[test]
    fn faults() {
        let text = envelope(
            "<s:Fault><faultcode>c</faultcode><faultstring>wrong</faultstring>\
             <detail><XFault q:type='InvalidLogin'/></detail></s:Fault>",
        );
        let fault = Answer::read("Login", text.as_bytes()).unwrap().unwrap_err();
        assert_eq!((fault.name.as_str(), fault.message.as_str()), ("InvalidLogin", "wrong"));
    }

    #[test]
    fn what_is_no_answer() {
        for text in [
            "",
            "<html><body>login</body></html>",
            "<Envelope/>",
            &envelope(""),
            &envelope("<LogoutResponse/>"),
            "<Envelope><Body>",
        ] {
            let error = Answer::read("Login", text.as_bytes()).unwrap_err();
            assert_eq!(error.code(), VIR_ERR_INTERNAL_ERROR, "{text}");
            assert!(error.detail().starts_with("Login: the answer of"), "{error}");
        }
    }
}
