//! The host driver on made-up hosts of plain files: discovery, control files, and
//! broken hosts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{MadeUpHost, UNLIMITED, get, names, set, value};
use std::os::unix::fs::PermissionsExt;
use virmemctl::api::Connection;
use virmemctl::model::parameters::Family;
use virmemctl::model::typed::{TypedParam, Value};
use virmemctl::model::virErrorNumber::{self, *};

/// Type, domain, group of its limits below the root, cgroup version.
const GUESTS: &[(&str, &str, &str, u8)] = &[
    (
        "v1-systemd",
        "web01",
        r"sys/fs/cgroup/memory/machine.slice/machine-qemu\x2d3\x2dweb01.scope",
        1,
    ),
    ("v1-systemd", "box", r"sys/fs/cgroup/memory/machine.slice/machine-lxc\x2d77\x2dbox.scope", 1),
    ("v1-systemd", "nsp1", "sys/fs/cgroup/memory/machine.slice/machine-nsp1.scope", 1),
    ("v1-plain", "db", "sys/fs/cgroup/memory/machine/qemu-5-db.libvirt-qemu", 1),
    ("v1-plain", "ct", "sys/fs/cgroup/memory/machine/lxc-9-ct.libvirt-lxc", 1),
    (
        "v1-plain",
        "nested",
        "sys/fs/cgroup/memory/machine/prod.partition/qemu-6-nested.libvirt-qemu",
        1,
    ),
    ("v1-old", "old1", "sys/fs/cgroup/memory/libvirt/qemu/old1", 1),
    ("v1-old", "oldct", "sys/fs/cgroup/memory/libvirt/lxc/oldct", 1),
    (
        "v2-systemd",
        "web01",
        r"sys/fs/cgroup/machine.slice/machine-qemu\x2d3\x2dweb01.scope/libvirt",
        2,
    ),
    ("v2-systemd", "nsp1", "sys/fs/cgroup/machine.slice/machine-nsp1.scope", 2),
    ("v2-plain", "db", "sys/fs/cgroup/machine/qemu-5-db.libvirt-qemu", 2),
    ("odd-mounts", "odd", "sys/fs/cgroup/the memory/machine/qemu-8-odd.libvirt-qemu", 1),
    ("hybrid", "web01", r"sys/fs/cgroup/memory/machine.slice/machine-qemu\x2d3\x2dweb01.scope", 1),
];

fn file(host: &MadeUpHost, group: &str, name: &str) -> String {
    let content = std::fs::read_to_string(host.root().join(group).join(name)).unwrap();
    content.lines().next().unwrap_or_default().to_owned()
}

fn open_error(uri: &str) -> virErrorNumber {
    Connection::open(Some(uri), 0).map(|_| ()).unwrap_err().code()
}

#[test]
fn each_guest_is_found_and_its_own_files_are_written() {
    for (kind, name, group, version) in GUESTS {
        let host = MadeUpHost::new(kind);
        let before = host.files("sys");
        let connection = host.open();
        let domain =
            connection.lookup_by_name(name).unwrap_or_else(|e| panic!("{kind} {name}: {e}"));
        assert!(domain.id().is_some() && domain.is_active().unwrap());
        let wanted = [("hard_limit", 65536), ("soft_limit", 32768), ("swap_hard_limit", 98304)];
        assert_eq!(set(&domain, &wanted), Ok(()), "{kind} {name}");
        for (field, kib) in wanted {
            assert_eq!(value(&domain, field), kib, "{kind} {name} {field}");
        }
        let files = match version {
            1 => [
                ("memory.limit_in_bytes", "67108864"),
                ("memory.soft_limit_in_bytes", "33554432"),
                ("memory.memsw.limit_in_bytes", "100663296"),
            ],
            _ => [
                ("memory.max", "67108864"),
                ("memory.high", "33554432"),
                ("memory.swap.max", "33554432"),
            ],
        };
        for (name, content) in files {
            assert_eq!(file(&host, group, name), content, "{kind} {group}/{name}");
        }
        let own = host.root().join(group);
        for (path, content) in host.files("sys") {
            assert!(
                path.parent() == Some(own.as_path()) || before.get(&path) == Some(&content),
                "{kind} {name}: {} was changed too",
                path.display()
            );
        }
    }
}

