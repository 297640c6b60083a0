//! Typed parameters: a name and a value whose type travels with it.

use super::constants::virTypedParameterType::{self, *};
use super::{Error, Result, virErrorDomain::VIR_FROM_NONE, virErrorNumber};
use std::borrow::Cow;
use std::ffi::CString;

/// The types that a parameter can have, and the names that messages use.
const TYPES: [(virTypedParameterType, &str); 7] = [
    (VIR_TYPED_PARAM_INT, "int"),
    (VIR_TYPED_PARAM_UINT, "uint"),
    (VIR_TYPED_PARAM_LLONG, "llong"),
    (VIR_TYPED_PARAM_ULLONG, "ullong"),
    (VIR_TYPED_PARAM_DOUBLE, "double"),
    (VIR_TYPED_PARAM_BOOLEAN, "boolean"),
    (VIR_TYPED_PARAM_STRING, "string"),
];

impl virTypedParameterType {
    /// The type of that number.
    pub fn from_number(number: i32) -> Option<Self> {
        TYPES.iter().map(|(kind, _)| *kind).find(|kind| *kind as i32 == number)
    }
}

/// The name that messages use for the type of that number.
pub fn type_label(number: i32) -> &'static str {
    let known = TYPES.iter().find(|(kind, _)| *kind as i32 == number);
    known.map_or("unknown", |(_, label)| label)
}

/// A value with its type.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `int`
    Int(i32),
    /// `unsigned int`
    UInt(u32),
    /// `long long`
    LLong(i64),
    /// `unsigned long long`
    ULLong(u64),
    /// `double`
    Double(f64),
    /// true or false
    Boolean(bool),
    /// text, in whatever encoding
    String(CString),
    /// a type number that is none of the above
    Unknown(i32),
}

impl Value {
    /// The number of the value's type.
    pub fn type_number(&self) -> i32 {
        match self {
            Self::Int(_) => VIR_TYPED_PARAM_INT as i32,
            Self::UInt(_) => VIR_TYPED_PARAM_UINT as i32,
            Self::LLong(_) => VIR_TYPED_PARAM_LLONG as i32,
            Self::ULLong(_) => VIR_TYPED_PARAM_ULLONG as i32,
            Self::Double(_) => VIR_TYPED_PARAM_DOUBLE as i32,
            Self::Boolean(_) => VIR_TYPED_PARAM_BOOLEAN as i32,
            Self::String(_) => VIR_TYPED_PARAM_STRING as i32,
            Self::Unknown(number) => *number,
        }
    }

    /// The number, where it is one that is not negative.
    pub fn number(&self) -> Option<u64> {
        match self {
            Self::UInt(number) => Some(u64::from(*number)),
            Self::ULLong(number) => Some(*number),
            Self::Int(number) => u64::try_from(*number).ok(),
            Self::LLong(number) => u64::try_from(*number).ok(),
            _ => None,
        }
    }

    /// The text, where it is one; bytes that are not UTF-8 are replaced.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::String(text) => Some(text.to_string_lossy().into_owned()),
            _ => None,
        }
    }
}

/// A named value.
#[derive(Debug, Clone, PartialEq)]
pub struct TypedParam {
    /// The parameter's name.
    pub field: String,
    /// Its value.
    pub value: Value,
}

impl TypedParam {
    /// A parameter.
    pub fn new(field: impl Into<String>, value: Value) -> Self {
        Self { field: field.into(), value }
    }

    /// A parameter that is a text, cut at an inner NUL.
    pub fn text(field: impl Into<String>, text: &str) -> Self {
        let before = text.split('\0').next().unwrap_or_default();
        Self::new(field, Value::String(CString::new(before).unwrap_or_default()))
    }
}

/// A parameter's name and type: what a function accepts, or a get lists. The name
/// may be one that a host far away told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spec {
    /// Its name.
    pub name: Cow<'static, str>,
    /// Its type.
    pub kind: virTypedParameterType,
}

