//! Statistics of made-up hosts and their domains.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::MadeUpHost;
use virmemctl::model::constants::virDomainMemoryStatTags::*;
use virmemctl::model::constants::virDomainStatsTypes::*;
use virmemctl::model::constants::virMemctlDomainStatsTypes::*;
use virmemctl::model::typed::Value;
use virmemctl::model::units::{Kib, UNLIMITED};
use virmemctl::model::virErrorNumber::*;

#[test]
fn the_host() {
    let host = MadeUpHost::new("v2-systemd");
    let connection = host.open();
    let info = connection.node_info().unwrap();
    assert_eq!((info.memory, info.cpus), (Kib(16_318_492), 2));
    assert_eq!(connection.free_memory().unwrap(), 4_189_072 << 10);
    assert_eq!(connection.cells_free_memory(0, 1).unwrap(), [4_189_072 << 10]);
    assert_eq!(connection.cpu_map(0).unwrap(), [true, true]);

    let memory = connection.memory_use(-1, 0).unwrap();
    let memory: Vec<(&str, u64)> =
        memory.iter().map(|stat| (stat.name.as_ref(), stat.value)).collect();
    let wanted =
        [("total", 16_318_492), ("free", 4_189_072), ("buffers", 301_284), ("cached", 4_925_160)];
    assert_eq!(memory, wanted);
    // A kernel without NUMA: the whole host is cell 0.
    assert_eq!(connection.memory_use(0, 0), connection.memory_use(-1, 0));
    assert_eq!(connection.memory_use(7, 0).unwrap_err().code(), VIR_ERR_INVALID_ARG);
}

#[test]
fn its_cpus() {
    let host = MadeUpHost::new("v1-plain");
    let connection = host.open();
    let ticks = 1_000_000_000 / rustix::param::clock_ticks_per_second();
    let value = |cpu, name| {
        let found = connection.cpu_time(cpu, 0).unwrap();
        found.iter().find(|stat| stat.name == name).unwrap().value / ticks
    };
    assert_eq!(value(-1, "user"), 10_132_153 + 290_696);
    assert_eq!(value(-1, "kernel"), 3_084_719 + 25_195);
    assert_eq!(value(1, "idle"), 13_343_811);
    assert_eq!(value(0, "iowait"), 6_130);
    assert_eq!(connection.cpu_time(2, 0).unwrap_err().code(), VIR_ERR_INVALID_ARG);
}

#[test]
fn its_free_pages() {
    let host = MadeUpHost::new("v2-systemd");
    let pools = host.root().join("sys/kernel/mm/hugepages/hugepages-2048kB");
    std::fs::create_dir_all(&pools).unwrap();
    std::fs::write(pools.join("free_hugepages"), "37\n").unwrap();
    let connection = host.open();
    let small = u32::try_from(rustix::param::page_size() / 1024).unwrap();
    let counts = vec![37, 4_189_072 / u64::from(small)];
    assert_eq!(connection.free_pages(&[2048, small], -1, 1, 0), Ok((counts, 2)));
    assert_eq!(connection.free_pages(&[2048], 0, 1, 0), Ok((vec![37], 1)));
    let code = |sizes: &[u32], start| connection.free_pages(sizes, start, 1, 0).unwrap_err().code();
    assert_eq!(code(&[1], -1), VIR_ERR_OPERATION_FAILED);
    assert_eq!(code(&[small], 77), VIR_ERR_INVALID_ARG);
    assert_eq!(code(&[small], -2), VIR_ERR_INVALID_ARG);
}

