//! The calls, parts and events of abi/remote.tsv.

use super::call::Call;
use super::decoder::Decoder;
use super::encoder::Encoder;
use super::header::Program;
use crate::model::Result;
use crate::model::domain::{Identity, Uuid};
use crate::model::typed::TypedParam;

include!(concat!(env!("OUT_DIR"), "/remote_protocol.rs"));
