//! The header of a packet.

use super::bounds::rpc_error;
use super::decoder::Decoder;
use crate::model::Result;

/// The length of a packet's length, which counts itself.
pub const LENGTH: usize = 4;
/// The length of the header after it.
pub const HEADER: usize = 24;
/// The shortest packet: one without a payload.
pub const SHORTEST_PACKET: u32 = (LENGTH + HEADER) as u32;
/// The longest one.
pub const LONGEST_PACKET: u32 = (32 << 20) + LENGTH as u32;

/// The version of every program.
pub const VERSION: u32 = 1;

/// A set of procedures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Program {
    /// Of all drivers.
    Remote = 0x2000_8086,
    /// Of QEMU's driver.
    Qemu = 0x2000_8087,
    /// Pings and their answers.
    Keepalive = 0x6b65_6570,
}

impl Program {
    fn from_number(number: u32) -> Option<Self> {
        [Self::Remote, Self::Qemu, Self::Keepalive]
            .into_iter()
            .find(|program| *program as u32 == number)
    }
}

/// What a packet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Kind {
    /// A call of a procedure.
    Call = 0,
    /// The answer to one.
    Reply = 1,
    /// An event, or a ping.
    Message = 2,
}

/// How a call has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Status {
    /// The payload is the result.
    Ok = 0,
    /// The payload is an error.
    Error = 1,
}

/// The header of a packet that arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    pub program: Program,
    pub procedure: i32,
    pub kind: Kind,
    /// The call's number; that of its reply is the same.
    pub serial: u32,
    /// Read from the number that [`Status`] gives a name.
    pub status: u32,
}

impl Header {
    /// Reads the header of a packet; VIR_ERR_RPC for one that no server sends to a client of this
    /// library.
    pub fn decode(input: &mut Decoder<'_>) -> Result<Self> {
        let (program, version) = (input.u32()?, input.u32()?);
        let procedure = input.i32()?;
        let (kind, serial, status) = (input.u32()?, input.u32()?, input.u32()?);
        let known = Program::from_number(program).filter(|_| version == VERSION);
        let program = known.ok_or_else(|| {
            rpc_error(format!("a packet of program {program:#x}, version {version}, arrived"))
        })?;
        let kind = match kind {
            1 => Kind::Reply,
            2 => Kind::Message,
            other => return Err(rpc_error(format!("a packet of type {other} arrived"))),
        };
        Ok(Self { program, procedure, kind, serial, status })
    }
}
