//! Scheduler parameters on hosts of plain files: which files are read and written, and what is
//! refused where the CPU controller has no group for the domain.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::MadeUpHost;
use std::collections::BTreeSet;
use virmemctl::api::Domain;
use virmemctl::model::parameters::Family;
use virmemctl::model::typed::{TypedParam, Value};
use virmemctl::model::virErrorNumber::{self, *};
use virmemctl::model::{Error, Result};

/// Kind, domain, group with the CPU controller.
const GUESTS: &[(&str, &str, &str)] = &[
    ("v1-systemd", "web01", r"sys/fs/cgroup/cpu/machine.slice/machine-qemu\x2d3\x2dweb01.scope"),
    ("v1-plain", "db", "sys/fs/cgroup/cpu/machine/qemu-5-db.libvirt-qemu"),
    ("v1-old", "old1", "sys/fs/cgroup/cpu/libvirt/qemu/old1"),
    (
        "v2-systemd",
        "web01",
        r"sys/fs/cgroup/machine.slice/machine-qemu\x2d3\x2dweb01.scope/libvirt",
    ),
    ("v2-systemd", "nsp1", "sys/fs/cgroup/machine.slice/machine-nsp1.scope"),
    ("v2-plain", "db", "sys/fs/cgroup/machine/qemu-5-db.libvirt-qemu"),
];

fn set(domain: &Domain) -> Result<()> {
    let params = [
        TypedParam::new("cpu_shares", Value::ULLong(300)),
        TypedParam::new("global_period", Value::ULLong(50_000)),
        TypedParam::new("global_quota", Value::LLong(20_000)),
    ];
    domain.set_parameters(Family::Scheduler, "", &params, 0)
}

fn get(domain: &Domain) -> Result<Vec<(String, i64)>> {
    let number = |param: TypedParam| {
        let whole = param.value.whole().and_then(|number| i64::try_from(number).ok());
        (param.field.into(), whole.unwrap())
    };
    Ok(domain.parameters(Family::Scheduler, "", 0)?.into_iter().map(number).collect())
}

/// What is listed; groups of threads, where there are any, hold what they did.
fn wanted(has_threads: bool) -> Vec<(String, i64)> {
    let vcpu = if has_threads { (100_000, -1) } else { (50_000, 20_000) };
    let values = [
        ("cpu_shares", 300),
        ("vcpu_period", vcpu.0),
        ("vcpu_quota", vcpu.1),
        ("emulator_period", 100_000),
        ("emulator_quota", -1),
        ("global_period", 50_000),
        ("global_quota", 20_000),
        ("cpu_limit_percent", 40),
    ];
    let listed = values.iter().filter(|(name, _)| has_threads || !name.starts_with("emulator"));
    listed.map(|(name, value)| ((*name).to_owned(), *value)).collect()
}

#[test]
fn the_files_of_the_domains_group_are_written_and_no_other() {
    for (kind, name, group) in GUESTS {
        let host = MadeUpHost::new(kind);
        let domain = host.open().lookup_by_name(name).unwrap();
        let before = host.files("sys");
        set(&domain).unwrap_or_else(|error| panic!("{kind} {name}: {error}"));
        let after = host.files("sys");
        let changed: BTreeSet<_> = after
            .iter()
            .filter(|(path, content)| before.get(*path) != Some(*content))
            .map(|(path, content)| {
                let path = path.strip_prefix(host.root()).unwrap_or(path);
                (path.to_owned(), String::from_utf8_lossy(content).trim().to_owned())
            })
            .collect();
        let files: &[(&str, &str)] = if kind.starts_with("v1") {
            &[("cpu.shares", "300"), ("cpu.cfs_period_us", "50000"), ("cpu.cfs_quota_us", "20000")]
        } else {
            &[("cpu.weight", "300"), ("cpu.max", "20000 50000")]
        };
        let group = std::path::Path::new(group);
        let expected: BTreeSet<_> =
            files.iter().map(|(file, text)| (group.join(file), (*text).to_owned())).collect();
        assert_eq!(changed, expected, "{kind} {name}");
        // libvirt's own groups of threads have their own values.
        let has_threads = after.keys().any(|path| path.ends_with(group.join("vcpu0/cpu.max")));
        let wanted = wanted(has_threads);
        assert_eq!(domain.scheduler().unwrap(), ("posix".to_owned(), wanted.len()));
        assert_eq!(get(&domain).unwrap(), wanted, "{kind} {name}");
    }
}

