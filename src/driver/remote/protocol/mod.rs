//! libvirt's remote protocol: packets, and the codec that build.rs generates from abi/remote.tsv.
//!
//! All numbers are big-endian and every item takes a multiple of four bytes, as in XDR (RFC 4506).
//! Everything that is read is bounded: by the table, by bounds.rs and by [`LONGEST_PACKET`].

mod bounds;
mod call;
mod decoder;
mod encoder;
mod generated;
mod header;
#[cfg(any(test, feature = "fuzzing"))]
pub mod samples;
#[cfg(test)]
mod tests;
mod values;

pub use bounds::rpc_error;
pub use call::Call;
pub use decoder::Decoder;
pub use encoder::Encoder;
pub use generated::*;
pub use header::{HEADER, Header, Kind, LENGTH, LONGEST_PACKET, Program, SHORTEST_PACKET, Status};
pub use values::c_text;
