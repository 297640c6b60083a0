//! Devices: not supported.

use crate::driver::Devices;
use crate::driver::host::driver::HostDriver;

impl Devices for HostDriver {}
