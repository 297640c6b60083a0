//! The interface to a domain's definition, as a set needs it.

use crate::model::Result;

/// A domain's definition, as a set sees it: parameters by their names, values as texts.
pub trait Commit {
    /// The domain's name, for messages.
    fn domain(&self) -> &str;

    /// What the definition holds of these parameters; none where there is no definition.
    fn held(&self, names: &[&str]) -> Result<Option<Vec<(String, String)>>>;

    /// Whether a text that the definition holds of a parameter says what was wanted.
    fn holds(&self, _name: &str, held: &str, wanted: &str) -> bool {
        held == wanted
    }

    /// Stores these values in the definition, all or none.
    fn store(&self, values: &[(String, String)]) -> Result<()>;
}
