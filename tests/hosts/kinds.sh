# The kinds of host.
# shellcheck shell=sh

# Each kind and its main domain: its name, the version of its memory controller, pid and uuid.
KINDS="\
v1-systemd web01 1 4242 $UUID_WEB01
v1-plain   db    1 5100 $UUID_DB
v1-old     old1  1 6100 $UUID_OLD1
v2-systemd web01 2 4242 $UUID_WEB01
v2-plain   db    2 5100 $UUID_DB
hybrid     web01 1 4242 $UUID_WEB01
hybrid-v2  web01 2 4242 $UUID_WEB01
odd-mounts odd   1 8100 $UUID_ODD
no-memory  -     - -    -
none       -     - -    -
broken     web01 1 4242 $UUID_WEB01"

V1_BARE='cpu cpuacct cpuset devices freezer blkio pids'
V1_OTHERS="$V1_BARE systemd"
V2_CONTROLLERS='cpuset cpu io memory hugetlb pids rdma misc'

host_v1_systemd() {
    LAYOUT=v1 OTHERS=$V1_OTHERS MEMORY_AT=/sys/fs/cgroup/memory
    host_basics
    # shellcheck disable=SC2086 # a list of words
    v1_mounts $OTHERS memory
    v2_mount /sys/fs/cgroup/unified ''
    v2_group "/sys/fs/cgroup/unified/machine.slice/$WEB01" domain '' '' 4242
    systemd_guests_v1
}

# The hierarchies of a host where only libvirt creates groups.
v1_bare() {
    LAYOUT=v1-bare OTHERS=$V1_BARE MEMORY_AT=/sys/fs/cgroup/memory
    host_basics
    # shellcheck disable=SC2086
    v1_mounts $OTHERS memory
}

host_v1_plain() {
    v1_bare
    v1_group /machine
    v1_qemu db 5 5100 "$UUID_DB" /machine/qemu-5-db.libvirt-qemu /machine
    v1_lxc ct 9 5200 "$UUID_CT" /machine/lxc-9-ct.libvirt-lxc /machine
    v1_group /machine/prod.partition
    v1_qemu nested 6 5300 "$UUID_NESTED" /machine/prod.partition/qemu-6-nested.libvirt-qemu /machine/prod
}

host_v1_old() {
    v1_bare
    for group in /libvirt /libvirt/qemu /libvirt/lxc; do v1_group $group; done
    v1_group /libvirt/qemu/old1 6100
    # A command name with blanks and brackets, to catch code that splits `stat` at blanks.
    process 6100 'qemu (x) 86' 61000 /libvirt/qemu/old1 \
        qemu-system-x86_64 -name guest=old1,debug-threads=on -uuid "$UUID_OLD1" -m 1024 -smp 2 -nodefaults
    v1_lxc oldct 12 6200 "$UUID_OLDCT" /libvirt/lxc/oldct /machine
}

host_v2_systemd() {
    LAYOUT=v2 OTHERS=''
    host_basics
    v2_mount /sys/fs/cgroup "$V2_CONTROLLERS"
    v2_group /sys/fs/cgroup/system.slice domain "$V2_CONTROLLERS" 'memory pids'
    systemd_guests_v2 /sys/fs/cgroup "$V2_CONTROLLERS"
}

host_v2_plain() {
    LAYOUT=v2 OTHERS=''
    host_basics
    v2_mount /sys/fs/cgroup "$V2_CONTROLLERS"
    v2_group /sys/fs/cgroup/machine domain "$V2_CONTROLLERS" "$V2_CONTROLLERS"
    v2_plain_qemu db 5 5100 "$UUID_DB" /machine /machine
    v2_group /sys/fs/cgroup/machine/lxc-9-ct.libvirt-lxc domain "$V2_CONTROLLERS" '' 5200 5201
    lxc_process 5200 ct /machine/lxc-9-ct.libvirt-lxc
    status_file lxc ct 9 "$UUID_CT" 5200 /machine
    v2_group /sys/fs/cgroup/machine/prod.partition domain "$V2_CONTROLLERS" "$V2_CONTROLLERS"
    v2_plain_qemu nested 6 5300 "$UUID_NESTED" /machine/prod.partition /machine/prod
}

# v1 has only the memory controller; the others are on the cgroup2 mount next to it.
host_hybrid() {
    LAYOUT=v1-only-memory OTHERS='' MEMORY_AT=/sys/fs/cgroup/memory
    host_basics
    v1_mounts memory
    v2_mount /sys/fs/cgroup/unified 'cpu io pids'
    v2_group /sys/fs/cgroup/unified/machine.slice domain 'cpu io pids' 'cpu io pids'
    v2_group "/sys/fs/cgroup/unified/machine.slice/$WEB01" domain 'cpu io pids' '' 4242
    systemd_guests_v1
}

host_hybrid_v2() {
    LAYOUT=v1-but-memory OTHERS=$V1_OTHERS MEMORY_AT=
    host_basics
    # shellcheck disable=SC2086
    v1_mounts $OTHERS
    v1_group "/machine.slice/$WEB01" 4242
    v2_mount /sys/fs/cgroup/unified 'memory hugetlb'
    systemd_guests_v2 /sys/fs/cgroup/unified 'memory hugetlb'
}

# Inside a container without its own cgroup namespace: the mount shows only a subtree, while
# /proc/PID/cgroup has paths from the real root. The mount point contains blanks.
host_odd_mounts() {
    LAYOUT=v1-only-memory OTHERS='' MEMORY_AT='/sys/fs/cgroup/the memory'
    host_basics
    mount_line tmpfs / /sys/fs/cgroup rw,mode=755
    mount_line cgroup /lxc/outer '/sys/fs/cgroup/the\040memory' rw,memory master:9
    mount_line cgroup2 /lxc/outer '/sys/fs/cgroup/uni\134fied' rw
    put '/sys/fs/cgroup/uni\fied/cgroup.controllers'
    v1_memory_group "$MEMORY_AT" 1
    process_groups /proc/1/cgroup /lxc/outer
    v1_group /machine
    v1_qemu odd 8 8100 "$UUID_ODD" /machine/qemu-8-odd.libvirt-qemu /machine
    process_groups /proc/8100/cgroup /lxc/outer/machine/qemu-8-odd.libvirt-qemu
}

host_no_memory() {
    LAYOUT=v1-but-memory OTHERS=$V1_OTHERS MEMORY_AT=
    host_basics
    # shellcheck disable=SC2086
    v1_mounts $OTHERS
    v2_mount /sys/fs/cgroup/unified ''
    v1_qemu web01 3 4242 "$UUID_WEB01" "/machine.slice/$WEB01" /machine
}

host_none() {
    LAYOUT=none OTHERS='' MEMORY_AT=
    host_basics
    process 4242 qemu-system-x86 42420 '' qemu-system-x86_64 -name guest=web01 -uuid "$UUID_WEB01"
}
