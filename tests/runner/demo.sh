# `make demo`: the C example on this machine's own controller.
# shellcheck shell=bash

# What examples/c/memtune.c prints at its end (a fixed string); empty: any output will do.
DEMO_EXPECTED='memtune: the kernel held the limit; everything is cleaned up.'
DEMO_SECONDS=120

suite_demo() {
    local reason base=$RUN/demo
    reason=$(why_no_v1)
    if [[ $reason ]]; then
        skipped demo "$reason"
        return
    fi
    # This make is no part of the one that called us, and must not use its job server.
    run_limited "$base" "$DEMO_SECONDS" env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -s -C "$ROOT" demo
    if [[ $(<"$base.status") != 0 ]]; then
        failed "demo : exit status $(<"$base.status")" "$base.out"
    elif ! grep -qF -- "$DEMO_EXPECTED" "$base.out"; then
        failed "demo : does not print \"$DEMO_EXPECTED\"" "$base.out"
    elif leftovers >"$base.left" && [[ -s $base.left ]]; then
        failed 'demo : leaves something behind' "$base.left"
    else
        passed demo
    fi
}
