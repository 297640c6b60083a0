//! Scans of made-up hosts: what was read before is used only as long as it is true.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{MadeUpHost, names};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use virmemctl::api::{Connection, Domain};
use virmemctl::model::constants::virDomainStatsTypes::VIR_DOMAIN_STATS_STATE;
use virmemctl::model::constants::virMemctlDomainStatsTypes::VIR_MEMCTL_DOMAIN_STATS_MEMTUNE;
use virmemctl::model::typed::{TypedParam, Value};
use virmemctl::model::virErrorNumber::*;

const STATE: u32 = VIR_DOMAIN_STATS_STATE as u32;
const MEMTUNE: u32 = VIR_MEMCTL_DOMAIN_STATS_MEMTUNE as u32;

/// Longer than a change may share its time stamp with the one before.
fn settle() {
    std::thread::sleep(Duration::from_millis(40));
}

fn definition(name: &str, number: u8, inside: &str) -> String {
    format!(
        "<domain type='cgroup'>\n  <name>{name}</name>\n  \
         <uuid>c7e57000-0000-4000-8000-0000000000{number:02}</uuid>\n  \
         <memory unit='KiB'>4096</memory>\n  {inside}\n  <os><type>exe</type>\
         <init>/bin/true</init></os>\n</domain>\n"
    )
}

fn has(connection: &Connection, name: &str) -> bool {
    let listed = names(connection).iter().any(|listed| listed == name);
    let found = connection.lookup_by_name(name).map(|_| ());
    assert_eq!(found.map_err(|error| error.code()).err(), (!listed).then_some(VIR_ERR_NO_DOMAIN));
    listed
}

/// The statistics of one domain, by both calls.
fn stats(connection: &Connection, domain: &Domain, groups: u32) -> Option<Vec<TypedParam>> {
    let listed = connection.listed_stats(&[domain], groups, 0).unwrap().pop();
    let all = connection.all_stats(groups, 0).unwrap();
    let same = all.into_iter().find(|(other, _)| other.uuid() == domain.uuid());
    let (listed, same) = (listed.map(|(_, params)| params), same.map(|(_, params)| params));
    assert_eq!(listed, same);
    listed
}

#[test]
fn files_of_definitions() {
    let host = MadeUpHost::new("v1-plain");
    let dir = host.root().join("etc/virmemctl/domains");
    fs::create_dir_all(&dir).unwrap();
    let connection = host.open();
    let put = |name: &str, text: &str| {
        fs::write(dir.join(format!("{name}.xml")), text).unwrap();
        settle();
    };
    put("one", &definition("one", 1, "<title>first</title>"));
    put("two", &definition("two", 2, ""));
    for _ in 0..2 {
        assert!(has(&connection, "one") && has(&connection, "two"));
    }
    let one = connection.lookup_by_name("one").unwrap();
    assert!(one.xml(0).unwrap().contains("<title>first</title>"));
    // Changed in place: the directory is as it was.
    put("one", &definition("one", 1, "<title>other</title>"));
    assert!(one.xml(0).unwrap().contains("<title>other</title>"));
    let path = dir.join("two.xml");
    fs::set_permissions(&path, Permissions::from_mode(0o666)).unwrap();
    assert!(has(&connection, "one") && !has(&connection, "two"));
    fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
    assert!(has(&connection, "two"));
    fs::rename(&path, dir.join("three.xml")).unwrap();
    assert!(!has(&connection, "two") && has(&connection, "three"));
    // Torn, and then whole again.
    put("three", "<domain type='cgroup'><name>three</name><uuid>");
    assert!(!has(&connection, "three"));
    put("three", &definition("three", 2, ""));
    assert!(has(&connection, "three"));
    fs::remove_file(dir.join("three.xml")).unwrap();
    assert!(!has(&connection, "three"));
}

