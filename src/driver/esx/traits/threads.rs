//! Threads: a host pins and schedules none for others. All functions of the trait are refused as it says.

use crate::driver::Threads;
use crate::driver::esx::driver::EsxDriver;

impl Threads for EsxDriver {}
