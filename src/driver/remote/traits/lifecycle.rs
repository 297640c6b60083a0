//! The lifecycle of domains.

use crate::driver::Lifecycle;
use crate::driver::remote::driver::RemoteDriver;
use crate::driver::remote::protocol::{
    domain_abort_job, domain_attach, domain_create_with_flags, domain_create_xml,
    domain_destroy_flags, domain_get_job_stats, domain_has_managed_save_image, domain_inject_nmi,
    domain_managed_save, domain_managed_save_remove, domain_reboot, domain_reset, domain_resume,
    domain_shutdown_flags, domain_suspend,
};
use crate::model::Result;
use crate::model::domain::Identity;
use crate::model::typed::TypedParam;

impl Lifecycle for RemoteDriver {
    fn attach_qemu(&self, pid: u32, flags: u32) -> Result<Identity> {
        self.call(domain_attach(pid, flags))
    }

    fn create_xml(&self, xml: &[u8], flags: u32) -> Result<Identity> {
        self.call(domain_create_xml(xml, flags))
    }

    fn create(&self, domain: &Identity, flags: u32) -> Result<i32> {
        Ok(self.call(domain_create_with_flags(domain, flags))?.id.unwrap_or(-1))
    }

    fn destroy(&self, domain: &Identity, flags: u32) -> Result<()> {
        self.call(domain_destroy_flags(domain, flags))
    }

    fn shutdown(&self, domain: &Identity, flags: u32) -> Result<bool> {
        self.call(domain_shutdown_flags(domain, flags)).map(|()| false)
    }

    fn reboot(&self, domain: &Identity, flags: u32) -> Result<bool> {
        self.call(domain_reboot(domain, flags)).map(|()| false)
    }

    fn reset(&self, domain: &Identity, flags: u32) -> Result<()> {
        self.call(domain_reset(domain, flags))
    }

    fn suspend(&self, domain: &Identity) -> Result<()> {
        self.call(domain_suspend(domain))
    }

    fn resume(&self, domain: &Identity) -> Result<()> {
        self.call(domain_resume(domain))
    }

    fn inject_nmi(&self, domain: &Identity, flags: u32) -> Result<()> {
        self.call(domain_inject_nmi(domain, flags))
    }

    fn managed_save(&self, domain: &Identity, flags: u32) -> Result<()> {
        self.call(domain_managed_save(domain, flags))
    }

    fn has_managed_save(&self, domain: &Identity, flags: u32) -> Result<bool> {
        Ok(self.call(domain_has_managed_save_image(domain, flags))? != 0)
    }

    fn remove_managed_save(&self, domain: &Identity, flags: u32) -> Result<()> {
        self.call(domain_managed_save_remove(domain, flags))
    }

    fn abort_job(&self, domain: &Identity) -> Result<()> {
        self.call(domain_abort_job(domain))
    }

    fn job_stats(&self, domain: &Identity, flags: u32) -> Result<(i32, Vec<TypedParam>)> {
        let found = self.call(domain_get_job_stats(domain, flags))?;
        Ok((found.r#type, found.params))
    }
}