/// libvirt's groups of threads are set; those of a domain that is not libvirt's are its own affair.
#[test]
fn groups_of_threads() {
    let host = MadeUpHost::new("v2-plain");
    let domain = host.open().lookup_by_name("db").unwrap();
    let group = host.root().join("sys/fs/cgroup/machine/qemu-5-db.libvirt-qemu");
    let quotas = |quotas: &[(&str, i64)]| {
        let param = |(name, quota): &(&str, i64)| TypedParam::new(*name, Value::LLong(*quota));
        let params: Vec<_> = quotas.iter().map(param).collect();
        domain.set_parameters(Family::Scheduler, "", &params, 0)
    };
    let held = || {
        let text = |sub: &str| std::fs::read_to_string(group.join(sub).join("cpu.max")).unwrap();
        ["", "emulator", "vcpu0", "vcpu1"].map(|sub| text(sub).trim().to_owned())
    };
    quotas(&[("vcpu_quota", 30_000), ("emulator_quota", 20_000), ("global_quota", 90_000)])
        .unwrap();
    assert_eq!(held(), ["90000 100000", "20000 100000", "30000 100000", "30000 100000"]);
    let error = quotas(&[("vcpu_quota", 40_000), ("iothread_quota", 20_000)]).unwrap_err();
    assert_eq!(error.code(), VIR_ERR_OPERATION_UNSUPPORTED, "{error}");
    assert!(error.message().contains("iothread_quota"), "{error}");
    let error = quotas(&[("vcpu_quota", 40_000), ("emulator_quota", 999)]).unwrap_err();
    assert_eq!(error.code(), VIR_ERR_INVALID_ARG, "{error}");
    assert_eq!(held(), ["90000 100000", "20000 100000", "30000 100000", "30000 100000"]);

    let container = MadeUpHost::new("v2-systemd");
    let group = container.root().join("sys/fs/cgroup/machine.slice/machine-nsp1.scope");
    for sub in ["emulator", "vcpu0"] {
        std::fs::create_dir(group.join(sub)).unwrap();
        std::fs::write(group.join(sub).join("cpu.max"), "max 100000\n").unwrap();
    }
    let domain = container.open().lookup_by_name("nsp1").unwrap();
    let quota = [TypedParam::new("vcpu_quota", Value::LLong(30_000))];
    domain.set_parameters(Family::Scheduler, "", &quota, 0).unwrap();
    let held = |sub: &str| std::fs::read_to_string(group.join(sub).join("cpu.max")).unwrap();
    assert_eq!((held("").trim(), held("vcpu0").trim()), ("30000 100000", "max 100000"));
}

/// Fails with this error, with these words, and changes nothing.
fn refused(host: &MadeUpHost, domain: &Domain, code: virErrorNumber, words: &str) {
    let before = host.files("sys");
    let check = |error: Error| {
        assert_eq!(error.code(), code, "{error}");
        assert!(error.message().contains(words), "{error}");
    };
    check(set(domain).unwrap_err());
    check(get(domain).unwrap_err());
    check(domain.scheduler().unwrap_err());
    assert_eq!(host.files("sys"), before);
    // Memory has its group all the same.
    assert!(domain.memory_parameters(0).is_ok());
}

#[test]
fn a_domain_without_a_group_in_the_cpu_hierarchy() {
    for (kind, name, group) in GUESTS.iter().filter(|(kind, ..)| kind.starts_with("v1")) {
        let host = MadeUpHost::new(kind);
        let domain = host.open().lookup_by_name(name).unwrap();
        std::fs::remove_dir_all(host.root().join(group)).unwrap();
        refused(
            &host,
            &domain,
            VIR_ERR_OPERATION_INVALID,
            "has no group in the hierarchy of the cpu controller",
        );
    }
}

#[test]
fn a_host_without_the_cpu_controllers_hierarchy() {
    for (kind, name) in [("hybrid", "web01"), ("odd-mounts", "odd")] {
        let host = MadeUpHost::new(kind);
        let domain = host.open().lookup_by_name(name).unwrap();
        let words = "no hierarchy with the cpu controller is mounted";
        refused(&host, &domain, VIR_ERR_OPERATION_INVALID, words);
    }
}

#[test]
fn a_group_that_the_cpu_controller_is_not_enabled_for() {
    let host = MadeUpHost::new("hybrid-v2");
    let domain = host.open().lookup_by_name("web01").unwrap();
    let words = "the cpu controller is not enabled for it in cgroup.subtree_control";
    refused(&host, &domain, VIR_ERR_OPERATION_INVALID, words);
}

#[test]
fn a_kernel_without_bandwidth_control() {
    let host = MadeUpHost::new("v2-systemd");
    let domain = host.open().lookup_by_name("nsp1").unwrap();
    let group = host.root().join("sys/fs/cgroup/machine.slice/machine-nsp1.scope");
    std::fs::remove_file(group.join("cpu.max")).unwrap();
    let before = host.files("sys");
    let error = set(&domain).unwrap_err();
    assert_eq!(error.code(), VIR_ERR_OPERATION_UNSUPPORTED, "{error}");
    assert_eq!(host.files("sys"), before);
    let shares = [TypedParam::new("cpu_shares", Value::ULLong(300))];
    domain.set_parameters(Family::Scheduler, "", &shares, 0).unwrap();
    assert_eq!(get(&domain).unwrap(), [("cpu_shares".to_owned(), 300)]);
}
