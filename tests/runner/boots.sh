# Kernels that tests boot: each runs the tests of its backend in one boot. uml_start and others list the
# boots in BOOTS, boots_start runs them one after the other in parallel with the other suites, uml_finish and
# others run the rest of them two at a time, wait and report.
# shellcheck shell=bash

GUEST_TEST_SECONDS=${VIRMEMCTL_TEST_SECONDS:-240}
# `COMMAND NAME ARGUMENT...`: COMMAND is called with $RUN/NAME and the arguments.
BOOTS=()

boots_start() {
    ((${#BOOTS[@]} == 0)) || run_boots &
}

# Runs the boots that no other call has claimed: creating a boot's folder claims it.
run_boots() {
    local boot call
    for boot in "${BOOTS[@]}"; do
        read -ra call <<<"$boot"
        mkdir "$RUN/${call[1]}.dir" 2>/dev/null || continue
        timed "boot/${call[1]}" "${call[0]}" "$RUN/${call[1]}" "${call[@]:2}"
        echo ended >"$RUN/${call[1]}.done"
    done
}

# add_job NAME COMMAND...: a line of a list of jobs, `name<TAB>command`, which guest.sh reads
add_job() {
    local name=$1
    shift
    printf '%s\t%s\n' "$name" "$(printf '%q ' "$@")"
}

# boot_report BASE KERNEL: the console marks each test's output with `| `, and its end with
# `@@ end N STATUS BEGIN END`, in seconds of the kernel's uptime
boot_report() {
    local number=0 name status begin end
    wait_for "$1.done"
    tr -d '\r' <"$1.console" >"$1.plain"
    while IFS=$'\t' read -r name _; do
        number=$((number + 1))
        awk -v n="$number" '/^@@ begin / { on = ($3 == n); next } /^@@ end / { on = 0 }
            on && /^\| / { print substr($0, 3) }' "$1.plain" >"$1.$number.out"
        read -r status begin end < <(awk -v n="$number" '/^@@ end / && $3 == n { print $4, $5, $6 }' "$1.plain")
        if [[ $status ]]; then
            took "$name" "$(seconds_since "$begin" "$end")"
            reported "$name" "$status" "$1.$number.out"
        else
            failed "$name : the kernel ended before it" "$1.$number.out"
        fi
    done <"$1.jobs"
    if grep -q '^@@ done$' "$1.plain"; then passed "$2 ran to its end"; else failed "$2 did not run to its end" "$1.plain"; fi
}
