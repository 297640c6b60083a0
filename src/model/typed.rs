//! Typed parameters: a name and a typed value.

use super::constants::virTypedParameterType::{self, *};
use super::{Error, Result, virErrorDomain::VIR_FROM_NONE, virErrorNumber};
use crate::sorting::sort_by;
use compact_str::CompactString;
use smallvec::SmallVec;
use std::borrow::Cow;
use std::ffi::CString;

/// The types of parameters, with their names in messages.
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
    /// The type with that number.
    pub fn from_number(number: i32) -> Option<Self> {
        TYPES.iter().map(|(kind, _)| *kind).find(|kind| *kind as i32 == number)
    }
}

/// The name of the type with that number in messages.
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
    /// `char`, 0 or 1
    Boolean(bool),
    /// `char *`, any encoding
    String(CString),
    /// an unknown type number
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

    /// The value as a non-negative integer, if it is one.
    pub fn number(&self) -> Option<u64> {
        match self {
            Self::UInt(number) => Some(u64::from(*number)),
            Self::ULLong(number) => Some(*number),
            Self::Int(number) => u64::try_from(*number).ok(),
            Self::LLong(number) => u64::try_from(*number).ok(),
            _ => None,
        }
    }

    /// A string, truncated at an inner NUL.
    pub fn of_text(text: &str) -> Self {
        let before = text.split('\0').next().unwrap_or_default();
        Self::String(CString::new(before).unwrap_or_default())
    }

    /// The value as an integer, if it is one.
    pub fn whole(&self) -> Option<i128> {
        match self {
            Self::Int(number) => Some((*number).into()),
            Self::UInt(number) => Some((*number).into()),
            Self::LLong(number) => Some((*number).into()),
            Self::ULLong(number) => Some((*number).into()),
            _ => None,
        }
    }

    /// The value converted to another type: numbers saturate; values that are not of
    /// that kind become the empty string or false.
    pub fn converted(self, kind: virTypedParameterType) -> Self {
        let number = self.whole().unwrap_or_default();
        match kind {
            VIR_TYPED_PARAM_INT => Self::Int(nearest(number, i32::MIN, i32::MAX)),
            VIR_TYPED_PARAM_UINT => Self::UInt(nearest(number, u32::MIN, u32::MAX)),
            VIR_TYPED_PARAM_LLONG => Self::LLong(nearest(number, i64::MIN, i64::MAX)),
            VIR_TYPED_PARAM_ULLONG => Self::ULLong(nearest(number, u64::MIN, u64::MAX)),
            VIR_TYPED_PARAM_BOOLEAN if !matches!(self, Self::Boolean(_)) => Self::Boolean(false),
            VIR_TYPED_PARAM_STRING if !matches!(self, Self::String(_)) => {
                Self::String(CString::default())
            }
            _ => self,
        }
    }

    /// The string, if it is one; bytes that are not UTF-8 are replaced.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::String(text) => Some(text.to_string_lossy().into_owned()),
            _ => None,
        }
    }
}

impl std::fmt::Display for Value {
    /// The plain value, as in documents.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Int(number) => number.fmt(f),
            Self::UInt(number) => number.fmt(f),
            Self::LLong(number) => number.fmt(f),
            Self::ULLong(number) => number.fmt(f),
            Self::Double(number) => number.fmt(f),
            Self::Boolean(value) => f.write_str(if *value { "yes" } else { "no" }),
            Self::String(text) => f.write_str(&text.to_string_lossy()),
            Self::Unknown(_) => Ok(()),
        }
    }
}

fn nearest<T: TryFrom<i128> + Into<i128> + Copy>(number: i128, least: T, most: T) -> T {
    T::try_from(number).unwrap_or(if number < least.into() { least } else { most })
}

/// A named value.
#[derive(Debug, Clone, PartialEq)]
pub struct TypedParam {
    /// The parameter's name.
    pub field: CompactString,
    /// Its value.
    pub value: Value,
}

impl TypedParam {
    /// A parameter with that name and value.
    pub fn new(field: impl Into<CompactString>, value: Value) -> Self {
        Self { field: field.into(), value }
    }

    /// A string parameter, truncated at an inner NUL.
    pub fn text(field: impl Into<CompactString>, text: &str) -> Self {
        Self::new(field, Value::of_text(text))
    }
}

/// A parameter's name and type: accepted by a function, or listed by a get. The name
/// may come from a remote host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spec {
    /// Its name.
    pub name: Cow<'static, str>,
    /// Its type.
    pub kind: virTypedParameterType,
}

impl Spec {
    /// A spec with a static name.
    pub const fn new(name: &'static str, kind: virTypedParameterType) -> Self {
        Self { name: Cow::Borrowed(name), kind }
    }
}

/// Checks names, types and duplicates against what a function accepts.
///
/// The parameters are checked in the order of their names; the first failure is
/// returned: VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown name, VIR_ERR_INVALID_ARG
/// for a wrong type or a duplicate name.
pub fn validate(params: &[TypedParam], accepted: &[Spec]) -> Result<()> {
    let mut sorted: SmallVec<[&TypedParam; 8]> = params.iter().collect();
    sort_by(&mut sorted, |a, b| a.field.as_bytes().cmp(b.field.as_bytes()));
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

/// VIR_ERR_INVALID_ARG for a parameter of an unexpected type.
pub fn wrong_type(name: &str, given: i32, expected: i32) -> Error {
    wrong(format!(
        "parameter '{name}' has type {} ({given}), expected {} ({expected})",
        type_label(given),
        type_label(expected)
    ))
}

/// VIR_ERR_INVALID_ARG for an invalid parameter.
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
        TypedParam { field: field.into(), value }
    }

    fn code(params: &[TypedParam]) -> Option<virErrorNumber> {
        validate(params, ACCEPTED).err().map(|error| error.code())
    }

    #[test]
    fn the_first_error_by_name_is_returned() {
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
    fn numbers_of_other_types() {
        use Value::*;
        for (value, kind, expected) in [
            (ULLong(u64::MAX), VIR_TYPED_PARAM_UINT, UInt(u32::MAX)),
            (ULLong(7), VIR_TYPED_PARAM_INT, Int(7)),
            (LLong(-1), VIR_TYPED_PARAM_ULLONG, ULLong(0)),
            (LLong(i64::MIN), VIR_TYPED_PARAM_INT, Int(i32::MIN)),
            (UInt(5), VIR_TYPED_PARAM_LLONG, LLong(5)),
            (ULLong(0), VIR_TYPED_PARAM_BOOLEAN, Boolean(false)),
            (Boolean(true), VIR_TYPED_PARAM_BOOLEAN, Boolean(true)),
            (ULLong(0), VIR_TYPED_PARAM_STRING, Value::of_text("")),
            (Value::of_text("a"), VIR_TYPED_PARAM_STRING, Value::of_text("a\0b")),
        ] {
            assert_eq!(value.converted(kind), expected);
        }
        assert_eq!((LLong(-7).whole(), Boolean(true).whole()), (Some(-7), None));
        assert_eq!((LLong(-7).to_string(), Boolean(true).to_string()), ("-7".into(), "yes".into()));
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
