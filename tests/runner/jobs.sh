# Tests side by side: queue_test starts one when a processor is free, report_queue waits for all
# and reports them in the order they were queued.
# shellcheck shell=bash

SLOTS=$(nproc)
# A boot of uml.sh may hold one slot for long.
((SLOTS >= 2)) || SLOTS=2
JOB_NAMES=() JOB_PIDS=()
JOB_COUNT=0

free_slot() {
    while (($(jobs -rp | wc -l) >= SLOTS)); do wait -n; done
}

# queue_test NAME SECONDS COMMAND...
queue_test() {
    local base=$RUN/job.$JOB_COUNT
    JOB_COUNT=$((JOB_COUNT + 1))
    JOB_NAMES+=("$1")
    shift
    free_slot
    run_limited "$base" "$@" &
    JOB_PIDS+=($!)
}

# run_limited BASE SECONDS COMMAND...: output to BASE.out, exit status to BASE.status
run_limited() {
    timeout -k 5 "$2" "${@:3}" >"$1.out" 2>&1 </dev/null
    echo $? >"$1.status"
}

report_queue() {
    local first=$((JOB_COUNT - ${#JOB_NAMES[@]})) i base
    for i in "${!JOB_NAMES[@]}"; do
        wait "${JOB_PIDS[i]}"
        base=$RUN/job.$((first + i))
        reported "${JOB_NAMES[i]}" "$(<"$base.status")" "$base.out"
    done
    JOB_NAMES=() JOB_PIDS=()
}

# run_test NAME SECONDS COMMAND...: one that must have the machine's groups to itself
run_test() {
    queue_test "$@"
    report_queue
}
