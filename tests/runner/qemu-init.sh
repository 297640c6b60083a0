#!/bin/busybox sh
# shellcheck shell=dash
# init of the kernel in QEMU, in the file system that qemu_root of tests/runner/qemu.sh makes.
# From the kernel's command line: QEMU_JOBS QEMU_SECONDS QEMU_KEEP (where the jobs run, and guest.sh is
# below).

PATH=/bin
HOME=/run/home TMPDIR=/run/tmp XDG_RUNTIME_DIR=/run/user/0 XDG_CONFIG_HOME=/run/home/.config
export PATH HOME TMPDIR XDG_RUNTIME_DIR XDG_CONFIG_HOME

/bin/busybox mount -t proc none /proc
busybox --install -s /bin
mount -t sysfs none /sys
mount -t devtmpfs none /dev
mount -t tmpfs none /run
mkdir -p $HOME $TMPDIR $XDG_RUNTIME_DIR /dev/shm
mount -t tmpfs none /dev/shm
ip link set lo up
# Each needs others: the order is found by trying.
for _ in 1 2 3 4; do
    for module in /modules/*.ko; do insmod "$module" 2>/dev/null; done
done
echo bfq >/sys/block/vdb/queue/scheduler
cd "$QEMU_KEEP" || echo "no $QEMU_KEEP"
# shellcheck source=/dev/null
. tests/runner/guest.sh
mount_v2
run_jobs "$QEMU_JOBS" "$QEMU_SECONDS"
poweroff -f
