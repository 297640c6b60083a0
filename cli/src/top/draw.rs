//! Draws the view.

use super::columns::COLUMNS;
use super::draw_rows;
use super::keys::HELP;
use super::limit::LIMITS;
use super::state::{Mode, State};
use super::status::{Status, status};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// What stays the same while the view is open.
pub struct Look {
    /// Which host it is.
    pub uri: String,
    /// The time between two ticks, as text.
    pub delay: String,
    /// Whether the terminal has bars of several heights.
    pub unicode: bool,
}

/// A line of summary, the head, rows, and at the end what there is to say.
pub fn draw(frame: &mut Frame<'_>, state: &mut State, look: &Look) {
    let area = frame.area();
    let status = status(state, area.as_size());
    let status_height = u16::try_from(status.lines.len()).unwrap_or(u16::MAX);
    let parts = [Constraint::Length(1), Constraint::Min(0), Constraint::Length(status_height)];
    let [summary, middle, bottom] = Layout::vertical(parts).areas(area);
    state.view.set_height(usize::from(middle.height.saturating_sub(1)));
    frame.render_widget(Paragraph::new(headline(state, look)), summary);
    match state.mode {
        Mode::Help(line) => frame.render_widget(Paragraph::new(help()).scroll((line, 0)), middle),
        _ => draw_rows::draw(frame, middle, state, look.unicode),
    }
    draw_status(frame, bottom, status);
}

fn draw_status(frame: &mut Frame<'_>, area: Rect, status: Status) {
    if let (true, Some(last)) = (status.is_input, status.lines.last()) {
        let width = u16::try_from(last.width()).unwrap_or(u16::MAX);
        let x = area.x.saturating_add(width).min(area.right().saturating_sub(1));
        frame.set_cursor_position(Position::new(x, area.bottom().saturating_sub(1)));
    }
    frame.render_widget(Paragraph::new(status.lines), area);
}

/// `12 domains, 3 with 'web', by Used, every 1s, cgroup:///system`
fn headline(state: &State, look: &Look) -> Line<'static> {
    let count = state.rows.len();
    let mut text = format!("{count} {}", if count == 1 { "domain" } else { "domains" });
    if !state.view.filter.is_empty() {
        text.push_str(&format!(", {} with '{}'", state.view.len(), state.view.filter));
    }
    let order = COLUMNS.get(state.view.sort).map_or("", |column| column.head);
    let reversed = if state.view.is_reversed { ", reversed" } else { "" };
    text.push_str(&format!(", by {order}{reversed}, every {}, {}", look.delay, look.uri));
    Line::styled(text, Style::new().add_modifier(Modifier::BOLD))
}

/// The list of keys.
fn help() -> Vec<Line<'static>> {
    let limits =
        LIMITS.iter().map(|limit| (limit.key.to_string(), format!("change the {}", limit.word)));
    let keys = HELP.iter().map(|(keys, what)| ((*keys).to_owned(), (*what).to_owned()));
    let line = |(keys, what): (String, String)| Line::raw(format!("{keys:<12} {what}"));
    keys.chain(limits).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::top::figures::Figures;
    use crate::top::row::Reading;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use std::time::Instant;
    use virmemctl::model::domain::Uuid;
    use virmemctl::model::units::Kib;

    fn state(count: u64) -> State {
        let reading = |number: u64| {
            let figures = Figures { used: Some(Kib(number * 1024)), ..Figures::default() };
            let (uuid, name) = (Uuid::from_u128(number.into()), format!("web-{number}"));
            Reading { uuid, name, figures }
        };
        let mut state = State::default();
        state.view.sort = 1;
        state.take(None, (1..=count).map(reading).collect(), Instant::now());
        state
    }

    fn screen(state: &mut State, width: u16, height: u16) -> Vec<String> {
        let look = Look { uri: "test:///x".to_owned(), delay: "1s".to_owned(), unicode: true };
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| draw(frame, state, &look)).unwrap();
        let buffer = terminal.backend().buffer();
        let cells = buffer.content.chunks(usize::from(width.max(1)));
        cells.map(|row| row.iter().map(|cell| cell.symbol()).collect::<String>()).collect()
    }

    #[test]
    fn a_small_terminal() {
        let mut state = state(3);
        state.view.step(1);
        let wanted = [
            "3 domains, by Used, ",
            " Name           Used",
            ">web-3          3.0M",
            " web-2          2.0M",
            "? keys  q quit  / fi",
        ];
        assert_eq!(screen(&mut state, 20, 5), wanted);
    }

    #[test]
    fn no_size_is_too_small() {
        let mut state = state(3);
        for mode in [Mode::Rows, Mode::Help(3), Mode::Filter(String::new())] {
            state.mode = mode;
            for (width, height) in [(0, 0), (1, 1), (1, 9), (9, 1), (2, 2), (20, 3), (500, 200)] {
                screen(&mut state, width, height);
            }
        }
    }

    #[test]
    fn the_keys() {
        let mut state = state(1);
        state.mode = Mode::Help(0);
        let lines = screen(&mut state, 60, 20);
        assert!(lines.iter().any(|line| line.starts_with("L            change the hard limit")));
    }
}
