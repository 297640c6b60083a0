//! The safe API on the test driver: checks in libvirt's order, live and config, invalid
//! input that changes nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{UNLIMITED, get, params, set, value};
use virmemctl::api::{Connection, Domain};
use virmemctl::model::typed::{TypedParam, Value};
use virmemctl::model::virErrorDomain::{self, *};
use virmemctl::model::virErrorNumber::{self, *};

const LIVE: u32 = 1;
const CONFIG: u32 = 2;
const READ_ONLY: u32 = 1;

/// A host for one test only; test:///default is shared.
fn host() -> (tempfile::TempDir, Connection) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a host.xml");
    let domain = |name: &str, more: &str| {
        format!(
            "<domain type='test'><name>{name}</name><memory>1048576</memory>\
             <os><type>hvm</type></os>{more}</domain>"
        )
    };
    let text = format!(
        "<node xmlns:test='urn:test'>{}{}{}</node>",
        domain("runs", ""),
        domain("off", "<test:runstate>5</test:runstate>"),
        domain("passing", "<test:transient/>")
    );
    std::fs::write(&file, text).unwrap();
    let uri = format!("test://{}", file.display()).replace(' ', "%20");
    (dir, Connection::open(Some(&uri), 0).unwrap())
}

fn error(
    domain: &Domain,
    values: &[TypedParam],
    flags: u32,
) -> Option<(virErrorNumber, virErrorDomain)> {
    let refused = domain.set_memory_parameters(values, flags).err();
    refused.map(|error| (error.code(), error.domain()))
}

#[test]
fn the_default_host_is_one_for_all_connections() {
    let open = |flags| Connection::open(Some("test:///default"), flags).unwrap();
    let (first, second) = (open(0), open(READ_ONLY));
    let domain = first.lookup_by_id(1).unwrap();
    assert_eq!(domain.uuid().to_string(), "6695eb01-f6a4-8304-79aa-97f2502e193f");
    assert_eq!(set(&domain, &[("soft_limit", 4096)]), Ok(()));
    let other = second.lookup_by_name("test").unwrap();
    assert_eq!(value(&other, "soft_limit"), 4096);
    let denied = error(&other, &params(&[("soft_limit", 1)]), 0);
    assert_eq!(denied, Some((VIR_ERR_OPERATION_DENIED, VIR_FROM_DOMAIN)));
    drop((first, second, domain, other));
    assert_eq!(value(&open(0).lookup_by_name("test").unwrap(), "soft_limit"), UNLIMITED);
}

#[test]
fn live_and_config_are_separate() {
    let (_dir, host) = host();
    let runs = host.lookup_by_name("runs").unwrap();
    runs.set_memory_parameters(&params(&[("hard_limit", 1)]), LIVE).unwrap();
    runs.set_memory_parameters(&params(&[("soft_limit", 2)]), CONFIG).unwrap();
    let stored = runs.memory_parameters(CONFIG).unwrap();
    assert_eq!(stored[0].value, Value::ULLong(UNLIMITED));
    assert_eq!(stored[1].value, Value::ULLong(2));
    assert_eq!(value(&runs, "hard_limit"), 1);
    let (off, passing) =
        (host.lookup_by_name("off").unwrap(), host.lookup_by_name("passing").unwrap());
    let invalid = Some((VIR_ERR_OPERATION_INVALID, VIR_FROM_DOMAIN));
    assert_eq!(error(&off, &params(&[("hard_limit", 1)]), LIVE), invalid);
    assert_eq!(error(&passing, &params(&[("hard_limit", 1)]), CONFIG), invalid);
    assert_eq!(error(&off, &params(&[("hard_limit", 1)]), 0), None);
}

#[test]
fn bad_input_changes_nothing() {
    let (_dir, host) = host();
    let domain = host.lookup_by_name("runs").unwrap();
    let typed = |field: &str, value| TypedParam { field: field.into(), value };
    let good = || typed("soft_limit", Value::ULLong(1));
    let before = get(&domain);
    for (values, flags, code, from) in [
        (vec![good()], 4, VIR_ERR_INVALID_ARG, VIR_FROM_TEST),
        (vec![good()], 1 << 20, VIR_ERR_INVALID_ARG, VIR_FROM_TEST),
        (vec![good()], LIVE | CONFIG, VIR_ERR_INVALID_ARG, VIR_FROM_DOMAIN),
        (vec![good(), good()], 0, VIR_ERR_INVALID_ARG, VIR_FROM_NONE),
        (vec![good(), typed("hard_limit", Value::UInt(1))], 0, VIR_ERR_INVALID_ARG, VIR_FROM_NONE),
        (
            vec![good(), typed("hard_limit", Value::Unknown(9))],
            0,
            VIR_ERR_INVALID_ARG,
            VIR_FROM_NONE,
        ),
        (vec![good(), typed("", Value::ULLong(1))], 0, VIR_ERR_ARGUMENT_UNSUPPORTED, VIR_FROM_NONE),
        (
            vec![good(), typed("min_guarantee", Value::ULLong(1))],
            0,
            VIR_ERR_ARGUMENT_UNSUPPORTED,
            VIR_FROM_NONE,
        ),
        (
            vec![good(), typed("swap_hard_limit", Value::ULLong(1))],
            0,
            VIR_ERR_INVALID_ARG,
            VIR_FROM_TEST,
        ),
    ] {
        assert_eq!(error(&domain, &values, flags), Some((code, from)), "{values:?} {flags:#x}");
        assert_eq!(get(&domain), before, "{values:?} {flags:#x}");
    }
}

#[test]
fn documents_that_cannot_be_opened() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("host.xml");
    let open = || {
        let uri = format!("test://{}", file.display());
        Connection::open(Some(&uri), 0).map(|_| ()).unwrap_err()
    };
    assert_eq!(open().code(), VIR_ERR_XML_ERROR);
    std::fs::write(&file, "<node>\n<domain>\n</node>").unwrap();
    let error = open();
    assert_eq!((error.code(), error.ints().0), (VIR_ERR_XML_DETAIL, 3));
    assert!(error.message().contains("line 3"), "{error}");
    std::fs::write(&file, "<node><domain file='gone.xml'/></node>").unwrap();
    assert!(open().message().contains("gone.xml"));
}

/// They would be kept, and nothing would come of them.
#[test]
fn limits_of_esx_are_refused() {
    let (dir, host) = host();
    let count = || host.domains(0).unwrap().len();
    let before = count();
    for inside in [
        "<memtune><memory_shares>low</memory_shares></memtune>",
        "<cputune><reservation unit='MHz'>500</reservation></cputune>",
        "<cputune><limit unit='MHz'>500</limit></cputune>",
    ] {
        let document = format!(
            "<domain type='test'><name>esx</name><memory>1024</memory>\
             <os><type>hvm</type></os>{inside}</domain>"
        );
        let file = dir.path().join("esx.xml");
        std::fs::write(&file, format!("<node>{document}</node>")).unwrap();
        let uri = format!("test://{}", file.display()).replace(' ', "%20");
        let defined = host.define(document.as_bytes(), 0).map(|_| ());
        let created = host.create_xml(document.as_bytes(), 0).map(|_| ());
        let opened = Connection::open(Some(&uri), 0).map(|_| ());
        for error in [defined.unwrap_err(), created.unwrap_err(), opened.unwrap_err()] {
            assert_eq!(error.code(), VIR_ERR_CONFIG_UNSUPPORTED, "{error}");
            assert!(error.detail().contains("only ESX has"), "{error}");
        }
    }
    assert_eq!(count(), before);
}