#[test]
fn identities_come_from_libvirt_or_from_the_command_line() {
    for (kind, name, uuid, id) in [
        ("v1-systemd", "web01", "5f0b7c1e-3d0a-4c55-9a0e-6a1f0c9d2b01", 3),
        ("v1-systemd", "nsp1", "5f0b7c1e-3d0a-4c55-9a0e-6a1f0c9d2b09", 4400),
        ("v1-old", "old1", "5f0b7c1e-3d0a-4c55-9a0e-6a1f0c9d2b06", 6100),
    ] {
        let connection = MadeUpHost::new(kind);
        let connection = connection.open();
        let domain = connection.lookup_by_uuid_string(uuid).unwrap();
        assert_eq!((domain.name(), domain.id()), (name, Some(id)));
        assert_eq!(connection.lookup_by_id(id).unwrap().name(), name);
        assert_eq!(
            connection.lookup_by_id(id + 1).map(|_| ()).unwrap_err().code(),
            VIR_ERR_NO_DOMAIN
        );
    }
}

#[test]
fn info_comes_from_the_definition_or_the_group() {
    let host = MadeUpHost::new("v1-systemd");
    let connection = host.open();
    let info = connection.lookup_by_name("web01").unwrap().info().unwrap();
    assert_eq!((info.max_memory.0, info.memory.0, info.vcpus), (1_048_576, 524_288, 2));
    let machine = connection.lookup_by_name("nsp1").unwrap();
    assert_eq!(set(&machine, &[("hard_limit", 524_288)]), Ok(()));
    let info = machine.info().unwrap();
    assert_eq!((info.max_memory.0, info.memory.0), (524_288, 262_144));
}

#[test]
fn a_scheme_shows_its_own_guests_alone() {
    let host = MadeUpHost::new("v1-systemd");
    let shown = |scheme: &str| {
        let connection = Connection::open(Some(&host.uri(scheme)), 0).unwrap();
        (connection.kind().unwrap().to_owned(), names(&connection))
    };
    assert_eq!(
        shown("cgroup"),
        ("cgroup".into(), vec!["box".into(), "nsp1".into(), "web01".into()])
    );
    assert_eq!(shown("qemu"), ("QEMU".into(), vec!["web01".into()]));
    assert_eq!(shown("lxc"), ("LXC".into(), vec!["box".into()]));
}

#[test]
fn v2_keeps_memory_plus_swap_when_the_hard_limit_moves() {
    let host = MadeUpHost::new("v2-plain");
    let group = "sys/fs/cgroup/machine/qemu-5-db.libvirt-qemu";
    let domain = host.open().lookup_by_name("db").unwrap();
    assert_eq!(set(&domain, &[("hard_limit", 65536), ("swap_hard_limit", 131_072)]), Ok(()));
    assert_eq!(file(&host, group, "memory.swap.max"), "67108864");
    assert_eq!(set(&domain, &[("hard_limit", 98304)]), Ok(()));
    assert_eq!(value(&domain, "swap_hard_limit"), 131_072);
    assert_eq!(file(&host, group, "memory.swap.max"), "33554432");
    assert_eq!(set(&domain, &[("hard_limit", 131_076)]), Err(VIR_ERR_INVALID_ARG));
    assert_eq!(set(&domain, &[("hard_limit", UNLIMITED)]), Err(VIR_ERR_INVALID_ARG));
    assert_eq!(value(&domain, "hard_limit"), 98304);
    assert_eq!(set(&domain, &[("min_guarantee", 4096), ("swap_soft_limit", 8192)]), Ok(()));
    assert_eq!(file(&host, group, "memory.min"), "4194304");
    assert_eq!(file(&host, group, "memory.swap.high"), "8388608");
}

#[test]
fn v2_groups_above_a_libvirt_guest_carry_its_guarantee() {
    let host = MadeUpHost::new("v2-systemd");
    let slice = "sys/fs/cgroup/machine.slice";
    let scope = format!(r"{slice}/machine-qemu\x2d3\x2dweb01.scope");
    let group = format!("{scope}/libvirt");
    let held = || [slice, &scope, &group].map(|group| file(&host, group, "memory.min"));
    let connection = host.open();
    let domain = connection.lookup_by_name("web01").unwrap();
    assert_eq!(set(&domain, &[("min_guarantee", 4096)]), Ok(()));
    assert_eq!(held(), ["4194304"; 3]);
    // MemTotal of this host plus one page.
    let too_much = set(&domain, &[("min_guarantee", 16_318_496), ("soft_limit", 4096)]);
    assert_eq!(too_much, Err(VIR_ERR_OPERATION_FAILED));
    assert_eq!(held(), ["4194304"; 3]);
    assert_eq!(file(&host, &group, "memory.high"), "max");
    std::fs::remove_dir_all(host.root().join(&group)).unwrap();
    assert!(connection.domains(0).is_ok());
    assert_eq!([slice, &scope].map(|group| file(&host, group, "memory.min")), ["0"; 2]);
}

