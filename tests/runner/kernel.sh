# The programs on this machine's own cgroup v1, as root: one at a time, for they share its groups,
# beside the other suites. kernel_start begins them, kernel_finish waits and reports.
# shellcheck shell=bash

KERNEL_REASON=''
KERNEL_SUITES=()

kernel_start() {
    local suite
    for suite in c python; do
        if wanted "$suite"; then KERNEL_SUITES+=("$suite"); fi
    done
    ((${#KERNEL_SUITES[@]})) || return
    KERNEL_REASON=$(why_no_v1)
    if [[ -z $KERNEL_REASON ]]; then
        kernel_write_jobs >"$RUN/kernel-v1.jobs"
        timed kernel-v1 kernel_run "$RUN/kernel-v1" &
    fi
}

# As uml_write_jobs does
kernel_write_jobs() {
    local name
    backend_kernel 1 "$(host_swap)"
    if wanted c; then
        for name in $(made_for kernel); do
            uml_job "c/$name on kernel-v1" env "${BACKEND[@]}" "$OURS/$name"
        done
    fi
    if wanted python; then python_jobs kernel-v1; fi
}

# kernel_run BASE: runs BASE.jobs
kernel_run() {
    local number=0 command
    while IFS=$'\t' read -r _ command <&3; do
        number=$((number + 1))
        run_limited "$1.$number" "$PROGRAM_SECONDS" bash -c "exec $command" 3<&-
    done 3<"$1.jobs"
}

kernel_finish() {
    local number=0 name
    if [[ $KERNEL_REASON ]]; then
        for name in "${KERNEL_SUITES[@]}"; do skipped "$name on kernel-v1" "$KERNEL_REASON"; done
        return
    fi
    ((${#KERNEL_SUITES[@]})) || return
    while IFS=$'\t' read -r name _; do
        number=$((number + 1))
        report_job "$name" "$RUN/kernel-v1.$number"
    done <"$RUN/kernel-v1.jobs"
}