#[test]
fn its_capabilities() {
    let host = MadeUpHost::new("v2-systemd");
    let text = host.open().capabilities().unwrap();
    for part in [
        "<uuid>9d1c0f6a-0b7e-4a3f-a0c4-f0f1e2d3c4b5</uuid>",
        "<memory unit='KiB'>16318492</memory>",
        "<cpus num='2'>",
        "<domain type='cgroup'/>",
        "<memctl:cgroup version='2' recursiveProtection=",
        "<memctl:controller name='memory'/>",
        "<memctl:controller name='io'/>",
        "<memctl:pressure host='no' groups='",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn its_domains() {
    for kind in ["v1-systemd", "v2-systemd"] {
        let host = MadeUpHost::new(kind);
        let connection = host.open();
        let domain = connection.lookup_by_name("web01").unwrap();
        let stats = domain.memory_stats(0).unwrap();
        let value = |tag| stats.iter().find(|stat| stat.tag == tag).map(|stat| stat.value);
        assert_eq!(value(VIR_DOMAIN_MEMORY_STAT_RSS), Some(204_800), "{kind}");
        // Its group's would be those of QEMU, not of the guest.
        assert_eq!(value(VIR_DOMAIN_MEMORY_STAT_DISK_CACHES), None, "{kind}");
        let info = domain.info().unwrap();
        assert_eq!(value(VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON), Some(info.memory.0), "{kind}");

        let groups = VIR_DOMAIN_STATS_STATE as u32 | VIR_DOMAIN_STATS_BALLOON as u32;
        let records = connection.listed_stats(&[&domain], groups, 0).unwrap();
        let names: Vec<&str> = records[0].1.iter().map(|param| param.field.as_str()).collect();
        let wanted = "state.state state.reason balloon.current balloon.maximum balloon.rss";
        assert_eq!(names.join(" "), wanted, "{kind}");
        let unknown = VIR_DOMAIN_STATS_PERF as u32;
        assert_eq!(connection.listed_stats(&[&domain], unknown, 0).unwrap()[0].1, []);
        let enforced = connection.listed_stats(&[&domain], unknown, 0x8000_0000);
        assert_eq!(enforced.map(|_| ()).unwrap_err().code(), VIR_ERR_ARGUMENT_UNSUPPORTED);
        assert_eq!(connection.all_stats(0, 0).unwrap().len(), common::names(&connection).len());
    }
}

#[test]
fn how_short_of_memory_they_are() {
    for (kind, names) in [
        ("v1-systemd", "working_set swap events.failcnt events.under_oom events.oom_kill"),
        (
            "v2-systemd",
            "working_set swap events.low events.high events.max events.oom events.oom_kill \
             psi.memory.some.avg10 psi.memory.some.avg60 psi.memory.some.avg300 \
             psi.memory.some.total psi.memory.full.avg10 psi.memory.full.avg60 \
             psi.memory.full.avg300 psi.memory.full.total",
        ),
    ] {
        let host = MadeUpHost::new(kind);
        let connection = host.open();
        let domain = connection.lookup_by_name("web01").unwrap();
        let groups = VIR_MEMCTL_DOMAIN_STATS_USAGE as u32
            | VIR_MEMCTL_DOMAIN_STATS_EVENTS as u32
            | VIR_MEMCTL_DOMAIN_STATS_PRESSURE as u32;
        let params = connection.listed_stats(&[&domain], groups, 0).unwrap().remove(0).1;
        let found: Vec<&str> = params.iter().map(|param| param.field.as_str()).collect();
        assert_eq!(found.join(" ").replace("memctl.", ""), names, "{kind}");
        let value = |name: &str| params.iter().find(|param| param.field == name).unwrap();
        if kind == "v2-systemd" {
            assert_eq!(value("memctl.psi.memory.some.avg10").value, Value::Double(12.5));
            assert_eq!(value("memctl.psi.memory.full.total").value, Value::ULLong(23_456_789));
        } else {
            assert_eq!(value("memctl.working_set").value, Value::ULLong(229_376));
        }
    }
}

#[test]
fn their_documents() {
    let host = MadeUpHost::new("v2-systemd");
    let connection = host.open();
    let names = common::names(&connection);
    assert!(names.len() > 2);
    for name in names {
        let domain = connection.lookup_by_name(&name).unwrap();
        let text = domain.xml(0).unwrap();
        let hard = &domain.memory_parameters(0).unwrap()[0];
        let uuid = domain.uuid();
        for part in [format!("<name>{name}</name>"), format!("<uuid>{uuid}</uuid>")] {
            assert!(text.contains(&part), "{part} is not in {text}");
        }
        assert_eq!(
            text.contains("<hard_limit"),
            hard.value != Value::ULLong(UNLIMITED.0),
            "{text}"
        );
        let id = domain.id().unwrap();
        assert!(text.contains(&format!(" id='{id}'>")), "{text}");
        assert!(!domain.xml(2).unwrap().contains(&format!(" id='{id}'>")));
        assert_eq!(domain.xml(64).unwrap_err().code(), VIR_ERR_INVALID_ARG);
        assert!(["hvm", "exe"].contains(&domain.os_kind().unwrap().as_str()));
        assert!(!domain.is_updated().unwrap());
        assert_eq!(domain.vcpu_count(0).unwrap(), domain.info().unwrap().vcpus);
    }
}
