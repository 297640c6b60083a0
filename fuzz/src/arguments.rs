//! Mutations of QEMU's command lines: arguments that each end with a NUL.

use crate::documents::words;
use crate::literals::literals;
use crate::{number, one_of};
use fastrand::Rng;
use std::sync::LazyLock;

/// Words of the sources that read command lines: options, properties, devices.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| words("src/driver/host/qemu"));

/// The command lines in the tests beside these sources.
pub fn seeds() -> Vec<Vec<u8>> {
    let lines = ["src/driver/host/qemu", "tests/hosts"].into_iter().flat_map(literals);
    let lines = lines.filter(|text| text.contains(" -") && !text.contains('\n'));
    lines.map(|line| join(&line.split(' ').map(str::to_owned).collect::<Vec<_>>())).collect()
}

/// Arguments as /proc/PID/cmdline holds them.
pub fn join(arguments: &[String]) -> Vec<u8> {
    arguments.iter().flat_map(|argument| argument.bytes().chain([0])).collect()
}

/// A changed command line; none for what is no text.
pub fn change(data: &[u8], random: &mut Rng) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(data).ok()?;
    let mut all: Vec<String> = text.split_terminator('\0').map(str::to_owned).collect();
    for _ in 0..1 << random.u8(..4) {
        change_one(&mut all, random);
    }
    Some(join(&all))
}

fn change_one(all: &mut Vec<String>, random: &mut Rng) {
    let place = random.usize(..=all.len());
    match random.u8(..8) {
        0..3 => {
            let hyphens = if random.u8(..4) == 0 { "--" } else { "-" };
            all.insert(place, format!("{hyphens}{}", word(random)));
            if random.bool() {
                all.insert(place + 1, value(random));
            }
        }
        3 if place < all.len() => {
            all.remove(place);
        }
        4 if place < all.len() => all.insert(place, all[random.usize(..all.len())].clone()),
        5 if place < all.len() => all.swap(place, 0),
        _ if place < all.len() => all[place] = change_value(&all[place], random),
        _ => all.push(value(random)),
    }
}

fn word(random: &mut Rng) -> String {
    one_of(&WORDS, random).cloned().unwrap_or_default()
}

/// A number, with a unit perhaps.
fn size(random: &mut Rng) -> String {
    let units = ["", "", "B", "k", "M", "G", "T", "P", "E", "Z", "MiB", ".5G"];
    number(random) + one_of(&units, random).unwrap_or(&"")
}

fn scalar(random: &mut Rng) -> String {
    match random.u8(..4) {
        0 => size(random),
        // Few identifiers, so that some are the same.
        1 => format!("m{}", random.u8(..3)),
        _ => word(random),
    }
}

fn property(random: &mut Rng) -> String {
    format!("{}={}", word(random).trim_end_matches('='), scalar(random))
}

/// Properties, plain or as JSON.
fn value(random: &mut Rng) -> String {
    let mut properties: Vec<String> = (0..random.usize(..4)).map(|_| property(random)).collect();
    if random.u8(..8) > 0 {
        properties.insert(0, scalar(random));
        return properties.join(",");
    }
    let members = properties.iter().filter_map(|property| property.split_once('='));
    let members = members.map(|(key, value)| format!("\"{key}\":\"{value}\""));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

fn change_value(value: &str, random: &mut Rng) -> String {
    let mut parts: Vec<String> = value.split(',').map(str::to_owned).collect();
    let place = random.usize(..parts.len());
    match (random.u8(..6), parts[place].split_once('=')) {
        (0, _) => parts.insert(place, property(random)),
        (1, _) => {
            parts.remove(place);
        }
        (2..4, Some((key, _))) => parts[place] = format!("{key}={}", scalar(random)),
        (4, Some((_, value))) => parts[place] = format!("{}={value}", word(random)),
        _ => parts[place] = scalar(random),
    }
    parts.join(",")
}
