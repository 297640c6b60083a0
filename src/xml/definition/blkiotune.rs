//! `<blkiotune>`: weights and limits for block devices of the host.

use super::unsupported;
use super::value::{filled, take_text, texts};
use crate::model::Result;
use crate::model::number::{parse_number, wrapping};
use crate::xml::tree::Element;
use std::collections::BTreeSet;

/// Weights and limits for block devices of the host.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Blkiotune {
    /// The domain's weight; 0 for none.
    pub weight: u32,
    /// What is said of single devices.
    pub devices: Vec<BlkioDevice>,
}

/// What is said of a device. 0 says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BlkioDevice {
    /// The device on the host.
    pub path: String,
    /// The weight.
    pub weight: u32,
    /// Read operations a second.
    pub read_iops: u32,
    /// Write operations a second.
    pub write_iops: u32,
    /// Bytes read a second.
    pub read_bytes: u64,
    /// Bytes written a second.
    pub write_bytes: u64,
}

impl Blkiotune {
    /// Takes it out of a domain.
    pub fn take(domain: &mut Element) -> Result<Self> {
        domain.part("blkiotune", |element| {
            let weight = take_text(element, "weight").and_then(|text| parse_number(&text));
            let mut devices = Vec::new();
            let mut paths = BTreeSet::new();
            for mut device in element.take_all("device") {
                let device = BlkioDevice::read(&mut device)?;
                if !paths.insert(device.path.clone()) {
                    return unsupported(format!("<device> '{}' is given twice", device.path));
                }
                devices.push(device);
            }
            Ok(Self {
                weight: weight.and_then(|weight| weight.try_into().ok()).unwrap_or(0),
                devices,
            })
        })
    }

    /// The element, if there is anything to say.
    pub fn to_element(&self) -> Option<Element> {
        let weight = (self.weight != 0).then_some(self.weight);
        let devices = self.devices.iter().filter(|device| device.says_anything());
        filled("blkiotune", texts([("weight", weight)]).chain(devices.map(BlkioDevice::to_element)))
    }
}

impl BlkioDevice {
    /// Nothing is said of that device yet.
    pub fn new(path: impl Into<String>) -> Self {
        Self { path: path.into(), ..Self::default() }
    }

    /// Whether there is anything to say.
    pub fn says_anything(&self) -> bool {
        *self != Self::new(self.path.as_str())
    }

    fn read(element: &mut Element) -> Result<Self> {
        let Some(path) = take_text(element, "path") else {
            return unsupported("<device> has no <path>");
        };
        Ok(Self {
            path,
            weight: number(element, "weight")?,
            read_iops: number(element, "read_iops_sec")?,
            write_iops: number(element, "write_iops_sec")?,
            read_bytes: number(element, "read_bytes_sec")?,
            write_bytes: number(element, "write_bytes_sec")?,
        })
    }

    fn to_element(&self) -> Element {
        let numbers = [
            ("weight", self.weight.into()),
            ("read_iops_sec", self.read_iops.into()),
            ("write_iops_sec", self.write_iops.into()),
            ("read_bytes_sec", self.read_bytes),
            ("write_bytes_sec", self.write_bytes),
        ];
        let numbers =
            numbers.map(|(name, number)| (name, Some(number).filter(|number| *number != 0)));
        let path = Element::with_text("path", self.path.as_str());
        Element::with_children("device", [path].into_iter().chain(texts(numbers)))
    }
}

/// A minus sign wraps around, as in libvirt.
fn number<T: TryFrom<u64> + Default>(element: &mut Element, name: &str) -> Result<T> {
    let Some(text) = take_text(element, name) else { return Ok(T::default()) };
    let bits = if size_of::<T>() < size_of::<u64>() { u32::BITS } else { u64::BITS };
    match wrapping(&text, bits).and_then(|number| T::try_from(number).ok()) {
        Some(number) => Ok(number),
        None => unsupported(format!("<{name}> holds '{text}', expected a number of its range")),
    }
}
