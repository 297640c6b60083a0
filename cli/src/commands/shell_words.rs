//! Words of a shell's command line: as they are typed, and as they are meant.

/// What a shell understands by more than the character, outside of quotes.
const SPECIAL: &str = " \t|&;<>()$`\\\"'*?[]{}!#~";

/// What it does in double quotes.
const SPECIAL_IN_QUOTES: &str = "$`\\\"";

/// What a typed word means, and the quote that is still open at its end.
pub fn meant(typed: &str) -> (String, Option<char>) {
    let (mut text, mut open) = (String::new(), None);
    let mut letters = typed.chars().peekable();
    while let Some(letter) = letters.next() {
        match (open, letter) {
            (Some(quote), _) if letter == quote => open = None,
            (None, '"' | '\'') => open = Some(letter),
            (None, '\\') => text.extend(letters.next()),
            (Some('"'), '\\') => {
                let escaped = letters.next_if(|next| SPECIAL_IN_QUOTES.contains(*next));
                text.push(escaped.unwrap_or('\\'));
            }
            _ => text.push(letter),
        }
    }
    (text, open)
}

/// A text as it is typed, behind a quote that is open.
pub fn typed(text: &str, open: Option<char>) -> String {
    let special = match open {
        None => SPECIAL,
        Some('"') => SPECIAL_IN_QUOTES,
        // Nothing is special; a single quote cannot be had.
        Some(_) => "",
    };
    let mut typed = String::new();
    for letter in text.chars() {
        if special.contains(letter) {
            typed.push('\\');
        }
        typed.push(letter);
    }
    typed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_what_they_keep() {
        let word = |text: &str, open| (text.to_owned(), open);
        assert_eq!(meant("web"), word("web", None));
        assert_eq!(meant(r"a\ b\"), word("a b", None));
        assert_eq!(meant("\"a b"), word("a b", Some('"')));
        assert_eq!(meant("'a\\ b'c"), word("a\\ bc", None));
        assert_eq!(meant(r#""a\$\x"#), word("a$\\x", Some('"')));
    }

    #[test]
    fn what_is_typed_means_the_text() {
        for text in ["web", "a b", "a$(b)`c`", "a\"b\\c", "a*b:c=d"] {
            assert_eq!(meant(&typed(text, None)), (text.to_owned(), None));
            let quoted = format!("\"{}\"", typed(text, Some('"')));
            assert_eq!(meant(&quoted), (text.to_owned(), None));
        }
        assert_eq!(typed("a:b=c", None), "a:b=c");
    }
}
