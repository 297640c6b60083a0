//! Events as they are printed.

use crate::commands::event_line::details;
use crate::commands::event_object::object;
use crate::commands::event_words::name;
use crate::commands::timestamp::now;
use serde_json::{Value as Json, json};
use virmemctl::model::event::Event;

/// How events are shown.
pub struct Shown {
    /// With the time.
    pub timestamp: bool,
    /// As JSON, an object on a line for each.
    pub json: bool,
}

impl Shown {
    /// An event of a domain.
    pub fn text(&self, event: &Event) -> String {
        let time = self.timestamp.then(now);
        if self.json {
            let mut object = object(event);
            object.extend(time.map(|time| ("time".to_owned(), json!(time))));
            return format!("{}\n", Json::Object(object));
        }
        let time = time.map(|time| format!("{time}: ")).unwrap_or_default();
        let domain = event.domain.as_ref().map_or("", |domain| domain.name.as_str());
        let (name, details) = (name(&event.kind), details(&event.kind));
        format!("{time}event '{name}' for domain '{domain}'{details}\n")
    }
}
