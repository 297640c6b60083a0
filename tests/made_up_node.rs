//! The hardware of a made-up host: two NUMA cells, huge pages, SMBIOS.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::MadeUpHost;
use std::path::Path;
use virmemctl::model::constants::VIR_MEMCTL_BLKIO_DEVICE_LATENCY;
use virmemctl::model::flags::AFFECT_CONFIG;
use virmemctl::model::parameters::Family;
use virmemctl::model::typed::{TypedParam, Value};
use virmemctl::model::virErrorNumber::*;

/// Two cells of 8 GiB, each a socket of two cores with two threads.
fn made_up() -> MadeUpHost {
    let host = MadeUpHost::new("v2-systemd");
    let system = host.root().join("sys/devices/system");
    write(&system.join("cpu/online"), "0-7");
    write(&system.join("cpu/present"), "0-7");
    write(&system.join("node/online"), "0-1");
    for cpu in 0..8 {
        let place = system.join(format!("cpu/cpu{cpu}/topology"));
        write(&place.join("physical_package_id"), &(cpu / 4).to_string());
        write(&place.join("die_id"), "0");
        write(&place.join("core_id"), &(cpu / 2 % 2).to_string());
        write(&place.join("thread_siblings_list"), &format!("{}-{}", cpu & !1, cpu | 1));
    }
    for (cell, cpus, distance) in [(0, "0-3", "10 21"), (1, "4-7", "21 10")] {
        let place = system.join(format!("node/node{cell}"));
        write(&place.join("meminfo"), &format!("Node {cell} MemTotal:  8388608 kB"));
        write(&place.join("cpulist"), cpus);
        write(&place.join("distance"), distance);
        write(&place.join("hugepages/hugepages-2048kB/nr_hugepages"), "16");
    }
    host
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, format!("{text}\n")).unwrap();
}

#[test]
fn cells_sockets_cores_and_threads() {
    let host = made_up();
    let connection = host.open();
    let info = connection.node_info().unwrap();
    assert_eq!([info.nodes, info.sockets, info.cores, info.threads, info.cpus], [2, 1, 2, 2, 8]);

    assert_eq!(connection.max_vcpus(None), Ok(8));
    assert_eq!(connection.max_vcpus(Some("KVM")), Ok(8));
    assert_eq!(connection.max_vcpus(Some("xen")).unwrap_err().code(), VIR_ERR_INVALID_ARG);

    let text = connection.capabilities().unwrap();
    let small = (8_388_608 - 16 * 2048) / (rustix::param::page_size() as u64 / 1024);
    for part in [
        "<topology sockets='1' dies='1' cores='2' threads='2'/>",
        "<cells num='2'>",
        "<cell id='1'>",
        "<pages unit='KiB' size='2048'>16</pages>",
        &format!(">{small}</pages>"),
        "<sibling id='0' value='21'/>",
        "<cpu id='7' socket_id='1' die_id='0' core_id='1' siblings='6-7'/>",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn an_offline_cpu_counts() {
    let host = made_up();
    let system = host.root().join("sys/devices/system");
    write(&system.join("cpu/online"), "0-6");
    write(&system.join("cpu/offline"), "7");
    write(&system.join("node/node1/cpulist"), "4-6");
    let info = host.open().node_info().unwrap();
    assert_eq!([info.nodes, info.sockets, info.cores, info.threads, info.cpus], [2, 1, 2, 2, 7]);
}

#[test]
fn smbios() {
    let host = made_up();
    let connection = host.open();
    assert_eq!(connection.sysinfo(0).unwrap_err().code(), VIR_ERR_CONFIG_UNSUPPORTED);
    let dmi = host.root().join("sys/devices/virtual/dmi/id");
    write(&dmi.join("bios_vendor"), "A & B");
    write(&dmi.join("product_name"), "Model 7");
    write(&dmi.join("product_serial"), "");
    assert_eq!(
        connection.sysinfo(0).unwrap(),
        "<sysinfo type='smbios'>\n  <bios>\n    <entry name='vendor'>A &amp; B</entry>\n  </bios>\n  \
         <system>\n    <entry name='product'>Model 7</entry>\n  </system>\n</sysinfo>\n"
    );
    assert_eq!(connection.sysinfo(1).unwrap_err().code(), VIR_ERR_INVALID_ARG);
}

#[test]
fn samepage_merging() {
    let host = made_up();
    let connection = host.open();
    assert_eq!(connection.node_memory(0).unwrap_err().code(), VIR_ERR_OPERATION_UNSUPPORTED);
    let ksm = host.root().join("sys/kernel/mm/ksm");
    for (file, text) in [("run", "1"), ("pages_to_scan", "100"), ("pages_volatile", "-3")] {
        write(&ksm.join(file), text);
    }
    let wanted = [
        TypedParam::new("shm_pages_to_scan", Value::UInt(100)),
        TypedParam::new("shm_pages_volatile", Value::ULLong(0)),
    ];
    assert_eq!(connection.node_memory(0).unwrap(), wanted);
    let set = |names: &[&str]| {
        let params: Vec<_> =
            names.iter().map(|name| TypedParam::new(*name, Value::UInt(222))).collect();
        connection.set_node_memory(&params, 0).map_err(|error| error.code())
    };
    let missing = set(&["shm_pages_to_scan", "shm_sleep_millisecs"]);
    assert_eq!(missing, Err(VIR_ERR_OPERATION_UNSUPPORTED));
    assert_eq!(std::fs::read_to_string(ksm.join("pages_to_scan")).unwrap(), "100\n");
    assert_eq!(set(&["shm_pages_to_scan"]), Ok(()));
    assert_eq!(connection.node_memory(0).unwrap()[0].value, Value::UInt(222));
}

/// Of one controller that is two on v1 the name stands once.
#[test]
fn controllers_are_named_once() {
    let host = MadeUpHost::new("v2-systemd");
    write(&host.root().join("sys/fs/cgroup/cgroup.controllers"), "cpuset cpu io memory");
    let text = host.open().capabilities().unwrap();
    for name in ["memory", "cpu", "io", "cpuset"] {
        let named = format!("<memctl:controller name='{name}'/>");
        assert_eq!(text.matches(&named).count(), 1, "{name}: {text}");
    }
}

/// What no group of the host has a file for is not listed of a definition either.
#[test]
fn a_kernel_without_latency_targets() {
    let host = MadeUpHost::new("v2-systemd");
    let connection = host.open();
    let document = "<domain type='cgroup'><name>shop</name><memory>1024</memory>\
                    <os><type>exe</type><init>/bin/true</init></os></domain>";
    let domain = connection.define(document.as_bytes(), 0).unwrap();
    let lists_it = || {
        let params = domain.parameters(Family::Blkio, "", AFFECT_CONFIG).unwrap();
        params.iter().any(|param| param.field == VIR_MEMCTL_BLKIO_DEVICE_LATENCY)
    };
    assert!(lists_it());
    for path in host.files("sys/fs/cgroup").keys().filter(|path| path.ends_with("io.latency")) {
        std::fs::remove_file(host.root().join(path)).unwrap();
    }
    assert!(!lists_it());
}
