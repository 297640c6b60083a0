//! The API of a virtual machine monitor: JSON by HTTP.

use super::protocol::Outcome;
use super::socket::{self, VmmProcess};
use crate::driver::host::error;
use crate::driver::host::http::{Answer, Client};
use crate::driver::host::microvm::MicroVm;
use crate::driver::host::open_domains::Live;
use crate::driver::host::qmp::Refusal;
use crate::model::{Error, Result, virErrorNumber};
use serde_json::Value;
use std::time::Duration;

/// How much longer than a connection an answer may take.
const PATIENCE: u32 = 2;

/// The status codes of success.
const DONE: std::ops::RangeInclusive<u16> = 200..=299;

/// How much of a refusal's words is told.
const WORDS: usize = 200;

/// A connection to an API.
pub struct Api(Client);

impl Api {
    /// Connects to the socket that the command line names.
    ///
    /// Errors: VIR_ERR_OPERATION_UNSUPPORTED where it names none; those of [`socket::connect`].
    pub fn open(
        vmm_process: &VmmProcess<'_>,
        live: &Live,
        vm: &MicroVm,
        within: Duration,
    ) -> Result<Self> {
        let path = vm.socket.as_deref().ok_or_else(|| no_socket(vmm_process, live, vm))?;
        let (connection, name) = socket::connect(vmm_process, "API socket", path, within)?;
        Ok(Self(Client::new(connection, name, within * PATIENCE)))
    }

    /// Gets what is at a path; none where it is answered that there is nothing, which is for the status
    /// codes in `absent`.
    pub fn get(&mut self, path: &str, absent: &[u16]) -> Outcome<Option<Value>> {
        let answer = self.0.request("GET", path, "")?;
        if absent.contains(&answer.status) {
            return Ok(None);
        }
        self.check(path, &answer)?;
        let value = serde_json::from_slice(&answer.body);
        let unfit = |_| self.0.unfit(&format!("sends no JSON as the answer to {path}"));
        Ok(Some(value.map_err(unfit)?))
    }

    /// The same, of what has to be there.
    pub fn expect(&mut self, path: &str) -> Outcome<Value> {
        self.get(path, &[]).map(|found| found.unwrap_or_default())
    }

    /// Sends JSON to a path.
    pub fn send(&mut self, method: &str, path: &str, body: &str) -> Outcome<()> {
        let answer = self.0.request(method, path, body)?;
        self.check(path, &answer)
    }

    /// A number in an answer.
    pub fn number(&self, answer: &Value, member: &str) -> Outcome<u64> {
        let number = answer.get(member).and_then(Value::as_u64);
        let unfit = || self.0.unfit(&format!("sends no number {member}, expected one"));
        Ok(number.ok_or_else(unfit)?)
    }

    fn check(&self, path: &str, answer: &Answer) -> Outcome<()> {
        if DONE.contains(&answer.status) {
            return Ok(());
        }
        let detail = format!(
            "{path} is refused by {} with status {}: {}",
            self.0.name(),
            answer.status,
            words(&answer.body)
        );
        Err(error::refused(virErrorNumber::VIR_ERR_INTERNAL_ERROR, detail).into())
    }
}

/// The words of a refusal: Firecracker has them in an object, cloud-hypervisor as they are, or in a list.
fn words(body: &[u8]) -> String {
    let fault = serde_json::from_slice::<Value>(body).ok();
    let fault = fault.as_ref().and_then(|fault| fault.get("fault_message")?.as_str());
    let text = String::from_utf8_lossy(body);
    fault.unwrap_or(&text).chars().filter(|c| !c.is_control()).take(WORDS).collect()
}

fn no_socket(vmm_process: &VmmProcess<'_>, live: &Live, vm: &MicroVm) -> Error {
    error::refused(
        virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
        format!(
            "the {} of '{}' (pid {}) has no API at a Unix socket, expected {} PATH on its command line",
            vmm_process.vmm,
            live.domain.identity.name,
            vmm_process.pid,
            vm.kind.option()
        ),
    )
}

/// VIR_ERR_OPERATION_UNSUPPORTED: what the API has no way to do.
pub fn unsupported(detail: String) -> Refusal {
    error::refused(virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED, detail).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_refusals() {
        assert_eq!(words(b"{\"fault_message\": \"no\\nballoon\"}"), "noballoon");
        assert_eq!(words(b"[\"Error from API\",\"why\"]"), "[\"Error from API\",\"why\"]");
        assert_eq!(words(b"plain\r\n"), "plain");
        assert_eq!(words(&[0xff; 1000]).chars().count(), WORDS);
    }
}
