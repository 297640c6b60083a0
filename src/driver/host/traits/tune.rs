//! Parameters of other controllers than memory: not supported yet.

use crate::driver::Tune;
use crate::driver::host::driver::HostDriver;

impl Tune for HostDriver {}
