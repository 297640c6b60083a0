//! Block I/O parameters of a domain.

use super::constants::virTypedParameterType::{VIR_TYPED_PARAM_STRING, VIR_TYPED_PARAM_UINT};
use super::constants::{
    VIR_DOMAIN_BLKIO_DEVICE_READ_BPS, VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS,
    VIR_DOMAIN_BLKIO_DEVICE_WEIGHT, VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS,
    VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS, VIR_DOMAIN_BLKIO_WEIGHT,
};
use super::number::parse_number;
use super::typed::Spec;
use super::{Error, Result, virErrorDomain, virErrorNumber};

/// The parameters, in the order of a get. Those of devices are texts of the form
/// that [`device_values`] reads.
pub const SPECS: &[Spec] = &[
    Spec::new(VIR_DOMAIN_BLKIO_WEIGHT, VIR_TYPED_PARAM_UINT),
    Spec::new(VIR_DOMAIN_BLKIO_DEVICE_WEIGHT, VIR_TYPED_PARAM_STRING),
    Spec::new(VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS, VIR_TYPED_PARAM_STRING),
    Spec::new(VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS, VIR_TYPED_PARAM_STRING),
    Spec::new(VIR_DOMAIN_BLKIO_DEVICE_READ_BPS, VIR_TYPED_PARAM_STRING),
    Spec::new(VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS, VIR_TYPED_PARAM_STRING),
];

/// The devices and numbers of a text such as `/dev/sda,100,/dev/sdb,200`.
///
/// Errors: VIR_ERR_INVALID_ARG for another form and for numbers above `most`.
pub fn device_values<'t>(parameter: &str, text: &'t str, most: u64) -> Result<Vec<(&'t str, u64)>> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let parts: Vec<&str> = text.split(',').collect();
    let pair = |parts: &[&'t str]| match parts {
        [path, number] => Some((*path, parse_number(number).filter(|number| *number <= most)?)),
        _ => None,
    };
    parts.chunks(2).map(pair).collect::<Option<_>>().ok_or_else(|| {
        Error::new(
            virErrorDomain::VIR_FROM_DOMAIN,
            virErrorNumber::VIR_ERR_INVALID_ARG,
            format!(
                "parameter '{parameter}' is '{text}', expected path,number,path,number… with \
                 numbers up to {most}"
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        let read = |text| device_values("p", text, 100).ok();
        assert_eq!(read(""), Some(vec![]));
        assert_eq!(read("/a,1,/b, +100"), Some(vec![("/a", 1), ("/b", 100)]));
        assert_eq!(read(",010"), Some(vec![("", 10)]));
        for text in
            ["/a", "/a,", "/a,x", "/a,-1", "/a,1,", "/a,1,/b", "/a,101", ",", ",,", "/a,7 ", "5"]
        {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
