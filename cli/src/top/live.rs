//! The live view.

use super::draw::{Look, draw};
use super::keys::press;
use super::limit::{Change, Held, Limit};
use super::options::Options;
use super::reader::{Read, Reader};
use super::screen::{self, Input, Screen};
use super::state::{Action, State};
use crate::failure::Failure;
use std::time::{Duration, Instant};
use virmemctl::api::{Connection, Domain};
use virmemctl::model::domain::Uuid;
use virmemctl::model::uri::shown;

/// Shows it until the user or a signal ends it.
pub fn run(connection: &Connection, options: Options, is_readonly: bool) -> Result<(), Failure> {
    let delay = options.delay;
    let look =
        Look { uri: shown(connection.uri()), delay: format!("{delay:?}"), unicode: is_unicode() };
    let (reader, read) = Reader::begin(connection)?;
    let mut state = State { view: options.view, is_readonly, ..State::default() };
    state.take(None, read.readings, Instant::now());
    let mut live = Live { reader, state };
    let mut screen = Screen::open()?;
    let signal = live.show(&mut screen, &look, delay)?;
    drop(screen);
    if let Some(signal) = signal {
        screen::end_by(signal);
    }
    Ok(())
}

/// Whether the locale has more than ASCII.
fn is_unicode() -> bool {
    let variables = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter();
    let set = variables.filter_map(std::env::var_os).find(|value| !value.is_empty());
    let locale = set.unwrap_or_default().to_string_lossy().to_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

/// The view and what it reads from.
struct Live<'c> {
    reader: Reader<'c>,
    state: State,
}

impl Live<'_> {
    /// Shows it; the signal that has ended it, if one has.
    fn show(
        &mut self,
        screen: &mut Screen,
        look: &Look,
        delay: Duration,
    ) -> Result<Option<i32>, Failure> {
        let mut next = Instant::now() + delay;
        loop {
            screen.draw(|frame| draw(frame, &mut self.state, look))?;
            let mut input = screen.next(next.saturating_duration_since(Instant::now()));
            // All that has come is done before the next drawing.
            while let Some(one) = input {
                match one {
                    Input::Signal(signal) => return Ok(Some(signal)),
                    Input::Closed(error) => return Err(screen::failed(&error)),
                    Input::Resized => {}
                    Input::Key(key) => match press(&mut self.state, key) {
                        Action::Quit => return Ok(None),
                        Action::Redraw => screen.clear()?,
                        action => self.perform(action),
                    },
                }
                input = screen.next(Duration::ZERO);
            }
            let now = Instant::now();
            if now >= next {
                self.tick(now);
                next = (next + delay).max(now);
            }
        }
    }

    fn tick(&mut self, at: Instant) {
        match self.reader.tick(&self.state.wanted()) {
            Ok(Read { asked, readings }) => self.state.take(asked.as_deref(), readings, at),
            Err(error) => self.state.trouble = Some(error.message()),
        }
    }

    fn perform(&mut self, action: Action) {
        match action {
            Action::None | Action::Quit | Action::Redraw => {}
            Action::Edit(uuid, limit) => {
                let held = self.held(&uuid, limit);
                self.state.prompt(held);
            }
            Action::Review(Change { held, new }) => {
                let held = self.held(&held.uuid, held.limit);
                self.state.confirm(held.map(|held| Change { held, new }));
            }
            Action::Set(change) => {
                let domain = self.domain(&change.held.uuid);
                let done = domain.and_then(|domain| change.set(domain));
                self.state.end(&change, done);
            }
        }
    }

    fn held(&self, uuid: &Uuid, limit: &'static Limit) -> Result<Held, String> {
        Held::of(self.domain(uuid)?, limit)
    }

    fn domain(&self, uuid: &Uuid) -> Result<&Domain, String> {
        self.reader.domain(uuid).ok_or_else(|| "the domain has ended".to_owned())
    }
}
