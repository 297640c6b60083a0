use super::*;

fn parse(line: &str) -> CommandLine {
    let arguments: Vec<String> =
        std::iter::once("qemu").chain(line.split(' ')).map(str::to_owned).collect();
    CommandLine::parse(Program { arguments: &arguments, executable: None })
}

fn memory(line: &str) -> Option<Vec<u64>> {
    parse(line).memory.ok().map(|memory| mib(&memory))
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
    let smbios = "-smbios type=1,uuid=6695eb01-f6a4-8304-79aa-97f2502e193f,serial=s";
    assert_eq!(parse(smbios).uuid, uuid);
    assert_eq!(parse(&smbios.replace("type=1", "type=2")).uuid, None);
    let other = "-uuid 00000000-0000-4000-8000-000000000001";
    for line in [format!("{smbios} {other}"), format!("{other} {smbios}")] {
        assert_eq!(parse(&line).uuid, parse(other).uuid, "{line}");
    }
}

#[test]
fn memory_in_all_its_forms() {
    for (line, pieces) in [
        ("-S", &[128][..]),
        ("-m 256", &[256]),
        ("-m 0", &[128]),
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
        ("-m 256 -m 512", &[512]),
        ("-m 256,size=512", &[512]),
        ("-m 0 -machine memory.size=1G", &[128]),
        ("-machine memory.size=1G", &[1024]),
        ("-machine memory.size=1G -m 512", &[512]),
        ("-m 0x100", &[256]),
        (
            "-m 256 -object {'qom-type':'memory-backend-ram','id':'d','size':1073741824} -device {'driver':'pc-dimm','memdev':'d'}",
            &[256, 1024],
        ),
        ("-m 1.5G", &[1536]),
        ("-m 256m", &[256]),
        (
            "-machine memory-backend=a -machine memory-backend=b -object memory-backend-ram,id=a,size=1G -object memory-backend-ram,id=b,size=2G",
            &[2048],
        ),
    ] {
        assert_eq!(memory(line).as_deref(), Some(pieces), "{line}");
    }
    assert_eq!(parse("-m 256").total_memory(), Some(Kib(256 << 10)));
    let most = "-m 15E -object memory-backend-ram,id=d,size=15E -device pc-dimm,memdev=d";
    assert!(parse(most).total_memory().unwrap().is_unlimited());
}

#[test]
fn memory_that_cannot_be_determined() {
    for line in [
        "-m nonsense",
        "-m 99999E",
        "-m",
        "-m -S",
        "-m 2GB",
        "-m 1.5",
        "-m 256,what=on",
        "-m 256 -m nonsense",
        "-m 256 -device pc-dimm,memdev=missing",
        "-m 256 -device pc-dimm",
        "-m 256 -object memory-backend-ram,id=d,size=much -device nvdimm,memdev=d",
        "-m 256 -device cxl-type3,volatile-memdev=v",
        "-machine memory-backend=missing",
        "-numa node,memdev=missing",
        "-readconfig /etc/guest.cfg",
        "-m 256 -readconfig /etc/guest.cfg",
        "-m 256 -readconfig /usr/share/qemu-server/pve-/../guest.cfg",
        "-m 256 -set device.d.memdev=m",
        "-memory much",
        "-append -m 2048",
        "-k -m 2048",
        "-m 256 -id -device pc-dimm,memdev=m",
        "-machine none",
        "-m 256 -device {\"driver\":\"pc-dimm\",",
        "-m 256 -object {what}",
        "-machine x-remote",
    ] {
        let line = parse(line);
        assert!(line.memory.as_ref().is_err_and(|reason| !reason.is_empty()), "{line:?}");
        assert_eq!(line.total_memory(), None);
    }
}

#[test]
fn memory_by_default() {
    for (program, machine, size) in [
        ("qemu-system-x86_64", "", Some(128)),
        ("qemu-system-x86_64", "-M pc-i440fx-8.1", Some(128)),
        ("qemu-system-i386", "-machine q35,accel=kvm", Some(128)),
        ("qemu-system-x86_64", "-M nitro-enclave", None),
        ("qemu-system-aarch64", "-M virt-9.0", Some(128)),
        ("qemu-system-aarch64", "-M raspi3b", None),
        ("qemu-system-aarch64", "", None),
        ("qemu-system-loongarch64", "-M virt", None),
        ("qemu-system-ppc64", "-M pseries", None),
        ("qemu-system-s390x", "", Some(128)),
        ("qemu-system-riscv64", "-M virt,aclint=on", Some(128)),
        ("vmm", "", None),
    ] {
        let arguments: Vec<String> =
            format!("{program} {machine}").split(' ').map(str::to_owned).collect();
        let line = CommandLine::parse(Program { arguments: &arguments, executable: None });
        assert_eq!(
            line.memory.ok().map(|memory| mib(&memory)),
            size.map(|mib| vec![mib]),
            "{program} {machine}"
        );
    }
}

#[test]
fn cpus() {
    for (line, cpus, most) in [
        ("-S", 1, 1),
        ("-smp 4", 4, 4),
        ("-smp 2,sockets=2,cores=1,threads=1", 2, 2),
        ("-smp sockets=2,cores=3,threads=2", 12, 12),
        ("-smp maxcpus=8", 8, 8),
        ("-smp cpus=0", 1, 1),
        ("-smp -3", 1, 1),
        ("-smp sockets=60000,cores=60000", 65535, 65535),
        ("-smp sockets=1,dies=1,modules=2,cores=4,threads=2", 16, 16),
        ("-smp drawers=2,books=2,sockets=2,cores=2", 16, 16),
        ("-smp clusters=2,cores=2", 4, 4),
        ("-smp 2,maxcpus=4", 2, 4),
        ("-smp 2,maxcpus=4,sockets=4,cores=1,threads=1", 2, 4),
        ("-smp 4,maxcpus=2", 4, 4),
        ("-smp 2 -smp maxcpus=8", 2, 8),
        ("-smp 2 -smp cpus=6", 6, 6),
        ("-machine smp.cpus=4,smp.maxcpus=8", 4, 8),
        ("-smp 1,maxcpus=4 -device host-x86_64-cpu,core-id=1", 2, 4),
        ("-smp 8,threads=8,maxcpus=16 -device host-spapr-cpu-core,core-id=8", 16, 16),
        ("-device max-arm-cpu -device qemu-s390x-cpu,core-id=1 -device virtio-net-pci", 3, 3),
    ] {
        let said = parse(line);
        assert_eq!((said.vcpus, said.most_vcpus), (cpus, most), "{line}");
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
        ("-no-kvm", false),
    ] {
        assert_eq!(parse(line).kvm, kvm, "{line}");
    }
    for (name, kvm) in [("/usr/bin/kvm", true), ("kvm-spice", true), ("qemu-kvm-one", true)] {
        let arguments = [name.to_owned()];
        let line = CommandLine::parse(Program { arguments: &arguments, executable: None });
        assert_eq!(line.kvm, kvm, "{name}");
    }
}

#[test]
fn a_large_line_takes_no_time() {
    let many = "-object memory-backend-ram,id=d,size=1G -device pc-dimm,memdev=d ".repeat(20_000);
    let started = std::time::Instant::now();
    assert!(parse(&many).total_memory() > Some(Kib(0)));
    assert!(parse(&format!("-name {}", ",".repeat(4 << 20))).name.is_none());
    assert_eq!(parse(&format!("-smp 2{}", ",a".repeat(2 << 20))).vcpus, 2);
    assert!(started.elapsed().as_secs() < 10);
}
