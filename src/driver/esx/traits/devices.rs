//! Devices and threads: a host of this kind lets none be changed.

use crate::driver::esx::driver::EsxDriver;
use crate::driver::{Devices, Threads};

impl Devices for EsxDriver {}

impl Threads for EsxDriver {}