#[test]
fn v2_raw_swap_is_written_unchanged() {
    let host = MadeUpHost::new("v2-plain");
    let uri = format!("{}&swap_hard_limit=raw", host.uri("cgroup"));
    let domain = Connection::open(Some(&uri), 0).unwrap().lookup_by_name("db").unwrap();
    assert_eq!(set(&domain, &[("hard_limit", 65536), ("swap_hard_limit", 131_072)]), Ok(()));
    let group = "sys/fs/cgroup/machine/qemu-5-db.libvirt-qemu";
    assert_eq!(file(&host, group, "memory.swap.max"), "134217728");
    assert_eq!(value(&domain, "swap_hard_limit"), 131_072);
}

#[test]
fn libvirts_definitions_cannot_be_changed() {
    let host = MadeUpHost::new("v1-systemd");
    let domain = host.open().lookup_by_name("web01").unwrap();
    let error =
        domain.set_memory_parameters(&common::params(&[("hard_limit", 65536)]), 2).unwrap_err();
    assert_eq!(error.code(), VIR_ERR_OPERATION_INVALID);
    assert!(error.message().contains("libvirtd"), "{error}");
    assert_eq!(domain.memory_parameters(2).unwrap_err().code(), VIR_ERR_OPERATION_INVALID);
}

#[test]
fn a_missing_part_of_the_host_is_named() {
    for kind in ["no-memory", "none"] {
        let host = MadeUpHost::new(kind);
        let error = Connection::open(Some(&host.uri("cgroup")), 0).map(|_| ()).unwrap_err();
        assert_eq!(error.code(), VIR_ERR_CONFIG_UNSUPPORTED, "{kind}");
        assert!(error.message().contains("memory controller"), "{error}");
    }
    let host = MadeUpHost::new("v1-systemd");
    let session = format!("cgroup:///session?root={}", host.root().display());
    let error = Connection::open(Some(&session), 0).map(|_| ()).unwrap_err();
    assert!(error.message().contains("systemd-run --user"), "{error}");
}

#[test]
fn invalid_uris() {
    for (uri, code) in [
        ("cgroup:///system?root=/nonexistent", VIR_ERR_INVALID_ARG),
        ("cgroup:///system?root=relative", VIR_ERR_INVALID_ARG),
        ("cgroup:///system?rot=/tmp", VIR_ERR_INVALID_ARG),
        ("cgroup:///system?swap_hard_limit=1", VIR_ERR_INVALID_ARG),
        ("cgroup:///elsewhere", VIR_ERR_INTERNAL_ERROR),
        ("qemu:///session", VIR_ERR_INTERNAL_ERROR),
        ("cgroup://far/system", VIR_ERR_NO_CONNECT),
        ("cgroup:///system?root=/%zz", VIR_ERR_INTERNAL_ERROR),
    ] {
        assert_eq!(open_error(uri), code, "{uri}");
    }
}

#[test]
fn broken_files_do_not_hide_the_rest() {
    let host = MadeUpHost::new("broken");
    let connection = host.open();
    let found = names(&connection);
    for name in ["web01", "box", "cut", "binary", "climber"] {
        assert!(found.iter().any(|found| found == name), "{name} in {found:?}");
    }
    assert!(found.iter().all(|name| !name.contains(['/', '\0'])), "{found:?}");
    for (name, code) in [
        ("letters", VIR_ERR_INTERNAL_ERROR),
        ("empty", VIR_ERR_INTERNAL_ERROR),
        ("huge", VIR_ERR_INTERNAL_ERROR),
        ("missing", VIR_ERR_SYSTEM_ERROR),
    ] {
        let domain = connection.lookup_by_name(name).unwrap();
        let before = host.files("sys");
        let error = domain.memory_parameters(0).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert!(error.message().contains("memory.limit_in_bytes"), "{error}");
        assert_eq!(set(&domain, &[("hard_limit", 65536)]), Err(code), "{name}");
        assert_eq!(host.files("sys"), before, "{name}");
    }
}

