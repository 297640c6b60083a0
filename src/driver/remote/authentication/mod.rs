//! Authentication, before the server opens anything.

mod sasl;

use super::client::Client;
use super::error::{refused, unavailable};
use super::protocol::auth_polkit;
use super::target::Target;
use crate::driver::Opening;
use crate::model::virErrorDomain::VIR_FROM_REMOTE;
use crate::model::{Result, virErrorNumber};
use std::sync::Arc;

/// The ways to authenticate, as the server numbers them.
const NONE: i32 = 0;
const SASL: i32 = 1;
const POLKIT: i32 = 2;

/// Authenticates in the way that the server offers; the parameter `auth` may want another.
///
/// Errors: VIR_ERR_AUTH_FAILED for a way or a mechanism that the server does not offer, and for
/// credentials; VIR_ERR_AUTH_UNAVAILABLE where no mechanism of the server's is known; what the server
/// answers.
pub fn authenticate(client: &Arc<Client>, target: &Target, offered: &[i32]) -> Result<Opening<()>> {
    let offered = offered.first().copied().unwrap_or(NONE);
    let mechanism = wanted_mechanism(offered, target)?;
    match offered {
        NONE => Ok(Opening::Open(())),
        POLKIT => Ok(Opening::Open(client.call(auth_polkit()).map(|_| ())?)),
        SASL => sasl::authenticate(client, target, mechanism),
        other => Err(unavailable(format!("the server asks for the unknown way {other}"))),
    }
}

/// The SASL mechanism that the parameter `auth` wants; refuses what it wants and the server does not
/// offer.
fn wanted_mechanism(offered: i32, target: &Target) -> Result<Option<&str>> {
    let Some(wanted) = target.parameters.auth.as_deref() else { return Ok(None) };
    let (way, mechanism) = match wanted.split_once('.') {
        Some((way, mechanism)) => (way, Some(mechanism)),
        None => (wanted, None),
    };
    let number = match way.to_ascii_lowercase().as_str() {
        "none" => Some(NONE),
        "polkit" => Some(POLKIT),
        "sasl" => Some(SASL),
        _ => None,
    };
    if number == Some(offered) {
        return Ok(mechanism);
    }
    let detail = format!("the parameter auth is '{wanted}', which the server does not offer");
    Err(refused(virErrorNumber::VIR_ERR_AUTH_FAILED, detail).with_domain(VIR_FROM_REMOTE))
}
