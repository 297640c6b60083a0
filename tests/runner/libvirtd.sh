# A real libvirtd and QEMU guests under software emulation, beside this library: `make check-libvirt`.
# It only runs when it is named, as it needs large packages (`make deps-libvirt`).
# shellcheck shell=bash

LIBVIRTD_TESTS=$ROOT/tests/libvirtd
LIBVIRTD_SECONDS=400
GUEST_FILES=$TARGET/libvirtd
# The programs that the scripts use, and their packages.
LIBVIRTD_NEEDS=("libvirtd libvirt-daemon-system" "virtlogd libvirt-daemon-system" "virsh libvirt-clients"
    "qemu-system-x86_64 qemu-system-x86" "dbus-daemon dbus" "unshare util-linux" "ip iproute2")

why_no_libvirtd() {
    local reason
    if ((EUID != 0)); then
        echo 'not root'
        return
    fi
    reason=$(missing_package "${LIBVIRTD_NEEDS[@]}")
    if [[ $reason ]]; then
        echo "$reason"
        return
    fi
    [[ -e /usr/lib/x86_64-linux-gnu/libvirt/connection-driver/libvirt_driver_qemu.so ]] ||
        { echo 'needs libvirt-daemon-driver-qemu'; return; }
    /usr/bin/python3 -c 'import libvirt_qemu' 2>/dev/null || { echo 'needs python3-libvirt'; return; }
    [[ -e $GUEST_FILES/vmlinuz && -e $GUEST_FILES/initrd.gz ]] || echo 'needs linux-image-cloud-amd64, unpacked: make deps-libvirt'
}

libvirtd_names() {
    basename -s .py "$LIBVIRTD_TESTS"/*.py | grep -vx guest
}

suite_libvirtd() {
    local name reason
    reason=$(why_no_libvirtd)
    for name in $(libvirtd_names); do
        chosen libvirtd "$name" || continue
        if [[ $reason ]]; then
            skipped "libvirtd/$name" "$reason"
            continue
        fi
        run_test "libvirtd/$name" "$LIBVIRTD_SECONDS" env LC_ALL=C PATH="$PATH:/sbin:/usr/sbin" \
            "GUEST_FILES=$GUEST_FILES" "GUEST_LIBRARY=$DROPIN/libvirt.so.0" \
            "$LIBVIRTD_TESTS/with-libvirtd" env "LD_LIBRARY_PATH=$DROPIN" /usr/bin/python3 -B "$LIBVIRTD_TESTS/$name.py"
    done
}
