//! Memory sizes and virtual CPUs on the test driver.

use super::TestDriver;
use crate::driver::Size;

impl Size for TestDriver {}
