//! Contents of control files: canonical texts stay as they are, and have an order.
#![no_main]

use fuzz::lines::Grammar;
use fuzz::mutate;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use std::cmp::Ordering;
use virmemctl::fuzzing::control_files::{Known, find, list};

fuzz_target!(|data: &[u8]| {
    let [which, page, contents @ ..] = data else { return };
    let Some(file) = Known::new(which & 1 == 1, which >> 1) else { return };
    let page = 4_u64 << (page % 5);
    let mut texts = Vec::new();
    for content in contents.splitn(3, |byte| *byte == b'|') {
        let Some(text) = file.canonical(content) else { continue };
        assert_eq!(file.canonical(text.as_bytes()).as_ref(), Some(&text));
        let held = file.held(&text, page).expect("a canonical text has a value");
        assert_eq!(file.canonical(held.as_bytes()).as_ref(), Some(&held), "held {text}");
        assert_eq!(file.held(&held, page).as_ref(), Some(&held));
        assert_ne!(compare(&file, &held, &text), Ordering::Greater, "{held} {text}");
        assert_eq!(compare(&file, &text, &text), Ordering::Equal);
        texts.push(text);
    }
    if let [one, other, rest @ ..] = texts.as_slice() {
        assert_eq!(compare(&file, one, other), compare(&file, other, one).reverse());
        for third in rest {
            if compare(&file, one, other).is_le() && compare(&file, other, third).is_le() {
                assert!(compare(&file, one, third).is_le(), "{one} {other} {third}");
            }
        }
    }
    let text = String::from_utf8_lossy(contents);
    let (name, rest) = text.split_once('|').unwrap_or(("file", &text));
    let _ = find(rest, name);
    assert!(list(rest.get(..64).unwrap_or(rest)).len() <= 64 << 16);
});

fn compare(file: &Known, one: &str, other: &str) -> Ordering {
    file.compare(one, other).expect("canonical texts have values")
}

const FILE: Grammar = Grammar {
    separators: &['|', ' ', '-', ','],
    words: &["max", "-1", "max 100000", "100000", "0", "|", "file", "total_cache", "0-3", ":"],
};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed, |data, random| FILE.change(data, random))
});
