# The programs that want a systemd: in user-mode-linux again, with cgroup v2, its root a Debian that
# tests/make-systemd-root makes at the first run, beside the other suites.
# shellcheck shell=bash

SYSTEMD_ROOT=$TARGET/systemd-root
SYSTEMD_MAKE_SECONDS=600
# Beside those that are made for systemd.
SYSTEMD_TOO=(attach_processes host_events)
SYSTEMD_REASON='' SYSTEMD_PID=''

systemd_start() {
    systemd_check
    [[ -z $SYSTEMD_REASON ]] || return
    systemd_write_jobs >"$RUN/systemd.jobs"
    { systemd_make_root && systemd_boot "$RUN/systemd"; } &
    SYSTEMD_PID=$!
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

systemd_write_jobs() {
    local name how
    backend_kernel 2 0
    for name in "${PROGRAMS[@]}"; do
        [[ $name != systemd_* && " ${SYSTEMD_TOO[*]} " != *" $name "* ]] ||
            uml_job "c/$name on systemd" env "${BACKEND[@]}" "$OURS/$name"
    done
    [[ ! -x $OURS/session_user ]] || for how in service scope not-delegated outside; do
        uml_job "c/session_user on systemd, $how" env "${BACKEND[@]}" "$RUNNER/systemd-user.sh" "$how" "$OURS/session_user"
    done
}

systemd_make_root() {
    ((EUID == 0)) || return 0
    timeout -k 10 "$SYSTEMD_MAKE_SECONDS" "$ROOT/tests/make-systemd-root" "$SYSTEMD_ROOT" >"$RUN/systemd-root.log" 2>&1 </dev/null &&
        mkdir -p "$SYSTEMD_ROOT$ROOT" "$SYSTEMD_ROOT$TARGET"
}

# systemd_boot BASE: as uml_boot does
systemd_boot() {
    mkdir -p "$1.dir"
    TMPDIR=$UML_MEMORY_DIR timeout -k 10 "$UML_BOOT_SECONDS" linux.uml \
        mem="${UML_MEMORY_MB}M" rootfstype=hostfs rootflags="$SYSTEMD_ROOT" ro \
        con=null con0=fd:0,fd:1 quiet loglevel=1 uml_dir="$1.dir/" \
        init=/lib/systemd/systemd systemd.unified_cgroup_hierarchy=1 \
        systemd.unit=virmemctl-tests.service systemd.show_status=no \
        UML_GUEST="$RUNNER/systemd-guest.sh" UML_JOBS="$1.jobs" UML_SECONDS="$UML_TEST_SECONDS" \
        UML_KEEP="$ROOT" UML_TARGET="$TARGET" >"$1.console" 2>&1 </dev/null
}

systemd_finish() {
    if [[ $SYSTEMD_REASON ]]; then
        skipped systemd "$SYSTEMD_REASON"
        return
    fi
    wait "$SYSTEMD_PID"
    if [[ -e $RUN/systemd.console ]]; then
        uml_report "$RUN/systemd" systemd
    else
        failed 'systemd : its file system could not be made' "$RUN/systemd-root.log"
    fi
}
