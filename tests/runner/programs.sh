# The C programs of c-tests: each is one file, linked with what they share.
# shellcheck shell=bash

PROGRAMS=()
PROGRAM_SECONDS=120
OURS=$TARGET/c-tests/ours
THEIRS=$TARGET/c-tests/libvirt
CC=${CC:-cc}
C_FLAGS=(-std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -pthread -g -O1)
DROPIN=$TARGET/dropin
# The small libraries, for the programs that use them.
SMALL_LIBS=(-Wl,--as-needed -l:libvirt-qemu.so.0 -l:libvirt-lxc.so.0)
OUR_LIBS=(-I"$ROOT/include" -L"$TARGET/release" -lvirmemctl -ldl "-Wl,-rpath,$TARGET/release:$DROPIN"
    -L"$DROPIN" "${SMALL_LIBS[@]}")

# build_side DIR FLAG...: compiles what the programs share, then each program; the compiler's words
# go to DIR/NAME.log, and a program that is not there afterwards did not compile.
build_side() {
    local dir=$1 source name shared=() pids=()
    shift
    rm -rf "$dir"
    mkdir -p "$dir"
    for source in $(shared_sources); do
        name=$(basename "$source" .c)
        "$CC" "${C_FLAGS[@]}" -c -o "$dir/$name.o" "$source" "$@" >>"$dir/shared.log" 2>&1
        shared+=("$dir/$name.o")
    done
    for name in $(program_names); do
        free_slot
        cp "$dir/shared.log" "$dir/$name.log"
        "$CC" "${C_FLAGS[@]}" -o "$dir/$name" "$ROOT/c-tests/$name.c" "${shared[@]}" "$@" >>"$dir/$name.log" 2>&1 &
        pids+=($!)
    done
    ((${#pids[@]} == 0)) || wait "${pids[@]}"
}

# A source with a main is a program, and is named after it; the others are linked to all of them.
program_names() {
    grep -lE '^int main\(' "$ROOT"/c-tests/*.c 2>/dev/null | sed 's|.*/||; s|\.c$||'
}

shared_sources() {
    grep -LE '^int main\(' "$ROOT"/c-tests/*.c 2>/dev/null
}

# made_for KIND (test, made-up, kernel): the programs whose main does not begin by leaving the kind out
made_for() {
    local kind=${1^^} files=("${PROGRAMS[@]/%/.c}")
    ((${#files[@]})) || return
    awk -v kind="(KIND_${kind/-/_})" '
        FNR == 1 { names[++count] = FILENAME }
        /^    harness_(only|not)\(KIND_/ {
            if (($0 ~ /_only/) != (index($0, kind) > 0)) left_out[FILENAME] = 1
        }
        END {
            for (i = 1; i <= count; i++) {
                if (names[i] in left_out) continue
                gsub(/^.*\/|\.c$/, "", names[i])
                print names[i]
            }
        }' "${files[@]/#/$ROOT/c-tests/}"
}

# build_programs: fills PROGRAMS with those that compile against our header
build_programs() {
    local name
    build_side "$OURS" "${OUR_LIBS[@]}"
    for name in $(program_names); do
        if [[ -x $OURS/$name ]]; then
            PROGRAMS+=("$name")
        else
            failed "c/$name : does not compile" "$OURS/$name.log"
        fi
    done
    [[ $(program_names) ]] || failed 'c : no program in c-tests'
}

suite_c() {
    local name kind
    for name in $(made_for test); do
        backend_test
        queue_test "c/$name on test" "$PROGRAM_SECONDS" env "${BACKEND[@]}" "$OURS/$name"
    done
    for kind in "${MADE_UP_KINDS[@]}"; do
        for name in $(made_for made-up); do
            backend_made_up "$kind"
            queue_test "c/$name on $kind" "$PROGRAM_SECONDS" env "${BACKEND[@]}" "$OURS/$name"
        done
    done
    report_queue
}

# No program may slip through by being made for none of the backends at hand.
check_all_ran() {
    local name
    for name in "${PROGRAMS[@]}"; do
        [[ ${HAS_RUN[c/$name]-} ]] || skipped "c/$name" 'made for none of the backends that are here'
    done
}
