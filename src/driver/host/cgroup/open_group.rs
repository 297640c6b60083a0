//! An open control group: its directory in each hierarchy, and the control files there.

use super::controller::Controller;
use super::fd_cache::{FdCache, Files};
use super::hierarchy::Host;
use super::version::Version;
use crate::driver::host::error;
use crate::model::error::errno_text;
use crate::model::{Result, virErrorNumber};
use crate::sys::{Dir, RelPath, SysResult};
use std::cell::OnceCell;

/// A domain's group. On v2 all controllers have one directory; on v1 the group has one in
/// each controller's hierarchy.
pub struct OpenGroup<'a> {
    host: &'a Host,
    path: &'a RelPath,
    memory: &'a Dir,
    cpu: OnceCell<SysResult<Option<Dir>>>,
    open: FdCache,
}

impl<'a> OpenGroup<'a> {
    /// The group of that path, whose directory in the hierarchy with memory is open.
    pub fn new(host: &'a Host, path: &'a RelPath, memory: &'a Dir) -> Self {
        Self { host, path, memory, cpu: OnceCell::new(), open: FdCache::default() }
    }

    /// The version of its files.
    pub fn version(&self) -> &'static Version {
        self.host.memory.version
    }

    /// Its path in the hierarchy with memory, for messages.
    pub fn path(&self) -> &'a RelPath {
        self.path
    }

    /// Its directory in the hierarchy with memory, which sets are locked by.
    pub fn dir(&self) -> &'a Dir {
        self.memory
    }

    /// Its files in a controller's hierarchy, which stay open as long as this does.
    ///
    /// Errors: those of [`Self::dir_of`].
    pub fn files(&self, controller: Controller) -> Result<Files<'_>> {
        Ok(Files::new(self.dir_of(controller)?, &self.open))
    }

    /// Its directory in a controller's hierarchy.
    ///
    /// Errors: VIR_ERR_OPERATION_INVALID where that hierarchy is not mounted or has no
    /// group for the domain, as libvirt answers.
    pub fn dir_of(&self, controller: Controller) -> Result<&Dir> {
        match controller {
            Controller::Memory => Ok(self.memory),
            Controller::Cpu if !self.host.memory.version.separate_hierarchies => Ok(self.memory),
            Controller::Cpu => {
                let opened = self.cpu.get_or_init(|| self.host.cpu_group(self.path));
                match opened {
                    Ok(Some(dir)) => Ok(dir),
                    Ok(None) => Err(no_hierarchy(controller)),
                    Err(errno) => Err(error::refused(
                        virErrorNumber::VIR_ERR_OPERATION_INVALID,
                        format!(
                            "group '{}' has no group in the hierarchy of the {} controller: {}",
                            self.path,
                            controller.name(),
                            errno_text(errno.raw_os_error())
                        ),
                    )),
                }
            }
        }
    }
}

fn no_hierarchy(controller: Controller) -> crate::model::Error {
    error::refused(
        virErrorNumber::VIR_ERR_OPERATION_INVALID,
        format!("no hierarchy with the {} controller is mounted on this host", controller.name()),
    )
}
