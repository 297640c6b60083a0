# The programs on this machine's own cgroup v1, as root: one at a time, because they share its groups, in
# parallel with the other suites. kernel_start starts them, kernel_finish waits and reports.
# shellcheck shell=bash

KERNEL_REASON=''
KERNEL_SUITES=()

kernel_start() {
    local suite
    backend_kernel 1 "$(host_swap)"
    : >"$RUN/kernel-v1.jobs"
    for suite in c python; do
        "kernel_jobs_$suite" >"$RUN/kernel-v1.$suite"
        [[ ! -s $RUN/kernel-v1.$suite ]] || KERNEL_SUITES+=("$suite")
        cat "$RUN/kernel-v1.$suite" >>"$RUN/kernel-v1.jobs"
    done
    ((${#KERNEL_SUITES[@]})) || return
    KERNEL_REASON=$(why_no_v1)
    if [[ -z $KERNEL_REASON ]]; then
        timed kernel-v1 kernel_run "$RUN/kernel-v1" &
    fi
}

# The jobs of each suite, as add_job writes them
kernel_jobs_c() {
    local name
    for name in $(programs_on kernel-v1 c); do
        add_job "c/$name on kernel-v1" env "${BACKEND[@]}" "$OURS/$name"
    done
}

kernel_jobs_python() {
    python_jobs kernel-v1 python
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
