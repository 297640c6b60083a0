# Runs tests in parallel: queue_test starts one when a slot is free, report_queue waits for all and reports
# them in the order they were queued.
# shellcheck shell=bash

# One more than processors, as tests wait at times. A boot of uml.sh takes a slot for long.
SLOTS=$(($(nproc) + 1))
JOB_NAMES=()
JOB_COUNT=0

free_slot() {
    while (($(jobs -rp | wc -l) >= SLOTS)); do wait -n; done
}

# wait_for FILE: waits until a background job has written it, or no job runs any more. Not by pid: the
# shell loses an exit status when another child gets the same pid.
wait_for() {
    while [[ ! -s $1 && $(jobs -rp) ]]; do wait -n; done
    [[ -s $1 ]]
}

# queue_test NAME SECONDS COMMAND...
queue_test() {
    local base=$RUN/job.$JOB_COUNT
    JOB_COUNT=$((JOB_COUNT + 1))
    JOB_NAMES+=("$1")
    shift
    free_slot
    run_limited "$base" "$@" &
}

# run_test NAME SECONDS COMMAND...: runs one and reports it
run_test() {
    queue_test "$@"
    report_queue
}

# run_limited BASE SECONDS COMMAND...: output to BASE.out, exit status to BASE.status, seconds to
# BASE.seconds
run_limited() {
    local begin=$EPOCHREALTIME status
    timeout -k 5 "$2" "${@:3}" >"$1.out" 2>&1 </dev/null
    status=$?
    [[ -z ${VIRMEMCTL_TEST_TIMES-} ]] || seconds_since "$begin" >"$1.seconds"
    echo "$status" >"$1.status"
}

report_queue() {
    local first=$((JOB_COUNT - ${#JOB_NAMES[@]})) i
    for i in "${!JOB_NAMES[@]}"; do
        report_job "${JOB_NAMES[i]}" "$RUN/job.$((first + i))"
    done
    JOB_NAMES=()
}

# report_job NAME BASE: waits for run_limited BASE and reports it
report_job() {
    wait_for "$2.status" || echo none >"$2.status"
    [[ ! -s $2.seconds ]] || took "$1" "$(<"$2.seconds")"
    reported "$1" "$(<"$2.status")" "$2.out"
}
