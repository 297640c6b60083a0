//! Devices of domains.

use crate::driver::Devices;
use crate::driver::remote::driver::RemoteDriver;
use crate::driver::remote::protocol::{
    domain_attach_device_flags, domain_detach_device_flags, domain_update_device_flags,
};
use crate::model::Result;
use crate::model::domain::Identity;

impl Devices for RemoteDriver {
    fn attach_device(&self, domain: &Identity, xml: &[u8], flags: u32) -> Result<()> {
        self.call(domain_attach_device_flags(domain, xml, flags))
    }

    fn detach_device(&self, domain: &Identity, xml: &[u8], flags: u32) -> Result<()> {
        self.call(domain_detach_device_flags(domain, xml, flags))
    }

    fn update_device(&self, domain: &Identity, xml: &[u8], flags: u32) -> Result<()> {
        self.call(domain_update_device_flags(domain, xml, flags))
    }
}
