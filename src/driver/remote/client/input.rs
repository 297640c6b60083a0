//! Packets out of the stream of bytes that arrives.

use super::end::End;
use crate::driver::remote::error::system;
use crate::driver::remote::protocol::{
    Decoder, HEADER, Header, LENGTH, LONGEST_PACKET, SHORTEST_PACKET, rpc_error,
};
use crate::driver::remote::transport::Transport;
use rustix::io::Errno;

/// How much is read at once, and kept for the next packets.
const CHUNK: usize = 64 << 10;

/// A packet that arrived.
pub struct Packet {
    pub header: Header,
    /// Header and payload.
    bytes: Vec<u8>,
}

impl Packet {
    /// The payload.
    pub fn payload(&self) -> &[u8] {
        self.bytes.get(HEADER..).unwrap_or_default()
    }
}

/// What has arrived and is not taken yet.
pub struct Input {
    buffer: Vec<u8>,
    /// How many bytes at its beginning are taken, and how many have arrived.
    taken: usize,
    filled: usize,
}

impl Input {
    pub fn new() -> Self {
        Self { buffer: Vec::new(), taken: 0, filled: 0 }
    }

    /// The next packet, if all of it has arrived.
    pub fn take(&mut self) -> Result<Option<Packet>, End> {
        let arrived = self.buffer.get(self.taken..self.filled).unwrap_or_default();
        let Some((length, rest)) = arrived.split_first_chunk::<LENGTH>() else { return Ok(None) };
        let length = u32::from_be_bytes(*length);
        if !(SHORTEST_PACKET..=LONGEST_PACKET).contains(&length) {
            return Err(End::ProtocolError(rpc_error(format!(
                "a packet of {length} bytes arrived, expected {SHORTEST_PACKET} to {LONGEST_PACKET}"
            ))));
        }
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let Some(packet) = rest.get(..length - LENGTH) else { return Ok(None) };
        let header = Header::decode(&mut Decoder::new(packet)).map_err(End::ProtocolError)?;
        let packet = Packet { header, bytes: packet.to_vec() };
        self.taken += length;
        Ok(Some(packet))
    }

    /// Reads once; false where nothing has arrived.
    pub fn receive(&mut self, transport: &dyn Transport) -> Result<bool, End> {
        self.make_room();
        let room = self.buffer.get_mut(self.filled..).unwrap_or_default();
        match transport.receive(room) {
            Ok(0) => Err(End::Closed(None, None)),
            Ok(number) => {
                self.filled += number;
                Ok(true)
            }
            Err(Errno::AGAIN | Errno::INTR) => Ok(false),
            // So ends one that has not read all.
            Err(Errno::CONNRESET) => Err(End::Closed(Some(Errno::CONNRESET), None)),
            Err(errno) => Err(End::Lost(system(errno, "reading from the connection"))),
        }
    }

    /// Makes room behind what has arrived. It grows with that, not with the length that a packet
    /// claims.
    fn make_room(&mut self) {
        self.buffer.copy_within(self.taken..self.filled, 0);
        self.filled -= self.taken;
        self.taken = 0;
        let wanted = self.filled.saturating_mul(2).max(CHUNK);
        if self.buffer.len() < wanted || (self.filled == 0 && self.buffer.len() > CHUNK) {
            self.buffer.resize(wanted, 0);
            self.buffer.shrink_to(wanted);
        }
    }
}
