//! Users of a test host: `<auth>` in its file.

use super::error::xml_error;
use crate::driver::{CredentialRequest, Opening};
use crate::model::constants::virConnectCredentialType::{self, *};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::tree::Element;

/// What the prompts call the host.
const HOST: &str = "localhost";

/// Who may open the host.
pub struct User {
    name: String,
    password: Option<String>,
}

/// The users of a `<node>`; VIR_ERR_XML_ERROR for one without a name.
pub fn read(node: &Element) -> Result<Vec<User>> {
    let groups = node.elements().filter(|element| element.name == "auth");
    let users = groups.flat_map(Element::elements).filter(|element| element.name == "user");
    let user = |element: &Element| {
        let name = element.text();
        if name.is_empty() {
            return Err(xml_error("a <user> of <auth> has no name as its text".to_owned()));
        }
        let password = element.attribute("password").map(str::to_owned);
        Ok(User { name, password })
    };
    users.map(user).collect()
}

/// Asks for a name and its password, where there are users. The password of a name that does
/// not exist is asked for too.
pub fn authenticate(users: Vec<User>) -> Opening<()> {
    if users.is_empty() {
        return Opening::Open(());
    }
    let request = request(&[VIR_CRED_AUTHNAME], format!("Enter username for {HOST}"));
    Opening::Asking(request, Box::new(move |name| Ok(ask_password(&users, &name))))
}

fn ask_password(users: &[User], name: &[u8]) -> Opening<()> {
    let found = users.iter().find(|user| user.name.as_bytes() == name);
    let expected = match found.map(|user| &user.password) {
        Some(None) => return Opening::Open(()),
        Some(Some(password)) => Some(password.clone()),
        None => None,
    };
    let name = String::from_utf8_lossy(name);
    let prompt = format!("Enter {name}'s password for {HOST}");
    let request = request(&[VIR_CRED_PASSPHRASE, VIR_CRED_NOECHOPROMPT], prompt);
    let check = move |password: Vec<u8>| match expected {
        Some(expected) if expected.as_bytes() == password => Ok(Opening::Open(())),
        _ => Err(Error::new(
            virErrorDomain::VIR_FROM_TEST,
            virErrorNumber::VIR_ERR_AUTH_FAILED,
            "no <user> of the host's <auth> has this name and password",
        )),
    };
    Opening::Asking(request, Box::new(check))
}

fn request(kinds: &'static [virConnectCredentialType], prompt: String) -> CredentialRequest {
    CredentialRequest {
        kinds,
        prompt,
        challenge: Some(HOST.to_owned()),
        default: None,
        refusal: (virErrorDomain::VIR_FROM_AUTH, virErrorNumber::VIR_ERR_INVALID_ARG),
        unserved: virErrorDomain::VIR_FROM_AUTH,
        declined: virErrorDomain::VIR_FROM_AUTH,
    }
}
