//! Texts as C has them.

/// A text of C: what is in front of its NUL.
pub fn c_text(bytes: &[u8]) -> String {
    let before = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    String::from_utf8_lossy(before).into_owned()
}
