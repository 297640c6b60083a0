//! The way of arriving bytes through packets, headers, errors, results and events, for the fuzz target.

use super::input::Input;
use super::reply::Reply;
use crate::driver::remote::protocol::{Kind, samples};
use crate::driver::remote::transport::transport_trait::{Transport, WaitWritable};
use crate::model::Result;
use rustix::io::Errno;
use std::io::{Stdin, stdin};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::Mutex;

/// Bytes that arrive in pieces of one size.
struct Pieces<'p> {
    rest: Mutex<&'p [u8]>,
    size: usize,
    /// Nothing waits for it.
    input: Stdin,
}

impl Transport for Pieces<'_> {
    fn descriptor(&self) -> BorrowedFd<'_> {
        self.input.as_fd()
    }

    fn receive(&self, buffer: &mut [u8]) -> std::result::Result<usize, Errno> {
        let Ok(mut rest) = self.rest.lock() else { return Ok(0) };
        let size = self.size.min(buffer.len()).min(rest.len());
        let (piece, behind) = rest.split_at(size);
        for (place, byte) in buffer.iter_mut().zip(piece) {
            *place = *byte;
        }
        *rest = behind;
        Ok(size)
    }

    fn send_all(&self, _bytes: &[u8], _wait_writable: WaitWritable<'_>) -> Result<()> {
        Ok(())
    }

    fn shut_down(&self) {}

    fn is_secure(&self) -> bool {
        true
    }
}

/// What bytes say that arrive in pieces of this size: a line for each packet, and how it ends.
pub fn read(bytes: &[u8], size: usize) -> Vec<String> {
    let transport = Pieces { rest: Mutex::new(bytes), size: size.max(1), input: stdin() };
    let mut input = Input::new();
    let mut lines = Vec::new();
    loop {
        match input.take() {
            Ok(Some(packet)) => {
                let header = packet.header;
                let procedure = (header.program, header.procedure);
                let said = match header.kind {
                    Kind::Message => samples::said(header, packet.payload()),
                    _ => Reply { packet, procedure, name: "call" }
                        .checked()
                        .and_then(|packet| samples::said(header, packet.payload())),
                };
                lines.push(format!("{header:?} {said:?}"));
            }
            Ok(None) => {
                if let Err(end) = input.receive(&transport) {
                    lines.push(format!("{end:?}"));
                    return lines;
                }
            }
            Err(end) => {
                lines.push(format!("{end:?}"));
                return lines;
            }
        }
    }
}

/// What a payload says as the result or the event of a procedure of the table, counted from 0.
pub fn payload(number: usize, is_event: bool, bytes: &[u8]) -> Option<Result<Option<String>>> {
    use crate::driver::remote::protocol::{Header, Status};
    let (program, procedure, _) = *samples::SAMPLES.get(number)?;
    let kind = if is_event { Kind::Message } else { Kind::Reply };
    let header = Header { program, procedure, kind, serial: 0, status: Status::Ok as u32 };
    Some(samples::said(header, bytes))
}

/// A packet for each result and event.
pub fn all() -> Vec<Vec<u8>> {
    let kinds = [Kind::Reply, Kind::Message];
    let numbers = 0..samples::SAMPLES.len();
    numbers.flat_map(|number| kinds.map(|kind| samples::packet(kind, number))).flatten().collect()
}
