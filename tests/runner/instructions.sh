# The instructions of a get, a set and a lookup, against benches/instructions.tsv.
# shellcheck shell=bash

INSTRUCTIONS_SECONDS=120

suite_instructions() {
    local program
    for program in valgrind python3; do
        if ! command -v "$program" >/dev/null; then
            skipped instructions "needs $program"
            return
        fi
    done
    run_test instructions "$INSTRUCTIONS_SECONDS" "$ROOT/benches/instructions"
}
