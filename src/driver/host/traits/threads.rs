//! Virtual CPUs and their placement: not supported.

use crate::driver::Threads;
use crate::driver::host::driver::HostDriver;

impl Threads for HostDriver {}
