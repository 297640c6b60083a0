# The programs that need systemd: in user-mode-linux with cgroup v2, with a Debian root file system that
# tests/make-systemd-root makes at the first run, in parallel with compiling.
# shellcheck shell=bash

SYSTEMD_ROOT=$TARGET/systemd-root
SYSTEMD_MAKE_SECONDS=600
# Of the disk that block I/O is limited of.
SYSTEMD_DISK_MB=32
# Run there besides systemd_*.
SYSTEMD_TOO=(attach_processes host_events)
SYSTEMD_REASON=''

# Called first, as it does not depend on the build.
systemd_prepare() {
    systemd_asked || return 0
    systemd_check
    if [[ -z $SYSTEMD_REASON ]]; then systemd_make_root & fi
}

systemd_start() {
    systemd_asked && [[ -z $SYSTEMD_REASON ]] || return 0
    systemd_write_jobs >"$RUN/systemd.jobs"
    BOOTS+=("systemd_boot systemd")
}

systemd_check() {
    uml_check
    if [[ $UML_REASON ]]; then
        SYSTEMD_REASON=$UML_REASON
    elif ((EUID != 0)) && [[ ! -d $SYSTEMD_ROOT ]]; then
        SYSTEMD_REASON='not root, to make the file system of the kernel'
    elif ((EUID == 0)) && ! command -v debootstrap >/dev/null; then
        SYSTEMD_REASON='needs debootstrap'
    fi
}

# The programs that run there.
systemd_programs() {
    local name
    for name in $(made_for kernel); do
        [[ $name != systemd_* ]] && ! in_list "$name" "${SYSTEMD_TOO[@]}" "$SESSION_PROGRAM" || echo "$name"
    done
}

# Whether any of them is to run.
systemd_asked() {
    local name
    for name in $(systemd_programs); do
        if asked systemd "$name" c systemd; then return; fi
    done
    return 1
}

systemd_write_jobs() {
    local name how
    backend_kernel 2 0
    for name in $(programs_on systemd c systemd); do
        if [[ $name != "$SESSION_PROGRAM" ]]; then
            add_job "c/$name on systemd" env "${BACKEND[@]}" "$OURS/$name"
            continue
        fi
        for how in service scope not-delegated outside; do
            add_job "c/$name on systemd, $how" env "${BACKEND[@]}" "$RUNNER/systemd-user.sh" "$how" "$OURS/$name"
        done
    done
}

# Its exit status goes to systemd-root.status.
systemd_make_root() {
    if ((EUID == 0)); then
        timed systemd-root run_limited "$RUN/systemd-root" "$SYSTEMD_MAKE_SECONDS" "$ROOT/tests/make-systemd-root" "$SYSTEMD_ROOT"
    else
        echo 0 >"$RUN/systemd-root.status"
    fi
}

# systemd_boot BASE: as uml_boot does, once the file system is there
systemd_boot() {
    until [[ -s $RUN/systemd-root.status ]]; do sleep 0.2; done
    [[ $(<"$RUN/systemd-root.status") == 0 ]] || return
    ((EUID != 0)) || mkdir -p "$SYSTEMD_ROOT$ROOT" "$SYSTEMD_ROOT$TARGET"
    truncate -s "${SYSTEMD_DISK_MB}M" "$1.disk"
    uml_run "$1" ubd0="$1.disk" rootflags="$SYSTEMD_ROOT" ro con=null con0=fd:0,fd:1 quiet loglevel=1 \
        init=/lib/systemd/systemd systemd.unified_cgroup_hierarchy=1 \
        systemd.unit=virmemctl-tests.service systemd.show_status=no \
        UML_GUEST="$RUNNER/systemd-guest.sh" UML_JOBS="$1.jobs" UML_SECONDS="$GUEST_TEST_SECONDS" \
        UML_KEEP="$ROOT" UML_TARGET="$TARGET"
    rm -f "$1.disk"
}

systemd_finish() {
    systemd_asked || return 0
    if [[ $SYSTEMD_REASON ]]; then
        skipped systemd "$SYSTEMD_REASON"
        return
    fi
    boots_start
    wait_for "$RUN/systemd.done"
    if [[ -e $RUN/systemd.console ]]; then
        boot_report "$RUN/systemd" systemd
    else
        failed 'systemd : its file system could not be made' "$RUN/systemd-root.out"
    fi
}
