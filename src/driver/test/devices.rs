//! Devices on the test driver.

use super::TestDriver;
use crate::driver::Devices;

impl Devices for TestDriver {}
