//! Devices: none is changed. All functions of the trait are refused as it says.

use crate::driver::Devices;
use crate::driver::esx::driver::EsxDriver;

impl Devices for EsxDriver {}
