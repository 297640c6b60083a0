//! Sets and gets by families.

use super::families::Memtune;
use super::impact::Impact;
use super::tunable::Tune;
use crate::api::Domain;
use crate::model::Result;
use crate::model::constants::virMemctlMemoryFlags;

impl Domain {
    /// Sets parameters of a family, all of them or none: [`Memtune`],
    /// [`Cputune`](super::Cputune), [`Blkiotune`](super::Blkiotune) or [`Numatune`](super::Numatune).
    ///
    /// Errors: those of [`Domain::set_parameters`].
    pub fn tune<T: Tune>(&self, wanted: &T, impact: Impact) -> Result<()> {
        self.set_parameters(T::FAMILY, "", wanted.params(), impact.flags())
    }

    /// As [`Self::tune`] for memory, but a lower hard limit is written at once: without reclaim before, the
    /// kernel kills processes of the domain where memory in use stays above it (VIR_MEMCTL_FORCE).
    ///
    /// Errors: those of [`Domain::set_memory_parameters`].
    pub fn force_memory(&self, wanted: &Memtune, impact: Impact) -> Result<()> {
        let force = virMemctlMemoryFlags::VIR_MEMCTL_FORCE as u32;
        self.set_memory_parameters(wanted.params(), impact.flags() | force)
    }

    /// The parameters of a family that the host has.
    ///
    /// Errors: those of [`Domain::parameters`]; VIR_ERR_INVALID_ARG for [`Impact::LiveAndConfig`].
    pub fn tuned<T: Tune>(&self, impact: Impact) -> Result<T> {
        self.parameters(T::FAMILY, "", impact.flags()).map(T::from_params)
    }
}
