//! The terminal: raw while the view is open, as it was before when it ends; and what comes in, keys and
//! signals.

use crate::failure::Failure;
use ratatui::DefaultTerminal;
use ratatui::Frame;
use ratatui::crossterm::event::{self, Event, KeyEvent, KeyEventKind};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;
use std::io::{Error, IsTerminal, stdin, stdout};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// What comes in.
pub enum Input {
    /// A key.
    Key(KeyEvent),
    /// The terminal has another size.
    Resized,
    /// A signal that ends the program.
    Signal(i32),
    /// The terminal cannot be read.
    Closed(Error),
}

/// The open terminal.
pub struct Screen {
    terminal: DefaultTerminal,
    inputs: Receiver<Input>,
}

/// Refuses where there is no terminal.
pub fn check() -> Result<(), Failure> {
    let missing = match (stdin().is_terminal(), stdout().is_terminal()) {
        (true, true) => return Ok(()),
        (false, _) => "standard input",
        _ => "standard output",
    };
    let advice = "expected one; top --batch prints tables without it";
    Err(Failure::new(format!("{missing} is no terminal, {advice}")))
}

impl Screen {
    /// Opens it. Signals and keys come in from now on.
    pub fn open() -> Result<Self, Failure> {
        let (sender, inputs) = channel();
        let signals = Signals::new([SIGINT, SIGTERM, SIGHUP])
            .map_err(|error| Failure::new(format!("signals cannot be caught: {error}")))?;
        let for_signals = sender.clone();
        std::thread::spawn(move || send_signals(signals, &for_signals));
        let terminal = ratatui::try_init().map_err(|error| {
            let _ = ratatui::try_restore();
            failed(&error)
        })?;
        std::thread::spawn(move || send_keys(&sender));
        Ok(Self { terminal, inputs })
    }

    /// Draws.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> Result<(), Failure> {
        self.terminal.draw(draw).map(|_| ()).map_err(|error| failed(&error))
    }

    /// Has the next drawing write all of the screen.
    pub fn clear(&mut self) -> Result<(), Failure> {
        self.terminal.clear().map_err(|error| failed(&error))
    }

    /// What comes in next, if anything does in that time.
    pub fn next(&self, time: Duration) -> Option<Input> {
        self.inputs.recv_timeout(time).ok()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = ratatui::try_restore();
    }
}

/// The failure of a terminal.
pub fn failed(error: &Error) -> Failure {
    Failure::new(format!("the terminal failed: {error}"))
}

/// Does what the signal does by default.
pub fn end_by(signal: i32) {
    let _ = emulate_default_handler(signal);
}

/// A second signal ends the program at once, whatever it is waiting for.
fn send_signals(mut signals: Signals, sender: &Sender<Input>) {
    let mut was_asked = false;
    for signal in signals.forever() {
        if was_asked || sender.send(Input::Signal(signal)).is_err() {
            let _ = ratatui::try_restore();
            end_by(signal);
        }
        was_asked = true;
    }
}

/// A thread of its own waits for keys: it may wait for the rest of one of which a terminal has sent a
/// part.
fn send_keys(sender: &Sender<Input>) {
    loop {
        let input = match event::read() {
            Ok(Event::Key(key)) if key.kind != KeyEventKind::Release => Input::Key(key),
            Ok(Event::Resize(..)) => Input::Resized,
            Ok(_) => continue,
            Err(error) => Input::Closed(error),
        };
        let is_closed = matches!(input, Input::Closed(_));
        if sender.send(input).is_err() || is_closed {
            return;
        }
    }
}
