//! A definition that is kept as its document, and parsed when it is needed.

use crate::driver::host::error;
use crate::model::{Result, virErrorNumber};
use crate::xml::definition::Definition;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// How many parsed definitions are kept.
const PARSED_MAX: usize = 64;

/// Parses the document of a domain of that name.
pub type Parse = fn(&str, &[u8]) -> std::result::Result<Definition, String>;

/// A definition as its document.
#[derive(Debug)]
pub struct Stored {
    document: Box<[u8]>,
    parse: Parse,
    recent: Weak<Recent>,
}

impl Stored {
    /// That of a document.
    pub fn new(document: Vec<u8>, parse: Parse, recent: &Arc<Recent>) -> Arc<Self> {
        let document = document.into_boxed_slice();
        Arc::new(Self { document, parse, recent: Arc::downgrade(recent) })
    }

    /// The document.
    pub fn document(&self) -> &[u8] {
        &self.document
    }

    /// Whether another one has the same document.
    pub fn is_same(self: &Arc<Self>, other: &Arc<Self>) -> bool {
        Arc::ptr_eq(self, other) || self.document == other.document
    }

    /// The definition, of a domain with that name.
    ///
    /// Errors: VIR_ERR_INTERNAL_ERROR with what is wrong in the document.
    pub fn definition(self: &Arc<Self>, name: &str) -> Result<Arc<Definition>> {
        let recent = self.recent.upgrade();
        if let Some(definition) = recent.as_ref().and_then(|recent| recent.find(self)) {
            return Ok(definition);
        }
        let parsed = (self.parse)(name, &self.document).map_err(|reason| {
            let detail = format!("the definition of '{name}': {reason}");
            error::refused(virErrorNumber::VIR_ERR_INTERNAL_ERROR, detail)
        });
        let definition = Arc::new(parsed?);
        if let Some(recent) = recent {
            recent.add(self, &definition);
        }
        Ok(definition)
    }
}

/// The definitions that were parsed last.
#[derive(Debug, Default)]
pub struct Recent(Mutex<VecDeque<(Arc<Stored>, Arc<Definition>)>>);

impl Recent {
    fn find(&self, stored: &Arc<Stored>) -> Option<Arc<Definition>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = all.iter().find(|(of, _)| Arc::ptr_eq(of, stored));
        found.map(|(_, definition)| Arc::clone(definition))
    }

    fn add(&self, stored: &Arc<Stored>, definition: &Arc<Definition>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= PARSED_MAX {
            all.pop_front();
        }
        all.push_back((Arc::clone(stored), Arc::clone(definition)));
    }
}
