//! Values of block devices.

use crate::model::parameters::blkio::device_values;
use std::fmt;

/// A number for each of some block devices, by their paths.
///
/// ```
/// use virmemctl::tune::DeviceValues;
///
/// let limits = DeviceValues::new().with("/dev/vda", 10_000_000).with("/dev/vdb", 0);
/// assert_eq!(limits.to_string(), "/dev/vda,10000000,/dev/vdb,0");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeviceValues(Vec<(String, u64)>);

impl DeviceValues {
    /// Of no device.
    pub fn new() -> Self {
        Self::default()
    }

    /// With that of one more; 0 removes the device's.
    #[must_use]
    pub fn with(mut self, path: &str, number: u64) -> Self {
        self.0.push((path.to_owned(), number));
        self
    }

    /// Of one device; 0 removes it.
    pub fn of(path: &str, number: u64) -> Self {
        Self::new().with(path, number)
    }

    /// The devices and their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.0.iter().map(|(path, number)| (path.as_str(), *number))
    }

    /// From a typed parameter's text; none where it is malformed.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let values = device_values("", text, u64::MAX).ok()?;
        Some(Self(values.into_iter().map(|(path, number)| (path.to_owned(), number)).collect()))
    }
}

impl fmt::Display for DeviceValues {
    /// `PATH,NUMBER,PATH,NUMBER`, as libvirt's typed parameters have it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (path, number)) in self.iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            write!(f, "{comma}{path},{number}")?;
        }
        Ok(())
    }
}
