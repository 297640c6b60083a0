# The programs on a kernel with what user-mode-linux lacks: cpuset, pressure stall information, two CPUs and
# two memory nodes, two disks, one of them with BFQ. Debian's own kernel, in QEMU's software emulation, with
# an initial file system of what the programs need.
# shellcheck shell=bash

# The programs that run there by default; others are slow there, and run when --on names the backend.
QEMU_PROGRAMS=(blkio_disks blkio_host blkio_weights cpuset_faults events_pressure host_kill_each host_pressure numa_host
    pins_host)
QEMU_FILES=$TARGET/kernel
QEMU_NODE_MB=256
QEMU_DISK_MB=64
QEMU_BOOT_SECONDS=${VIRMEMCTL_TEST_SECONDS:-600}
QEMU_REASON=''

qemu_start() {
    local name
    backend_kernel 2 0
    if may_run_on uml-v2; then BACKEND+=(VIRMEMCTL_TEST_FEWER=cpuset); fi
    for name in $(programs_on qemu-v2 c qemu); do
        add_job "c/$name on qemu-v2" env "${BACKEND[@]}" "$OURS/$name"
    done >"$RUN/qemu-v2.jobs"
    [[ -s $RUN/qemu-v2.jobs ]] || return 0
    QEMU_REASON=$(why_no_qemu)
    [[ $QEMU_REASON ]] || BOOTS+=("qemu_boot qemu-v2")
}

# Prints why no kernel can be booted; nothing if one can.
why_no_qemu() {
    local reason
    reason=$(missing_package "qemu-system-x86_64 qemu-system-x86" "busybox busybox-static" "cpio cpio")
    if [[ $reason ]]; then
        echo "$reason"
        return
    fi
    if [[ $(uname -m) != x86_64 ]]; then
        echo 'the kernel is for x86_64'
    elif [[ ! -e $QEMU_FILES/vmlinuz ]]; then
        echo 'needs linux-image-cloud-amd64, unpacked: make deps'
    elif [[ $ROOT$RUN == *[[:space:],]* ]]; then
        echo 'a blank or a comma in the path of the build'
    fi
}

# qemu_boot BASE: boots a kernel that runs BASE.jobs; the console goes to BASE.console
qemu_boot() {
    local node memory=() disks=()
    qemu_root "$1.root" "$1.jobs"
    for node in 0 1; do
        memory+=(-object "memory-backend-ram,id=node$node,size=${QEMU_NODE_MB}M" -numa "node,memdev=node$node,cpus=$node")
        truncate -s "${QEMU_DISK_MB}M" "$1.disk$node"
        disks+=(-drive "file=$1.disk$node,format=raw,if=none,id=disk$node" -device "virtio-blk-pci,drive=disk$node")
    done
    timeout -k 10 "$QEMU_BOOT_SECONDS" qemu-system-x86_64 -accel tcg -machine q35 -cpu max -nic none \
        -smp 2 -m $((2 * QEMU_NODE_MB)) "${memory[@]}" "${disks[@]}" \
        -nographic -no-reboot -kernel "$QEMU_FILES/vmlinuz" -initrd "$1.root.cpio" \
        -append "console=ttyS0 quiet loglevel=1 panic=-1 QEMU_JOBS=$1.jobs QEMU_SECONDS=$GUEST_TEST_SECONDS QEMU_KEEP=$ROOT" \
        >"$1.console" 2>&1 </dev/null
    rm -f "$1.disk0" "$1.disk1" "$1.root.cpio"
}

# qemu_root DIR JOBS: the initial file system, DIR.cpio: busybox, the kernel's modules, and the programs of
# the jobs with their libraries, at their own paths
qemu_root() {
    local program programs=()
    for program in $(grep -o "$OURS/[^ ]*" "$2" | sort -u); do programs+=("$program"); done
    mkdir -p "$1"/{bin,dev,etc,modules,proc,run,sys,tmp,var/log}
    cp "$(command -v busybox)" "$1/bin/busybox"
    cp "$QEMU_FILES"/modules/*.ko "$1/modules"
    install -m 755 "$RUNNER/qemu-init.sh" "$1/init"
    printf '%s\n' root:x:0:0::/:/bin/sh nobody:x:65534:65534::/:/bin/sh >"$1/etc/passwd"
    printf '%s\n' root:x:0: nogroup:x:65534: >"$1/etc/group"
    # One file under several names is one library: the links stay.
    (cd / && cp -a --parents "$TARGET"/release/libvirmemctl.so{,.0} "$DROPIN"/* "$1")
    (cd / && cp -L --parents "$RUNNER/guest.sh" "$2" "${programs[@]}" $(libraries_of "${programs[@]}") "$1")
    (cd "$1" && find . | cpio --quiet -o -H newc >"$1.cpio")
    rm -rf "$1"
}

# libraries_of PROGRAM...
libraries_of() {
    ldd "$@" | grep -o '/[^ ]* (0x' | sed 's/ (0x$//' | sort -u
}

qemu_finish() {
    [[ -s $RUN/qemu-v2.jobs ]] || return 0
    if [[ $QEMU_REASON ]]; then
        skipped 'c on qemu-v2' "$QEMU_REASON"
        return
    fi
    boots_start
    boot_report "$RUN/qemu-v2" qemu-v2
}
