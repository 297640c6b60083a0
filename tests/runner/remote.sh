# The remote driver against a real libvirtd: each program for domains, on this library and on Debian's
# libvirt over the same daemon's socket, must print the same.
# shellcheck shell=bash

REMOTE_TESTS=$ROOT/tests/remote
REMOTE_DIFFERENCES=$REMOTE_TESTS/differences.txt

why_no_daemon() {
    PATH=$PATH:/usr/sbin command -v libvirtd >/dev/null || { echo 'needs libvirt-daemon'; return; }
    pkg-config --exists libvirt 2>/dev/null || echo 'needs libvirt-dev'
}

# The programs of the test driver that open the URI they are told.
remote_names() {
    made_for test | grep -vxFf <(cut -f 1 "$REMOTE_TESTS/not-remote.txt")
}

suite_remote() {
    local name reason
    suite_hosts
    reason=$(why_no_daemon)
    if [[ $reason ]]; then
        skipped remote "$reason"
        return
    fi
    build_theirs "$(programs_of remote)"
    for name in $(remote_names); do
        chosen remote "$name" || continue
        if [[ ! -x $OURS/$name || ! -x $THEIRS/$name ]]; then
            failed "remote/$name : does not compile" "$OURS/$name.log"
            continue
        fi
        queue_test "remote/$name" "$((2 * PROGRAM_SECONDS))" env VIRMEMCTL_TEST_KIND=test \
            "$REMOTE_TESTS/with-daemon" bash "$REMOTE_TESTS/on-socket" bash "$RUNNER/compare-one" "$OURS/$name" \
            "$THEIRS/$name" "$RUN/remote.$name" "$REMOTE_DIFFERENCES"
    done
    report_queue
}
