//! Tuning parameters beside memory on the test driver.

use super::TestDriver;
use crate::driver::Tune;

impl Tune for TestDriver {}
