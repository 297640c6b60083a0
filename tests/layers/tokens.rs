//! Rust source as identifiers and punctuation: no comments, literals or lifetimes.

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    pub line: usize,
}

impl Token {
    pub fn is_name(&self) -> bool {
        self.text.starts_with(|first: char| first.is_alphabetic() || first == '_')
    }
}

pub fn read(source: &str) -> Vec<Token> {
    let mut reader = Reader { chars: source.chars().collect(), at: 0, line: 1, tokens: Vec::new() };
    while reader.at < reader.chars.len() {
        reader.step();
    }
    reader.tokens
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    line: usize,
    tokens: Vec<Token>,
}

impl Reader {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.line += usize::from(self.peek(0) == '\n');
            self.at += 1;
        }
    }

    fn skip_until(&mut self, is_end: impl Fn(&Self) -> bool) {
        while self.at < self.chars.len() && !is_end(self) {
            self.skip(1);
        }
    }

    fn push(&mut self, text: String) {
        self.tokens.push(Token { text, line: self.line });
    }

    fn step(&mut self) {
        match (self.peek(0), self.peek(1)) {
            ('/', '/') => self.skip_until(|reader| reader.peek(0) == '\n'),
            ('/', '*') => self.block_comment(),
            ('"', _) => self.string(),
            ('\'', _) => self.quote(),
            (':', ':') => {
                self.push("::".to_owned());
                self.skip(2);
            }
            (first, _) if first.is_alphanumeric() || first == '_' => self.word(),
            (first, _) => {
                if !first.is_whitespace() {
                    self.push(first.to_string());
                }
                self.skip(1);
            }
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        loop {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                ('\0', _) => return,
                _ => {
                    self.skip(1);
                    continue;
                }
            }
            self.skip(2);
            if depth == 0 {
                return;
            }
        }
    }

    fn string(&mut self) {
        self.skip(1);
        while self.at < self.chars.len() && self.peek(0) != '"' {
            self.skip(if self.peek(0) == '\\' { 2 } else { 1 });
        }
        self.skip(1);
    }

    /// A string without escapes, from its first `#` or quote.
    fn raw_string(&mut self) {
        let hashes = (0..).take_while(|ahead| self.peek(*ahead) == '#').count();
        self.skip(hashes + 1);
        self.skip_until(|reader| {
            reader.peek(0) == '"' && (1..=hashes).all(|ahead| reader.peek(ahead) == '#')
        });
        self.skip(hashes + 1);
    }

    /// A character, or a lifetime.
    fn quote(&mut self) {
        if self.peek(1) == '\\' {
            self.skip(3);
            self.skip_until(|reader| reader.peek(0) == '\'');
            self.skip(1);
        } else if self.peek(2) == '\'' {
            self.skip(3);
        } else {
            self.skip(1);
            self.skip_until(|reader| !reader.peek(0).is_alphanumeric() && reader.peek(0) != '_');
        }
    }

    fn word(&mut self) {
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
        let length = (0..).take_while(|ahead| is_part(self.peek(*ahead))).count();
        let word: String = self.chars[self.at..self.at + length].iter().collect();
        match (word.as_str(), self.peek(length), self.peek(length + 1)) {
            ("r" | "br" | "cr", '"', _) | ("r" | "br" | "cr", '#', '#' | '"') => {
                self.skip(length);
                self.raw_string();
            }
            ("b" | "c", '"', _) | ("b", '\'', _) => self.skip(length),
            ("r", '#', _) => self.skip(2),
            _ => {
                self.push(word);
                self.skip(length);
            }
        }
    }
}
