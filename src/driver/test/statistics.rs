//! Statistics on the test driver.

use super::TestDriver;
use crate::driver::Statistics;

impl Statistics for TestDriver {}
