//! `<disk>`.

use super::iotune::BlockIoTune;
use crate::model::Result;
use crate::xml::tree::Element;

/// A disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disk {
    /// Its limits.
    pub iotune: BlockIoTune,
    /// Everything else.
    pub element: Element,
}

impl Disk {
    /// Reads a `<disk>`.
    pub fn read(mut element: Element) -> Result<Self> {
        Ok(Self { iotune: BlockIoTune::take(&mut element)?, element })
    }

    /// Its name in the guest, such as `vda`.
    pub fn target(&self) -> &str {
        self.inner("target", "dev").unwrap_or_default()
    }

    /// What it is to the guest: `disk`, `cdrom`, `floppy` or `lun`.
    pub fn device(&self) -> &str {
        self.element.attribute("device").unwrap_or("disk")
    }

    /// Where its content is: `file`, `block`, `dir`, `network`, …
    pub fn kind(&self) -> &str {
        self.element.attribute("type").unwrap_or("file")
    }

    /// The file or device on the host, where there is one.
    pub fn source(&self) -> Option<&str> {
        let name = match self.kind() {
            "file" => "file",
            "block" => "dev",
            "dir" => "dir",
            "network" => "name",
            _ => return None,
        };
        self.inner("source", name)
    }

    fn inner(&self, element: &str, attribute: &str) -> Option<&str> {
        self.element.child(element)?.attribute(attribute)
    }

    /// Whether a name means it: its name in the guest, or else its source where the
    /// name is a path.
    pub fn is_named(&self, name: &str) -> bool {
        match name.starts_with('/') {
            true => self.source() == Some(name),
            false => !name.is_empty() && self.target() == name,
        }
    }

    /// Whether its input and output is that I/O thread's work.
    pub fn runs_on(&self, iothread: u32) -> bool {
        let named = self.inner("driver", "iothread").and_then(|id| id.parse::<u32>().ok());
        named == Some(iothread)
    }

    /// The whole element.
    pub fn to_element(&self) -> Element {
        let mut element = self.element.clone();
        if let Some(iotune) = self.iotune.to_element() {
            element.insert_behind("target", iotune);
        }
        element
    }
}
