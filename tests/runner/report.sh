# Reports results and counts them.
# shellcheck shell=bash

PASSED=0 FAILED=0 SKIPPED=0
LONGEST_OUTPUT=200

# What `make deps` and `make deps-libvirt` install: under STRICT=1 a skip whose reason is "needs X" is a failure.
INSTALLED=(pkg-config user-mode-linux busybox-static debootstrap libvirt-dev libvirt0 valgrind python3 python3-libvirt
    libsys-virt-perl collectd-core prometheus-libvirt-exporter
    qemu-system-x86 cpio tmux linux-image-cloud-amd64 debhelper lintian mandoc doxygen
    libvirt-daemon-system libvirt-daemon-driver-qemu libvirt-daemon-driver-lxc libvirt-clients dbus
    openssh-server openssh-client netcat-openbsd openssl sasl2-bin libsasl2-modules polkitd util-linux iproute2
    golang-go golang-github-vmware-govmomi-dev)

passed() {
    PASSED=$((PASSED + 1))
    echo "ok   $1"
}

# failed NAME [FILE]: FILE holds what the test printed. The checks that failed come before the rest, which
# may be cut where it is shown.
failed() {
    FAILED=$((FAILED + 1))
    echo "FAIL $1"
    [[ -n ${2-} && -s $2 ]] || return 0
    grep -aE '^[^ ]+:[0-9]+: |^FAIL' "$2" | head -n 20 | sed 's/^/     ! /' || true
    tail -n "$LONGEST_OUTPUT" "$2" | sed 's/^/     | /'
}

# missing_package "PROGRAM PACKAGE"...: prints "needs PACKAGE" for the first program that is not there.
missing_package() {
    local need program package
    for need; do
        read -r program package <<<"$need"
        PATH=$PATH:/sbin:/usr/sbin command -v "$program" >/dev/null || { echo "needs $package"; return; }
    done
}

# skipped NAME REASON
skipped() {
    local package
    if [[ ${STRICT:-0} == 1 ]]; then
        for package in "${INSTALLED[@]}"; do
            if [[ $2 =~ ^needs\ $package($|[^a-z0-9-]) ]]; then
                failed "$1 : $2"
                return
            fi
        done
    fi
    SKIPPED=$((SKIPPED + 1))
    echo "SKIP $1 : $2"
}

# The tests, without their backend, that have run on at least one backend.
declare -A HAS_RUN=()

# reported NAME STATUS FILE: a program that exits with 0 for passed and 77 for skipped. One that says it
# is not made for this kind of backend is not counted.
reported() {
    if [[ $2 == 77 && $(skip_reason "$3") =~ ^(only|not)\ for\ kind\  ]]; then return; fi
    HAS_RUN[${1%% on *}]=1
    case $2 in
    0) passed "$1$(passing_note "$3")"; skipped_parts "$1" "$3" ;;
    77) skipped "$1" "$(skip_reason "$3")" ;;
    124 | 137) failed "$1 : took too long, or was killed" "$3" ;;
    *) failed "$1 : exit status $2" "$3" ;;
    esac
}

# skipped_parts NAME FILE: the parts that a program which passed has left out, one `SKIP PART: PART: REASON`
# each
skipped_parts() {
    local line
    while IFS= read -r line; do
        skipped "$1, ${line%%: *}" "${line#*: }"
    done < <(sed -n 's/^SKIP PART: //p' "$2")
}

skip_reason() {
    local reason
    reason=$(grep -v '^SKIP PART: ' "$1" | sed -n 's/^SKIP:\{0,1\} *//p' | tail -n 1)
    echo "${reason:-no reason given}"
}

# A passing test's remark: its line `PASSED: ...`.
passing_note() {
    sed -n 's/^PASSED: *\(.*\)/ (\1)/p' "$1" | tail -n 1
}

# took NAME SECONDS: appends a line to $VIRMEMCTL_TEST_TIMES, if that is set
took() {
    [[ -z ${VIRMEMCTL_TEST_TIMES-} ]] || printf '%8.1f %s\n' "$2" "$1" >>"$VIRMEMCTL_TEST_TIMES"
}

# timed NAME COMMAND...: runs it; took gets how long, and when it started
timed() {
    local name=$1 begin=$EPOCHREALTIME status
    shift
    "$@"
    status=$?
    took "$name (begun at $(seconds_since "$RUN_BEGAN" "$begin"))" "$(seconds_since "$begin")"
    return "$status"
}

# seconds_since TIME [NOW]
seconds_since() {
    awk -v from="$1" -v to="${2:-$EPOCHREALTIME}" 'BEGIN { printf "%.1f", to - from }'
}

summary() {
    echo "$PASSED passed, $FAILED failed, $SKIPPED skipped"
    ((FAILED == 0))
}