/// A list needs no more than the name and the uuid; what needs the rest says what is wrong.
#[test]
fn a_fault_inside_of_a_definition() {
    let host = MadeUpHost::new("v2-plain");
    let dir = host.root().join("etc/virmemctl/domains");
    fs::create_dir_all(&dir).unwrap();
    let text = definition("one", 1, "<memtune><hard_limit>much</hard_limit></memtune>");
    fs::write(dir.join("one.xml"), text).unwrap();
    let connection = host.open();
    assert!(has(&connection, "one"));
    let domain = connection.lookup_by_name("one").unwrap();
    for error in [domain.xml(0).map(|_| ()), domain.info().map(|_| ())] {
        let error = error.unwrap_err();
        assert_eq!(error.code(), VIR_ERR_INTERNAL_ERROR);
        assert!(error.message().contains("'one'") && error.message().contains("much"), "{error}");
    }
}

#[test]
fn files_of_guests_and_machines() {
    let host = MadeUpHost::new("v1-systemd");
    let connection = host.open();
    let all = names(&connection);
    settle();
    assert_eq!(names(&connection), all);
    let status = host.root().join("run/libvirt/qemu/web01.xml");
    let domain = connection.lookup_by_name("web01").unwrap();
    let state = || match &stats(&connection, &domain, STATE).unwrap()[0].value {
        Value::Int(state) => *state,
        other => panic!("{other:?}"),
    };
    assert_eq!(state(), 1);
    let text = fs::read_to_string(&status).unwrap();
    fs::write(&status, text.replace("state='running'", "state='paused'")).unwrap();
    assert_eq!(state(), 3);
    // The group's name may be the beginning of the guest's.
    let renamed = text.replace("<name>web01</name>", "<name>web01-b</name>");
    fs::write(&status, renamed).unwrap();
    assert!(!has(&connection, "web01") && has(&connection, "web01-b"));
    fs::write(&status, &text).unwrap();
    assert!(has(&connection, "web01"));
    fs::remove_file(host.root().join("run/systemd/machines/nsp1")).unwrap();
    assert!(all.contains(&"nsp1".to_owned()) && !has(&connection, "nsp1"));
}

/// The files of processes of a guest's groups.
fn process_files(below: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(below).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            process_files(&path, found);
        } else if path.ends_with("cgroup.procs") {
            found.push(path);
        }
    }
}

#[test]
fn statistics_with_memory_parameters() {
    for kind in ["v1-systemd", "v2-systemd", "v1-plain", "v2-plain"] {
        let host = MadeUpHost::new(kind);
        let dir = host.root().join("etc/virmemctl/domains");
        fs::create_dir_all(&dir).unwrap();
        let limit = "<memtune><hard_limit unit='KiB'>1024</hard_limit></memtune>";
        fs::write(dir.join("off.xml"), definition("off", 1, limit)).unwrap();
        let connection = host.open();
        for domain in connection.domains(0).unwrap() {
            let params = stats(&connection, &domain, MEMTUNE).unwrap();
            let mut wanted = domain.memory_parameters(0).unwrap();
            for param in &mut wanted {
                param.field.insert_str(0, "memtune.");
            }
            let is_active = domain.name() != "off";
            assert_eq!(params[..wanted.len()], wanted, "{kind} {}", domain.name());
            let rest: Vec<&str> =
                params[wanted.len()..].iter().map(|param| param.field.as_str()).collect();
            assert_eq!(rest, if is_active { vec!["memtune.usage"] } else { vec![] });
        }
        let off = connection.lookup_by_name("off").unwrap();
        let hard = stats(&connection, &off, MEMTUNE).unwrap().swap_remove(0);
        assert_eq!((hard.field.as_str(), hard.value), ("memtune.hard_limit", Value::ULLong(1024)));
    }
}

#[test]
fn statistics_of_a_guest_that_ends() {
    let host = MadeUpHost::new("v2-plain");
    let connection = host.open();
    let domain = connection.lookup_by_name("db").unwrap();
    assert!(stats(&connection, &domain, MEMTUNE).is_some());
    let mut files = Vec::new();
    let group = host.root().join("sys/fs/cgroup/machine/qemu-5-db.libvirt-qemu");
    process_files(&group, &mut files);
    assert!(!files.is_empty());
    files.iter().for_each(|path| fs::write(path, "").unwrap());
    let all = connection.all_stats(MEMTUNE, 0).unwrap();
    assert!(all.iter().all(|(other, _)| other.name() != "db"));
    fs::remove_dir_all(&group).unwrap();
    assert!(connection.listed_stats(&[&domain], MEMTUNE, 0).unwrap().is_empty());
}
