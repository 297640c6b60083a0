//! `<iotune>`: I/O limits of a disk.

use crate::model::constants::virTypedParameterType::VIR_TYPED_PARAM_STRING;
use crate::model::parameters::block_iotune::{BlockIoTune, PARAMETERS, check_totals};
use crate::model::parameters::in_document_order;
use crate::model::typed::Value;
use crate::model::{Result, virErrorDomain};
use crate::xml::definition::fault;
use crate::xml::definition::value::{filled, take_content, take_text, texts};
use crate::xml::tree::Element;

/// Removes the limits from a disk and parses them.
pub fn take(disk: &mut Element) -> Result<BlockIoTune> {
    disk.part("iotune", |element| {
        let mut tune = BlockIoTune::default();
        for (name, parameter) in in_document_order(PARAMETERS) {
            let value = match parameter.kind {
                VIR_TYPED_PARAM_STRING => {
                    take_text(element, name).map(|text| Value::of_text(&text))
                }
                _ => take_content(element, name)?.map(Value::ULLong),
            };
            if let Some(value) = value {
                parameter.set_unchecked(&mut tune, &value, virErrorDomain::VIR_FROM_DOMAIN)?;
            }
        }
        check_totals(&tune).map_err(fault)?;
        Ok(tune)
    })
}

/// The element, if anything is set.
pub fn to_element(tune: &BlockIoTune) -> Option<Element> {
    let values = in_document_order(PARAMETERS);
    filled("iotune", texts(values.map(|(name, parameter)| (name, parameter.value(tune)))))
}
