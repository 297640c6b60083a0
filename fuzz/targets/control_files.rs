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
        let held = file.held(&text, page);
        assert_eq!(file.canonical(held.as_bytes()).as_ref(), Some(&held), "held {text}");
        assert_eq!(file.held(&held, page), held);
        assert_ne!(file.compare(&held, &text), Ordering::Greater, "{held} {text}");
        assert_eq!(file.compare(&text, &text), Ordering::Equal);
        texts.push(text);
    }
    if let [one, other, rest @ ..] = texts.as_slice() {
        assert_eq!(file.compare(one, other), file.compare(other, one).reverse());
        for third in rest {
            if file.compare(one, other).is_le() && file.compare(other, third).is_le() {
                assert!(file.compare(one, third).is_le(), "{one} {other} {third}");
            }
        }
    }
    let text = String::from_utf8_lossy(contents);
    let (name, rest) = text.split_once('|').unwrap_or(("file", &text));
    let _ = find(rest, name);
    assert!(list(rest.get(..64).unwrap_or(rest)).len() <= 64 << 16);
});

const FILE: Grammar = Grammar {
    separators: &['|', ' ', '-', ','],
    words: &["max", "-1", "max 100000", "100000", "0", "|", "file", "total_cache", "0-3", ":"],
};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed, |data, random| FILE.change(data, random))
});
