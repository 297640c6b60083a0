#!/bin/busybox sh
# shellcheck shell=dash
# init of a user-mode-linux kernel that shares the host's file system. Mounts a tmpfs over each folder
# outside of the build folder that a test might write to.
# From the kernel's command line: UML_JOBS UML_CGROUP (v1, v2) UML_SWAP UML_SECONDS UML_KEEP (a folder
# that must stay visible).

PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
HOME=/run/home TMPDIR=/run/tmp XDG_RUNTIME_DIR=/run/user/0 XDG_CONFIG_HOME=/run/home/.config
export PATH HOME TMPDIR XDG_RUNTIME_DIR XDG_CONFIG_HOME
# shellcheck source=/dev/null
. "${0%/*}/guest.sh"

base_mounts() {
    # By its path: a bare `busybox` executes /proc/self/exe, and until this mount /proc is the host's,
    # where that is linux.uml.
    /bin/busybox mount -t proc none /proc
    busybox mount -t sysfs none /sys
    busybox mount -t tmpfs none /run
    busybox mkdir -p $HOME $TMPDIR $XDG_RUNTIME_DIR /run/etc
    # The kernel has mounted a devtmpfs on /dev by itself.
    busybox mkdir -p /dev/shm
    busybox mount -t tmpfs none /dev/shm
    # The output of domains' programs.
    busybox mount -t tmpfs none /var/log
    case $UML_KEEP in
    /tmp/*) ;;
    *) busybox mount -t tmpfs none /tmp ;;
    esac
    busybox ip link set lo up
}

# A writable /etc.
cover_etc() {
    for file in ld.so.cache ld.so.conf passwd group nsswitch.conf hosts localtime; do
        [ ! -e /etc/$file ] || busybox cp -L /etc/$file /run/etc/
    done
    busybox mount --bind /run/etc /etc
}

mount_v1() {
    busybox mount -t tmpfs none /sys/fs/cgroup
    for controller in memory cpu cpuacct blkio cpuset pids freezer; do
        busybox mkdir -p /sys/fs/cgroup/$controller
        busybox mount -t cgroup -o $controller none /sys/fs/cgroup/$controller || busybox rmdir /sys/fs/cgroup/$controller
    done
}

swap_on() {
    busybox mknod -m 600 /run/swap b 98 0
    busybox swapon /run/swap
}

base_mounts
cover_etc
"mount_$UML_CGROUP"
[ "$UML_SWAP" != 1 ] || swap_on
cd "$UML_KEEP" || echo "no $UML_KEEP"
run_jobs "$UML_JOBS" "$UML_SECONDS"
busybox sync
busybox poweroff -f
