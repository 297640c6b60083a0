//! Calls of procedures.

use super::decoder::Decoder;
use super::encoder::Encoder;
use crate::model::Result;

/// A call that can be sent, and how its result is decoded.
pub struct Call<R> {
    /// The procedure's name, for messages.
    pub name: &'static str,
    /// The packet.
    pub output: Encoder,
    /// Decodes the result.
    pub decode: fn(&mut Decoder<'_>) -> Result<R>,
}
