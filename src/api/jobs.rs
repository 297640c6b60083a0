//! Jobs of domains, such as a save in progress.

use super::Domain;
use crate::model::constants::virDomainGetJobStatsFlags as JobStats;
use crate::model::typed::TypedParam;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result};

/// Common errors: VIR_ERR_OPERATION_DENIED for changes on a read-only connection,
/// VIR_ERR_INVALID_ARG for unknown flags, VIR_ERR_NO_DOMAIN if the domain no longer
/// exists, VIR_ERR_OPERATION_INVALID (or VIR_ERR_INTERNAL_ERROR) if its state does not
/// allow the operation.
impl Domain {
    /// Aborts its job.
    pub fn abort_job(&self) -> Result<()> {
        self.driver_to_change("aborting a job")?.abort_job(self.identity())
    }

    /// The type of its job, a virDomainJobType, and its progress.
    pub fn job_stats(&self, flags: u32) -> Result<(i32, Vec<TypedParam>)> {
        let completed = JobStats::VIR_DOMAIN_JOB_STATS_COMPLETED as u32;
        let keep = JobStats::VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED as u32;
        if flags & keep != 0 && flags & completed == 0 {
            return Err(Error::invalid_arg(
                VIR_FROM_DOMAIN,
                format!("flags {flags:#x} hold {keep:#x}, expected {completed:#x} with it"),
            ));
        }
        self.connection().driver().job_stats(self.identity(), flags)
    }
}
