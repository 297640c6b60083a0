//! Credentials: a program's virConnectAuth, as drivers ask it. No driver of this
//! library asks for any yet, and programs pass these all the same.

use super::types::{
    virConnectAuth, virConnectAuthPtr, virConnectCredential, virConnectCredentialPtr,
};
use crate::api::{CredentialRequest, Credentials};
use crate::model::constants::virConnectCredentialType::{self, *};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use libc::{c_int, c_uint, c_void};
use std::ffi::{CStr, CString};
use std::ptr::{null, null_mut};

/// What a program passed to virConnectOpenAuth. It is not read before a driver
/// asks.
pub struct Auth(virConnectAuthPtr);

impl Auth {
    /// The program's answers.
    ///
    /// # Safety
    /// `auth` is NULL or points, while this lives, to a virConnectAuth whose
    /// `credtype` has room for `ncredtype` numbers.
    pub unsafe fn new(auth: virConnectAuthPtr) -> Self {
        Self(auth)
    }

    fn given(&self) -> Option<&virConnectAuth> {
        // SAFETY: NULL or a virConnectAuth, by the contract of `new`.
        unsafe { self.0.as_ref() }
    }
}

impl Credentials for Auth {
    fn offers(&self, kind: virConnectCredentialType) -> bool {
        let Some(auth) = self.given().filter(|auth| !auth.credtype.is_null()) else {
            return false;
        };
        (0..auth.ncredtype as usize)
            // SAFETY: below `ncredtype`, so a number by the contract of `new`.
            .any(|index| unsafe { auth.credtype.add(index).read() } == kind as c_int)
    }

    fn request(&self, requests: &[CredentialRequest]) -> Result<Vec<Option<Vec<u8>>>> {
        let Some((auth, callback)) = self.given().and_then(|auth| Some((auth, auth.cb?))) else {
            return Err(failed("expected a virConnectAuth with a callback"));
        };
        let texts: Vec<Texts> = requests.iter().map(Texts::new).collect();
        let mut asked: Vec<virConnectCredential> = texts.iter().map(Texts::to_c).collect();
        let count = c_uint::try_from(asked.len()).map_err(|_| failed("too many requests"))?;
        // SAFETY: an array of so many, whose texts live behind the call; the program
        // promised that its function may be called with its data.
        let status = unsafe { callback(asked.as_mut_ptr(), count, auth.cbdata) };
        // Taken out first of all, so that what was answered is freed in any case.
        let answers: Vec<Option<Vec<u8>>> = asked.iter_mut().map(take_answer).collect();
        if status < 0 {
            return Err(failed("the program's callback gave none"));
        }
        let default = |text: &Texts| text.default.as_ref().map(|text| text.as_bytes().to_vec());
        let answers = answers.into_iter().zip(&texts);
        Ok(answers.map(|(answer, text)| answer.or_else(|| default(text))).collect())
    }
}

/// A request's texts for C.
struct Texts {
    kind: virConnectCredentialType,
    prompt: CString,
    challenge: Option<CString>,
    default: Option<CString>,
}

impl Texts {
    fn new(request: &CredentialRequest) -> Self {
        Self {
            kind: request.kind,
            prompt: text(&request.prompt),
            challenge: request.challenge.as_deref().map(text),
            default: request.default.as_deref().map(text),
        }
    }

    fn to_c(&self) -> virConnectCredential {
        let pointer = |text: &Option<CString>| text.as_deref().map_or(null(), CStr::as_ptr);
        virConnectCredential {
            r#type: self.kind as c_int,
            prompt: self.prompt.as_ptr(),
            challenge: pointer(&self.challenge),
            defresult: pointer(&self.default),
            result: null_mut(),
            resultlen: 0,
        }
    }
}

/// A text for C, cut at an inner NUL.
fn text(text: &str) -> CString {
    CString::new(text.split('\0').next().unwrap_or_default()).unwrap_or_default()
}

fn take_answer(credential: &mut virConnectCredential) -> Option<Vec<u8>> {
    let result = std::mem::replace(&mut credential.result, null_mut());
    if result.is_null() {
        return None;
    }
    let length = credential.resultlen as usize;
    // SAFETY: the callback's answer, of that length and from malloc, as the type
    // asks for; nothing else has it by now.
    unsafe {
        let answer = std::slice::from_raw_parts(result.cast::<u8>(), length).to_vec();
        libc::free(result.cast());
        Some(answer)
    }
}

