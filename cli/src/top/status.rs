//! What the last lines of the view say.

use super::limit;
use super::state::{Mode, State};
use ratatui::layout::Size;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Line;

/// What is to be read when nothing has happened.
const HINTS: &str = "? keys  q quit  / filter  < > sort  L limit";

/// The lines, and whether the cursor stands behind the last of them.
pub struct Status {
    /// At least one.
    pub lines: Vec<Line<'static>>,
    /// Whether something is typed.
    pub is_input: bool,
}

/// The line of summary and the head.
const ABOVE: u16 = 2;

/// Those of this state, for a terminal of this size. A row is left where nothing is asked; what is said
/// is cut at its end, what is asked at its beginning.
pub fn status(state: &State, size: Size) -> Status {
    let (error, bold) = (Style::new().fg(Color::Red), Style::new().add_modifier(Modifier::BOLD));
    let width = usize::from(size.width.max(1));
    let question = question(state);
    let asked = question.map_or_else(Vec::new, |question| wrapped(&question, width, bold));
    let mut lines = Vec::new();
    if let Some(trouble) = &state.trouble {
        lines.extend(wrapped(trouble, width, error));
    }
    if let Some(message) = &state.message {
        let style = if message.is_error { error } else { Style::new() };
        lines.extend(wrapped(&message.text, width, style));
    }
    if lines.is_empty() && asked.is_empty() {
        lines.push(Line::styled(HINTS, Style::new().add_modifier(Modifier::DIM)));
    }
    let rows = u16::from(asked.is_empty());
    let room = usize::from(size.height.saturating_sub(ABOVE + rows).max(1));
    lines.truncate(room.saturating_sub(asked.len()));
    lines.extend(asked);
    lines.drain(..lines.len().saturating_sub(room));
    Status { lines, is_input: matches!(state.mode, Mode::Filter(_) | Mode::Prompt(..)) }
}

/// What is asked.
fn question(state: &State) -> Option<String> {
    match &state.mode {
        Mode::Rows | Mode::Help(_) => None,
        Mode::Filter(_) => Some(format!("filter: {}", state.view.filter)),
        Mode::Prompt(held, typed) => {
            Some(format!("{} ({}), new size: {typed}", held.what(), limit::text(held.value)))
        }
        Mode::Confirm(change) => Some(format!("{}? y/n", change.what())),
    }
}

/// A text in lines of at most this width, without what would move the cursor.
fn wrapped(text: &str, width: usize, style: Style) -> Vec<Line<'static>> {
    let mut lines = vec![String::new()];
    for letter in text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }) {
        let line = lines.last_mut();
        match line.filter(|line| Line::raw(format!("{line}{letter}")).width() <= width) {
            Some(line) => line.push(letter),
            None => lines.push(letter.to_string()),
        }
    }
    lines.into_iter().map(|line| Line::styled(line, style)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_wrapped_and_hold_no_control_characters() {
        let texts: Vec<String> =
            wrapped("ab\ncd\u{1b}e", 4, Style::new()).iter().map(|line| line.to_string()).collect();
        assert_eq!(texts, ["ab c", "d e"]);
        assert_eq!(wrapped("", 4, Style::new()).len(), 1);
        assert_eq!(wrapped("日本", 3, Style::new()).len(), 2);
    }

    fn lines(state: &State, width: u16, height: u16) -> Vec<String> {
        let status = status(state, Size::new(width, height));
        status.lines.iter().map(|line| line.to_string()).collect()
    }

    #[test]
    fn what_is_said_is_cut_at_its_end_and_what_is_asked_at_its_beginning() {
        let mut state = State::default();
        state.fail("abcdefghijkl".to_owned());
        assert_eq!(lines(&state, 4, 5), ["abcd", "efgh"]);
        state.mode = Mode::Filter(String::new());
        state.view.filter = "123456".to_owned();
        assert_eq!(lines(&state, 5, 5), ["filte", "r: 12", "3456"]);
        assert_eq!(lines(&state, 5, 6), ["abcde", "filte", "r: 12", "3456"]);
        assert_eq!(lines(&state, 5, 1), ["3456"]);
    }
}
