//! The credentials of a program that lets the library ask its user.

use crate::capi::boundary::guard::guard_quiet;
use crate::capi::boundary::strings::copy_to_c;
use crate::capi::types::connection::{
    virConnectAuth, virConnectAuthPtr, virConnectCredential, virConnectCredentialPtr,
};
use crate::model::constants::virConnectCredentialType::*;
use crate::sys::terminal;
use libc::{c_int, c_uint, c_void};
use std::ffi::CStr;
use std::ptr::null_mut;

/// What the user sees in front of the answer.
const END_OF_PROMPT: &str = ": ";

unsafe extern "C-unwind" fn ask_user(
    cred: virConnectCredentialPtr,
    ncred: c_uint,
    _cbdata: *mut c_void,
) -> c_int {
    guard_quiet(-1, || {
        // SAFETY: the caller's array of that many.
        let credentials = (0..ncred as usize).map(|index| unsafe { &mut *cred.add(index) });
        // SAFETY: each is the caller's.
        let answered = |credential: &mut virConnectCredential| unsafe { answer(credential) };
        if credentials.map(answered).all(|answer| answer.is_some()) { 0 } else { -1 }
    })
}

/// Has the user answer; `None` where that cannot be, or there is no terminal.
///
/// # Safety
/// The prompt is NULL or NUL-terminated.
unsafe fn answer(credential: &mut virConnectCredential) -> Option<()> {
    let prompt = if credential.prompt.is_null() {
        String::new()
    } else {
        // SAFETY: by this function's contract.
        unsafe { CStr::from_ptr(credential.prompt) }.to_string_lossy().into_owned()
    };
    let question = prompt + END_OF_PROMPT;
    let kind = credential.r#type;
    let shown = [VIR_CRED_USERNAME, VIR_CRED_AUTHNAME, VIR_CRED_ECHOPROMPT, VIR_CRED_REALM];
    let hidden = [VIR_CRED_PASSPHRASE, VIR_CRED_NOECHOPROMPT];
    let answer = if shown.iter().any(|known| *known as c_int == kind) {
        terminal::ask(&question)?
    } else if hidden.iter().any(|known| *known as c_int == kind) {
        terminal::ask_hidden(&question)?
    } else {
        return None;
    };
    // Nothing is the default, if there is one.
    if !answer.is_empty() || credential.defresult.is_null() {
        credential.resultlen = c_uint::try_from(answer.len()).ok()?;
        credential.result = copy_to_c(&answer);
    }
    Some(())
}

/// The types in libvirt's own.
static mut KINDS: [c_int; 6] = [
    VIR_CRED_AUTHNAME as c_int,
    VIR_CRED_ECHOPROMPT as c_int,
    VIR_CRED_REALM as c_int,
    VIR_CRED_PASSPHRASE as c_int,
    VIR_CRED_NOECHOPROMPT as c_int,
    VIR_CRED_EXTERNAL as c_int,
];

/// Never read by the library; a program may change it, as with libvirt.
static mut DEFAULT_AUTH: virConnectAuth = virConnectAuth {
    credtype: (&raw mut KINDS).cast(),
    ncredtype: 6,
    cb: Some(ask_user),
    cbdata: null_mut(),
};

/// The default credentials, for virConnectOpenAuth: the user is asked at the terminal, which shows no
/// password. Where the standard input is no terminal, it declines.
#[unsafe(no_mangle)]
pub static mut virConnectAuthPtrDefault: virConnectAuthPtr = &raw mut DEFAULT_AUTH;
