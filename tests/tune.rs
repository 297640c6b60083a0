//! Tuning by types, as a Rust program does it.

#![allow(clippy::unwrap_used)]

mod common;

use common::MadeUpHost;
use rustix::io::Errno;
use std::process::Command;
use std::time::Duration;
use virmemctl::model::constants::virDomainEventID::VIR_DOMAIN_EVENT_ID_LIFECYCLE;
use virmemctl::tune::{DeviceValues, Tune};
use virmemctl::{
    Blkiotune, Connection, Domain, ErrorCode, Impact, Memtune, Numatune, Shares, Size, UNLIMITED,
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
        code(domain.tune(&Memtune::new().memory_shares(Shares::High), Impact::Live)),
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

#[test]
fn a_limit_below_memory_in_use_needs_force() {
    let host = MadeUpHost::new("v2-plain");
    let group = host.root().join("sys/fs/cgroup/machine/qemu-5-db.libvirt-qemu");
    std::fs::write(group.join("memory.current"), "67108864\n").unwrap();
    let held = || std::fs::read_to_string(group.join("memory.max")).unwrap().trim().to_owned();
    let before = held();
    let domain = host.open().lookup_by_name("db").unwrap();
    let wanted = Memtune::new().hard_limit(Size::mib(32));
    let error = domain.tune(&wanted, Impact::Live).unwrap_err();
    assert_eq!((error.errno(), held()), (Some(Errno::BUSY.raw_os_error()), before));
    domain.force_memory(&wanted, Impact::Live).unwrap();
    assert_eq!(held(), "33554432");
    let error = domain.connection().lookup_by_name("none").unwrap_err();
    assert_eq!(error.errno(), None);
}

#[test]
fn events_are_iterated() {
    let domain = domain(0);
    let mut events = domain.connection().events().unwrap();
    events.add(VIR_DOMAIN_EVENT_ID_LIFECYCLE as i32, Some(&domain)).unwrap();
    domain.suspend().unwrap();
    domain.resume().unwrap();
    let told: Vec<_> =
        events.iter().take(2).map(|event| event.unwrap().domain.unwrap().name).collect();
    assert_eq!(told, ["test", "test"]);
    assert_eq!(events.next(Some(Duration::ZERO)), Ok(None));
}

#[test]
fn the_example_caps_a_domain() {
    let run = |words: &[&str]| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["run", "--quiet", "--offline", "--example", "set_limits", "--"]).args(words);
        let done = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (done.status.code(), text(done.stdout), text(done.stderr))
    };
    let shown = "test: hard limit: 65536 KiB\ntest: guarantee: unknown here\ntest: memory and swap: unlimited\n";
    let done = run(&["test:///default", "test", "64"]);
    assert_eq!(done, (Some(0), shown.to_owned(), String::new()));
    let (code, _, error) = run(&["test:///default", "none", "64"]);
    assert_eq!(
        (code, error.as_str()),
        (Some(1), "Domain not found: no domain has the name 'none'\n")
    );
    assert_eq!(run(&["test:///default"]).0, Some(2));
}
