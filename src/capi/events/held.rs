//! What the arguments of a callback point to.

use crate::capi::boundary::typed_params::OwnedParams;
use crate::capi::types::domain_events::{
    virDomainEventGraphicsAddress, virDomainEventGraphicsSubject,
    virDomainEventGraphicsSubjectIdentity,
};
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::model::event::{GraphicsAddress, GraphicsIdentity};
use crate::model::typed::TypedParam;
use libc::{c_char, c_int};
use std::ffi::CString;
use std::ptr::{null, null_mut};

/// Texts and structures that pointers for C point to as long as this is there, also where it is moved.
#[derive(Default)]
pub struct Held {
    texts: Vec<CString>,
    params: Vec<OwnedParams>,
    addresses: Option<Box<[virDomainEventGraphicsAddress; 2]>>,
    identities: Vec<virDomainEventGraphicsSubjectIdentity>,
    subject: Option<Box<virDomainEventGraphicsSubject>>,
}

// SAFETY: the pointers in these structures point to this one's own texts.
unsafe impl Send for Held {}

impl Held {
    /// A text for C. What has a NUL inside, which no text of C can have, is empty.
    pub fn text(&mut self, text: &str) -> *const c_char {
        let text = CString::new(text).unwrap_or_default();
        let pointer = text.as_ptr();
        self.texts.push(text);
        pointer
    }

    /// A text for C, or NULL.
    pub fn optional(&mut self, text: Option<&str>) -> *const c_char {
        text.map_or(null(), |text| self.text(text))
    }

    /// Typed parameters, and their number.
    pub fn params(&mut self, params: &[TypedParam]) -> (virTypedParameterPtr, c_int) {
        let params = OwnedParams::new(params);
        let array = (params.pointer(), params.count());
        self.params.push(params);
        array
    }

    /// The two addresses of a client of a graphical console; one client alone.
    pub fn addresses(
        &mut self,
        of: [&GraphicsAddress; 2],
    ) -> [*const virDomainEventGraphicsAddress; 2] {
        let addresses = of.map(|of| virDomainEventGraphicsAddress {
            family: of.family,
            node: self.text(&of.node).cast_mut(),
            service: self.text(&of.service).cast_mut(),
        });
        self.addresses.insert(Box::new(addresses)).each_ref().map(std::ptr::from_ref)
    }

    /// Who such a client is.
    pub fn subject(&mut self, of: &[GraphicsIdentity]) -> *const virDomainEventGraphicsSubject {
        for identity in of {
            let r#type = self.text(&identity.kind).cast_mut();
            let name = self.text(&identity.name).cast_mut();
            self.identities.push(virDomainEventGraphicsSubjectIdentity { r#type, name });
        }
        let nidentity = c_int::try_from(of.len()).unwrap_or(c_int::MAX);
        let identities = if of.is_empty() { null_mut() } else { self.identities.as_mut_ptr() };
        let subject = virDomainEventGraphicsSubject { nidentity, identities };
        std::ptr::from_ref(&**self.subject.insert(Box::new(subject)))
    }
}