#[test]
fn a_machine_without_a_group_of_its_own_is_left_out() {
    let host = MadeUpHost::new("v1-systemd");
    assert!(host.open().lookup_by_name("nsp1").is_ok());
    // Its leader is accounted in the group of all machines.
    let membership = host.root().join("proc/4400/cgroup");
    let shared = std::fs::read_to_string(&membership).unwrap().replace("/machine-nsp1.scope", "");
    std::fs::write(&membership, shared).unwrap();
    let error = host.open().lookup_by_name("nsp1").map(|_| ()).unwrap_err();
    assert_eq!(error.code(), VIR_ERR_NO_DOMAIN);
}

#[test]
fn a_group_without_processes_is_not_a_domain() {
    let host = MadeUpHost::new("v1-plain");
    let group = host.root().join("sys/fs/cgroup/memory/machine/qemu-5-db.libvirt-qemu");
    for entry in ["cgroup.procs", "emulator/cgroup.procs", "vcpu0/cgroup.procs"] {
        if group.join(entry).exists() {
            std::fs::write(group.join(entry), "").unwrap();
        }
    }
    let error = host.open().lookup_by_name("db").map(|_| ()).unwrap_err();
    assert_eq!(error.code(), VIR_ERR_NO_DOMAIN);
}

/// A lookup by each key on a connection that has found a domain before sees what others
/// have changed since.
#[test]
fn a_lookup_sees_what_others_have_changed() {
    let host = MadeUpHost::new("v2-plain");
    let (looking, other) = (host.open(), host.open());
    let uuid = "00000000-0000-4000-8000-000000000001";
    let missing = |name: &str| {
        let error = looking.lookup_by_name(name).map(|_| ()).unwrap_err();
        assert_eq!(error.code(), VIR_ERR_NO_DOMAIN, "{name}");
    };
    missing("web");
    let document = format!(
        "<domain type='cgroup'><name>web</name><uuid>{uuid}</uuid><memory>1024</memory>\
         <os><type>exe</type><init>/bin/true</init></os></domain>"
    );
    let defined = other.define(document.as_bytes(), 0).unwrap();
    // Longer than the time during which a fingerprint is not trusted.
    let settle = || std::thread::sleep(std::time::Duration::from_millis(60));
    settle();
    for _ in 0..2 {
        assert_eq!(looking.lookup_by_name("web").unwrap().uuid().to_string(), uuid);
        assert_eq!(looking.lookup_by_uuid_string(uuid).unwrap().name(), "web");
    }
    defined.rename("shop", 0).unwrap();
    missing("web");
    settle();
    assert_eq!(looking.lookup_by_uuid_string(uuid).unwrap().name(), "shop");
    assert_eq!(looking.lookup_by_name("shop").unwrap().uuid().to_string(), uuid);
    // A directory that anybody may write is not believed, also not what it held before.
    let dir = host.root().join("etc/virmemctl/domains");
    let permit = |mode| std::fs::set_permissions(&dir, PermissionsExt::from_mode(mode)).unwrap();
    permit(0o777);
    missing("shop");
    permit(0o755);
    settle();
    assert_eq!(looking.lookup_by_name("shop").unwrap().uuid().to_string(), uuid);
    // Of a file and its copy the one counts that has its document's name.
    std::fs::rename(dir.join("shop.xml"), dir.join("copy.xml")).unwrap();
    missing("shop");
    settle();
    assert_eq!(looking.lookup_by_name("copy").unwrap().uuid().to_string(), uuid);
    assert_eq!(looking.lookup_by_name("copy").unwrap().uuid().to_string(), uuid);
    std::fs::copy(dir.join("copy.xml"), dir.join("shop.xml")).unwrap();
    missing("copy");
    other.lookup_by_name("shop").unwrap().undefine(0).unwrap();
    std::fs::remove_file(dir.join("copy.xml")).unwrap();
    missing("shop");
    let error = looking.lookup_by_uuid_string(uuid).map(|_| ()).unwrap_err();
    assert_eq!(error.code(), VIR_ERR_NO_DOMAIN);
}