impl Spec {
    /// A parameter that the library knows.
    pub const fn new(name: &'static str, kind: virTypedParameterType) -> Self {
        Self { name: Cow::Borrowed(name), kind }
    }
}

/// Checks names, types and duplicates against what a function accepts.
///
/// The parameters are looked at in the order of their names, and the first
/// fault decides: VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown name,
/// VIR_ERR_INVALID_ARG for a wrong type or a name that comes twice.
pub fn validate(params: &[TypedParam], accepted: &[Spec]) -> Result<()> {
    let mut sorted: Vec<&TypedParam> = params.iter().collect();
    sorted.sort_by(|a, b| a.field.as_bytes().cmp(b.field.as_bytes()));
    let mut previous: Option<&str> = None;
    for param in sorted {
        check(param, previous, accepted)?;
        previous = Some(&param.field);
    }
    Ok(())
}

fn check(param: &TypedParam, previous: Option<&str>, accepted: &[Spec]) -> Result<()> {
    let name = &param.field;
    let Some(spec) = accepted.iter().find(|spec| spec.name == *name) else {
        return Err(Error::new(
            VIR_FROM_NONE,
            virErrorNumber::VIR_ERR_ARGUMENT_UNSUPPORTED,
            format!("there is no parameter '{name}', expected one of {}", names(accepted)),
        ));
    };
    if previous == Some(name) {
        return Err(wrong(format!("parameter '{name}' is given more than once")));
    }
    let (given, expected) = (param.value.type_number(), spec.kind as i32);
    if given != expected {
        return Err(wrong_type(name, given, expected));
    }
    Ok(())
}

/// VIR_ERR_INVALID_ARG for a parameter of another type than expected.
pub fn wrong_type(name: &str, given: i32, expected: i32) -> Error {
    wrong(format!(
        "parameter '{name}' has type {} ({given}), expected {} ({expected})",
        type_label(given),
        type_label(expected)
    ))
}

/// VIR_ERR_INVALID_ARG for what is wrong with a parameter.
pub fn wrong(detail: String) -> Error {
    Error::new(VIR_FROM_NONE, virErrorNumber::VIR_ERR_INVALID_ARG, detail)
}

fn names(accepted: &[Spec]) -> String {
    let names: Vec<&str> = accepted.iter().map(|spec| spec.name.as_ref()).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCEPTED: &[Spec] = &[
        Spec::new("hard_limit", VIR_TYPED_PARAM_ULLONG),
        Spec::new("soft_limit", VIR_TYPED_PARAM_ULLONG),
    ];

    fn param(field: &str, value: Value) -> TypedParam {
        TypedParam { field: field.to_owned(), value }
    }

    fn code(params: &[TypedParam]) -> Option<virErrorNumber> {
        validate(params, ACCEPTED).err().map(|error| error.code())
    }

    #[test]
    fn the_first_fault_by_name_decides() {
        let wrong = param("hard_limit", Value::Int(1));
        assert_eq!(
            code(&[param("zzz", Value::Int(1)), wrong.clone()]),
            Some(virErrorNumber::VIR_ERR_INVALID_ARG)
        );
        assert_eq!(
            code(&[wrong, param("aaa", Value::Int(1))]),
            Some(virErrorNumber::VIR_ERR_ARGUMENT_UNSUPPORTED)
        );
    }

    #[test]
    fn duplicates_are_refused() {
        let one = param("soft_limit", Value::ULLong(1));
        assert_eq!(code(std::slice::from_ref(&one)), None);
        assert_eq!(code(&[one.clone(), one]), Some(virErrorNumber::VIR_ERR_INVALID_ARG));
        let unknown = param("x", Value::ULLong(1));
        assert_eq!(
            code(&[unknown.clone(), unknown]),
            Some(virErrorNumber::VIR_ERR_ARGUMENT_UNSUPPORTED)
        );
    }
}
