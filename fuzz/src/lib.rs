//! What the fuzz targets share: mutations that keep the structure of an input, and checks.

pub mod arguments;
pub mod checks;
pub mod documents;
pub mod guarded;
pub mod lines;
pub mod literals;
pub mod tree;

use fastrand::Rng;

/// How many of 100 mutations are libFuzzer's own, of bytes.
const OF_BYTES: u32 = 20;

/// Mutates an input in place: mostly by `change`, which knows its structure and gives none for
/// an input that has not got it.
pub fn mutate(
    data: &mut [u8],
    size: usize,
    most: usize,
    seed: u32,
    change: impl FnOnce(&[u8], &mut Rng) -> Option<Vec<u8>>,
) -> usize {
    let mut random = Rng::with_seed(u64::from(seed));
    if random.u32(..100) >= OF_BYTES
        && let Some(changed) = change(&data[..size], &mut random)
        && changed.len() <= most
    {
        data[..changed.len()].copy_from_slice(&changed);
        return changed.len();
    }
    libfuzzer_sys::fuzzer_mutate(data, size, most)
}

/// One of some values.
pub fn one_of<'v, T>(values: &'v [T], random: &mut Rng) -> Option<&'v T> {
    if values.is_empty() { None } else { Some(&values[random.usize(..values.len())]) }
}

/// Numbers at which something changes.
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "1",
    "-1",
    "2",
    "+3",
    "07",
    "0x1f",
    "9",
    "16",
    "255",
    "256",
    "1000",
    "4096",
    "65535",
    "65536",
    "1000001",
    "2147483647",
    "2147483648",
    "-2147483648",
    "4294967295",
    "4294967296",
    "9007199254740991",
    "9007199254740992",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "1.5",
    "1e3",
    "",
    " 7 ",
    "9x",
];

/// A number as a text.
pub fn number(random: &mut Rng) -> String {
    match random.u8(..4) {
        0 => random.u8(..).to_string(),
        1 => (random.u64(..) >> random.u32(..64)).to_string(),
        _ => NUMBERS[random.usize(..NUMBERS.len())].to_owned(),
    }
}
