//! Information from inside the guest.

use super::Domain;
use crate::model::Result;
use crate::model::constants::virDomainMessageType::{
    VIR_DOMAIN_MESSAGE_DEPRECATION, VIR_DOMAIN_MESSAGE_TAINTING,
};
use crate::model::constants::virDomainSetTimeFlags::VIR_DOMAIN_TIME_SYNC;
use crate::model::statistics::{FileSystem, GuestTime};
use crate::model::typed::TypedParam;

const MESSAGES: u32 = VIR_DOMAIN_MESSAGE_DEPRECATION as u32 | VIR_DOMAIN_MESSAGE_TAINTING as u32;

impl Domain {
    /// The file systems in use in the guest.
    pub fn file_systems(&self, info_flags: u32) -> Result<Vec<FileSystem>> {
        self.check_no_flags(info_flags)?;
        self.driver().file_systems(self.identity(), info_flags)
    }

    /// Information from the guest, of the given types; 0 for all.
    pub fn guest_info(&self, types: u32, info_flags: u32) -> Result<Vec<TypedParam>> {
        let found = self.driver().guest_info(self.identity(), types, info_flags)?;
        self.check_no_flags(info_flags)?;
        Ok(found)
    }

    /// The guest's own host name.
    pub fn guest_hostname(&self, name_flags: u32) -> Result<String> {
        self.check_no_flags(name_flags)?;
        self.driver().guest_hostname(self.identity(), name_flags)
    }

    /// The guest's clock.
    pub fn guest_time(&self, time_flags: u32) -> Result<GuestTime> {
        self.check_no_flags(time_flags)?;
        self.driver().guest_time(self.identity(), time_flags)
    }

    /// Sets the guest's clock.
    pub fn set_guest_time(&self, time: GuestTime, time_flags: u32) -> Result<()> {
        self.driver().check_flags(time_flags, VIR_DOMAIN_TIME_SYNC as u32)?;
        self.driver().set_guest_time(self.identity(), time, time_flags)
    }

    /// Messages about the domain, of the given types; 0 for all.
    pub fn messages(&self, types: u32) -> Result<Vec<String>> {
        self.driver().check_flags(types, MESSAGES)?;
        self.driver().messages(self.identity(), types)
    }
}