#[test]
fn a_lookup_does_not_find_what_has_ended() {
    let host = MadeUpHost::new("v1-plain");
    let connection = host.open();
    let id = connection.lookup_by_name("db").unwrap().id().unwrap();
    assert_eq!(connection.lookup_by_id(id).unwrap().name(), "db");
    let group = host.root().join("sys/fs/cgroup/memory/machine/qemu-5-db.libvirt-qemu");
    for entry in ["cgroup.procs", "emulator/cgroup.procs", "vcpu0/cgroup.procs"] {
        if group.join(entry).exists() {
            std::fs::write(group.join(entry), "").unwrap();
        }
    }
    for error in [connection.lookup_by_name("db"), connection.lookup_by_id(id)] {
        assert_eq!(error.map(|_| ()).unwrap_err().code(), VIR_ERR_NO_DOMAIN);
    }
    let ends: [fn(&MadeUpHost, i32); 2] = [
        // The pid now belongs to a process of another group.
        |host, id| {
            let file = host.root().join(format!("proc/{id}/cgroup"));
            std::fs::write(file, "0::/other\n").unwrap();
        },
        // It is no longer registered.
        |host, _| std::fs::remove_file(host.root().join("run/systemd/machines/nsp1")).unwrap(),
    ];
    for end in ends {
        let host = MadeUpHost::new("v2-systemd");
        let connection = host.open();
        let id = connection.lookup_by_name("nsp1").unwrap().id().unwrap();
        assert_eq!(connection.lookup_by_id(id).unwrap().name(), "nsp1");
        end(&host, id);
        for error in [connection.lookup_by_name("nsp1"), connection.lookup_by_id(id)] {
            assert_eq!(error.map(|_| ()).unwrap_err().code(), VIR_ERR_NO_DOMAIN);
        }
    }
}

/// libvirt creates the group with the limits only after it has started the scope, and
/// writes its status file of the guest later.
#[test]
fn a_lookup_sees_what_libvirt_has_added() {
    let host = MadeUpHost::new("v1-systemd");
    let scope =
        host.root().join(r"sys/fs/cgroup/memory/machine.slice/machine-qemu\x2d3\x2dweb01.scope");
    let status = host.root().join("run/libvirt/qemu/web01.xml");
    let content = std::fs::read(&status).unwrap();
    std::fs::remove_file(&status).unwrap();
    let connection = host.open();
    let before = connection.lookup_by_name("web01").unwrap();
    std::fs::create_dir(scope.join("libvirt")).unwrap();
    for entry in std::fs::read_dir(&scope).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, scope.join("libvirt").join(path.file_name().unwrap())).unwrap();
        }
    }
    std::fs::write(&status, content).unwrap();
    let domain = connection.lookup_by_name("web01").unwrap();
    assert_eq!(set(&domain, &[("hard_limit", 65536)]), Ok(()));
    let group = r"sys/fs/cgroup/memory/machine.slice/machine-qemu\x2d3\x2dweb01.scope/libvirt";
    assert_eq!(file(&host, group, "memory.limit_in_bytes"), "67108864");
    assert_eq!(domain.uuid().to_string(), "5f0b7c1e-3d0a-4c55-9a0e-6a1f0c9d2b01");
    assert_eq!(before.name(), domain.name());
}

#[test]
fn a_state_that_changes_is_seen() {
    let host = MadeUpHost::new("v1-systemd");
    let domain = host.open().lookup_by_name("web01").unwrap();
    let state = || domain.state(0).unwrap().state as i32;
    assert_eq!(state(), 1);
    let status = host.root().join("run/libvirt/qemu/web01.xml");
    let paused =
        std::fs::read_to_string(&status).unwrap().replace("state='running'", "state='paused'");
    std::fs::write(&status, paused).unwrap();
    assert_eq!(state(), 3);
}

#[test]
fn errors_come_from_the_driver_that_was_asked() {
    let host = MadeUpHost::new("v1-systemd");
    for (scheme, expected) in [("cgroup", 54), ("qemu", 10)] {
        let connection = Connection::open(Some(&host.uri(scheme)), 0).unwrap();
        let domain = connection.lookup_by_name("web01").unwrap();
        let huge = common::params(&[("hard_limit", UNLIMITED + 1)]);
        let error = domain.set_memory_parameters(&huge, 0).unwrap_err();
        assert_eq!((error.code(), error.domain() as i32), (VIR_ERR_INVALID_ARG, expected));
    }
}

#[test]
fn links_are_not_followed() {
    let host = MadeUpHost::new("v1-plain");
    let group = host.root().join("sys/fs/cgroup/memory/machine/qemu-5-db.libvirt-qemu");
    let outside = host.root().join("outside");
    std::fs::write(&outside, "9223372036854771712\n").unwrap();
    let control_file = group.join("memory.limit_in_bytes");
    std::fs::remove_file(&control_file).unwrap();
    std::os::unix::fs::symlink(&outside, &control_file).unwrap();
    let domain = host.open().lookup_by_name("db").unwrap();
    let error =
        domain.set_memory_parameters(&common::params(&[("hard_limit", 65536)]), 0).unwrap_err();
    assert_eq!((error.code(), error.ints().0), (VIR_ERR_SYSTEM_ERROR, libc::ELOOP));
    assert_eq!(std::fs::read_to_string(&outside).unwrap(), "9223372036854771712\n");

    let moved = host.root().join("moved");
    std::fs::rename(&group, &moved).unwrap();
    std::os::unix::fs::symlink(&moved, &group).unwrap();
    assert_eq!(set(&domain, &[("soft_limit", 65536)]), Err(VIR_ERR_NO_DOMAIN));
}

