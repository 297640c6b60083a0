//! The types of parameters.

use super::devices::DeviceValues;
use crate::model::typed::Value;
use crate::model::units::Kib;

/// A type that a parameter's value has here; `Shares` has these methods of its own.
pub trait Convert: Sized {
    /// As the value of a typed parameter.
    fn value(self) -> Value;

    /// From the value of a typed parameter; none for another type.
    fn from_value(value: &Value) -> Option<Self>;
}

impl Convert for Kib {
    fn value(self) -> Value {
        Value::ULLong(self.0)
    }

    fn from_value(value: &Value) -> Option<Self> {
        value.number().map(Self)
    }
}

impl Convert for u32 {
    fn value(self) -> Value {
        Value::UInt(self)
    }

    fn from_value(value: &Value) -> Option<Self> {
        Self::try_from(value.number()?).ok()
    }
}

impl Convert for u64 {
    fn value(self) -> Value {
        Value::ULLong(self)
    }

    fn from_value(value: &Value) -> Option<Self> {
        value.number()
    }
}

impl Convert for i32 {
    fn value(self) -> Value {
        Value::Int(self)
    }

    fn from_value(value: &Value) -> Option<Self> {
        Self::try_from(value.whole()?).ok()
    }
}

impl Convert for i64 {
    fn value(self) -> Value {
        Value::LLong(self)
    }

    fn from_value(value: &Value) -> Option<Self> {
        Self::try_from(value.whole()?).ok()
    }
}

impl Convert for String {
    fn value(self) -> Value {
        Value::of_text(&self)
    }

    fn from_value(value: &Value) -> Option<Self> {
        value.text()
    }
}

impl Convert for DeviceValues {
    fn value(self) -> Value {
        Value::of_text(&self.to_string())
    }

    fn from_value(value: &Value) -> Option<Self> {
        Self::parse(&value.text()?)
    }
}
