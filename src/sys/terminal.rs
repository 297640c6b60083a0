//! Questions to the user at the program's terminal.

use rustix::io::{Errno, read, retry_on_intr, write};
use rustix::termios::{LocalModes, OptionalActions, Termios, isatty, tcgetattr, tcsetattr};
use std::fs::File;
use std::os::fd::{AsFd, BorrowedFd};

/// The longest answer, in bytes.
const LONGEST: usize = 1024;

/// Asks, and reads a line from the standard input; `None` where that is no terminal, or ends.
pub fn ask(question: &str) -> Option<Vec<u8>> {
    let (input, output) = (rustix::stdio::stdin(), rustix::stdio::stdout());
    if !isatty(input) {
        return None;
    }
    say(output, question);
    line(input)
}

/// Asks at the controlling terminal, and reads a line that the terminal does not show; `None` where the
/// standard input is no terminal, or there is none that can hide it.
pub fn ask_hidden(question: &str) -> Option<Vec<u8>> {
    if !isatty(rustix::stdio::stdin()) {
        return None;
    }
    let terminal = File::options().read(true).write(true).open("/dev/tty").ok()?;
    let hidden = Hidden::begin(terminal.as_fd()).ok()?;
    say(terminal.as_fd(), question);
    let answer = line(terminal.as_fd());
    drop(hidden);
    say(terminal.as_fd(), "\n");
    answer
}

/// While it lives, a terminal shows nothing of what is typed, and no key sends a signal, which might
/// end the program before the terminal is as it was.
struct Hidden<'t> {
    terminal: BorrowedFd<'t>,
    before: Termios,
}

impl<'t> Hidden<'t> {
    fn begin(terminal: BorrowedFd<'t>) -> Result<Self, Errno> {
        let before = tcgetattr(terminal)?;
        let mut hidden = before.clone();
        hidden.local_modes -= LocalModes::ECHO | LocalModes::ISIG;
        // What was typed before the question is no answer to it.
        tcsetattr(terminal, OptionalActions::Flush, &hidden)?;
        Ok(Self { terminal, before })
    }
}

impl Drop for Hidden<'_> {
    fn drop(&mut self) {
        _ = tcsetattr(self.terminal, OptionalActions::Flush, &self.before);
    }
}

fn say(output: BorrowedFd<'_>, text: &str) {
    // Without its prompt the question can still be answered.
    _ = write(output, text.as_bytes());
}

/// A line without its end. Byte by byte: what follows is the program's.
fn line(input: BorrowedFd<'_>) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    loop {
        let mut byte = [0];
        let count = retry_on_intr(|| read(input, &mut byte)).ok()?;
        match (count, byte) {
            (0, _) if line.is_empty() => return None,
            (0, _) | (_, [b'\n']) => return Some(line),
            (_, [byte]) if line.len() < LONGEST => line.push(byte),
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn lines(text: &[u8]) -> Vec<Option<Vec<u8>>> {
        let (reader, mut writer) = std::io::pipe().unwrap();
        writer.write_all(text).unwrap();
        drop(writer);
        (0..3).map(|_| line(reader.as_fd())).collect()
    }

    #[test]
    fn lines_end_where_they_end() {
        assert_eq!(
            lines(b"a b\n\nc"),
            [Some(b"a b".to_vec()), Some(Vec::new()), Some(b"c".to_vec())]
        );
        assert_eq!(lines(b"a\n"), [Some(b"a".to_vec()), None, None]);
        assert_eq!(lines(&[b'a'; 1025])[0], None);
        assert_eq!(lines(&[b'a'; 1024])[0], Some(vec![b'a'; 1024]));
    }
}
