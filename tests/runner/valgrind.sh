# Each C program under valgrind, on the test driver and on a made-up host.
# shellcheck shell=bash

VALGRIND=(valgrind --quiet --leak-check=full '--show-leak-kinds=definite,possible'
    '--errors-for-leak-kinds=definite,possible' --error-exitcode=9 --num-callers=30)
VALGRIND_SECONDS=200
# Each backend, and its kind.
declare -A VALGRIND_BACKENDS=([test]=test [v1-systemd]=made-up)

suite_valgrind() {
    local name backend
    if ! command -v valgrind >/dev/null; then
        skipped 'valgrind' 'needs valgrind'
        return
    fi
    for backend in "${!VALGRIND_BACKENDS[@]}"; do
        for name in $(made_for "${VALGRIND_BACKENDS[$backend]}"); do
            if [[ $backend == test ]]; then backend_test; else backend_made_up "$backend"; fi
            queue_test "valgrind/$name on $backend" "$VALGRIND_SECONDS" \
                env "${BACKEND[@]}" VIRMEMCTL_TEST_ROUNDS=small "${VALGRIND[@]}" "$OURS/$name"
        done
    done
    report_queue
}
