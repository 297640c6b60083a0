//! Mutations of texts of lines and fields, such as the files of /proc.

use crate::{number, one_of};
use fastrand::Rng;

/// What the fields of a kind of text are parted by, and words that stand in them.
pub struct Grammar {
    /// What parts fields.
    pub separators: &'static [char],
    /// Words.
    pub words: &'static [&'static str],
}

impl Grammar {
    /// A changed text; none for what is no text.
    pub fn change(&self, data: &[u8], random: &mut Rng) -> Option<Vec<u8>> {
        let text = std::str::from_utf8(data).ok()?;
        let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        for _ in 0..1 << random.u8(..3) {
            self.change_lines(&mut lines, random);
        }
        Some(lines.join("\n").into_bytes())
    }

    fn change_lines(&self, lines: &mut Vec<String>, random: &mut Rng) {
        let place = random.usize(..lines.len());
        match random.u8(..10) {
            0 => lines.insert(place, lines[random.usize(..lines.len())].clone()),
            1 if lines.len() > 1 => {
                lines.remove(place);
            }
            2 => lines.swap(place, 0),
            3 => lines[place].push_str(&self.word(random)),
            _ => lines[place] = self.change_fields(&lines[place], random),
        }
    }

    fn change_fields(&self, line: &str, random: &mut Rng) -> String {
        let mut fields: Vec<String> =
            line.split_inclusive(self.separators).map(str::to_owned).collect();
        if fields.is_empty() {
            return self.word(random);
        }
        let place = random.usize(..fields.len());
        let end = fields[place].chars().next_back().filter(|c| self.separators.contains(c));
        let end = end.map(String::from).unwrap_or_default();
        match random.u8(..8) {
            0 => fields.insert(place, fields[random.usize(..fields.len())].clone()),
            1 => {
                fields.remove(place);
            }
            2 => fields.swap(place, 0),
            3..5 => fields[place] = number(random) + &end,
            5 => fields[place] = one_of(self.separators, random).map(char::to_string).unwrap(),
            _ => fields[place] = self.word(random) + &end,
        }
        fields.concat()
    }

    fn word(&self, random: &mut Rng) -> String {
        one_of(self.words, random).map_or_else(String::new, |word| (*word).to_owned())
    }
}
