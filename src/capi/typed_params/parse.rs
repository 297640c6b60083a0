//! Parsing of values for virTypedParamsAddFromString: decimal numbers, with leading whitespace
//! and nothing after them.

use crate::model::constants::virTypedParameterType::{self, *};
use crate::model::typed::Value;
use crate::sys::Errno;
use libc::c_char;
use once_cell::sync::OnceCell;
use std::ffi::{CStr, CString};
use std::ptr::null_mut;

/// The value of a string; `None` if it is not one of that type. A negative number for an
/// unsigned type is its two's complement.
pub fn parse(kind: virTypedParameterType, text: &CStr) -> Option<Value> {
    if kind == VIR_TYPED_PARAM_STRING {
        return Some(Value::String(text.to_owned()));
    }
    let text = text.to_str().ok()?;
    match kind {
        VIR_TYPED_PARAM_INT => signed(text)?.try_into().ok().map(Value::Int),
        VIR_TYPED_PARAM_LLONG => signed(text)?.try_into().ok().map(Value::LLong),
        VIR_TYPED_PARAM_UINT => {
            let (negative, size) = number(text)?;
            let size = u32::try_from(size).ok()?;
            Some(Value::UInt(if negative { size.wrapping_neg() } else { size }))
        }
        VIR_TYPED_PARAM_ULLONG => {
            let (negative, size) = number(text)?;
            Some(Value::ULLong(if negative { size.wrapping_neg() } else { size }))
        }
        VIR_TYPED_PARAM_DOUBLE => double(text).map(Value::Double),
        VIR_TYPED_PARAM_BOOLEAN => {
            let words = [("1", true), ("true", true), ("0", false), ("false", false)];
            let found = words.iter().find(|(word, _)| text.eq_ignore_ascii_case(word));
            found.map(|(_, value)| Value::Boolean(*value))
        }
        VIR_TYPED_PARAM_STRING => None,
    }
}

/// C's isspace, which accepts more than Rust's ASCII whitespace.
fn is_space(c: char) -> bool {
    c.is_ascii_whitespace() || c == '\u{b}'
}

/// A sign and a magnitude.
fn number(text: &str) -> Option<(bool, u64)> {
    let text = text.trim_start_matches(is_space);
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok().map(|size| (negative, size)))?
}

fn signed(text: &str) -> Option<i128> {
    let (negative, size) = number(text)?;
    let size = i128::from(size);
    Some(if negative { -size } else { size })
}

unsafe extern "C" {
    /// POSIX 2024; older in the C libraries of Linux.
    fn strtod_l(text: *const c_char, end: *mut *mut c_char, locale: libc::locale_t) -> f64;
}

/// The C locale, for a decimal point that does not depend on the program's locale.
struct CLocale(libc::locale_t);

// SAFETY: the locale is created once and never changed or freed.
unsafe impl Send for CLocale {}
// SAFETY: as above.
unsafe impl Sync for CLocale {}

static C_LOCALE: OnceCell<CLocale> = OnceCell::new();

fn c_locale() -> Result<libc::locale_t, Errno> {
    let made = C_LOCALE.get_or_try_init(|| {
        // SAFETY: the arguments are a mask, a name and no base locale, as newlocale expects.
        let locale = unsafe { libc::newlocale(libc::LC_ALL_MASK, c"C".as_ptr(), null_mut()) };
        if locale.is_null() { Err(Errno::NOMEM) } else { Ok(CLocale(locale)) }
    });
    made.map(|locale| locale.0)
}

/// The result of C's strtod in the C locale; `None` for an overflow or underflow.
fn double(text: &str) -> Option<f64> {
    let text = CString::new(text).ok()?;
    let locale = c_locale().ok()?;
    let mut end: *mut c_char = null_mut();
    errno::set_errno(errno::Errno(0));
    // SAFETY: the text is NUL-terminated, `end` has room for a pointer, and the locale is valid.
    let (value, stopped_at) = unsafe {
        let value = strtod_l(text.as_ptr(), &raw mut end, locale);
        (value, end.offset_from(text.as_ptr()))
    };
    let errno = errno::errno().0;
    let whole = usize::try_from(stopped_at).ok() == Some(text.as_bytes().len());
    (whole && errno == 0 && stopped_at > 0).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: virTypedParameterType, text: &str) -> Option<Value> {
        parse(kind, &CString::new(text).unwrap())
    }

    #[test]
    fn numbers() {
        let int = |text| read(VIR_TYPED_PARAM_INT, text);
        assert_eq!(int("\t+010"), Some(Value::Int(10)));
        assert_eq!(int("-2147483648"), Some(Value::Int(i32::MIN)));
        assert_eq!(int("2147483648"), None);
        let uint = |text| read(VIR_TYPED_PARAM_UINT, text);
        assert_eq!(uint("-1"), Some(Value::UInt(u32::MAX)));
        assert_eq!(uint("-4294967296"), None);
        let ullong = |text| read(VIR_TYPED_PARAM_ULLONG, text);
        assert_eq!(ullong("-18446744073709551615"), Some(Value::ULLong(1)));
        for text in ["", " ", "1 ", "0x10", "+-1", "--1", "1.0", "18446744073709551616"] {
            assert_eq!(ullong(text), None, "{text:?}");
        }
    }

    #[test]
    fn doubles() {
        let double = |text| match read(VIR_TYPED_PARAM_DOUBLE, text) {
            Some(Value::Double(value)) => Some(value),
            _ => None,
        };
        assert_eq!(double(" 0x1p3"), Some(8.0));
        assert_eq!(double(".5"), Some(0.5));
        assert_eq!(double("inf"), Some(f64::INFINITY));
        for text in ["", "1,5", "1e400", "1e-400", "1 ", "five"] {
            assert_eq!(double(text), None, "{text:?}");
        }
    }
}
