//! Keys and what they do to a state.

use super::*;
use crate::top::figures::Figures;
use crate::top::row::Reading;
use std::time::Instant;
use virmemctl::model::domain::Uuid;

fn readings(count: u128) -> Vec<Reading> {
    let reading = |number: u128| {
        let used = u64::try_from(number).ok().map(Kib);
        let figures = Figures { used, ..Figures::default() };
        Reading { uuid: Uuid::from_u128(number), name: format!("d{number}"), figures }
    };
    (1..=count).map(reading).collect()
}

/// Three domains, of which d3 uses most.
fn state() -> State {
    let mut state = State::default();
    state.view.sort = 1;
    state.view.set_height(9);
    state.take(None, readings(3), Instant::now());
    state
}

fn code(state: &mut State, code: KeyCode) -> Action {
    press(state, KeyEvent::new(code, KeyModifiers::NONE))
}

fn text(state: &mut State, text: &str) {
    text.chars().for_each(|letter| assert_eq!(code(state, KeyCode::Char(letter)), Action::None));
}

fn control(state: &mut State, letter: char) -> Action {
    press(state, KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL))
}

fn held(state: &State, value: u64) -> Held {
    let row = state.selected().unwrap();
    Held { uuid: row.uuid, name: row.name.clone(), limit: &LIMITS[0], value: Kib(value) }
}

fn said(state: &State) -> &str {
    state.message.as_ref().map_or("", |message| &message.text)
}

/// The prompt for the hard limit of d3, with this typed.
fn prompted(typed: &str) -> State {
    let mut state = state();
    code(&mut state, KeyCode::Down);
    let wanted = Action::Edit(Uuid::from_u128(3), &LIMITS[0]);
    assert_eq!(code(&mut state, KeyCode::Char('L')), wanted);
    let held = held(&state, 65_536);
    state.prompt(Ok(held));
    text(&mut state, typed);
    state
}

#[test]
fn a_change_is_asked_for_and_confirmed() {
    let mut state = prompted("48M");
    let Action::Review(change) = code(&mut state, KeyCode::Enter) else { panic!() };
    assert_eq!((change.held.name.as_str(), change.new), ("d3", Kib(49_152)));
    state.confirm(Ok(change.clone()));
    assert_eq!(state.mode, Mode::Confirm(change.clone()));
    assert_eq!(code(&mut state, KeyCode::Char('y')), Action::Set(change.clone()));
    assert_eq!(state.mode, Mode::Rows);
    state.end(&change, Ok(()));
    assert_eq!(said(&state), "changed: hard limit 64M -> 48M of 'd3'");
    state.end(&change, Err("busy".to_owned()));
    assert_eq!(said(&state), "not changed: busy");
}

#[test]
fn only_y_confirms() {
    for other in [KeyCode::Char('n'), KeyCode::Enter, KeyCode::Esc, KeyCode::Char('Y')] {
        let mut state = prompted("48M");
        let Action::Review(change) = code(&mut state, KeyCode::Enter) else { panic!() };
        state.confirm(Ok(change));
        assert_eq!(code(&mut state, other), Action::None);
        assert_eq!(
            (&state.mode, said(&state)),
            (&Mode::Rows, "nothing changed: hard limit of 'd3'")
        );
    }
}

#[test]
fn what_is_no_size_is_said_and_can_be_mended() {
    for wrong in ["", "1.5G", "-5", "16E", "10 M", "x", " 48M", "99999999999999999999"] {
        let mut state = prompted(wrong);
        assert_eq!(code(&mut state, KeyCode::Enter), Action::None);
        assert!(said(&state).starts_with("size '"), "{wrong}: {}", said(&state));
        control(&mut state, 'u');
        text(&mut state, "48MM");
        code(&mut state, KeyCode::Backspace);
        let Action::Review(change) = code(&mut state, KeyCode::Enter) else { panic!("{wrong}") };
        assert_eq!(change.new, Kib(49_152));
    }
}

#[test]
fn no_limit_and_the_same_limit() {
    let mut state = prompted("-1");
    let Action::Review(change) = code(&mut state, KeyCode::Enter) else { panic!() };
    assert_eq!(change.new, UNLIMITED);
    let same = Change { new: change.held.value, ..change };
    state.confirm(Ok(same));
    assert_eq!(state.mode, Mode::Rows);
    assert_eq!(said(&state), "nothing changed: hard limit 64M -> 64M of 'd3'");
}

#[test]
fn a_change_is_not_asked_for() {
    let mut state = state();
    code(&mut state, KeyCode::Char('g'));
    assert!(said(&state).starts_with("no domain is selected"));
    code(&mut state, KeyCode::Down);
    state.is_readonly = true;
    assert_eq!(code(&mut state, KeyCode::Char('L')), Action::None);
    assert!(said(&state).contains("read-only"));
    state.prompt(Err("this host has no guarantee".to_owned()));
    assert_eq!(said(&state), "this host has no guarantee");
    let mut state = prompted("1");
    code(&mut state, KeyCode::Esc);
    assert_eq!((&state.mode, said(&state)), (&Mode::Rows, "nothing changed: hard limit of 'd3'"));
}

#[test]
fn the_end_of_a_domain_ends_its_prompt() {
    let mut state = prompted("4");
    state.take(None, readings(2), Instant::now());
    assert_eq!((&state.mode, said(&state)), (&Mode::Rows, "domain 'd3' has ended"));
}

#[test]
fn a_prompt_keeps_its_domain_whatever_is_in_view() {
    let mut state = prompted("4");
    state.view.filter = "d1".to_owned();
    state.take(None, readings(3), Instant::now());
    assert!(state.wanted().contains(&Uuid::from_u128(3)));
    assert!(matches!(&state.mode, Mode::Prompt(held, typed) if held.name == "d3" && typed == "4"));
}

#[test]
fn the_filter_works_while_it_is_typed() {
    let mut state = state();
    text(&mut state, "/D2");
    assert_eq!((state.view.len(), &state.mode), (1, &Mode::Filter(String::new())));
    code(&mut state, KeyCode::Enter);
    assert_eq!((state.view.len(), &state.mode), (1, &Mode::Rows));
    text(&mut state, "/x");
    assert_eq!(state.view.len(), 0);
    code(&mut state, KeyCode::Esc);
    assert_eq!(state.view.filter, "D2");
    code(&mut state, KeyCode::Esc);
    assert_eq!((state.view.len(), state.view.filter.as_str()), (3, ""));
}

#[test]
fn order_and_the_end() {
    let mut state = state();
    text(&mut state, "r");
    assert_eq!(state.view.in_view()[0], Uuid::from_u128(1));
    text(&mut state, ">s<");
    assert_eq!((state.view.sort, state.view.is_reversed), (2, false));
    text(&mut state, "?jjk");
    assert_eq!(state.mode, Mode::Help(1));
    text(&mut state, "q");
    assert_eq!(state.mode, Mode::Rows);
    assert_eq!(control(&mut state, 'l'), Action::Redraw);
    assert_eq!(control(&mut state, 'c'), Action::Quit);
    assert_eq!(code(&mut state, KeyCode::Char('q')), Action::Quit);
    let alt = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::ALT);
    assert_eq!(press(&mut state, alt), Action::None);
}

#[test]
fn no_end_of_typing() {
    let mut state = prompted(&"1".repeat(500));
    code(&mut state, KeyCode::F(5));
    assert!(matches!(&state.mode, Mode::Prompt(_, typed) if typed.len() == LONGEST));
}
