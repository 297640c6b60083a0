# `cargo test`. A Rust test that cannot run here appends `name: reason` to $VIRMEMCTL_SKIP_LOG and
# returns; cargo counts it as passed, here it is counted as skipped.
# shellcheck shell=bash

# Its test programs, the unit tests (lib) and the documentation tests (doc).
cargo_names() {
    echo lib
    (cd "$ROOT/tests" && ls -d -- *.rs */main.rs) | sed 's|\.rs$||; s|/main$||'
    echo doc
}

# Sets CARGO_TARGETS to cargo's options for the chosen test programs; empty means all. Only tests/kernel.rs
# has backends.
cargo_targets() {
    local name names=${CHOSEN[cargo]-}
    CARGO_TARGETS=()
    ((${#ON[@]} == 0)) || names=kernel
    for name in $names; do
        case $name in
        lib) CARGO_TARGETS+=(--lib) ;;
        doc) ;;
        *) CARGO_TARGETS+=(--test "$name") ;;
        esac
    done
}

# Whether the documentation tests are named; cargo cannot run them together with others.
cargo_doc_named() {
    # shellcheck disable=SC2086 # a list of words
    ((${#ON[@]} == 0)) && in_list doc ${CHOSEN[cargo]-}
}

# Compiles the chosen tests, and tests/kernel.rs where user-mode-linux runs it.
compile_chosen() {
    cargo_targets
    if wanted cargo && ((${#CARGO_TARGETS[@]} == 0)) && ! cargo_doc_named; then
        compile_cargo
        return
    fi
    if ! wanted cargo; then CARGO_TARGETS=(); fi
    if rust_kernel_asked && ! in_list kernel "${CARGO_TARGETS[@]}"; then CARGO_TARGETS+=(--test kernel); fi
    ((${#CARGO_TARGETS[@]} == 0)) || compile_cargo "${CARGO_TARGETS[@]}"
}

# why_no_cargo: prints why cargo cannot be run; nothing if it can. Root, by sudo, may have none.
why_no_cargo() {
    command -v cargo >/dev/null || echo 'needs cargo, which is not in $PATH: the library is as it was built before'
}

# compile_cargo [OPTION...]: compiles all that `cargo test` runs, or what the options name; the path of
# the program of tests/kernel.rs goes to $RUN/rust-kernel
compile_cargo() {
    local path
    [[ -z $(why_no_cargo) ]] || return 0
    cargo test --no-run "$@" >"$RUN/cargo.compiled" 2>&1
    path=$(sed -n 's|^ *Executable tests/kernel.rs (\(.*\))$|\1|p' "$RUN/cargo.compiled")
    [[ -z $path ]] || realpath "$path" >"$RUN/rust-kernel"
}

suite_cargo() {
    local log=$RUN/cargo.out status failed_before=$FAILED
    export VIRMEMCTL_SKIP_LOG=$RUN/cargo.skips
    : >"$VIRMEMCTL_SKIP_LOG"
    runs_on cargo kernel-v1 || return 0
    if [[ $(why_no_cargo) ]]; then
        skipped cargo "$(why_no_cargo)"
        return
    fi
    cargo_run >"$log" 2>&1 </dev/null
    status=$?
    cargo_lines "$log"
    cargo_failures "$log"
    if ((status != 0 && FAILED == failed_before)); then failed 'cargo test' "$log"; fi
}

cargo_run() {
    local status=0
    cargo_targets
    if ((${#CARGO_TARGETS[@]})) || ! cargo_doc_named; then
        cargo test --no-fail-fast "${CARGO_TARGETS[@]}" || status=$?
    fi
    if cargo_doc_named; then cargo test --no-fail-fast --doc || status=$?; fi
    return "$status"
}

# Reports each test. A doc test's line ends with its line number; a test's own output never comes in
# between, as cargo prints it at the end.
cargo_lines() {
    local line name reason
    while read -r line; do
        [[ $line =~ ^test\ (.*)\ \.\.\.\ (ok|FAILED|ignored)(,\ (.*))?$ ]] || continue
        name=${BASH_REMATCH[1]}
        case ${BASH_REMATCH[2]} in
        ok)
            if reason=$(logged_skip "$name"); then
                skipped "cargo/$name" "$reason"
            else
                passed "cargo/$name"
            fi
            ;;
        FAILED) failed "cargo/$name" ;;
        ignored) skipped "cargo/$name" "${BASH_REMATCH[4]:-ignored}" ;;
        esac
    done <"$1"
    cargo_counts "$1"
}

# logged_skip NAME: the reason logged for the test, or for the last part of its path.
logged_skip() {
    awk -v name="$1" '
        { cut = index($0, ": "); key = cut ? substr($0, 1, cut - 1) : $0 }
        key == name || substr(name, length(name) - length(key) - 1) == "::" key {
            print cut ? substr($0, cut + 2) : "no reason given"; found = 1; exit
        }
        END { exit !found }' "$VIRMEMCTL_SKIP_LOG"
}

# No test may be missed: compares what was listed with the counts of cargo's `test result:` lines.
cargo_counts() {
    local told listed
    told=$(awk '/^test result:/ { for (i = 2; i < NF; i++) if ($(i + 1) ~ /^(passed|failed|ignored);$/) n += $i }
        END { print n + 0 }' "$1")
    listed=$(grep -Ec '^test .* \.\.\. (ok|FAILED|ignored)(,.*)?$' "$1")
    ((told == listed)) || failed "cargo : $listed tests listed, but the results count $told"
}

cargo_failures() {
    sed -n '/^failures:$/,/^test result:/p' "$1" | tail -n "$LONGEST_OUTPUT" | sed 's/^/     | /'
}
