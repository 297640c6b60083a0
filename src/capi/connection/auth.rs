//! Credentials: a program's virConnectAuth, as drivers ask it.

use crate::api::{Connection, CredentialRequest, Opening, Resume, no_credentials};
use crate::capi::boundary::guard::Turn;
use crate::capi::boundary::handles;
use crate::capi::boundary::memory::boxed;
use crate::capi::boundary::program_calls::{Call, keep, take_kept};
use crate::capi::types::connection::{
    virConnectAuth, virConnectAuthPtr, virConnectCredential, virConnectCredentialPtr,
};
use crate::capi::types::handles::virConnectPtr;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use libc::c_int;
use std::ffi::{CStr, CString};
use std::ptr::{null, null_mut};

/// Goes on with an opening: the new connection, or a call that asks the program.
///
/// # Safety
/// `auth` is NULL or points to a virConnectAuth whose `credtype` has room for `ncredtype`
/// numbers, and whose callback may be called.
pub unsafe fn go_on(
    opening: Opening<Connection>,
    auth: virConnectAuthPtr,
) -> Result<Turn<virConnectPtr>> {
    match opening {
        Opening::Open(connection) => Ok(Turn::Done(handles::new_connect(connection))),
        Opening::Asking(request, resume) => {
            // SAFETY: by this function's contract.
            let question = unsafe { Question::new(&request, resume, auth.as_ref()) }?;
            let call = question.call;
            keep(question);
            Ok(Turn::Ask(call))
        }
    }
}

/// Goes on with what the program has answered to the call of [`go_on`], which returned `status`.
pub fn answered(status: c_int) -> Result<Opening<Connection>> {
    let question: Question =
        take_kept().ok_or_else(|| failed(virErrorDomain::VIR_FROM_AUTH, "nothing was asked"))?;
    let (answer, resume) = question.answer(status)?;
    resume(answer)
}

/// A request, as the program sees it, and what its answer is for.
struct Question {
    prompt: CString,
    /// Read by the program alone.
    _challenge: Option<CString>,
    default: Option<CString>,
    /// From malloc: the program writes to it.
    credential: virConnectCredentialPtr,
    call: Call,
    /// The domain of the error of a program that does not answer.
    declined: virErrorDomain,
    resume: Option<Resume<Connection>>,
}

impl Question {
    /// # Safety
    /// As for [`go_on`].
    unsafe fn new(
        request: &CredentialRequest,
        resume: Resume<Connection>,
        auth: Option<&virConnectAuth>,
    ) -> Result<Self> {
        let (auth, function) =
            auth.and_then(|auth| Some((auth, auth.cb?))).ok_or_else(|| no_credentials(request))?;
        // SAFETY: by this function's contract.
        let kind = unsafe { kind(request, auth) }?;
        let prompt = text(&request.prompt);
        let challenge = request.challenge.as_deref().map(text);
        let default = request.default.as_deref().map(text);
        let pointer = |text: &Option<CString>| text.as_deref().map_or(null(), CStr::as_ptr);
        let credential = boxed(virConnectCredential {
            r#type: kind,
            prompt: prompt.as_ptr(),
            challenge: pointer(&challenge),
            defresult: pointer(&default),
            result: null_mut(),
            resultlen: 0,
        });
        let call = Call::Auth { function, credentials: credential, count: 1, data: auth.cbdata };
        let resume = Some(resume);
        let declined = request.declined;
        Ok(Self { prompt, _challenge: challenge, default, credential, call, declined, resume })
    }

    fn answer(mut self, status: c_int) -> Result<(Vec<u8>, Resume<Connection>)> {
        let prompt = self.prompt.to_string_lossy();
        let failed = |why: &str| failed(self.declined, why);
        if status < 0 {
            return Err(failed(&format!("the program's callback declined '{prompt}'")));
        }
        let default = self.default.as_ref().map(|text| text.as_bytes().to_vec());
        let answer = self.given().or(default);
        let answer = answer.ok_or_else(|| {
            failed(&format!("the program's callback has no answer to '{prompt}'"))
        })?;
        let resume = self.resume.take();
        Ok((answer, resume.ok_or_else(|| failed("answered before"))?))
    }

    fn given(&self) -> Option<Vec<u8>> {
        // SAFETY: this question's own; the callback's answer is of that length.
        unsafe {
            let credential = &*self.credential;
            let result = credential.result.cast::<u8>();
            let length = credential.resultlen as usize;
            (!result.is_null()).then(|| std::slice::from_raw_parts(result, length).to_vec())
        }
    }
}

impl Drop for Question {
    fn drop(&mut self) {
        // SAFETY: this question's own; the answer is from malloc, as the type asks for.
        unsafe {
            libc::free((*self.credential).result.cast());
            libc::free(self.credential.cast());
        }
    }
}

/// The first type that the program offers, of those that serve.
///
/// # Safety
/// `credtype` has room for `ncredtype` numbers, or is NULL.
unsafe fn kind(request: &CredentialRequest, auth: &virConnectAuth) -> Result<c_int> {
    let count = if auth.credtype.is_null() { 0 } else { auth.ncredtype as usize };
    // SAFETY: below `ncredtype`, so a number by this function's contract.
    let mut offered = (0..count).map(|index| unsafe { auth.credtype.add(index).read() });
    let serves = |kind: &c_int| request.kinds.iter().any(|wanted| *wanted as c_int == *kind);
    offered.find(serves).ok_or_else(|| {
        let kinds: Vec<String> = request.kinds.iter().map(|kind| format!("{kind:?}")).collect();
        let kinds = kinds.join(" or ");
        let why = format!("'{}' is asked, expected {kinds} in credtype", request.prompt);
        failed(request.unserved, &why)
    })
}

/// A text for C, cut at an inner NUL.
fn text(text: &str) -> CString {
    CString::new(text.split('\0').next().unwrap_or_default()).unwrap_or_default()
}

fn failed(domain: virErrorDomain, why: &str) -> Error {
    Error::new(domain, virErrorNumber::VIR_ERR_AUTH_FAILED, why)
}
