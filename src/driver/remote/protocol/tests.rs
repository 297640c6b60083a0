//! Every result and event of the table: what is encoded is decoded, and nothing that is cut short or beyond a
//! bound.

use super::bounds::LONGEST_TEXT;
use super::samples::{SAMPLES, packet, said};
use super::*;
use crate::model::domain::{Identity, Uuid};
use crate::model::typed::{TypedParam, Value};
use crate::model::{Error, virErrorNumber};
use proptest::prelude::*;

/// The payload of a sample, which is of a reply or an event.
fn payload(number: usize) -> Vec<u8> {
    packet(Kind::Reply, number).unwrap().split_off(LENGTH + HEADER)
}

/// What a payload is decoded into.
fn decoded(number: usize, payload: &[u8]) -> Result<Option<String>, Error> {
    let (program, procedure, _) = SAMPLES[number];
    let of = |kind| {
        let header = Header { program, procedure, kind, serial: 0, status: 0 };
        said(header, payload)
    };
    Ok(of(Kind::Reply)?.or(of(Kind::Message)?))
}

#[test]
fn each_is_decoded_whole_and_refused_when_it_is_cut_at_any_byte() {
    for number in 0..SAMPLES.len() {
        let payload = payload(number);
        let whole = decoded(number, &payload).unwrap();
        assert!(whole.is_some(), "{number}");
        for cut in 0..payload.len() {
            let error = decoded(number, &payload[..cut]).unwrap_err();
            assert_eq!(error.code(), virErrorNumber::VIR_ERR_RPC, "{number} cut at {cut}");
        }
        // Newer versions may append fields.
        let longer = [&payload[..], &[0xff; 64]].concat();
        assert_eq!(decoded(number, &longer).unwrap(), whole, "{number}");
    }
}

#[test]
fn no_number_of_items_makes_it_take_more_than_arrived() {
    for number in 0..SAMPLES.len() {
        let payload = payload(number);
        for place in (0..payload.len()).step_by(4) {
            for count in [u32::MAX, 1 << 31, 5 << 20, 1025, 0] {
                let mut changed = payload.clone();
                changed[place..place + 4].copy_from_slice(&count.to_be_bytes());
                // Whether it is refused depends on what stands there; it ends, with an error or a value.
                _ = decoded(number, &changed);
            }
        }
    }
}

#[test]
fn bounds_of_lists_and_texts() {
    let count = |most: u32| most.to_be_bytes();
    let list = |bytes: &[u8], most| Decoder::new(bytes).list(most, Decoder::u32);
    assert_eq!(list(&[count(2), count(7), count(8)].concat(), 2).unwrap(), [7, 8]);
    assert!(list(&[count(3), count(7), count(8), count(9)].concat(), 2).is_err());
    assert!(list(&[count(3), count(7), count(8)].concat(), 9).is_err());
    let long = |length: u32| {
        let mut bytes = length.to_be_bytes().to_vec();
        bytes.resize(bytes.len() + length as usize, b'x');
        Decoder::new(&bytes).text().map(|text| text.len())
    };
    assert_eq!(long(LONGEST_TEXT).unwrap(), LONGEST_TEXT as usize);
    assert!(long(LONGEST_TEXT + 4).is_err());
    let optional =
        |mark: u32| Decoder::new(&[count(mark), count(7)].concat()).optional(Decoder::u32);
    assert_eq!((optional(0).unwrap(), optional(1).unwrap()), (None, Some(7)));
    assert!(optional(2).is_err());
}

#[test]
fn a_call_that_is_too_long_is_not_sent() {
    let mut texts = Encoder::call(Program::Remote, 1);
    texts.text(&vec![b'x'; LONGEST_TEXT as usize + 1]);
    assert!(texts.packet(0).is_err());
    let mut list = Encoder::call(Program::Remote, 1);
    list.list(2, &[1, 2, 3], |output, each| output.u32(*each));
    assert!(list.packet(0).is_err());
    let mut all = Encoder::call(Program::Remote, 1);
    (0..9).for_each(|_| all.text(&vec![b'x'; LONGEST_TEXT as usize]));
    assert!(all.packet(0).is_err());
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i32>().prop_map(Value::Int),
        any::<u32>().prop_map(Value::UInt),
        any::<i64>().prop_map(Value::LLong),
        any::<u64>().prop_map(Value::ULLong),
        (-1e300..1e300).prop_map(Value::Double),
        any::<bool>().prop_map(Value::Boolean),
        "[^\0]{0,300}".prop_map(|text| Value::String(std::ffi::CString::new(text).unwrap())),
    ]
}

proptest! {
    #[test]
    fn what_is_encoded_is_decoded(
        field in "[a-z._]{0,79}",
        value in any_value(),
        name in "\\PC{0,300}",
        uuid in any::<[u8; 16]>(),
        id in proptest::option::of(0..i32::MAX),
        tail in proptest::collection::vec(any::<u8>(), 0..9),
    ) {
        let param = TypedParam::new(field, value);
        let domain = Identity { name, uuid: Uuid::from_bytes(uuid), id };
        let mut output = Encoder::call(Program::Remote, 1);
        output.param(&param);
        output.domain(&domain);
        output.bytes(9, &tail);
        let packet = output.packet(9).unwrap();
        prop_assert_eq!(packet.len() % 4, 0);
        let mut input = Decoder::new(&packet[LENGTH + HEADER..]);
        prop_assert_eq!(input.param().unwrap(), param);
        prop_assert_eq!(input.domain().unwrap(), domain);
        prop_assert_eq!(input.bytes(9).unwrap(), tail);
    }

    #[test]
    fn arbitrary_bytes_end(number in 0..SAMPLES.len(), bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        _ = decoded(number, &bytes);
        _ = Header::decode(&mut Decoder::new(&bytes));
        _ = SentError::decode(&mut Decoder::new(&bytes));
    }
}
