//! A few values by the names of their parameters.

/// The values, in the order of the names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByName<V>(Vec<(&'static str, V)>);

impl<V> Default for ByName<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V: Copy> ByName<V> {
    /// The value with that name.
    pub fn get(&self, name: &str) -> Option<V> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// Sets a value; `None` removes it.
    pub fn set(&mut self, name: &'static str, value: Option<V>) {
        self.0.retain(|(known, _)| *known != name);
        if let Some(value) = value {
            let place = self.0.partition_point(|(known, _)| *known < name);
            self.0.insert(place, (name, value));
        }
    }
}
