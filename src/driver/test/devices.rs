//! Devices on the test driver.

use super::driver::TestDriver;
use crate::driver::Devices;

impl Devices for TestDriver {}
