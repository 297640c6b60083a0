# The command virmemctl: the same command lines as virsh's, on libvirt's test driver, and its own on this machine's
# kernel.
# shellcheck shell=bash

CLI=$ROOT/tests/cli
CLI_SECONDS=300
# The command, as make_cli builds it.
CLI_COMMAND=$TARGET/debug/virmemctl

cli_names() { echo unit words words_remote daemons ansible bad_input completion kernel events top top_cost; }

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
    if chosen cli unit; then cli_unit; fi
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
    cli_on_daemons "$command"
    if chosen cli bad_input; then
        queue_test cli/bad_input "$CLI_SECONDS" env CLI_PROGRAM="$command" /usr/bin/python3 -B "$CLI/bad_input.py"
    fi
    if chosen cli completion; then
        if command -v tmux >/dev/null; then
            queue_test cli/completion "$CLI_SECONDS" env CLI_PROGRAM="$command" /usr/bin/python3 -B "$CLI/completion.py"
        else
            skipped cli/completion 'needs tmux'
        fi
    fi
    if chosen cli kernel; then cli_on_v1 kernel "$(why_no_v1)" "$command"; fi
    if chosen cli events; then cli_on_v1 events "$(why_no_v1)" "$command"; fi
    if chosen cli top; then cli_on_v1 top "$(why_no_top)" "$command"; fi
    report_queue
    if chosen cli top_cost; then cli_top_cost; fi
}

# cli_unit: the command's own unit tests
cli_unit() {
    local status=0
    if [[ $(why_no_cargo) ]]; then
        skipped cli/unit "$(why_no_cargo)"
        return
    fi
    timed cli/unit cargo test --quiet --package virmemctl-cli >"$RUN/cli.unit" 2>&1 || status=$?
    reported cli/unit "$status" "$RUN/cli.unit"
}

# cli_on_daemons PROGRAM: the tests beside libvirtd
cli_on_daemons() {
    local test reason
    reason=$(why_no_daemon)
    for test in words_remote daemons ansible; do
        chosen cli "$test" || continue
        if [[ $reason ]]; then
            skipped "cli/$test" "$reason"
        elif [[ $test == words_remote ]] && ! command -v virsh >/dev/null; then
            skipped cli/words_remote 'needs libvirt-clients'
        elif [[ $test == words_remote ]]; then
            cli_side "$RUN/cli/ours" "$1"
            cli_side "$RUN/cli/virsh" virsh
            queue_test cli/words_remote "$CLI_SECONDS" "$REMOTE_TESTS/with-daemon" bash "$RUNNER/compare-one" \
                "$RUN/cli/ours/words" "$RUN/cli/virsh/words" "$RUN/cli/words_remote" "$CLI/differences.txt"
        else
            queue_test "cli/$test" "$CLI_SECONDS" env CLI_PROGRAM="$1" "$REMOTE_TESTS/with-daemons" \
                /usr/bin/python3 -B "$CLI/$test.py" "$TARGET/ansible"
        fi
    done
}

# cli_on_v1 TEST REASON PROGRAM: the test on this machine's kernel, skipped if there is a reason
cli_on_v1() {
    if [[ $2 ]]; then
        skipped "cli/$1" "$2"
    else
        queue_test "cli/$1" "$CLI_SECONDS" env CLI_PROGRAM="$3" /usr/bin/python3 -B "$CLI/$1.py"
    fi
}

why_no_top() {
    command -v tmux >/dev/null || { echo 'needs tmux'; return; }
    why_no_v1
}

# cli_top_cost: alone, with the command as it is installed
cli_top_cost() {
    local reason status=0
    reason=$(why_no_top)
    if [[ $reason ]]; then
        skipped cli/top_cost "$reason"
    elif ! { cc -O2 -o "$RUN/holder" "$ROOT/benches/holder.c" && make_command; } >"$RUN/cli.cost" 2>&1; then
        failed 'cli/top_cost : does not build' "$RUN/cli.cost"
    else
        timed cli/top_cost timeout "$CLI_SECONDS" "$ROOT/benches/confined" /usr/bin/python3 -B "$CLI/top_cost.py" \
            "$TARGET/quick/virmemctl" "$RUN/holder" >"$RUN/cli.cost" 2>&1 || status=$?
        reported cli/top_cost "$status" "$RUN/cli.cost"
    fi
}

# make_command: where the Debian package is made too, with its places, so that it is not compiled twice
make_command() {
    [[ -z $(why_no_cargo) ]] || return 0
    if wanted packages && [[ -z $(why_no_packages) ]]; then
        (cd "$ROOT" && debian/rules command)
    else
        make --no-print-directory -C "$ROOT" command
    fi
}

make_cli() {
    [[ $(why_no_cargo) ]] && return
    cargo build --quiet --package virmemctl-cli >"$RUN/cli.build" 2>&1
}
