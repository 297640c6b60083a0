//! Tuning by types, as a Rust program does it.

#![allow(clippy::unwrap_used)]

use virmemctl::tune::{DeviceValues, Tune};
use virmemctl::{
    Blkiotune, Connection, Domain, ErrorCode, Impact, Memtune, Numatune, Size, UNLIMITED,
};

fn domain(flags: u32) -> Domain {
    let connection = Connection::open(Some("test:///default"), flags).unwrap();
    connection.lookup_by_name("test").unwrap()
}

#[test]
fn what_is_set_is_told_and_the_rest_stays() {
    let domain = domain(0);
    let wanted = Memtune::new().hard_limit(Size::mib(800)).swap_hard_limit(Size::gib(1));
    domain.tune(&wanted, Impact::Live).unwrap();
    domain.tune(&Memtune::new().soft_limit(Size::mib(700)), Impact::Current).unwrap();
    let held: Memtune = domain.tuned(Impact::Live).unwrap();
    assert_eq!(held.get_hard_limit(), Some(Size(800 << 10)));
    assert_eq!(held.get_swap_hard_limit(), Some(Size(1 << 20)));
    assert_eq!(held.get_soft_limit(), Some(Size(700 << 10)));
    domain.tune(&Memtune::new().hard_limit(UNLIMITED), Impact::Config).unwrap_err();
    let wanted = Blkiotune::new()
        .weight(400)
        .device_read_bytes(DeviceValues::of("/dev/hda", 1_000_000).with("/dev/hdb", 7));
    domain.tune(&wanted, Impact::Live).unwrap();
    let held: Blkiotune = domain.tuned(Impact::Live).unwrap();
    assert_eq!(held.get_weight(), Some(400));
    let limits = held.get_device_read_bytes().unwrap();
    assert_eq!(limits.iter().collect::<Vec<_>>(), [("/dev/hda", 1_000_000), ("/dev/hdb", 7)]);
    assert_eq!(held.get_device_write_bytes(), Some(DeviceValues::new()));
}

#[test]
fn what_cannot_be_is_refused_by_its_code() {
    let code = |done: virmemctl::Result<()>| done.unwrap_err().code();
    let read_only = domain(1);
    assert_eq!(
        code(read_only.tune(&Memtune::new().hard_limit(Size::mib(1)), Impact::Live)),
        ErrorCode::VIR_ERR_OPERATION_DENIED
    );
    let domain = domain(0);
    domain.tune(&Memtune::new(), Impact::Live).unwrap();
    assert_eq!(
        code(domain.tune(&Memtune::new().min_guarantee(Size::mib(1)), Impact::Live)),
        ErrorCode::VIR_ERR_ARGUMENT_UNSUPPORTED
    );
    assert_eq!(
        code(domain.tune(&Numatune::new().nodeset("0-".to_owned()), Impact::Live)),
        ErrorCode::VIR_ERR_INVALID_ARG
    );
    assert_eq!(
        code(
            domain
                .tuned::<Memtune>(Impact::LiveAndConfig)
                .map(|tune| assert!(tune.params().is_empty()))
        ),
        ErrorCode::VIR_ERR_INVALID_ARG
    );
}
