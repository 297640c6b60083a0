# The C programs of c-tests: each is one file, linked with what it uses of the shared ones.
# shellcheck shell=bash

# The names of all programs, the source of each, and the programs for each kind of backend.
PROGRAMS=()
declare -A PROGRAM_SOURCE=() MADE_FOR=()
# Run only as an unprivileged user: by as-user.sh, and in each of the ways of systemd-user.sh.
SESSION_PROGRAM=session_user
PROGRAM_SECONDS=${VIRMEMCTL_TEST_SECONDS:-120}
OURS=$TARGET/c-tests/ours
THEIRS=$TARGET/c-tests/libvirt
CC=${CC:-cc}
C_FLAGS=(-std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -pthread -g -O1)
DROPIN=$TARGET/dropin
# libvirt-qemu and libvirt-lxc, for the programs that use them.
SMALL_LIBS=(-Wl,--as-needed -l:libvirt-qemu.so.0 -l:libvirt-lxc.so.0)
OUR_LIBS=(-I"$ROOT/include" -L"$TARGET/release" -lvirmemctl -ldl "-Wl,-rpath,$TARGET/release:$DROPIN"
    -L"$DROPIN" "${SMALL_LIBS[@]}")

# build_side DIR NAMES FLAG...: builds these programs in DIR; make knows which are up to date. A program
# that is not there afterwards did not compile; DIR/NAME.log says why.
build_side() {
    local dir=$1 names=$2 name
    mkdir -p "$dir"
    ln -sfn "$ROOT/c-tests" "$dir/c-tests"
    printf '"%s"\n' "${C_FLAGS[@]}" "-Ic-tests" "${@:3}" >"$dir/flags"
    { echo "$CC"; cat "$dir/flags"; ls "$ROOT"/c-tests/*/*.c; } >"$dir/stamp.new"
    cmp -s "$dir/stamp.new" "$dir/stamp" || mv "$dir/stamp.new" "$dir/stamp"
    # shellcheck disable=SC2086 # a list of names
    if [[ -z $names ]] || make_programs "$dir" -k -j "$(nproc)" $names >"$dir/make.log" 2>&1; then return; fi
    for name in $names; do
        make_programs "$dir" -q "$name" >/dev/null 2>&1 && continue
        rm -f "$dir/$name"
        [[ -s $dir/$name.log ]] || cp "$dir/make.log" "$dir/$name.log"
    done
    return 0
}

# make_programs DIR ARGUMENT...
make_programs() {
    env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -C "$1" -f "$RUNNER/programs.mk" CC="$CC" "${@:2}"
}

# A source with a main is a program, and is named after it.
find_programs() {
    local path name
    while read -r path; do
        name=$(basename "$path" .c)
        [[ -z ${PROGRAM_SOURCE[$name]-} ]] || refuse "two programs of one name: ${PROGRAM_SOURCE[$name]} $path"
        PROGRAM_SOURCE[$name]=$path
        PROGRAMS+=("$name")
    done < <(cd "$ROOT" && grep -lE '^int main\(' c-tests/*/*.c | grep -v '^c-tests/walk/' | sort -t / -k 3)
    ((${#PROGRAMS[@]})) || refuse 'no program in c-tests'
    find_kinds
}

# Fills MADE_FOR: a program is made for each kind that harness_only or harness_not in its main leaves.
find_kinds() {
    local kind name
    while read -r name kind; do MADE_FOR[$kind]+=" $name"; done < <(cd "$ROOT" && awk '
        function leave_out(kind) { left_out[name, kind] = 1 }
        FNR == 1 { name = FILENAME; gsub(/^.*\/|\.c$/, "", name); names[++count] = name }
        /^    harness_(only|not)\(KIND_/ {
            only = $0 ~ /_only/
            if (only != ($0 ~ /\(KIND_TEST\)/)) leave_out("test")
            if (only != ($0 ~ /\(KIND_MADE_UP\)/)) leave_out("made-up")
            if (only != ($0 ~ /\(KIND_KERNEL\)/)) leave_out("kernel")
            if (only != ($0 ~ /\(KIND_ESX\)/)) leave_out("esx")
        }
        END {
            split("test made-up kernel esx", kinds)
            for (i = 1; i <= count; i++)
                for (k = 1; k <= 4; k++) if (!((names[i], kinds[k]) in left_out)) print names[i], kinds[k]
        }' "${PROGRAM_SOURCE[@]}")
}

# made_for KIND (test, made-up, kernel, esx): the programs for that kind of backend
made_for() {
    # shellcheck disable=SC2086 # a list of names
    printf '%s\n' ${MADE_FOR[$1]-} | sort
}

# Builds what the suites need, with our header and library.
build_programs() {
    local name names
    names=$(programs_of c compare remote dropin valgrind uml systemd qemu esx)
    build_side "$OURS" "$names" "${OUR_LIBS[@]}"
    for name in $names; do
        [[ -x $OURS/$name ]] || failed "c/$name : does not compile" "$OURS/$name.log"
    done
}

suite_c() {
    local name backend
    for backend in test "${MADE_UP_KINDS[@]}"; do
        for name in $(programs_on "$backend" c); do
            set_backend "$backend"
            queue_test "c/$name on $backend" "$PROGRAM_SECONDS" env "${BACKEND[@]}" "$OURS/$name"
        done
    done
    report_queue
}

# Reports programs that ran on no backend.
check_all_ran() {
    local name
    for name in $(programs_of c); do
        [[ ! -x $OURS/$name || ${HAS_RUN[c/$name]-} ]] || skipped "c/$name" 'made for none of the backends that are here'
    done
}
