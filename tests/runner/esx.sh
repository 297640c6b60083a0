# The ESX driver against a vSphere simulator on loopback, which `make deps` or the first run builds: what this
# library and libvirt's driver answer, side by side and across; each subject of the driver; programs of c-tests.
# shellcheck shell=bash

ESX_TESTS=$ROOT/tests/esx
ESX_DIR=$TARGET/esx
ESX_SECONDS=180
ESX_MAKE_SECONDS=600
# Those on which both libraries are compared; compare.py says what they are.
ESX_ENDPOINTS=(host vcenter http)
ESX_SCRIPTS=(cross memory copies withheld scheduler lifecycle filters names documents events updates tasks threads session tls uris credentials proxy
    faults misbehaving pages)

esx_names() {
    printf 'compare-%s\n' "${ESX_ENDPOINTS[@]}"
    printf '%s\n' "${ESX_SCRIPTS[@]}" command
    esx_programs
}

# not_esx NAME: whether a program of c-tests has nothing to do with an ESX host
not_esx() {
    cut -f 1 "$ESX_TESTS/not-esx.txt" | grep -qxF "$1"
}

# The programs of c-tests for an ESX host.
esx_programs() {
    local name
    for name in $(made_for esx); do not_esx "$name" || echo "$name"; done
}

# make_simulator: prints why it cannot be built; nothing where it is there
make_simulator() {
    local reason
    reason=$(missing_package "go golang-go")
    [[ -z $reason && ! -d /usr/share/gocode/src/github.com/vmware/govmomi/simulator ]] &&
        reason='needs golang-github-vmware-govmomi-dev'
    if [[ $reason ]]; then
        echo "$reason"
    else
        timed esx-simulator timeout -k 5 "$ESX_MAKE_SECONDS" "$ESX_TESTS/make-simulator" "$ESX_DIR" \
            >"$RUN/esx.make" 2>&1 ||
            echo "does not build: $(tail -n 1 "$RUN/esx.make")"
    fi
}

# esx_side DIR ENDPOINT LIBRARY SEARCH: writes a program that runs compare.py on that library
esx_side() {
    mkdir -p "$1"
    {
        echo '#!/usr/bin/env bash'
        printf 'exec env LC_ALL=C LIBVIRT_DEBUG=4 LD_LIBRARY_PATH=%q BINDINGS_LIBRARY=%q ESX_SIMULATOR=%q' "$4" "$3" \
            "$ESX_DIR/simulator"
        printf ' /usr/bin/python3 -B %q %q\n' "$ESX_TESTS/compare.py" "$2"
    } >"$1/compare-$2"
    chmod +x "$1/compare-$2"
}

# Both libraries, each on a simulator of its own.
esx_compare() {
    local endpoint libvirt
    libvirt=$(system_libvirt)
    for endpoint in "${ESX_ENDPOINTS[@]}"; do
        chosen esx "compare-$endpoint" || continue
        if [[ -z $libvirt ]]; then
            skipped "esx/compare-$endpoint" 'needs libvirt0'
            continue
        fi
        esx_side "$RUN/esx/ours" "$endpoint" "$DROPIN/libvirt.so.0" "$DROPIN"
        esx_side "$RUN/esx/libvirt" "$endpoint" "$libvirt" ''
        queue_test "esx/compare-$endpoint" "$ESX_SECONDS" bash "$RUNNER/compare-one" "$RUN/esx/ours/compare-$endpoint" \
            "$RUN/esx/libvirt/compare-$endpoint" "$RUN/esx/compare-$endpoint" "$ESX_TESTS/differences.txt"
    done
}

# Each subject, by Python's bindings on this library.
esx_scripts() {
    local name reason libvirt
    libvirt=$(system_libvirt)
    for name in "${ESX_SCRIPTS[@]}"; do
        chosen esx "$name" || continue
        reason=
        case $name in
        tls | misbehaving) reason=$(missing_package "openssl openssl") ;;
        cross) [[ $libvirt ]] && reason=$(missing_package "virsh libvirt-clients") || reason='needs libvirt0' ;;
        esac
        if [[ $reason ]]; then
            skipped "esx/$name" "$reason"
            continue
        fi
        queue_test "esx/$name" "$ESX_SECONDS" env LC_ALL=C "LD_LIBRARY_PATH=$DROPIN" \
            "BINDINGS_LIBRARY=$DROPIN/libvirt.so.0" "ESX_LIBVIRT=$libvirt" "ESX_SIMULATOR=$ESX_DIR/simulator" \
            /usr/bin/python3 -B "$ESX_TESTS/$name.py"
    done
}

esx_command() {
    chosen esx command || return 0
    if ! make_cli; then
        failed 'esx/command : virmemctl does not build' "$RUN/cli.build"
        return
    fi
    queue_test esx/command "$ESX_SECONDS" env LC_ALL=C "CLI_PROGRAM=$CLI_COMMAND" "ESX_SIMULATOR=$ESX_DIR/simulator" \
        /usr/bin/python3 -B "$ESX_TESTS/command.py"
}

# The programs of c-tests, each beside a simulator of its own.
esx_c() {
    local name
    for name in $(programs_on esx c esx); do
        queue_test "c/$name on esx" "$PROGRAM_SECONDS" env "ESX_SIMULATOR=$ESX_DIR/simulator" "$ESX_TESTS/with-esx" \
            bash "$ESX_TESTS/on-esx" "$OURS/$name"
    done
}

suite_esx() {
    local reason
    reason=$(make_simulator)
    [[ $reason ]] || has_package python3-libvirt || reason='needs python3-libvirt'
    if [[ $reason == 'does not build'* ]]; then
        failed "esx : the simulator $reason" "$RUN/esx.make"
        return
    elif [[ $reason ]]; then
        skipped esx "$reason"
        return
    fi
    if wanted esx; then
        esx_compare
        esx_scripts
        esx_command
    fi
    esx_c
    report_queue
}
