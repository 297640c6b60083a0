use super::*;

fn parse(line: &str) -> CommandLine {
    let arguments: Vec<String> =
        std::iter::once("qemu").chain(line.split(' ')).map(str::to_owned).collect();
    CommandLine::parse(&arguments)
}

fn mib(sizes: &[Kib]) -> Vec<u64> {
    sizes.iter().map(|size| size.0 / 1024).collect()
}

#[test]
fn names() {
    let name = |line: &str| parse(line).name;
    assert_eq!(name("-name guest=a,,b,debug-threads=on").as_deref(), Some("a,b"));
    assert_eq!(name("-name plain").as_deref(), Some("plain"));
    assert_eq!(name("--name plain,process=x").as_deref(), Some("plain"));
    assert_eq!(name("-name first -name process=x").as_deref(), Some("first"));
    for line in ["-name guest=../x", "-name", "-name guest=", "-append -name x", "-name guest=."] {
        assert_eq!(name(line), None, "{line}");
    }
}

#[test]
fn uuids() {
    let uuid = parse_uuid("6695eb01-f6a4-8304-79aa-97f2502e193f");
    assert_eq!(parse("-uuid 6695eb01-f6a4-8304-79aa-97f2502e193f").uuid, uuid);
    assert_eq!(parse("-uuid nonsense").uuid, None);
}

#[test]
fn memory_in_all_its_forms() {
    for (line, pieces) in [
        ("-S", &[128][..]),
        ("-m 256", &[256]),
        ("-m 0", &[128]),
        ("-m nonsense", &[128]),
        ("-m 256 -m slots=2,maxmem=4G", &[256]),
        ("-m size=1G,slots=2,maxmem=4G", &[1024]),
        (
            "-m size=262144k -machine q35,memory-backend=pc.ram -object memory-backend-ram,id=pc.ram,size=268435456",
            &[256],
        ),
        ("-machine memory-backend=r -object memory-backend-file,id=r,size=64M", &[64]),
        (
            "-object {\"qom-type\":\"memory-backend-ram\",\"id\":\"r\",\"size\":67108864} -machine memory-backend=r",
            &[64],
        ),
        (
            "-m 128 -object memory-backend-ram,id=a,size=96M -object memory-backend-ram,id=b,size=32M -numa node,memdev=a -numa node,memdev=b",
            &[96, 32],
        ),
        ("-m 256 -object memory-backend-ram,id=d,size=1G -device pc-dimm,memdev=d", &[256, 1024]),
        (
            "-m 256 -object memory-backend-ram,id=d,size=1G -device {\"driver\":\"virtio-mem-pci\",\"memdev\":\"d\"}",
            &[256, 1024],
        ),
        ("-m 256 -device pc-dimm,memdev=missing", &[256]),
        ("-m 99999E", &[128]),
    ] {
        assert_eq!(mib(&parse(line).memory), pieces, "{line}");
    }
    assert_eq!(parse("-m 256").total_memory(), Kib(256 << 10));
    let most = "-m 15E -object memory-backend-ram,id=d,size=15E -device pc-dimm,memdev=d";
    assert!(parse(most).total_memory().is_unlimited());
}

#[test]
fn cpus() {
    for (line, cpus) in [
        ("-S", 1),
        ("-smp 4", 4),
        ("-smp 2,sockets=2,cores=1,threads=1", 2),
        ("-smp sockets=2,cores=3,threads=2", 12),
        ("-smp maxcpus=8", 8),
        ("-smp cpus=0", 1),
        ("-smp -3", 1),
        ("-smp sockets=60000,cores=60000", 65535),
    ] {
        assert_eq!(parse(line).vcpus, cpus, "{line}");
    }
}

#[test]
fn devices() {
    for (line, sizes) in [
        ("-S", &[16][..]),
        ("-nodefaults", &[]),
        ("-vga none", &[]),
        ("-vga qxl", &[64, 64]),
        ("-device virtio-net-pci", &[16]),
        ("-device {\"driver\":\"VGA\",\"vgamem_mb\":32}", &[32]),
        ("-nodefaults -device cirrus-vga -device secondary-vga", &[4, 16]),
        (
            "-nodefaults -object memory-backend-file,id=s,size=4M -device ivshmem-plain,memdev=s",
            &[4],
        ),
    ] {
        assert_eq!(mib(&parse(line).devices), sizes, "{line}");
    }
    let images =
        parse("-drive file=a,format=qcow2 -blockdev {\"driver\":\"qcow2\"} -drive b,format=raw");
    assert_eq!(images.disk_caches, Kib(64 << 10));
}

#[test]
fn accelerators() {
    for (line, kvm) in [
        ("-S", false),
        ("-enable-kvm", true),
        ("-accel kvm -accel tcg", true),
        ("-accel tcg,thread=multi -accel kvm", false),
        ("-machine q35,accel=kvm:tcg", true),
        ("-machine accel=tcg", false),
    ] {
        assert_eq!(parse(line).kvm, kvm, "{line}");
    }
    assert!(CommandLine::parse(&["/usr/bin/kvm".to_owned()]).kvm);
}

#[test]
fn programs() {
    for (program, is) in [
        ("/usr/bin/qemu-system-x86_64", true),
        ("/usr/libexec/qemu-kvm", true),
        ("kvm", true),
        ("qemu-img", false),
        ("/tmp/qemu-system-x86_64/sh", false),
        ("", false),
    ] {
        assert_eq!(CommandLine::is_qemu(&[program.to_owned()]), is, "{program}");
    }
    assert!(!CommandLine::is_qemu(&[]));
}

#[test]
fn a_large_line_takes_no_time() {
    let many = "-object memory-backend-ram,id=d,size=1G -device pc-dimm,memdev=d ".repeat(20_000);
    let started = std::time::Instant::now();
    assert!(parse(&many).total_memory() > Kib(0));
    assert!(parse(&format!("-name {}", ",".repeat(4 << 20))).name.is_none());
    assert_eq!(parse(&format!("-smp 2{}", ",a".repeat(2 << 20))).vcpus, 2);
    assert!(started.elapsed().as_secs() < 10);
}
