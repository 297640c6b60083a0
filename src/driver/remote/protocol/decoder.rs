//! Decodes results, errors and events.

use super::bounds::{LONGEST_TEXT, rpc_error};
use crate::model::Result;

/// The payload of a packet that arrived. What is left over at its end is ignored, as newer versions
/// may append fields.
pub struct Decoder<'d> {
    rest: &'d [u8],
}

impl<'d> Decoder<'d> {
    pub fn new(payload: &'d [u8]) -> Self {
        Self { rest: payload }
    }

    fn take(&mut self, size: usize) -> Result<&'d [u8]> {
        let (taken, rest) = self.rest.split_at_checked(size).ok_or_else(|| {
            rpc_error(format!("the answer is too short: {} bytes, not {size}", self.rest.len()))
        })?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        let taken = self.take(N)?;
        taken.try_into().map_err(|_| rpc_error("the answer is too short"))
    }

    pub fn u32(&mut self) -> Result<u32> {
        self.array().map(u32::from_be_bytes)
    }

    pub fn i32(&mut self) -> Result<i32> {
        self.array().map(i32::from_be_bytes)
    }

    pub fn u64(&mut self) -> Result<u64> {
        self.array().map(u64::from_be_bytes)
    }

    pub fn i64(&mut self) -> Result<i64> {
        self.array().map(i64::from_be_bytes)
    }

    pub fn f64(&mut self) -> Result<f64> {
        self.array().map(f64::from_be_bytes)
    }

    /// 16 bytes without a length.
    pub fn sixteen(&mut self) -> Result<[u8; 16]> {
        self.array()
    }

    /// At most `most` bytes, borrowed.
    pub fn slice(&mut self, most: u32) -> Result<&'d [u8]> {
        let size = self.count(most)?;
        let bytes = self.take(size)?;
        self.take(size.next_multiple_of(4) - size)?;
        Ok(bytes)
    }

    /// At most `most` bytes.
    pub fn bytes(&mut self, most: u32) -> Result<Vec<u8>> {
        self.slice(most).map(<[u8]>::to_vec)
    }

    /// A text; bytes that are not UTF-8 are replaced.
    pub fn text(&mut self) -> Result<String> {
        Ok(String::from_utf8_lossy(self.slice(LONGEST_TEXT)?).into_owned())
    }

    /// At most `most` characters, each a number.
    pub fn characters(&mut self, most: u32) -> Result<Vec<u8>> {
        let number = self.count(most)?;
        self.letters(number)
    }

    /// So many characters.
    pub fn characters_exactly(&mut self, number: u32) -> Result<Vec<u8>> {
        self.letters(usize::try_from(number).unwrap_or(usize::MAX))
    }

    fn letters(&mut self, number: usize) -> Result<Vec<u8>> {
        let taken = self.take(number.saturating_mul(4))?;
        // The last byte of a big-endian number is its lowest.
        Ok(taken.iter().skip(3).step_by(4).copied().collect())
    }

    /// An item that may be absent.
    pub fn optional<T>(&mut self, decode: fn(&mut Self) -> Result<T>) -> Result<Option<T>> {
        match self.u32()? {
            0 => Ok(None),
            1 => decode(self).map(Some),
            other => Err(rpc_error(format!("an optional item has the mark {other}, not 0 or 1"))),
        }
    }

    /// At most `most` items.
    pub fn list<T>(&mut self, most: u32, decode: fn(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        let number = self.count(most)?;
        // Each item takes four bytes at least.
        if number > self.rest.len() / 4 {
            return Err(rpc_error(format!("a list of {number} items is longer than the answer")));
        }
        (0..number).map(|_| decode(self)).collect()
    }

    fn count(&mut self, most: u32) -> Result<usize> {
        let number = self.u32()?;
        if number > most {
            return Err(rpc_error(format!("a list has {number} items, expected at most {most}")));
        }
        usize::try_from(number).map_err(|_| rpc_error("a list is too long"))
    }
}
