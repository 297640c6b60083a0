# Each program on this library and on Debian's libvirt, with the test driver: both must print the same.
# shellcheck shell=bash

DIFFERENCES=$ROOT/tests/libvirt-differences.txt

# build_theirs NAMES: builds these programs for libvirt; fails where it is not installed
build_theirs() {
    local flags
    flags=$(pkg-config --cflags --libs libvirt 2>/dev/null) || return
    # shellcheck disable=SC2086 # a list of flags
    build_side "$THEIRS" "$1" $flags -ldl "${SMALL_LIBS[@]}"
}

suite_compare() {
    local name
    if ! build_theirs "$(programs_of compare)"; then
        skipped 'compare' 'needs libvirt-dev'
        return
    fi
    for name in $(programs_of compare); do
        [[ -x $THEIRS/$name ]] || failed "compare/$name : does not compile against libvirt" "$THEIRS/$name.log"
    done
    for name in $(programs_on test compare); do
        [[ -x $THEIRS/$name ]] || continue
        backend_test
        queue_test "compare/$name" "$((2 * PROGRAM_SECONDS))" env "${BACKEND[@]}" \
            bash "$RUNNER/compare-one" "$OURS/$name" "$THEIRS/$name" "$RUN/compare.$name" "$DIFFERENCES"
    done
    report_queue
}
