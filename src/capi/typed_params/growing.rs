//! A growing array of parameters.

use crate::capi::boundary::guard::{NoHandle, guard};
use crate::capi::boundary::strings::{bytes, null};
use crate::capi::boundary::typed_params::put;
use crate::capi::types::typed_params::{virTypedParameter, virTypedParameterPtr};
use crate::model::constants::VIR_TYPED_PARAM_FIELD_LENGTH;
use crate::model::typed::Value;
use crate::model::virErrorDomain::VIR_FROM_NONE;
use crate::model::{Error, Result, virErrorNumber};
use libc::{c_char, c_int};

/// A caller's growing array: the array, the number of its parameters, and its capacity.
#[derive(Clone, Copy)]
pub struct Growing {
    pub params: *mut virTypedParameterPtr,
    pub nparams: *mut c_int,
    pub maxparams: *mut c_int,
}

impl Growing {
    /// Adds a parameter; a name that is too long is reported before an invalid value.
    ///
    /// # Safety
    /// The pointers are NULL or point to an array from malloc (or NULL), the number in it and
    /// its capacity; `name` is NULL or a NUL-terminated string.
    pub unsafe fn add(
        self,
        name: *const c_char,
        value: impl FnOnce() -> Result<Value>,
    ) -> Result<()> {
        // SAFETY: by this function's contract.
        let name = unsafe { bytes(name) }.unwrap_or_default().to_bytes();
        if name.len() >= VIR_TYPED_PARAM_FIELD_LENGTH {
            return Err(Error::new(
                VIR_FROM_NONE,
                virErrorNumber::VIR_ERR_INTERNAL_ERROR,
                format!(
                    "name '{}' has {} bytes, expected less than {VIR_TYPED_PARAM_FIELD_LENGTH}",
                    String::from_utf8_lossy(name),
                    name.len()
                ),
            ));
        }
        let value = value()?;
        // SAFETY: by this function's contract.
        unsafe {
            let place = self.make_room()?;
            put(place, name, &value);
            self.nparams.write(self.nparams.read() + 1);
        }
        Ok(())
    }

    /// The place for one more parameter.
    ///
    /// # Safety
    /// As for [`Self::add`].
    unsafe fn make_room(self) -> Result<virTypedParameterPtr> {
        if self.params.is_null() || self.nparams.is_null() || self.maxparams.is_null() {
            return Err(null("params, nparams or maxparams", VIR_FROM_NONE));
        }
        // SAFETY: not NULL, so an array and its numbers by this type's contract.
        unsafe {
            let (used, room) = (self.nparams.read(), self.maxparams.read());
            let (Ok(count), Some(wanted)) = (usize::try_from(used), used.checked_add(1)) else {
                return Err(Error::invalid_arg(
                    VIR_FROM_NONE,
                    format!("*nparams is {used}, expected 0 or more, and room for one"),
                ));
            };
            if wanted > room {
                let more = wanted.saturating_add(wanted / 2).max(4);
                let bytes = usize::try_from(more)
                    .ok()
                    .and_then(|more| more.checked_mul(size_of::<virTypedParameter>()));
                let grown = bytes.map(|bytes| libc::realloc(self.params.read().cast(), bytes));
                let Some(grown) = grown.filter(|grown| !grown.is_null()) else {
                    let what = format!("{more} parameters");
                    return Err(Error::new(VIR_FROM_NONE, virErrorNumber::VIR_ERR_NO_MEMORY, what));
                };
                self.params.write(grown.cast());
                self.maxparams.write(more);
            }
            Ok(self.params.read().add(count))
        }
    }
}

/// The common part of the functions that add a value.
///
/// # Safety
/// As for [`Growing::add`].
pub unsafe fn add(
    function: &str,
    growing: Growing,
    name: *const c_char,
    value: impl FnOnce() -> Result<Value>,
) -> c_int {
    guard(function, NoHandle, -1, || {
        // SAFETY: by this function's contract.
        unsafe { growing.add(name, value) }?;
        Ok(0)
    })
}
