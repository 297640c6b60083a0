//! Definition and life of domains on the test driver.

use super::TestDriver;
use crate::driver::Life;

impl Life for TestDriver {}
