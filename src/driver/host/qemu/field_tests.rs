//! Command lines as they are in use, with made-up names and ids, and random ones.

use super::*;
use proptest::prelude::*;

/// What a command line says: name, last digit of the uuid, MiB of memory, CPUs.
type Said = (Option<&'static str>, Option<u128>, Option<u64>, u16);

fn parse(arguments: &[String]) -> CommandLine {
    CommandLine::parse(Program { arguments, executable: None })
}

fn uuid(digit: u128) -> Uuid {
    Uuid::from_u128(0x8b26_0000_0000_4000_8000_0000_0000_0000 | digit)
}

fn check(line: &str, (name, digit, memory, vcpus): Said) {
    let line = line.replace("UUID", "8b260000-0000-4000-8000-00000000000");
    let arguments: Vec<String> = line.split_ascii_whitespace().map(str::to_owned).collect();
    assert!(Program { arguments: &arguments, executable: None }.is_qemu(), "{line}");
    let said = parse(&arguments);
    assert_eq!(said.name.as_deref(), name, "name of {line}");
    assert_eq!(said.uuid, digit.map(uuid), "uuid of {line}");
    assert_eq!(said.total_memory().map(|kib| kib.0 / 1024), memory, "memory of {line}");
    assert_eq!(said.vcpus, vcpus, "CPUs of {line}");
}

#[test]
fn of_libvirt() {
    for (line, said) in [
        (
            "/usr/bin/qemu-system-x86_64 -name guest=a,debug-threads=on -S -object \
             {\"qom-type\":\"secret\",\"id\":\"masterKey0\",\"format\":\"raw\",\"file\":\"/k\"} \
             -machine pc-q35-9.0,usb=off,dump-guest-core=off,memory-backend=pc.ram \
             -accel kvm -cpu host -m size=4194304k -object \
             {\"qom-type\":\"memory-backend-ram\",\"id\":\"pc.ram\",\"size\":4294967296} \
             -overcommit mem-lock=off -smp 4,sockets=4,cores=1,threads=1 -uuid UUID1 \
             -no-user-config -nodefaults -chardev socket,id=c,fd=33,server=on,wait=off \
             -mon chardev=c,id=monitor,mode=control -rtc base=utc -no-shutdown \
             -boot strict=on -sandbox on,obsolete=deny -msg timestamp=on",
            (Some("a"), Some(1), Some(4096), 4),
        ),
        (
            "/usr/libexec/qemu-kvm -name a -S -M rhel6.6.0 -enable-kvm -m 2048 -realtime \
             mlock=off -smp 2,sockets=2,cores=1,threads=1 -uuid UUID2 -nodefconfig -nodefaults \
             -rtc base=utc,driftfix=slew -no-kvm-pit-reinjection -no-hpet -no-shutdown \
             -device piix3-usb-uhci,id=usb -vnc 127.0.0.1:0 -vga cirrus -msg timestamp=on",
            (Some("a"), Some(2), Some(2048), 2),
        ),
        (
            "/usr/bin/kvm -S -M pc-1.0 -enable-kvm -m 1024 -smp 1,sockets=1,cores=1,threads=1 \
             -name old -uuid UUID3 -nodefconfig -nodefaults -rtc base=utc -no-acpi -usb \
             -localtime -no-fd-bootchk -tdf -rtc-td-hack -win2k-hack -vga std",
            (Some("old"), Some(3), Some(1024), 1),
        ),
        (
            "qemu-system-x86_64 -name guest=h -machine pc -m size=2097152k,slots=16,maxmem=8388608k \
             -smp 1,maxcpus=8,sockets=8,dies=1,cores=1,threads=1 -object \
             {\"qom-type\":\"memory-backend-ram\",\"id\":\"ram-node0\",\"size\":2147483648} \
             -numa node,nodeid=0,cpus=0-7,memdev=ram-node0 -object \
             {\"qom-type\":\"memory-backend-ram\",\"id\":\"memdimm0\",\"size\":536870912} -device \
             {\"driver\":\"pc-dimm\",\"node\":0,\"memdev\":\"memdimm0\",\"id\":\"dimm0\",\"slot\":0} -uuid UUID4",
            (Some("h"), Some(4), Some(2560), 1),
        ),
        (
            "qemu-system-x86_64 -name guest=n -m 1024,slots=2,maxmem=4G -machine pc,nvdimm=on \
             -object memory-backend-file,id=n,mem-path=/n,share=on,size=512M \
             -device nvdimm,memdev=n,id=nv0 -uuid UUID5",
            (Some("n"), Some(5), Some(1536), 1),
        ),
        (
            "qemu-system-aarch64 -name guest=arm -machine virt-8.2,gic-version=3 -accel tcg \
             -m size=1048576k -smp 2,sockets=1,clusters=1,cores=2,threads=1 -uuid UUID6 \
             -no-acpi -nographic",
            (Some("arm"), Some(6), Some(1024), 2),
        ),
        (
            "qemu-system-s390x -name guest=z -machine s390-ccw-virtio-9.0,memory-backend=m \
             -m size=4194304k,slots=1,maxmem=16G -object memory-backend-ram,id=m,size=4G \
             -object memory-backend-ram,id=m0,size=4G -device virtio-mem-ccw,memdev=m0 \
             -smp drawers=2,books=2,sockets=2,cores=2 -uuid UUID7",
            (Some("z"), Some(7), Some(8192), 16),
        ),
        (
            "qemu-system-ppc64 -name guest=p -machine pseries,max-cpu-compat=power9 -m 8192 \
             -smp 8,maxcpus=32,sockets=4,cores=1,threads=8 -uuid UUID8 \
             -device host-spapr-cpu-core,id=c,core-id=8 -prom-env auto-boot?=true",
            (Some("p"), Some(8), Some(8192), 16),
        ),
    ] {
        check(line, said);
    }
}

#[test]
fn of_other_managers() {
    for (line, said) in [
        // Proxmox VE.
        (
            "/usr/bin/kvm -id 100 -name a,debug-threads=on -no-shutdown -chardev \
             socket,id=qmp,path=/run/q,server=on,wait=off -mon chardev=qmp,mode=control \
             -pidfile /run/p -daemonize -smbios type=1,uuid=UUID1 -smp 2,sockets=1,cores=2,maxcpus=2 \
             -nodefaults -vnc unix:/run/v,password=on -cpu kvm64 -m 4096 -readconfig \
             /usr/share/qemu-server/pve-q35-4.0.cfg -machine type=q35+pve0",
            (Some("a"), Some(1), Some(4096), 2),
        ),
        (
            "/usr/bin/kvm -id 101 -name b -smbios type=1,uuid=UUID2 -smp 4,sockets=1,cores=4,maxcpus=4 \
             -m size=1024,slots=255,maxmem=524288M -object memory-backend-ram,id=ram-node0,size=1024M \
             -numa node,nodeid=0,cpus=0-3,memdev=ram-node0 \
             -object memory-backend-ram,id=mem-dimm0,size=512M -device \
             pc-dimm,id=dimm0,memdev=mem-dimm0,node=0",
            (Some("b"), Some(2), Some(1536), 4),
        ),
        (
            "/usr/bin/kvm -id 102 -name plugged -smbios type=1,uuid=UUID3 \
             -smp 1,sockets=2,cores=2,maxcpus=4 -m 2048 \
             -device kvm64-x86_64-cpu,id=cpu2,socket-id=0,core-id=1,thread-id=0 \
             -device kvm64-x86_64-cpu,id=cpu3,socket-id=1,core-id=0,thread-id=0 \
             -device kvm64-x86_64-cpu,id=cpu4,socket-id=1,core-id=1,thread-id=0",
            (Some("plugged"), Some(3), Some(2048), 4),
        ),
        // OpenNebula, Debian, NixOS, Kata, Ganeti.
        (
            "qemu-kvm-one -name guest=one-7 -m 768 -smp 1 -uuid UUID4",
            (Some("one-7"), Some(4), Some(768), 1),
        ),
        (
            "/usr/bin/kvm-spice -name guest=b -m 8192 -smp 4 -spice port=5900 -uuid UUID5",
            (Some("b"), Some(5), Some(8192), 4),
        ),
        (
            "/nix/store/0a-qemu-8.2/bin/.qemu-system-x86_64-wrapped -cpu max -name nixos -m 1024 \
             -smp 1 -device virtio-rng-pci -nographic",
            (Some("nixos"), None, Some(1024), 1),
        ),
        (
            "/opt/x/bin/nemu-system-x86_64 -name sandbox-1 -uuid UUID6 -machine virt,accel=kvm \
             -cpu host -m 2048M,slots=10,maxmem=32768M -no-user-config -nodefaults -nographic \
             --no-reboot -daemonize -object memory-backend-ram,id=dimm1,size=2048M \
             -numa node,memdev=dimm1 -smp 1,cores=1,threads=1,sockets=4,maxcpus=4",
            (Some("sandbox-1"), Some(6), Some(2048), 1),
        ),
        (
            "/opt/kata/bin/qemu-system-x86_64 -name sandbox-2,debug-threads=on -uuid UUID7 \
             -machine q35,accel=kvm,nvdimm=on -m 2048M,slots=10,maxmem=64207M \
             -device nvdimm,id=nv0,memdev=mem0,unarmed=on -object \
             memory-backend-file,id=mem0,mem-path=/kata.img,size=268435456,readonly=on \
             -append -nothing -smp 1,cores=1,threads=1,sockets=32,maxcpus=32",
            (Some("sandbox-2"), Some(7), Some(2304), 1),
        ),
        (
            "/usr/bin/kvm -name g.example -m 512 -smp 1 -pidfile /p -balloon virtio -daemonize \
             -D /l -machine pc -enable-kvm -boot c -usbdevice tablet -uuid UUID8 -S -runas nobody",
            (Some("g.example"), Some(8), Some(512), 1),
        ),
        // Vagrant, quickemu, Lima, minikube, podman machine, UTM, a tutorial's.
        (
            "qemu-system-x86_64 -machine q35,accel=hvf:kvm:tcg -smp 2 -m 2G -device \
             virtio-net-pci,netdev=n -netdev user,id=n -drive if=virtio,format=qcow2,file=b -display none",
            (None, None, Some(2048), 2),
        ),
        (
            "/usr/bin/qemu-system-x86_64 -name ubuntu,process=ubuntu -machine \
             q35,smm=off,vmport=off,accel=kvm -global kvm-pit.lost_tick_policy=discard -cpu host \
             -smp cores=4,threads=2,sockets=1 -m 8G -device virtio-balloon -rtc base=utc,clock=host",
            (Some("ubuntu"), None, Some(8192), 8),
        ),
        (
            "qemu-system-aarch64 -m 4096 -cpu host -machine virt,accel=kvm -smp \
             4,sockets=1,cores=4,threads=1 -name lima-default -pidfile /p -parallel none",
            (Some("lima-default"), None, Some(4096), 4),
        ),
        (
            "qemu-system-x86_64 disk.img -m 1G -smp 2 -net nic -net user -no-reboot -nographic",
            (None, None, Some(1024), 2),
        ),
        (
            "qemu-system-x86_64 -hda disk.img -enable-kvm -cdrom x.iso -boot d -m 1.5G --smp 2",
            (None, None, Some(1536), 2),
        ),
        (
            "qemu-system-arm -M vexpress-a9 -kernel zImage -append console=ttyAMA0 -m 256 -sd card",
            (None, None, Some(256), 1),
        ),
        (
            "qemu-system-riscv64 -M virt -m 2G -smp 4 -bios none -kernel k -nographic",
            (None, None, Some(2048), 4),
        ),
        ("qemu-system-aarch64 -M raspi3b -kernel kernel8.img -serial stdio", (None, None, None, 1)),
        ("qemu-system-mips -M malta -kernel vmlinux -nographic", (None, None, None, 1)),
        ("qemu-system-x86_64 -M pc -nographic", (None, None, Some(128), 1)),
        ("qemu-system-x86_64 -M pc -vmconfig /x.json -nographic", (None, None, None, 1)),
        ("qemu-system-x86_64 -M pc -m 512 -vmconfig /x.json", (None, None, Some(512), 1)),
        (
            "qemu-system-ppc64 -M pseries -m 2048 -object memory-backend-ram,id=n,size=1G \
             -device spapr-nvdimm,memdev=n",
            (None, None, Some(3072), 1),
        ),
        // The Android emulator.
        (
            "/opt/android/emulator/qemu/linux-x86_64/qemu-system-x86_64-headless -avd x -memory 4096 \
             -cores 4 -no-window -no-audio -no-boot-anim -no-snapshot -gpu swiftshader_indirect",
            (None, None, Some(4096), 4),
        ),
        (
            "qemu-system-x86_64-headless @x -no-window -snapshot -m -qemu -m 3072 -snapshot -smp 2",
            (None, None, None, 2),
        ),
        (
            "qemu-system-x86_64 -avd x -no-window -memory 2048 -qemu -m 3072 -no-kvm -name a",
            (Some("a"), None, Some(3072), 1),
        ),
        ("qemu-system-x86_64-headless -avd x -no-window", (None, None, None, 1)),
    ] {
        check(line, said);
    }
}

#[test]
fn with_options_without_a_value() {
    for option in [
        "-async-teardown",
        "-localtime",
        "-tdf",
        "-no-kvm-pit-reinjection",
        "-no-kvm-pit",
        "-rtc-td-hack",
        "-perfmap",
        "-jitdump",
        "-enable-hax",
        "-no-kvm-irqchip",
        "-enable-sync-profile",
        "-xen-attach",
        "-old-param",
        "-virtfs_synth",
        "-some-new-option",
        "--some-new-option",
        "-some-new-option value",
    ] {
        let line = format!("qemu-system-x86_64 -name guest=a {option} -m 2048 -uuid UUID1 -smp 2");
        check(&line, (Some("a"), Some(1), Some(2048), 2));
    }
}

#[test]
fn with_devices_that_bring_memory() {
    for (devices, memory) in [
        ("-object memory-backend-ram,id=v0,size=256M -device cxl-type3,volatile-memdev=v0", 4352),
        (
            "-object memory-backend-file,id=p,size=1G,mem-path=/p -object \
             memory-backend-file,id=l,size=1M,mem-path=/l -device \
             cxl-type3,persistent-memdev=p,lsa=l -object memory-backend-ram,id=v,size=1G \
             -device cxl-type3,volatile-memdev=v",
            6144,
        ),
        ("-object memory-backend-memfd,id=v,size=2G -device virtio-mem-pci,memdev=v", 6144),
        ("-object memory-backend-ram,id=v,size=2G -device virtio-mem-device,memdev=v", 6144),
        ("-object memory-backend-ram,id=v,size=2G -device virtio-mem-ccw,memdev=v", 6144),
        ("-object memory-backend-file,id=v,size=1G -device virtio-pmem-pci,memdev=v", 5120),
        ("-object memory-backend-file,id=v,size=1G -device virtio-pmem-ccw,memdev=v", 5120),
        ("-object memory-backend-file,id=v,size=1G -device ivshmem-plain,memdev=v", 4096),
        ("-object memory-backend-ram,id=v,size=1G", 4096),
        ("-object rng-random,id=v,size=1G -object iothread,id=i", 4096),
    ] {
        let line = format!("qemu-system-x86_64 -name a -m 4G,maxmem=8G,slots=4 {devices}");
        check(&line, (Some("a"), None, Some(memory), 1));
    }
}

#[test]
fn whose_size_cannot_be_determined() {
    for line in [
        "qemu-system-x86_64 -name a -readconfig vm.cfg",
        "qemu-system-x86_64 -name a -readconfig vm.cfg -m 2048",
        "qemu-system-x86_64 -name a -m $MEMORY",
        "qemu-system-x86_64 -name a -m 4096,hotplug=on",
        "qemu-system-x86_64 -name a -append -m 2048",
        "qemu-system-ppc64 -name a -M pseries",
    ] {
        check(line, (Some("a"), None, None, 1));
    }
}

/// Words that occur on command lines, and others.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(vec![
            "-m",
            "--m",
            "-name",
            "-uuid",
            "-smp",
            "-machine",
            "-object",
            "-device",
            "-numa",
            "-smbios",
            "-readconfig",
            "-set",
            "-avd",
            "-qemu",
            "-memory",
            "-new",
            "-",
            "--",
            "2048",
            "1.5G",
            "0x10M",
            "guest=a",
            "type=1,uuid=8b260000-0000-4000-8000-000000000001",
            "memory-backend-ram,id=m,size=1G",
            "pc-dimm,memdev=m",
            "cxl-type3,volatile-memdev=m",
            "memory-backend=m",
            "a-cpu",
            "a-spapr-cpu-core",
            "65535,threads=65535",
            "{\"driver\":\"pc-dimm\",\"memdev\":\"m\"}",
            "size=15E",
            "é,,=",
            "",
        ])
        .prop_map(str::to_owned),
        "-?[a-zA-Z0-9=,.{}\":-]{0,20}",
        ".{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..Default::default() })]

    /// No input panics, and what is read is sound.
    #[test]
    fn at_random(arguments in proptest::collection::vec(words(), 0..24), executable in ".{0,20}") {
        let program = Program { arguments: &arguments, executable: Some(&executable) };
        let said = CommandLine::parse(program);
        program.is_qemu();
        prop_assert!(said.vcpus > 0 && said.most_vcpus >= said.vcpus);
        prop_assert!(said.memory.as_ref().map_or_else(|why| !why.is_empty(), |it| !it.is_empty()));
        prop_assert!(said.name.is_none_or(|name| !name.contains('/')));
    }

    /// An unknown option changes nothing of a command line, wherever it stands.
    #[test]
    fn an_unknown_option_changes_nothing(at in 0_usize..5) {
        let mut parts = ["-name a", "-m 2G", "-smp 3", "-uuid 8b260000-0000-4000-8000-000000000001"].map(str::to_owned).to_vec();
        let line = |parts: &[String]| -> Vec<String> {
            format!("qemu {}", parts.join(" ")).split(' ').map(str::to_owned).collect()
        };
        let expected = parse(&line(&parts));
        parts.insert(at, "-what-is-new".to_owned());
        prop_assert_eq!(parse(&line(&parts)), expected);
    }

    /// The last size counts; without a suffix it is in MiB.
    #[test]
    fn the_last_size_counts(sizes in proptest::collection::vec(1_u64..1 << 30, 1..5)) {
        let options: Vec<String> = sizes.iter().flat_map(|size| ["-m".to_owned(), size.to_string()]).collect();
        let line: Vec<String> = std::iter::once("qemu".to_owned()).chain(options).collect();
        prop_assert_eq!(parse(&line).total_memory(), sizes.last().map(|size| Kib(size << 10)));
    }
}
