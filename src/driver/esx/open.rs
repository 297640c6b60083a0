//! Opens a URI: who logs in, and the host.

use super::driver::EsxDriver;
use super::host_system;
use super::session::{Login, Session};
use super::target::{Product, Target};
use crate::driver::auth_conf::Credentials;
use crate::driver::{CredentialRequest, Driver, Opening};
use crate::model::constants::virConnectCredentialType::{self, *};
use crate::model::uri::Uri;
use crate::model::virErrorDomain::VIR_FROM_AUTH;
use crate::model::{Result, virErrorNumber};
use std::sync::Arc;

/// The name of the service in auth.conf, for both products.
const SERVICE: &str = "esx";

const KINDS_OF_NAMES: &[virConnectCredentialType] = &[VIR_CRED_AUTHNAME];
const KINDS_OF_PASSWORDS: &[virConnectCredentialType] =
    &[VIR_CRED_PASSPHRASE, VIR_CRED_NOECHOPROMPT];

/// Opens `esx://`, a host.
///
/// Errors: VIR_ERR_INVALID_ARG for what the URI says; VIR_ERR_AUTH_FAILED for credentials and certificates;
/// VIR_ERR_SYSTEM_ERROR, VIR_ERR_OPERATION_TIMEOUT and VIR_ERR_HTTP_ERROR where the host does not answer;
/// VIR_ERR_INTERNAL_ERROR for a vCenter, or another answer than the API's.
pub fn open_esx(uri: &Uri, _flags: u32) -> Result<Opening<Arc<dyn Driver>>> {
    open(uri, Product::Esx)
}

/// Opens `vpx://`, a host that a vCenter manages. Errors: as for [`open_esx`].
pub fn open_vpx(uri: &Uri, _flags: u32) -> Result<Opening<Arc<dyn Driver>>> {
    open(uri, Product::VCenter)
}

fn open(uri: &Uri, product: Product) -> Result<Opening<Arc<dyn Driver>>> {
    let target = Target::parse(uri, product)?;
    let authfile = target.parameters.authfile.as_deref();
    let credentials = Credentials::load(authfile, SERVICE, &target.host)?;
    Questions { target, credentials }.ask_name()
}

/// What is asked before the host is.
struct Questions {
    target: Target,
    credentials: Credentials,
}

impl Questions {
    fn ask_name(self) -> Result<Opening<Arc<dyn Driver>>> {
        let known = self.target.user.as_deref().or_else(|| self.credentials.get("username"));
        if let Some(name) = known.map(str::to_owned) {
            return self.ask_password(name);
        }
        let default = match self.target.product {
            Product::Esx => "root",
            Product::VCenter => "administrator",
        };
        let mut request = self.request(KINDS_OF_NAMES, "username");
        request.prompt = format!("{} [{default}]", request.prompt);
        request.default = Some(default.to_owned());
        Ok(Opening::Asking(request, Box::new(move |name| self.ask_password(text(&name)))))
    }

    fn ask_password(self, user: String) -> Result<Opening<Arc<dyn Driver>>> {
        if let Some(password) = self.credentials.get("password").map(str::to_owned) {
            return self.log_in(Login { user, password }).map(Opening::Open);
        }
        let request = self.request(KINDS_OF_PASSWORDS, &format!("{user}'s password"));
        let log_in = move |password: Vec<u8>| {
            self.log_in(Login { user, password: text(&password) }).map(Opening::Open)
        };
        Ok(Opening::Asking(request, Box::new(log_in)))
    }

    fn request(&self, kinds: &'static [virConnectCredentialType], what: &str) -> CredentialRequest {
        CredentialRequest {
            kinds,
            prompt: format!("Enter {what} for {}", self.target.host),
            challenge: Some(self.target.host.clone()),
            default: None,
            refusal: (VIR_FROM_AUTH, virErrorNumber::VIR_ERR_INVALID_ARG),
            unserved: VIR_FROM_AUTH,
            declined: VIR_FROM_AUTH,
        }
    }

    fn log_in(&self, login: Login) -> Result<Arc<dyn Driver>> {
        let session = Session::open(&self.target, login)?;
        let host = host_system::find(&session, &self.target)?;
        Ok(Arc::new(EsxDriver::new(session, host, &self.target)))
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
