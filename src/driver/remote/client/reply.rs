//! What a reply says: the result's payload, or an error.

use super::input::Packet;
use crate::driver::remote::error::internal;
use crate::driver::remote::protocol::{self, Decoder, Program, Status, rpc_error};
use crate::model::constants::virErrorLevel;
use crate::model::{Error, Result, Sent, virErrorDomain, virErrorNumber};

/// A reply, and the call that it should be the reply to.
pub struct Reply<'r> {
    pub packet: Packet,
    /// The call's program and procedure.
    pub procedure: (Program, i32),
    /// The call's name.
    pub name: &'r str,
}

impl Reply<'_> {
    /// The packet, if it holds a result.
    pub fn checked(self) -> Result<Packet> {
        let header = self.packet.header;
        let found = (header.program, header.procedure);
        if found != self.procedure {
            let detail = format!("the answer to {} is that of procedure {}", self.name, found.1);
            return Err(internal(detail));
        }
        match header.status {
            status if status == Status::Ok as u32 => Ok(self.packet),
            status if status == Status::Error as u32 => {
                Err(error(&mut Decoder::new(self.packet.payload()))?)
            }
            status => Err(rpc_error(format!("the answer to {} has status {status}", self.name))),
        }
    }
}

/// The error that a server sends.
fn error(payload: &mut Decoder<'_>) -> Result<Error> {
    let sent = protocol::SentError::decode(payload)?;
    let message = sent.message.unwrap_or_else(|| "Unknown error".to_owned());
    if sent.code == 0 {
        return Ok(Error::sent(no_cause()));
    }
    let is_unknown = is_unknown_procedure(sent.code, sent.domain, &message);
    let code = if is_unknown { virErrorNumber::VIR_ERR_NO_SUPPORT as i32 } else { sent.code };
    Ok(Error::sent(Sent {
        code,
        domain: sent.domain,
        level: sent.level,
        message,
        str1: sent.str1,
        str2: sent.str2,
        str3: sent.str3,
        int1: sent.int1,
        int2: sent.int2,
    }))
}

/// What libvirt's client makes of an error with the code of success.
fn no_cause() -> Sent {
    Sent {
        code: virErrorNumber::VIR_ERR_INTERNAL_ERROR as i32,
        domain: virErrorDomain::VIR_FROM_NONE as i32,
        level: virErrorLevel::VIR_ERR_ERROR as i32,
        message: "An error occurred, but the cause is unknown".to_owned(),
        str1: None,
        str2: None,
        str3: None,
        int1: 0,
        int2: 0,
    }
}

/// Whether a server that is older than the procedure answers.
fn is_unknown_procedure(code: i32, domain: i32, message: &str) -> bool {
    let of_protocol = [virErrorDomain::VIR_FROM_RPC as i32, virErrorDomain::VIR_FROM_REMOTE as i32];
    code == virErrorNumber::VIR_ERR_RPC as i32
        && of_protocol.contains(&domain)
        && message.starts_with("unknown procedure")
}
