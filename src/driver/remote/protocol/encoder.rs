//! Encodes calls.

use super::bounds::{LONGEST_TEXT, rpc_error};
use super::header::{Kind, LENGTH, LONGEST_PACKET, Program, Status, VERSION};
use crate::model::Result;

/// Where a packet's serial number stands.
const SERIAL: usize = LENGTH + 16;

/// A packet that is being made. Something too long is noted; [`Self::packet`] tells of it.
pub struct Encoder {
    procedure: (Program, i32),
    bytes: Vec<u8>,
    fault: Option<String>,
}

impl Encoder {
    /// A call of a procedure, without arguments yet.
    pub fn call(program: Program, procedure: i32) -> Self {
        Self::new(program, procedure, Kind::Call)
    }

    /// A message, which has no arguments.
    pub fn message(program: Program, procedure: i32) -> Self {
        Self::new(program, procedure, Kind::Message)
    }

    fn new(program: Program, procedure: i32, kind: Kind) -> Self {
        let mut new =
            Self { procedure: (program, procedure), bytes: Vec::with_capacity(128), fault: None };
        // The length and the serial number are filled in when it is sent.
        new.u32(0);
        new.u32(program as u32);
        new.u32(VERSION);
        new.i32(procedure);
        new.u32(kind as u32);
        new.u32(0);
        new.u32(Status::Ok as u32);
        new
    }

    /// The program and the procedure.
    pub fn procedure(&self) -> (Program, i32) {
        self.procedure
    }

    /// The packet with this serial number; VIR_ERR_RPC if something in it is too long.
    pub fn packet(mut self, serial: u32) -> Result<Vec<u8>> {
        let length = u32::try_from(self.bytes.len()).unwrap_or(u32::MAX);
        if length > LONGEST_PACKET {
            self.refuse(format!("the call has {length} bytes, expected at most {LONGEST_PACKET}"));
        }
        if let Some(fault) = self.fault {
            return Err(rpc_error(fault));
        }
        for (place, number) in [(0, length), (SERIAL, serial)] {
            if let Some(bytes) = self.bytes.get_mut(place..place + 4) {
                bytes.copy_from_slice(&number.to_be_bytes());
            }
        }
        Ok(self.bytes)
    }

    fn refuse(&mut self, fault: String) {
        self.fault.get_or_insert(fault);
    }

    pub fn u32(&mut self, number: u32) {
        self.bytes.extend(number.to_be_bytes());
    }

    pub fn i32(&mut self, number: i32) {
        self.bytes.extend(number.to_be_bytes());
    }

    pub fn u64(&mut self, number: u64) {
        self.bytes.extend(number.to_be_bytes());
    }

    pub fn i64(&mut self, number: i64) {
        self.bytes.extend(number.to_be_bytes());
    }

    pub fn f64(&mut self, number: f64) {
        self.bytes.extend(number.to_be_bytes());
    }

    /// Bytes without a length.
    pub fn fixed(&mut self, bytes: &[u8]) {
        self.bytes.extend(bytes);
        let padding = bytes.len().next_multiple_of(4) - bytes.len();
        self.bytes.extend(std::iter::repeat_n(0, padding));
    }

    /// At most `most` bytes.
    pub fn bytes(&mut self, most: u32, bytes: &[u8]) {
        self.count(most, bytes.len(), "bytes");
        self.fixed(bytes);
    }

    /// A text.
    pub fn text(&mut self, text: &[u8]) {
        self.bytes(LONGEST_TEXT, text);
    }

    /// At most `most` characters, each a number.
    pub fn characters(&mut self, most: u32, text: &[u8]) {
        self.list(most, text, |output, letter| output.u32(u32::from(*letter)));
    }

    /// An item that may be absent.
    pub fn optional<T>(&mut self, item: Option<T>, encode: impl FnOnce(&mut Self, T)) {
        self.u32(u32::from(item.is_some()));
        if let Some(item) = item {
            encode(self, item);
        }
    }

    /// At most `most` items.
    pub fn list<T>(&mut self, most: u32, items: &[T], encode: impl Fn(&mut Self, &T)) {
        self.count(most, items.len(), "items");
        items.iter().for_each(|item| encode(self, item));
    }

    fn count(&mut self, most: u32, number: usize, of: &str) {
        let counted = u32::try_from(number).unwrap_or(u32::MAX);
        if counted > most {
            self.refuse(format!("the call has a list of {number} {of}, expected at most {most}"));
        }
        self.u32(counted);
    }
}
