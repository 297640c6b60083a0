//! The host of the test driver.

use super::TestDriver;
use crate::driver::Node;
use crate::model::{Result, virErrorDomain};

impl Node for TestDriver {
    fn kind(&self) -> &'static str {
        "TEST"
    }

    fn error_domain(&self) -> virErrorDomain {
        virErrorDomain::VIR_FROM_TEST
    }

    fn version(&self) -> Result<u64> {
        Ok(2)
    }
}
