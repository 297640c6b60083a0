# `cargo test`. A Rust test that cannot run here appends `name: reason` to $VIRMEMCTL_SKIP_LOG and
# returns; cargo takes it for passed, so it is moved over to the skipped here.
# shellcheck shell=bash

# compile_cargo [OPTION...]: all that `cargo test` runs, or what the options name; notes the program
# that is made of tests/kernel.rs
compile_cargo() {
    local path
    cargo test --no-run "$@" >"$RUN/cargo.compiled" 2>&1
    path=$(sed -n 's|^ *Executable tests/kernel.rs (\(.*\))$|\1|p' "$RUN/cargo.compiled")
    [[ -z $path ]] || realpath "$path" >"$RUN/rust-kernel"
}

suite_cargo() {
    local log=$RUN/cargo.out status failed_before=$FAILED
    export VIRMEMCTL_SKIP_LOG=$RUN/cargo.skips
    : >"$VIRMEMCTL_SKIP_LOG"
    cargo test --no-fail-fast >"$log" 2>&1 </dev/null
    status=$?
    cargo_lines "$log"
    cargo_failures "$log"
    if ((status != 0 && FAILED == failed_before)); then failed 'cargo test' "$log"; fi
}

# Lists each test; a doc test's line ends with its line number, and a test's own output never
# comes in between, as cargo keeps it for the end.
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

# The reason that the test, or the last part of its path, has in the log.
logged_skip() {
    awk -v name="$1" '
        { cut = index($0, ": "); key = cut ? substr($0, 1, cut - 1) : $0 }
        key == name || substr(name, length(name) - length(key) - 1) == "::" key {
            print cut ? substr($0, cut + 2) : "no reason given"; found = 1; exit
        }
        END { exit !found }' "$VIRMEMCTL_SKIP_LOG"
}

# The listing must not lose a test: it is held against the counts of cargo's own `test result:` lines.
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
