//! `<vsock>`: the guest's address for virtual sockets.

use crate::model::Result;
use crate::xml::definition::shape::{Shape, element, one_of, positive, yes_no};
use crate::xml::definition::unsupported;
use crate::xml::size::parse_number;
use crate::xml::tree::Element;

const MODELS: &[&str] = &["virtio", "virtio-transitional", "virtio-non-transitional"];

/// The lowest address of a guest; those below mean hosts.
const LEAST: u64 = 3;

/// The shape of `<vsock>`.
pub const VSOCK: Shape = element("vsock")
    .attributes(&[one_of("model", MODELS)])
    .children(&[element("cid").attributes(&[yes_no("auto"), positive("address")])])
    .info();

/// Says whether the address is chosen when the domain starts.
pub fn complete(vsock: &mut Element) -> Result<()> {
    vsock.edit("cid", &["boot", "alias", "rom", "acpi", "address"], |cid| {
        let address = cid.attribute("address").and_then(parse_number);
        if let Some(address) = address.filter(|address| *address < LEAST) {
            return unsupported(format!(
                "<cid> has address='{address}', expected at least {LEAST}"
            ));
        }
        let automatic = cid.take_attribute("auto");
        let usual = if address.is_some() { "no" } else { "yes" };
        cid.set_first("auto", automatic.unwrap_or_else(|| usual.to_owned()));
        Ok(())
    })
}
