//! Sizes in domain XML: a number and a unit.

use super::tree::Element;
pub use crate::model::number::parse_number;
use crate::model::units::{Kib, UNLIMITED};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

/// Parses an element such as `<memory unit='MiB'>64</memory>`, rounded up to KiB. The
/// default unit is KiB; units are case-insensitive.
///
/// Errors: VIR_ERR_XML_ERROR for anything but an integer, VIR_ERR_INVALID_ARG for an unknown
/// unit, VIR_ERR_OVERFLOW above 2^53 - 1 KiB; of VIR_FROM_DOMAIN if it fits 63 bits.
pub fn read(element: &Element) -> Result<Kib> {
    read_kib(element, virErrorDomain::VIR_FROM_DOMAIN)
}

/// The same for a limit, whose overflow is always an error of VIR_FROM_NONE.
pub fn read_limit(element: &Element) -> Result<Kib> {
    read_kib(element, virErrorDomain::VIR_FROM_NONE)
}

fn read_kib(element: &Element, domain: virErrorDomain) -> Result<Kib> {
    let bytes = read_up_to(element, i64::MAX.cast_unsigned())?;
    let most = UNLIMITED.to_bytes().unwrap_or(u64::MAX);
    match bytes <= most {
        true => Ok(Kib(bytes.div_ceil(1024))),
        false => Err(too_large(element, most, domain)),
    }
}

/// The same in bytes.
pub fn read_bytes(element: &Element) -> Result<u64> {
    read_up_to(element, u64::MAX)
}

fn read_up_to(element: &Element, most: u64) -> Result<u64> {
    let text = element.text();
    let number = parse_number(&text).ok_or_else(|| {
        Error::new(
            virErrorDomain::VIR_FROM_XML,
            virErrorNumber::VIR_ERR_XML_ERROR,
            format!("<{}> holds '{text}', expected a whole number", element.name),
        )
    })?;
    let unit = element.attribute("unit").unwrap_or_default();
    let scale = unit_bytes(unit).ok_or_else(|| {
        Error::new(
            virErrorDomain::VIR_FROM_NONE,
            virErrorNumber::VIR_ERR_INVALID_ARG,
            format!("<{}> has unit '{unit}', expected bytes, KiB, MiB, GiB, …", element.name),
        )
    })?;
    match number.checked_mul(scale) {
        Some(bytes) if bytes <= most => Ok(bytes),
        _ => Err(too_large(element, most, virErrorDomain::VIR_FROM_NONE)),
    }
}

fn too_large(element: &Element, most: u64, domain: virErrorDomain) -> Error {
    let unit = element.attribute("unit").unwrap_or_default();
    let text = element.text();
    let what = format!("<{}> holds '{text}' {unit}, expected at most {most} bytes", element.name);
    Error::new(domain, virErrorNumber::VIR_ERR_OVERFLOW, what)
}

/// An element such as `<memory unit='KiB'>64</memory>`.
pub fn to_element(name: &str, size: Kib) -> Element {
    let mut element = Element::with_text(name, size.0.to_string());
    element.set_attribute("unit", "KiB");
    element
}

fn unit_bytes(unit: &str) -> Option<u64> {
    let unit = unit.to_ascii_lowercase();
    let (prefix, base) = match unit.as_str() {
        "" => return Some(1024),
        "b" | "byte" | "bytes" => return Some(1),
        unit => match (unit.strip_suffix("ib"), unit.strip_suffix('b')) {
            (Some(prefix), _) => (prefix, 1024_u64),
            (None, Some(prefix)) => (prefix, 1000),
            (None, None) => (unit, 1024),
        },
    };
    let power = ["k", "m", "g", "t", "p", "e"].iter().position(|known| *known == prefix)?;
    base.checked_pow(u32::try_from(power).ok()? + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(text: &str, unit: Option<&str>) -> Result<Kib> {
        let mut element = Element::with_text("memory", text);
        element.attributes.extend(unit.map(|unit| ("unit".to_owned(), unit.to_owned())));
        read(&element)
    }

    #[test]
    fn units() {
        for (text, unit, kib) in [
            ("10", None, 10),
            ("010", Some(""), 10),
            ("+5", Some("kib"), 5),
            (" 5", None, 5),
            ("1", Some("b"), 1),
            ("1025", Some("BYTES"), 2),
            ("1", Some("KB"), 1),
            ("2", Some("mB"), 1954),
            ("2", Some("M"), 2048),
            ("1", Some("GiB"), 1 << 20),
            ("1", Some("e"), 1 << 50),
            ("9007199254740991", None, UNLIMITED.0),
        ] {
            assert_eq!(size(text, unit).unwrap(), Kib(kib), "{text} {unit:?}");
        }
    }

    #[test]
    fn invalid_sizes() {
        use virErrorNumber::*;
        for (text, unit, code) in [
            ("-1", None, VIR_ERR_XML_ERROR),
            ("1 ", None, VIR_ERR_XML_ERROR),
            ("1.5", None, VIR_ERR_XML_ERROR),
            ("18446744073709551616", None, VIR_ERR_XML_ERROR),
            ("9007199254740992", None, VIR_ERR_OVERFLOW),
            ("8", Some("EiB"), VIR_ERR_OVERFLOW),
            ("1", Some("x"), VIR_ERR_INVALID_ARG),
            ("1", Some("kk"), VIR_ERR_INVALID_ARG),
            ("1", Some("ib"), VIR_ERR_INVALID_ARG),
        ] {
            assert_eq!(size(text, unit).unwrap_err().code(), code, "{text} {unit:?}");
        }
    }
}
