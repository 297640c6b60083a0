# The Python scripts of tests/python, which load the library with ctypes.
# shellcheck shell=bash

PYTHON_TESTS=("$ROOT"/tests/python/test_*.py)
[[ -e ${PYTHON_TESTS[0]} ]] || PYTHON_TESTS=()
LIBRARY=$TARGET/release/libvirmemctl.so.0
EXAMPLES=$TARGET/examples
# The kernels of a script that says the same on all others.
declare -A PYTHON_KERNELS=([test_pages]="kernel-v1 uml-v2")

# build_examples: the C examples, for this library and, where there is libvirt-dev, for libvirt. One
# that does not compile is not there, and its test fails.
build_examples() {
    local flags
    rm -rf "$EXAMPLES"
    examples_for ours -I"$ROOT/include" -L"$TARGET/release" -lvirmemctl "-Wl,-rpath,$TARGET/release"
    # shellcheck disable=SC2086 # a list of flags
    if flags=$(pkg-config --cflags --libs libvirt 2>/dev/null); then examples_for libvirt $flags; fi
}

# examples_for SIDE FLAG...
examples_for() {
    local side=$EXAMPLES/$1 source
    mkdir -p "$side"
    for source in "$ROOT"/examples/c/*.c; do
        "$CC" "${C_FLAGS[@]}" -o "$side/$(basename "$source" .c)" "$source" "${@:2}" >>"$side.log" 2>&1 ||
            failed "examples/$1 : does not compile" "$side.log"
    done
}

# The interpreter itself: a wrapper script is slow and may not work under another kernel.
python_path() {
    python3 -c 'import sys; print(sys.executable)' 2>/dev/null
}

python_names() {
    ((${#PYTHON_TESTS[@]} == 0)) || basename -s .py "${PYTHON_TESTS[@]}"
}

# python_command NAME: sets PYTHON_COMMAND
python_command() {
    PYTHON_COMMAND=(env "${BACKEND[@]}" "VIRMEMCTL_LIB=$LIBRARY" "VIRMEMCTL_EXAMPLES=$EXAMPLES"
        "VIRMEMCTL_COMMAND=$CLI_COMMAND" PYTHONDONTWRITEBYTECODE=1 "$PYTHON" "$ROOT/tests/python/$1.py")
}

# python_jobs KERNEL SUITE...: the scripts that one of the suites runs there, as add_job writes them
python_jobs() {
    local name
    PYTHON=$(python_path) || return 0
    for name in $(python_names); do
        asked "$1" "$name" "${@:2}" || continue
        # shellcheck disable=SC2086 # a list of words
        [[ -z ${PYTHON_KERNELS[$name]-} ]] || in_list "$1" ${PYTHON_KERNELS[$name]} || continue
        python_command "$name"
        add_job "python/$name on $1" "${PYTHON_COMMAND[@]}"
    done
}

suite_python() {
    local name
    if ! PYTHON=$(python_path); then
        skipped 'python' 'needs python3'
        return
    fi
    ((${#PYTHON_TESTS[@]})) || { skipped 'python' 'no tests/python/test_*.py yet'; return; }
    for name in $(python_names); do
        asked test "$name" python || continue
        backend_test
        python_command "$name"
        queue_test "python/$name on test" "$PROGRAM_SECONDS" "${PYTHON_COMMAND[@]}"
    done
    report_queue
}