#[test]
fn a_removed_group_is_a_domain_that_ended() {
    let host = MadeUpHost::new("v1-plain");
    let domain = host.open().lookup_by_name("db").unwrap();
    std::fs::remove_dir_all(
        host.root().join("sys/fs/cgroup/memory/machine/qemu-5-db.libvirt-qemu"),
    )
    .unwrap();
    assert_eq!(set(&domain, &[("hard_limit", 65536)]), Err(VIR_ERR_NO_DOMAIN));
    assert_eq!(domain.memory_parameters(0).unwrap_err().code(), VIR_ERR_NO_DOMAIN);
    assert_eq!(domain.info().unwrap_err().code(), VIR_ERR_NO_DOMAIN);
    assert_eq!(domain.is_active().unwrap_err().code(), VIR_ERR_NO_DOMAIN);
    assert_eq!(domain.name(), "db");
}

#[test]
fn a_failed_write_rolls_back_the_earlier_ones() {
    if is_root() {
        common::skip("a_failed_write_rolls_back_the_earlier_ones", "root may write every file");
        return;
    }
    let host = MadeUpHost::new("v1-plain");
    let group = "sys/fs/cgroup/memory/machine/qemu-5-db.libvirt-qemu";
    let control_file = host.root().join(group).join("memory.memsw.limit_in_bytes");
    std::fs::set_permissions(&control_file, std::fs::Permissions::from_mode(0o444)).unwrap();
    let domain = host.open().lookup_by_name("db").unwrap();
    let before = get(&domain);
    let wanted = [("hard_limit", 65536), ("soft_limit", 4096), ("swap_hard_limit", 65536)];
    let error = domain.set_memory_parameters(&common::params(&wanted), 0).unwrap_err();
    assert_eq!((error.code(), error.ints().0), (VIR_ERR_SYSTEM_ERROR, libc::EACCES));
    assert!(error.message().contains("memory.memsw.limit_in_bytes"), "{error}");
    assert!(error.message().contains("67108864"), "{error}");
    assert_eq!(get(&domain), before);
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// No control file holds what ESX alone has: it is neither listed, set nor defined.
#[test]
fn limits_of_esx_are_refused() {
    let host = MadeUpHost::new("v2-plain");
    let connection = host.open();
    let domain = connection.lookup_by_name("db").unwrap();
    for (family, name, value) in [
        (Family::Memory, "memory_shares", Value::Int(-3)),
        (Family::Scheduler, "reservation", Value::LLong(500)),
        (Family::Scheduler, "limit", Value::LLong(500)),
        (Family::Scheduler, "shares", Value::Int(-3)),
    ] {
        let listed = domain.parameters(family, "", 0).unwrap();
        assert!(!listed.iter().any(|param| param.field == name), "{name}");
        let params = [TypedParam::new(name, value)];
        let error = domain.set_parameters(family, "", &params, 0).unwrap_err();
        assert_eq!(error.code(), VIR_ERR_ARGUMENT_UNSUPPORTED, "{error}");
    }
    for (inside, named) in [
        ("<memtune><memory_shares>low</memory_shares></memtune>", "<memory_shares>"),
        ("<cputune><reservation unit='MHz'>500</reservation></cputune>", "<shares>"),
        ("<cputune><limit>500</limit></cputune>", "<global_quota>"),
    ] {
        let document = format!(
            "<domain type='cgroup'><name>esx</name><memory>1024</memory>\
             <os><type>exe</type><init>/bin/true</init></os>{inside}</domain>"
        );
        let defined = connection.define(document.as_bytes(), 0).map(|_| ());
        let created = connection.create_xml(document.as_bytes(), 0).map(|_| ());
        for error in [defined.unwrap_err(), created.unwrap_err()] {
            assert_eq!(error.code(), VIR_ERR_CONFIG_UNSUPPORTED, "{error}");
            assert!(error.detail().contains(named) && error.detail().contains("ESX"), "{error}");
        }
    }
}
