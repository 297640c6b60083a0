//! MAC addresses.

/// A MAC address such as `52:54:00:0:0:1`: six bytes of one or two hexadecimal
/// digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mac(pub [u8; 6]);

impl Mac {
    /// Parses an address.
    pub fn parse(text: &str) -> Option<Self> {
        let mut address = [0; 6];
        let mut parts = text.split(':');
        for byte in &mut address {
            let part = parts.next()?;
            let plain = matches!(part.len(), 1 | 2) && part.bytes().all(|c| c.is_ascii_hexdigit());
            *byte = u8::from_str_radix(part, 16).ok().filter(|_| plain)?;
        }
        parts.next().is_none().then_some(Self(address))
    }

    /// A random address in the range that libvirt uses.
    pub fn random() -> Self {
        let [a, b, c, ..] = uuid::Uuid::new_v4().into_bytes();
        Self([0x52, 0x54, 0x00, a, b, c])
    }

    /// Whether it is a multicast address.
    pub fn is_multicast(self) -> bool {
        let [first, ..] = self.0;
        first & 1 == 1
    }
}

impl std::fmt::Display for Mac {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [first, rest @ ..] = self.0;
        write!(f, "{first:02x}")?;
        rest.iter().try_for_each(|byte| write!(f, ":{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let mac = Mac::parse("52:54:0:A:b:01").unwrap();
        assert_eq!(mac, Mac([0x52, 0x54, 0, 10, 11, 1]));
        assert_eq!(mac.to_string(), "52:54:00:0a:0b:01");
        for text in
            ["", "52:54:00:00:00", "52:54:00:00:00:00:00", "52:54:00:00:00:0g", "+1:2:3:4:5:6"]
        {
            assert_eq!(Mac::parse(text), None, "{text}");
        }
    }
}
