//! The parts of the protocol that the model has types for: domains and typed parameters.

use super::bounds::{LONGEST_NAME, LONGEST_TEXT, rpc_error};
use super::decoder::Decoder;
use super::encoder::Encoder;
use crate::model::Result;
use crate::model::constants::virTypedParameterType::{self, *};
use crate::model::domain::{Identity, Uuid};
use crate::model::typed::{TypedParam, Value};
use std::ffi::CString;

impl Encoder {
    /// The bytes of a uuid.
    pub fn uuid(&mut self, uuid: &Uuid) {
        self.fixed(uuid.as_bytes());
    }

    /// A domain: name, uuid and id, -1 if it is not running. The server looks at the uuid alone.
    pub fn domain(&mut self, domain: &Identity) {
        self.text(domain.name.as_bytes());
        self.uuid(&domain.uuid);
        self.i32(domain.id.unwrap_or(-1));
    }

    /// A typed parameter: name, type, value.
    pub fn param(&mut self, param: &TypedParam) {
        self.bytes(LONGEST_NAME, param.field.as_bytes());
        self.i32(param.value.type_number());
        match &param.value {
            Value::Int(number) => self.i32(*number),
            Value::UInt(number) => self.u32(*number),
            Value::LLong(number) => self.i64(*number),
            Value::ULLong(number) => self.u64(*number),
            Value::Double(number) => self.f64(*number),
            Value::Boolean(value) => self.i32((*value).into()),
            Value::String(text) => self.text(text.as_bytes()),
            // The server refuses the type.
            Value::Unknown(_) => {}
        }
    }
}

impl Decoder<'_> {
    pub fn uuid(&mut self) -> Result<Uuid> {
        self.sixteen().map(Uuid::from_bytes)
    }

    pub fn domain(&mut self) -> Result<Identity> {
        let (name, uuid, id) = (self.text()?, self.uuid()?, self.i32()?);
        Ok(Identity { name, uuid, id: Some(id).filter(|id| *id >= 0) })
    }

    pub fn param(&mut self) -> Result<TypedParam> {
        let field = String::from_utf8_lossy(self.slice(LONGEST_NAME)?);
        let value = self.value()?;
        Ok(TypedParam::new(field, value))
    }

    fn value(&mut self) -> Result<Value> {
        let number = self.i32()?;
        let kind = virTypedParameterType::from_number(number)
            .ok_or_else(|| rpc_error(format!("a parameter has the unknown type {number}")))?;
        Ok(match kind {
            VIR_TYPED_PARAM_INT => Value::Int(self.i32()?),
            VIR_TYPED_PARAM_UINT => Value::UInt(self.u32()?),
            VIR_TYPED_PARAM_LLONG => Value::LLong(self.i64()?),
            VIR_TYPED_PARAM_ULLONG => Value::ULLong(self.u64()?),
            VIR_TYPED_PARAM_DOUBLE => Value::Double(self.f64()?),
            VIR_TYPED_PARAM_BOOLEAN => Value::Boolean(self.i32()? != 0),
            VIR_TYPED_PARAM_STRING => Value::String(c_string(self.slice(LONGEST_TEXT)?)),
        })
    }
}

/// What is before the first NUL: a text as C sees it.
fn before_nul(bytes: &[u8]) -> &[u8] {
    bytes.split(|byte| *byte == 0).next().unwrap_or_default()
}

fn c_string(bytes: &[u8]) -> CString {
    CString::new(before_nul(bytes)).unwrap_or_default()
}

/// A C string in an array of characters; bytes that are not UTF-8 are replaced.
pub fn c_text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(before_nul(bytes)).into_owned()
}
