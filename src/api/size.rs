//! Memory sizes and numbers of virtual CPUs.

use super::{Connection, Domain};
use crate::model::flags::{
    AFFECT_CONFIG, AFFECT_LIVE, Affect, MEMORY_MAXIMUM, VCPU_GUEST, VCPU_MAXIMUM,
};
use crate::model::units::{Kib, UNLIMITED};
use crate::model::{Error, Result, virErrorDomain::VIR_FROM_DOMAIN, virErrorNumber};

const VCPU_FLAGS: u32 = AFFECT_LIVE | AFFECT_CONFIG | VCPU_MAXIMUM;

impl Connection {
    /// The maximum number of virtual CPUs for a domain type.
    pub fn max_vcpus(&self, kind: Option<&str>) -> Result<u32> {
        self.driver().max_vcpus(kind)
    }
}

impl Domain {
    /// Sets the running domain's memory.
    ///
    /// Errors: as [`Self::set_memory_size`].
    pub fn set_memory(&self, size: Kib) -> Result<()> {
        self.set_memory_size(size, AFFECT_LIVE)
    }

    /// Sets the domain's maximum memory.
    ///
    /// Errors: as [`Self::set_memory_size`].
    pub fn set_max_memory(&self, size: Kib) -> Result<()> {
        self.set_memory_size(size, MEMORY_MAXIMUM)
    }

    /// Sets the domain's current or maximum memory.
    ///
    /// Errors: VIR_ERR_OPERATION_DENIED on a read-only connection, VIR_ERR_INVALID_ARG for a
    /// size of 0 or above the maximum, unknown flags, and live and config together,
    /// VIR_ERR_OVERFLOW for a size that is too large, VIR_ERR_NO_DOMAIN,
    /// VIR_ERR_OPERATION_INVALID for flags that are not valid in the domain's state and for
    /// the maximum of a running domain.
    pub fn set_memory_size(&self, size: Kib, set_flags: u32) -> Result<()> {
        let driver = self.driver_to_change("setting the memory")?;
        if size.0 == 0 {
            return Err(invalid("memory is 0, expected more".to_owned()));
        }
        if size.0 >= UNLIMITED.0 {
            return Err(Error::new(
                VIR_FROM_DOMAIN,
                virErrorNumber::VIR_ERR_OVERFLOW,
                format!("memory is {} KiB, expected less than {} KiB", size.0, UNLIMITED.0),
            ));
        }
        driver.check_flags(set_flags, AFFECT_LIVE | AFFECT_CONFIG | MEMORY_MAXIMUM)?;
        driver.set_memory_size(self.identity(), size, set_flags)
    }

    /// Sets the period of the memory balloon's statistics, in seconds; 0 disables them.
    ///
    /// Errors: VIR_ERR_OPERATION_DENIED on a read-only connection, VIR_ERR_INVALID_ARG for a
    /// negative period and unknown flags, VIR_ERR_NO_DOMAIN, VIR_ERR_OPERATION_INVALID for
    /// flags that are not valid in the domain's state, VIR_ERR_INTERNAL_ERROR if it has no
    /// balloon.
    pub fn set_stats_period(&self, period: i32, set_flags: u32) -> Result<()> {
        let driver = self.driver_to_change("setting the period of statistics")?;
        let period = u32::try_from(period)
            .map_err(|_| invalid(format!("period is {period}, expected 0 or more")))?;
        driver.check_flags(set_flags, AFFECT_LIVE | AFFECT_CONFIG)?;
        driver.set_stats_period(self.identity(), period, set_flags)
    }

    /// The running domain's maximum number of virtual CPUs.
    pub fn max_vcpus(&self) -> Result<u16> {
        self.vcpu_count(AFFECT_LIVE | VCPU_MAXIMUM)
    }

    /// The domain's current or maximum number of virtual CPUs.
    ///
    /// Errors: VIR_ERR_OPERATION_DENIED for VIR_DOMAIN_VCPU_GUEST on a read-only connection,
    /// VIR_ERR_INVALID_ARG for unknown flags and for live and config together,
    /// VIR_ERR_NO_DOMAIN, VIR_ERR_OPERATION_INVALID for flags that are not valid in the
    /// domain's state.
    pub fn vcpu_count(&self, get_flags: u32) -> Result<u16> {
        if get_flags & VCPU_GUEST != 0 {
            self.connection().check_writable("asking the guest for its virtual CPUs")?;
        }
        Affect::from_flags(get_flags).check_one()?;
        let driver = self.connection().driver();
        driver.check_flags(get_flags, VCPU_FLAGS)?;
        driver.vcpu_count(self.identity(), get_flags)
    }

    /// Sets the running domain's number of virtual CPUs.
    ///
    /// Errors: as [`Self::set_vcpu_count`].
    pub fn set_vcpus(&self, count: u32) -> Result<()> {
        self.set_vcpu_count(count, AFFECT_LIVE)
    }

    /// Sets the domain's current number of virtual CPUs, or its definition's maximum.
    ///
    /// Errors: VIR_ERR_OPERATION_DENIED on a read-only connection, VIR_ERR_INVALID_ARG for 0,
    /// for too many, for unknown flags and for the maximum of a running domain,
    /// VIR_ERR_NO_DOMAIN, VIR_ERR_OPERATION_INVALID for flags that are not valid in the
    /// domain's state.
    pub fn set_vcpu_count(&self, count: u32, set_flags: u32) -> Result<()> {
        let driver = self.driver_to_change("setting the number of virtual CPUs")?;
        let affect = Affect::from_flags(set_flags);
        if set_flags & VCPU_MAXIMUM != 0 && !affect.config {
            return Err(invalid(format!(
                "flags {set_flags:#x} ask for the maximum, expected config with it"
            )));
        }
        if set_flags & VCPU_GUEST != 0 && affect.config {
            return Err(invalid(format!(
                "flags {set_flags:#x} ask for the guest and config, expected one of them"
            )));
        }
        if count == 0 {
            return Err(invalid("nvcpus is 0, expected more".to_owned()));
        }
        driver.check_flags(set_flags, VCPU_FLAGS)?;
        driver.set_vcpu_count(self.identity(), count, set_flags)
    }
}

fn invalid(detail: String) -> Error {
    Error::invalid_arg(VIR_FROM_DOMAIN, detail)
}