fn failed(why: &str) -> Error {
    Error::new(
        virErrorDomain::VIR_FROM_AUTH,
        virErrorNumber::VIR_ERR_AUTH_FAILED,
        format!("the driver asks for credentials: {why}"),
    )
}

unsafe extern "C" fn no_credentials(
    _cred: virConnectCredentialPtr,
    _ncred: c_uint,
    _cbdata: *mut c_void,
) -> c_int {
    -1
}

/// The kinds that libvirt's own asks for.
static mut KINDS: [c_int; 6] = [
    VIR_CRED_AUTHNAME as c_int,
    VIR_CRED_ECHOPROMPT as c_int,
    VIR_CRED_REALM as c_int,
    VIR_CRED_PASSPHRASE as c_int,
    VIR_CRED_NOECHOPROMPT as c_int,
    VIR_CRED_EXTERNAL as c_int,
];

/// Never read here; a program may change it, as it may libvirt's.
static mut DEFAULT_AUTH: virConnectAuth = virConnectAuth {
    credtype: (&raw mut KINDS).cast(),
    ncredtype: 6,
    cb: Some(no_credentials),
    cbdata: null_mut(),
};

/// The answers to pass to virConnectOpenAuth where a program has none of its own.
#[unsafe(no_mangle)]
pub static mut virConnectAuthPtrDefault: virConnectAuthPtr = &raw mut DEFAULT_AUTH;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capi::strings::to_c;

    /// Answers a name with what `cbdata` points to, nothing else.
    unsafe extern "C" fn answer(
        cred: virConnectCredentialPtr,
        ncred: c_uint,
        cbdata: *mut c_void,
    ) -> c_int {
        for index in 0..ncred as usize {
            // SAFETY: the library passes so many, with a prompt each.
            let (one, prompt) = unsafe {
                let one = &mut *cred.add(index);
                let prompt = CStr::from_ptr(one.prompt);
                (one, prompt.to_str().unwrap())
            };
            if one.r#type == VIR_CRED_AUTHNAME as c_int {
                assert_eq!(prompt, "name of host");
                // SAFETY: the tests pass a text.
                let name = unsafe { CStr::from_ptr(cbdata.cast()) }.to_str().unwrap();
                one.result = to_c(name);
                one.resultlen = name.len() as c_uint;
            }
        }
        0
    }

    fn request(kind: virConnectCredentialType, default: Option<&str>) -> CredentialRequest {
        CredentialRequest {
            kind,
            prompt: "name of host".to_owned(),
            challenge: None,
            default: default.map(str::to_owned),
        }
    }

    fn code(auth: virConnectAuthPtr) -> virErrorNumber {
        // SAFETY: NULL, or one of the tests'.
        let auth = unsafe { Auth::new(auth) };
        auth.request(&[request(VIR_CRED_AUTHNAME, None)]).unwrap_err().code()
    }

    #[test]
    fn answers_of_a_callback() {
        let mut kinds = [VIR_CRED_AUTHNAME as c_int, VIR_CRED_PASSPHRASE as c_int];
        let name = c"me";
        let mut auth = virConnectAuth {
            credtype: kinds.as_mut_ptr(),
            ncredtype: 2,
            cb: Some(answer),
            cbdata: name.as_ptr().cast_mut().cast(),
        };
        // SAFETY: it lives to the end of the test.
        let asked = unsafe { Auth::new(&raw mut auth) };
        assert!(asked.offers(VIR_CRED_PASSPHRASE));
        assert!(!asked.offers(VIR_CRED_REALM));
        let requests = [
            request(VIR_CRED_PASSPHRASE, None),
            request(VIR_CRED_AUTHNAME, Some("root")),
            request(VIR_CRED_REALM, Some("here")),
        ];
        let answers = asked.request(&requests).unwrap();
        assert_eq!(answers, [None, Some(b"me".to_vec()), Some(b"here".to_vec())]);
    }

    #[test]
    fn no_answers() {
        assert_eq!(code(null_mut()), virErrorNumber::VIR_ERR_AUTH_FAILED);
        // SAFETY: nothing writes it.
        assert_eq!(code(unsafe { virConnectAuthPtrDefault }), virErrorNumber::VIR_ERR_AUTH_FAILED);
        let mut mute =
            virConnectAuth { credtype: null_mut(), ncredtype: 9, cb: None, cbdata: null_mut() };
        assert_eq!(code(&raw mut mute), virErrorNumber::VIR_ERR_AUTH_FAILED);
        // SAFETY: it lives to the end of the test.
        assert!(!unsafe { Auth::new(&raw mut mute) }.offers(VIR_CRED_AUTHNAME));
    }
}
