//! Well-formedness checks that quick-xml does not make. Without them, a document could be accepted
//! here and refused by another parser when it is handed out again.

use quick_xml::events::{BytesDecl, BytesPI, BytesStart};

/// The maximum length of an element or attribute name in bytes, as in libxml2.
const NAME_MAX: usize = 50_000;

/// Prefixes of the encoding names that a declaration may give; the document is UTF-8 regardless.
const ENCODINGS: [&str; 12] = [
    "utf",
    "ucs",
    "us-ascii",
    "ascii",
    "iso-",
    "windows-",
    "cp",
    "euc-",
    "koi8-",
    "shift_jis",
    "gb",
    "big5",
];

type Checked = Result<(), String>;

/// The position of a character that XML does not allow.
pub fn bad_character(text: &str) -> Option<usize> {
    text.char_indices().find(|(_, c)| !is_character(*c)).map(|(offset, _)| offset)
}

/// Whether XML allows the character, literally or as a reference.
pub fn character(c: char) -> Checked {
    if is_character(c) {
        Ok(())
    } else {
        Err(format!("character U+{:04X} is not allowed here", u32::from(c)))
    }
}

fn is_character(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        _ => c >= ' ',
    }
}

/// Checks the name of an element, attribute or processing instruction.
pub fn name(name: &str) -> Checked {
    let mut characters = name.chars();
    let begins = characters.next().is_some_and(begins_name);
    let continues = |c: char| c.is_ascii_lowercase() || begins_name(c) || continues_name(c);
    if !begins || !characters.all(continues) {
        return Err(format!("'{name}' is not a valid name"));
    }
    if name.len() > NAME_MAX {
        return Err(format!("a name has {} bytes, expected at most {NAME_MAX}", name.len()));
    }
    Ok(())
}

fn begins_name(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, ':' | '_' | 'A'..='Z' | 'a'..='z');
    }
    matches!(c,
        '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}'
        | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

fn continues_name(c: char) -> bool {
    matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// Checks text between elements.
pub fn text(text: &str) -> Checked {
    // Most texts have no bracket, which is found faster than three characters.
    let has_bracket = text.as_bytes().contains(&b']');
    if has_bracket && text.contains("]]>") { Err("']]>' in text".to_owned()) } else { Ok(()) }
}

/// Checks a start tag: its name, and whitespace between its attributes.
pub fn start(start: &BytesStart<'_>) -> Checked {
    name(start.name().0)?;
    let mut quote = None;
    let mut is_behind_value = false;
    for c in start.bytes() {
        if is_behind_value && !c.is_ascii_whitespace() {
            return Err("no whitespace between two attributes".to_owned());
        }
        is_behind_value = quote == Some(c);
        quote = match quote {
            Some(open) if open != c => quote,
            Some(_) => None,
            None => Some(c).filter(|c| matches!(c, b'"' | b'\'')),
        };
    }
    Ok(())
}

/// Checks an attribute's name, and its value as written and unescaped.
pub fn attribute(key: &str, written: &str, value: &str) -> Checked {
    name(key)?;
    if written.contains('<') {
        return Err(format!("'<' in the attribute '{key}'"));
    }
    if value.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Ok(());
    }
    value.chars().try_for_each(character)
}

/// Checks a processing instruction.
pub fn instruction(instruction: &BytesPI<'_>) -> Checked {
    name(instruction.target())
}

/// Checks the XML declaration, which must come first.
pub fn declaration(declaration: &BytesDecl<'_>, is_first: bool) -> Checked {
    if !is_first {
        return Err("an XML declaration must be at the start of the document".to_owned());
    }
    let Some(encoding) = declaration.encoding() else { return Ok(()) };
    let encoding = encoding.map_err(|error| error.to_string())?.to_ascii_lowercase();
    if ENCODINGS.iter().any(|known| encoding.starts_with(known)) {
        return Ok(());
    }
    Err(format!("unknown encoding '{encoding}', expected UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters() {
        assert_eq!(bad_character("a\t\r\n \u{7f}\u{80}\u{fffd}\u{10ffff}"), None);
        for bad in ['\0', '\u{1}', '\u{b}', '\u{1f}', '\u{fffe}', '\u{ffff}'] {
            assert_eq!(bad_character(&format!("ab{bad}")), Some(2));
            assert!(character(bad).is_err());
        }
    }

    #[test]
    fn names() {
        for good in ["a", ":a", "_", "a:b", "a-1.2", "\u{e4}\u{b7}", "\u{10000}"] {
            assert_eq!(name(good), Ok(()), "{good}");
        }
        for bad in ["", "1", "-a", ".", "a$", "a b", "\u{d7}", "\u{b7}a"] {
            assert!(name(bad).is_err(), "{bad}");
        }
        assert!(name(&"a".repeat(NAME_MAX)).is_ok());
        assert!(name(&"a".repeat(NAME_MAX + 1)).is_err());
    }
}
