# The tests of the suite `remote` with a host to reach: each script of tests/remote/host opens URIs on this
# library and on libvirt, inside of tests/remote/with-host.
# shellcheck shell=bash

HOST_SCRIPTS=(transports names tls ssh sasl polkit terminal guest_limits)
HOST_SECONDS=300
# The programs that the scripts and the host use, and their packages.
HOST_NEEDS=("libvirtd libvirt-daemon-system" "virsh libvirt-clients" "qemu-system-x86_64 qemu-system-x86"
    "sshd openssh-server" "ssh openssh-client" "nc netcat-openbsd" "openssl openssl" "saslpasswd2 sasl2-bin"
    "dbus-daemon dbus" "pkaction polkitd" "unshare util-linux" "ip iproute2")
HOST_DRIVERS=("qemu libvirt-daemon-driver-qemu" "lxc libvirt-daemon-driver-lxc")

why_no_host() {
    local need driver package reason
    if ((EUID != 0)); then
        echo 'not root'
        return
    fi
    reason=$(missing_package "${HOST_NEEDS[@]}")
    if [[ $reason ]]; then
        echo "$reason"
        return
    fi
    for need in "${HOST_DRIVERS[@]}"; do
        read -r driver package <<<"$need"
        compgen -G "/usr/lib/*/libvirt/connection-driver/libvirt_driver_$driver.so" >/dev/null ||
            { echo "needs $package"; return; }
    done
    compgen -G '/usr/lib/*/sasl2/libscram.so' >/dev/null || { echo 'needs libsasl2-modules'; return; }
    /usr/bin/python3 -c 'import libvirt' 2>/dev/null || echo 'needs python3-libvirt'
}

suite_hosts() {
    local name reason
    reason=$(why_no_host)
    for name in "${HOST_SCRIPTS[@]}"; do
        chosen remote "$name" || continue
        if [[ $reason ]]; then
            skipped "remote/$name" "$reason"
            continue
        fi
        queue_test "remote/$name" "$HOST_SECONDS" env -u LD_LIBRARY_PATH LC_ALL=C "REMOTE_LIBRARIES=$DROPIN" \
            "$REMOTE_TESTS/with-host" /usr/bin/python3 -B "$REMOTE_TESTS/host/$name.py"
    done
    report_queue
}
