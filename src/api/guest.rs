//! What a guest's own system tells.

use super::Domain;
use crate::model::constants::virDomainMessageType::{
    VIR_DOMAIN_MESSAGE_DEPRECATION, VIR_DOMAIN_MESSAGE_TAINTING,
};
use crate::model::constants::virDomainSetTimeFlags::VIR_DOMAIN_TIME_SYNC;
use crate::model::statistics::{FileSystem, GuestTime};
use crate::model::typed::TypedParam;
use crate::model::{Result, flags};

const MESSAGES: u32 = VIR_DOMAIN_MESSAGE_DEPRECATION as u32 | VIR_DOMAIN_MESSAGE_TAINTING as u32;

impl Domain {
    /// The file systems that the guest uses.
    pub fn file_systems(&self, info_flags: u32) -> Result<Vec<FileSystem>> {
        self.check_no_flags(info_flags)?;
        self.driver().file_systems(self.identity())
    }

    /// What the guest tells of itself, of the kinds in `types`; 0: of all.
    pub fn guest_info(&self, types: u32, info_flags: u32) -> Result<Vec<TypedParam>> {
        let found = self.driver().guest_info(self.identity(), types)?;
        self.check_no_flags(info_flags)?;
        Ok(found)
    }

    /// The name that the guest gives itself.
    pub fn guest_hostname(&self, name_flags: u32) -> Result<String> {
        self.check_no_flags(name_flags)?;
        self.driver().guest_hostname(self.identity())
    }

    /// What the guest's clock shows.
    pub fn guest_time(&self, time_flags: u32) -> Result<GuestTime> {
        self.check_no_flags(time_flags)?;
        self.driver().guest_time(self.identity())
    }

    /// Sets the guest's clock.
    pub fn set_guest_time(&self, time: GuestTime, time_flags: u32) -> Result<()> {
        let domain = self.driver().error_domain();
        flags::check(domain, time_flags, VIR_DOMAIN_TIME_SYNC as u32)?;
        self.driver().set_guest_time(self.identity(), time)
    }

    /// What there is to say about the domain, of the kinds in `types`; 0: of all.
    pub fn messages(&self, types: u32) -> Result<Vec<String>> {
        flags::check(self.driver().error_domain(), types, MESSAGES)?;
        self.driver().messages(self.identity(), types)
    }
}
