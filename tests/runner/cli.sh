# The command virmemctl: the same command lines as virsh's, on libvirt's test driver, and its own on this machine's
# kernel.
# shellcheck shell=bash

CLI=$ROOT/tests/cli
CLI_SECONDS=120
# The command, as make_cli builds it.
CLI_COMMAND=$TARGET/debug/virmemctl

cli_names() { echo words kernel; }

# cli_side DIR PROGRAM: writes a program that runs the command lines with virsh or virmemctl
cli_side() {
    mkdir -p "$1"
    {
        echo '#!/usr/bin/env bash'
        printf 'exec env LD_LIBRARY_PATH= CLI_PROGRAM=%q /usr/bin/python3 -B %q\n' "$2" "$CLI/words.py"
    } >"$1/words"
    chmod +x "$1/words"
}

suite_cli() {
    local command=$CLI_COMMAND reason
    if ! make_cli; then
        failed 'cli : virmemctl does not build' "$RUN/cli.build"
        return
    fi
    if chosen cli words; then
        if command -v virsh >/dev/null; then
            cli_side "$RUN/cli/ours" "$command"
            cli_side "$RUN/cli/virsh" virsh
            queue_test cli/words "$CLI_SECONDS" bash "$RUNNER/compare-one" \
                "$RUN/cli/ours/words" "$RUN/cli/virsh/words" "$RUN/cli/words" "$CLI/differences.txt"
        else
            skipped cli/words 'needs libvirt-clients'
        fi
    fi
    if chosen cli kernel; then
        reason=$(why_no_v1)
        if [[ $reason ]]; then
            skipped cli/kernel "$reason"
        else
            queue_test cli/kernel "$CLI_SECONDS" env CLI_PROGRAM="$command" /usr/bin/python3 -B "$CLI/kernel.py"
        fi
    fi
    report_queue
}

make_cli() {
    [[ $(why_no_cargo) ]] && return
    cargo build --quiet --package virmemctl-cli >"$RUN/cli.build" 2>&1
}
