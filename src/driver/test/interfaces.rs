//! The names of network interfaces on the test host.

use crate::xml::definition::{Definition, Interface};
use crate::xml::tree::Element;
use std::collections::BTreeSet;

const PREFIX: &str = "testnet";

/// Names the interfaces of a domain that starts, where its definition does not:
/// testnet0, testnet1, and so on, as far as they are free in it.
pub fn name(definition: &mut Definition) {
    let interfaces = &mut definition.devices.interfaces;
    let named = interfaces.iter().filter_map(Interface::target).map(str::to_owned);
    let mut taken: BTreeSet<String> = named.collect();
    for interface in interfaces.iter_mut().filter(|interface| interface.target().is_none()) {
        let mut free = (0..).map(|number: u64| format!("{PREFIX}{number}"));
        let Some(name) = free.find(|name| !taken.contains(name)) else {
            return;
        };
        set_target(&mut interface.element, &name);
        taken.insert(name);
    }
}

fn set_target(interface: &mut Element, name: &str) {
    if let Some(target) = interface.child_mut("target") {
        target.set_attribute("dev", name);
    } else {
        interface.push(Element::with_attributes("target", &[("dev", name)]));
    }
}
