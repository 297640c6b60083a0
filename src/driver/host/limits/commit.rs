//! The part of a set that is the definition's.

use crate::model::Result;

/// A domain's definition, as a set sees it: parameters by their names, values as texts.
pub trait Commit {
    /// The domain's name, for messages.
    fn domain(&self) -> &str;

    /// What the definition holds of these parameters; none where there is no definition.
    fn held(&self, names: &[&str]) -> Result<Option<Vec<(String, String)>>>;

    /// Has the definition hold these values, whole or not at all.
    fn store(&self, values: &[(String, String)]) -> Result<()>;
}
