//! Draws the rows.

use super::fit::{self, Fit};
use super::row::Row;
use super::state::State;
use ratatui::Frame;
use ratatui::layout::{Constraint, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Text};
use ratatui::widgets::{Cell, Row as Cells, Table};

/// How a row begins.
const SELECTED: &str = ">";

/// From which part of its hard limit on a domain's use is marked, in percent.
const NEAR: u64 = 90;

/// The head and the rows that there is room for.
pub fn draw(frame: &mut Frame<'_>, area: Rect, state: &State, unicode: bool) {
    let rows: Vec<&Row> =
        state.view.in_view().iter().filter_map(|uuid| state.rows.get(uuid)).collect();
    let longest = rows.iter().map(|row| Line::raw(row.name.as_str()).width()).max().unwrap_or(0);
    let fit = fit::fit(area.width, u16::try_from(longest).unwrap_or(u16::MAX));
    let cells = rows.iter().map(|row| {
        let is_selected = state.view.selected == Some(row.uuid);
        let cells = Cells::new(cells(row, &fit, is_selected, unicode));
        if is_selected { cells.style(Style::new().fg(Color::Black).bg(Color::Cyan)) } else { cells }
    });
    let head = Cells::new(head(&fit, state)).style(Style::new().fg(Color::Black).bg(Color::Green));
    let table = Table::new(cells, widths(&fit)).header(head).column_spacing(0);
    frame.render_widget(table, area);
}

/// Blanks between columns are columns too: the first is the mark, and none is before it.
fn widths(fit: &Fit) -> Vec<Constraint> {
    let blanks = (0..).map(|place| if place == 0 { fit::MARK } else { 1 });
    let history = (fit.history > 0).then_some(fit.history);
    let widths = fit.columns.iter().map(|(_, _, width)| *width).chain(history);
    blanks.zip(widths).flat_map(|both| [both.0, both.1]).map(Constraint::Length).collect()
}

/// The head of the column that orders the rows stands out.
fn head(fit: &Fit, state: &State) -> Vec<Cell<'static>> {
    let mut cells = Vec::new();
    for (place, column, _) in &fit.columns {
        let cell = Cell::from(aligned(column.head.to_owned(), column.is_text()));
        let order = Style::new().bg(Color::Cyan).add_modifier(Modifier::BOLD);
        let is_order = *place == state.view.sort;
        cells.extend([Cell::from(""), if is_order { cell.style(order) } else { cell }]);
    }
    if fit.history > 0 {
        cells.extend([Cell::from(""), Cell::from("Use over time")]);
    }
    cells
}

fn cells(row: &Row, fit: &Fit, is_selected: bool, unicode: bool) -> Vec<Cell<'static>> {
    let mut cells = Vec::new();
    for (_, column, _) in &fit.columns {
        let cell = Cell::from(aligned(column.text(row), column.is_text()));
        let is_marked = column.key == "used" && is_near_limit(row) && !is_selected;
        let cell = if is_marked { cell.style(Style::new().fg(Color::Yellow)) } else { cell };
        cells.extend([Cell::from(""), cell]);
    }
    if let (true, Some(mark)) = (is_selected, cells.first_mut()) {
        *mark = Cell::from(SELECTED);
    }
    if fit.history > 0 {
        let line = row.history.line(usize::from(fit.history), unicode);
        let cell = Cell::from(line);
        let bars = Style::new().fg(Color::Green);
        cells.extend([Cell::from(""), if is_selected { cell } else { cell.style(bars) }]);
    }
    cells
}

fn aligned(text: String, is_left: bool) -> Text<'static> {
    if is_left { Text::from(text) } else { Text::from(text).right_aligned() }
}

fn is_near_limit(row: &Row) -> bool {
    let (Some(used), Some(limit)) = (row.figures.used, row.figures.hard_limit) else {
        return false;
    };
    !limit.is_unlimited() && used.0 >= limit.0 / 100 * NEAR
}
