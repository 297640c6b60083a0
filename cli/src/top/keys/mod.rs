//! What keys do.

#[cfg(test)]
mod tests;

use crate::size;
use crate::top::limit::{Change, Held, LIMITS};
use crate::top::state::{Action, Mode, State};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use virmemctl::model::units::{Kib, UNLIMITED};

/// The keys and what they do, but for those of the limits.
pub const HELP: &[(&str, &str)] = &[
    ("Up Down k j", "select a domain"),
    ("PgUp PgDn", "a page further"),
    ("Home End", "the first, the last"),
    ("< > s", "sort by another column"),
    ("r", "reverse the order"),
    ("/", "filter by name"),
    ("Esc", "no filter, no selection"),
    ("Ctrl-L", "draw the screen anew"),
    ("? h", "these keys"),
    ("q Ctrl-C", "quit"),
];

/// The most that can be typed.
const LONGEST: usize = 64;

/// Does what a key means.
pub fn press(state: &mut State, key: KeyEvent) -> Action {
    if key.modifiers.contains(KeyModifiers::ALT) {
        return Action::None;
    }
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        match key.code {
            KeyCode::Char('c') => return Action::Quit,
            KeyCode::Char('l') => return Action::Redraw,
            KeyCode::Char('u') => {}
            _ => return Action::None,
        }
    }
    let action = match std::mem::take(&mut state.mode) {
        Mode::Rows => on_rows(state, key),
        Mode::Help(line) => on_help(state, key, line),
        Mode::Filter(before) => on_filter(state, key, before),
        Mode::Prompt(held, text) => on_prompt(state, key, held, text),
        Mode::Confirm(change) => on_confirm(state, key, change),
    };
    state.view.arrange(&state.rows);
    action
}

fn on_rows(state: &mut State, key: KeyEvent) -> Action {
    state.message = None;
    let view = &mut state.view;
    match key.code {
        KeyCode::Char('q') => return Action::Quit,
        KeyCode::Char('?' | 'h') | KeyCode::F(1) => state.mode = Mode::Help(0),
        KeyCode::Char('/') => state.mode = Mode::Filter(view.filter.clone()),
        KeyCode::Char('<' | ',') => view.sort_by_next(-1),
        KeyCode::Char('>' | '.' | 's') => view.sort_by_next(1),
        KeyCode::Char('r') => view.is_reversed = !view.is_reversed,
        KeyCode::Up | KeyCode::Char('k') => view.step(-1),
        KeyCode::Down | KeyCode::Char('j') => view.step(1),
        KeyCode::PageUp => view.page(-1),
        KeyCode::PageDown => view.page(1),
        KeyCode::Home => view.select(0),
        KeyCode::End => view.select(usize::MAX),
        KeyCode::Esc => {
            view.filter.clear();
            view.unselect();
        }
        KeyCode::Char(letter) => return edit(state, letter),
        _ => {}
    }
    Action::None
}

/// The key of a limit.
fn edit(state: &mut State, letter: char) -> Action {
    let Some(limit) = LIMITS.iter().find(|limit| limit.key == letter) else {
        return Action::None;
    };
    if state.is_readonly {
        state.fail("the connection is read-only: limits cannot be changed".to_owned());
        return Action::None;
    }
    match state.selected().map(|row| row.uuid) {
        Some(uuid) => Action::Edit(uuid, limit),
        None => {
            state.fail("no domain is selected: choose one with the arrow keys".to_owned());
            Action::None
        }
    }
}

fn on_help(state: &mut State, key: KeyEvent, line: u16) -> Action {
    state.mode = match key.code {
        KeyCode::Up | KeyCode::Char('k') => Mode::Help(line.saturating_sub(1)),
        KeyCode::Down | KeyCode::Char('j') => {
            let last = (HELP.len() + LIMITS.len()).saturating_sub(1);
            Mode::Help(line.saturating_add(1).min(u16::try_from(last).unwrap_or(u16::MAX)))
        }
        _ => Mode::Rows,
    };
    Action::None
}

fn on_filter(state: &mut State, key: KeyEvent, before: String) -> Action {
    match key.code {
        KeyCode::Enter => return Action::None,
        KeyCode::Esc => {
            state.view.filter = before;
            return Action::None;
        }
        _ => type_key(&mut state.view.filter, key),
    }
    state.mode = Mode::Filter(before);
    Action::None
}

fn on_prompt(state: &mut State, key: KeyEvent, held: Held, mut text: String) -> Action {
    match key.code {
        KeyCode::Esc => {
            state.say(format!("nothing changed: {}", held.what()));
            return Action::None;
        }
        KeyCode::Enter => match size::limit(&text) {
            // -1 is no limit.
            Ok(kib) => {
                let new = u64::try_from(kib).map_or(UNLIMITED, Kib);
                return Action::Review(Change { held, new });
            }
            Err(reason) => state.fail(reason),
        },
        _ => {
            state.message = None;
            type_key(&mut text, key);
        }
    }
    state.mode = Mode::Prompt(held, text);
    Action::None
}

fn on_confirm(state: &mut State, key: KeyEvent, change: Change) -> Action {
    if key.code == KeyCode::Char('y') {
        return Action::Set(change);
    }
    state.say(format!("nothing changed: {}", change.held.what()));
    Action::None
}

/// Changes a text by a key: Backspace takes the last character away, Ctrl-U all of them.
fn type_key(text: &mut String, key: KeyEvent) {
    match key.code {
        KeyCode::Char(_) if key.modifiers.contains(KeyModifiers::CONTROL) => text.clear(),
        KeyCode::Char(letter) if text.chars().count() < LONGEST => text.push(letter),
        KeyCode::Backspace => drop(text.pop()),
        _ => {}
    }
}
