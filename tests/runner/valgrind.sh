# Each C program under valgrind, on the test driver and on a made-up host.
# shellcheck shell=bash

# To read which calls were inlined takes a third of a short program's time.
VALGRIND=(valgrind --quiet --read-inline-info=no --leak-check=full '--show-leak-kinds=definite,possible'
    '--errors-for-leak-kinds=definite,possible' --error-exitcode=9 --num-callers=30)
VALGRIND_SECONDS=200

suite_valgrind() {
    local name backend
    if ! command -v valgrind >/dev/null; then
        skipped 'valgrind' 'needs valgrind'
        return
    fi
    for backend in ${SUITE_BACKENDS[valgrind]}; do
        for name in $(programs_on "$backend" valgrind); do
            set_backend "$backend"
            queue_test "valgrind/$name on $backend" "$VALGRIND_SECONDS" \
                env "${BACKEND[@]}" VIRMEMCTL_TEST_ROUNDS=small "${VALGRIND[@]}" "$OURS/$name"
        done
    done
    report_queue
}
