# The remote driver against a real libvirtd: programs for domains, the random walk and the bindings, on this
# library and on Debian's libvirt over the same daemon's socket, must print the same; what goes wrong on the way.
# shellcheck shell=bash

REMOTE_TESTS=$ROOT/tests/remote
REMOTE_DIFFERENCES=$REMOTE_TESTS/differences.txt
REMOTE_WALK_STEPS=5000

why_no_daemon() {
    PATH=$PATH:/usr/sbin command -v libvirtd >/dev/null || { echo 'needs libvirt-daemon'; return; }
    pkg-config --exists libvirt 2>/dev/null || echo 'needs libvirt-dev'
}

# not_remote NAME: whether a test cannot be compared over a socket
not_remote() {
    cut -f 1 "$REMOTE_TESTS/not-remote.txt" | grep -qxF "$1"
}

REMOTE_SCRIPTS=(faults proxy lost threads)

remote_names() {
    local name
    printf '%s\n' "${REMOTE_SCRIPTS[@]}" "${HOST_SCRIPTS[@]}"
    printf 'walk-%s\n' "${WALK_SEEDS[@]}"
    for name in $(made_for test); do not_remote "$name" || echo "$name"; done
    for name in $(bindings_names); do not_remote "bindings/$name" || echo "bindings-$name"; done
}

# remote_beside NAME SECONDS COMMAND...: a test of the suite beside a daemon, whose hosts are those of the command
remote_beside() {
    queue_test "remote/$1" "$2" env VIRMEMCTL_TEST_KIND=test "$REMOTE_TESTS/with-daemon" \
        bash "$REMOTE_TESTS/on-socket" "${@:3}"
}

# Each program for the test driver, on both libraries.
remote_programs() {
    local name
    for name in $(made_for test); do
        not_remote "$name" && continue
        chosen remote "$name" || continue
        if [[ ! -x $OURS/$name || ! -x $THEIRS/$name ]]; then
            failed "remote/$name : does not compile" "$OURS/$name.log"
            continue
        fi
        remote_beside "$name" "$((2 * PROGRAM_SECONDS))" bash "$RUNNER/compare-one" "$OURS/$name" "$THEIRS/$name" \
            "$RUN/remote.$name" "$RUN/remote-differences"
    done
}

# The random walk. Which turn of the event loop has an event, and what the handle of a renamed domain says,
# is another thing over a socket.
remote_walk() {
    local seed
    for seed in "${WALK_SEEDS[@]}"; do
        chosen remote "walk-$seed" || continue
        remote_beside "walk-$seed" "$((2 * WALK_SECONDS))" bash "$RUNNER/walk-one" "$OURS/walk" "$THEIRS/walk" \
            "$RUN/remote.walk.$seed" "$RUN/remote-differences" "$REMOTE_WALK_STEPS" --seed "$seed" \
            --skip events,close,timers,rename
    done
}

# The bindings and the programs of others.
remote_bindings() {
    local entry script package name libvirt
    libvirt=$(system_libvirt)
    for entry in "${BINDINGS_SCRIPTS[@]}"; do
        read -r script package <<<"$entry"
        name=${script%.*}
        not_remote "bindings/$name" && continue
        chosen remote "bindings-$name" || continue
        if [[ -z $libvirt ]] || ! has_package "$package"; then
            skipped "remote/bindings-$name" "needs $package"
            continue
        fi
        binding_side "$RUN/remote/ours" "$script" "$DROPIN/libvirt.so.0" "$DROPIN"
        binding_side "$RUN/remote/libvirt" "$script" "$libvirt" ''
        remote_beside "bindings-$name" "$BINDINGS_SECONDS" bash "$RUNNER/compare-one" "$RUN/remote/ours/$name" \
            "$RUN/remote/libvirt/$name" "$RUN/remote/$name" "$RUN/remote-differences"
    done
}

# What goes wrong on the way, and many threads: this library alone, but where libvirt's answers are in the test.
remote_scripts() {
    local name library=$TARGET/release/libvirmemctl.so
    if chosen remote faults; then
        queue_test remote/faults 120 /usr/bin/python3 -B "$REMOTE_TESTS/faults.py" "$library" "$(system_libvirt)"
    fi
    for name in "${REMOTE_SCRIPTS[@]:1}"; do
        chosen remote "$name" || continue
        queue_test "remote/$name" 180 "$REMOTE_TESTS/with-daemon" /usr/bin/python3 -B "$REMOTE_TESTS/$name.py" \
            "$library"
    done
}

suite_remote() {
    local reason
    suite_hosts
    reason=$(why_no_daemon)
    if [[ $reason ]]; then
        skipped remote "$reason"
        return
    fi
    build_theirs "$(programs_of remote) walk"
    build_side "$OURS" walk "${OUR_LIBS[@]}"
    cat "$REMOTE_DIFFERENCES" "$DIFFERENCES" >"$RUN/remote-differences"
    remote_scripts
    remote_programs
    remote_walk
    remote_bindings
    report_queue
}
