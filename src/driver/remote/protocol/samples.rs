//! A payload for each result and event of abi/remote.tsv, and the decoding of a result by the number of its
//! procedure; for tests and the fuzz target.

use super::decoder::Decoder;
use super::encoder::Encoder;
use super::generated::*;
use super::header::{Header, Kind, LENGTH, Program};
use crate::model::Result;
use crate::model::domain::{Identity, Uuid};
use crate::model::typed::{TypedParam, Value};

/// A program, a procedure, and what encodes a payload of it.
pub type Sample = (Program, i32, fn(&mut Encoder));

include!(concat!(env!("OUT_DIR"), "/remote_samples.rs"));

fn sample_domain() -> Identity {
    Identity { name: "name".to_owned(), uuid: Uuid::from_bytes([7; 16]), id: Some(7) }
}

fn sample_param() -> TypedParam {
    TypedParam::new("field", Value::String(c"text".to_owned()))
}

/// A packet of a reply or an event; the second counts from 0 among [`SAMPLES`].
pub fn packet(kind: Kind, number: usize) -> Option<Vec<u8>> {
    let (program, procedure, sample) = SAMPLES.get(number)?;
    let mut output = Encoder::message(*program, *procedure);
    sample(&mut output);
    let mut packet = output.packet(7).ok()?;
    let place = LENGTH + 12;
    packet.get_mut(place..place + 4)?.copy_from_slice(&(kind as u32).to_be_bytes());
    Some(packet)
}

/// What a packet's payload says, whatever it is of.
pub fn said(header: Header, payload: &[u8]) -> Result<Option<String>> {
    let mut input = Decoder::new(payload);
    match header.kind {
        Kind::Message => Ok(message(header.program, header.procedure, &mut input)?
            .map(|message| format!("{message:?}"))),
        _ => result(header.program, header.procedure, &mut input),
    }
}
