# `make demo`: demo/memtune.c on this machine's own controller, or on the test driver where that one
# cannot be used.
# shellcheck shell=bash

# What it prints at its end.
DEMO_ON_KERNEL='memtune: the kernel held the limit; everything is cleaned up.'
DEMO_ON_TEST='memtune: the test driver kept the values; no kernel was involved.'
DEMO_SECONDS=120

suite_demo() {
    local base=$RUN/demo last
    # This make is no part of the one that called us, and must not use its job server.
    run_limited "$base" "$DEMO_SECONDS" env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -s -C "$ROOT" demo
    last=$(tail -n 1 "$base.out")
    if [[ $(<"$base.status") != 0 ]]; then
        failed "demo : exit status $(<"$base.status")" "$base.out"
    elif [[ $last != "$DEMO_ON_KERNEL" && ($last != "$DEMO_ON_TEST" || -z $(why_no_v1)) ]]; then
        failed 'demo : does not end as it should' "$base.out"
    elif leftovers >"$base.left" && [[ -s $base.left ]]; then
        failed 'demo : leaves something behind' "$base.left"
    else
        passed demo
    fi
}
