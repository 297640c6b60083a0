# Selects what runs: `[SUITE [TEST...]]... [--on BACKEND[,BACKEND...]]...`. Tests belong to the suite
# before them. A suite without tests runs all of its tests on its default backends; named tests run on
# every backend that they are made for; --on replaces these backends.
# shellcheck shell=bash

ALL_SUITES=(cargo compare dropin walk c valgrind instructions python bindings remote esx cli uml systemd qemu doc packages install demo)
# Run only when named, as `make check-libvirt` does.
MORE_SUITES=(libvirtd)

UML_BACKENDS="uml-v2 uml-v2-swap uml-v1-swap"
declare -A SUITE_BACKENDS=(
    [cargo]="kernel-v1 $UML_BACKENDS" [compare]=test [dropin]=test [walk]=test [c]="${BACKENDS[*]}"
    [valgrind]="test v1-systemd" [instructions]='' [python]="test kernel-v1 $UML_BACKENDS" [bindings]=test [remote]='' [esx]=esx [cli]=''
    [uml]=$UML_BACKENDS [systemd]=systemd [qemu]=qemu-v2 [doc]='' [packages]='' [install]='' [demo]='' [libvirtd]='')
# The default backends of a suite, if not all of these.
declare -A DEFAULT_BACKENDS=([cargo]=kernel-v1 [c]="test ${MADE_UP_KINDS[*]} kernel-v1" [python]="test kernel-v1")

SUITES=()
# The tests named for each suite, and the backends of --on.
declare -A CHOSEN=()
ON=()

# in_list WORD WORD...: whether the first is among the others
in_list() {
    local word
    for word in "${@:2}"; do [[ $word == "$1" ]] && return; done
    return 1
}

# refuse MESSAGE WORD...: ends the run with an error; the words are the valid choices
refuse() {
    {
        echo "tests/run: $1"
        (($# == 1)) || printf '%s\n' "${*:2}" | fold -s -w 100 | sed 's/^/    /'
    } >&2
    exit 2
}

parse_arguments() {
    local suite='' names backend
    while (($#)); do
        case $1 in
        --on)
            [[ ${2-} ]] || refuse '--on wants a backend:' "${BACKENDS[@]}"
            IFS=, read -ra names <<<"$2"
            ON+=("${names[@]}")
            shift
            ;;
        -h | --help)
            sed -n '2,/^set/s/^# //p' "$ROOT/tests/run"
            exit
            ;;
        -*) refuse "no option '$1'; usage: tests/run [SUITE [TEST...]]... [--on BACKEND[,BACKEND...]]..." ;;
        *)
            if in_list "$1" "${ALL_SUITES[@]}" "${MORE_SUITES[@]}"; then
                suite=$1
                SUITES+=("$suite")
            elif [[ $suite ]]; then
                CHOSEN[$suite]+=" $1"
            else
                refuse "no suite '$1'$(suites_with "$1"); there are:" "${ALL_SUITES[@]}" "${MORE_SUITES[@]}"
            fi
            ;;
        esac
        shift
    done
    [[ $suite ]] || default_suites
    check_backends
    for suite in "${SUITES[@]}"; do check_suite "$suite"; done
    for backend in "${ON[@]}"; do is_used "$backend" || refuse "nothing of what is named runs on $backend"; done
}

# No suite named: all of them, or with --on all that have one of its backends.
default_suites() {
    local suite backend
    for suite in "${ALL_SUITES[@]}"; do
        if ((${#ON[@]} == 0)); then SUITES+=("$suite"); fi
        for backend in "${ON[@]}"; do
            # shellcheck disable=SC2086 # a list of words
            if in_list "$backend" ${SUITE_BACKENDS[$suite]}; then SUITES+=("$suite"); break; fi
        done
    done
}

check_backends() {
    local backend
    for backend in "${ON[@]}"; do
        in_list "$backend" "${BACKENDS[@]}" || refuse "no backend '$backend'; there are:" "${BACKENDS[@]}"
    done
}

# check_suite SUITE: refuses tests that do not exist or run on none of the given backends
check_suite() {
    local test tests backends
    read -ra tests <<<"$(suite_tests "$1" | tr '\n' ' ')"
    for test in ${CHOSEN[$1]-}; do
        ((${#tests[@]})) || refuse "no suite '$test', and the suite $1 has no tests that could be named"
        in_list "$test" "${tests[@]}" || refuse "no test '$test' in the suite $1; there are:" "${tests[@]}"
    done
    ((${#ON[@]})) || return 0
    # shellcheck disable=SC2086 # a list of words
    any_on ${SUITE_BACKENDS[$1]} || refuse "the suite $1 does not run on ${ON[*]}; it runs on:" ${SUITE_BACKENDS[$1]:-no backend}
    for test in ${CHOSEN[$1]-}; do
        read -ra backends <<<"$(test_backends "$1" "$test")"
        any_on "${backends[@]}" || refuse "$1 $test does not run on ${ON[*]}; it runs on:" "${backends[@]:-no backend}"
    done
}

# is_used BACKEND: whether a suite, or a test that is named, runs there
is_used() {
    local suite test
    for suite in "${SUITES[@]}"; do
        # shellcheck disable=SC2086 # a list of words
        in_list "$1" ${SUITE_BACKENDS[$suite]} || continue
        [[ ${CHOSEN[$suite]-} ]] || return 0
        for test in ${CHOSEN[$suite]}; do
            if has_backend "$suite" "$test" "$1"; then return; fi
        done
    done
    return 1
}

# any_on BACKEND...: whether --on names one of them
any_on() {
    local backend
    for backend in "$@"; do in_list "$backend" "${ON[@]}" && return; done
    return 1
}

# suite_tests SUITE: the names of its tests
suite_tests() {
    case $1 in
    c) printf '%s\n' "${PROGRAMS[@]}" ;;
    compare | dropin) made_for test ;;
    esx) esx_names ;;
    remote) remote_names && printf '%s\n' "${HOST_SCRIPTS[@]}" ;;
    valgrind) { made_for test; made_for made-up; } | sort -u ;;
    uml) programs_for uml-v2; python_names; echo kernel ;;
    systemd) systemd_programs ;;
    qemu) programs_for qemu-v2 ;;
    cargo) cargo_names ;;
    python) python_names ;;
    bindings) bindings_names ;;
    cli) cli_names ;;
    packages) packages_names ;;
    walk) printf 'seed-%s\n' "${WALK_SEEDS[@]}" ;;
    libvirtd) libvirtd_names ;;
    esac
}

# suites_with TEST: a remark for an error message: the suites that have it
suites_with() {
    local suite having=()
    for suite in "${ALL_SUITES[@]}" "${MORE_SUITES[@]}"; do
        if suite_tests "$suite" | grep -qxF -e "$1"; then having+=("$suite"); fi
    done
    ((${#having[@]} == 0)) || echo ", but a test of: ${having[*]}"
}

# test_backends SUITE TEST: the backends that the test is made for
test_backends() {
    local backend found=()
    for backend in ${SUITE_BACKENDS[$1]}; do
        if has_backend "$1" "$2" "$backend"; then found+=("$backend"); fi
    done
    echo "${found[*]}"
}

# has_backend SUITE TEST BACKEND: whether the test is made for it
has_backend() {
    if [[ $1 == cargo ]]; then
        [[ $2 == kernel ]]
    elif [[ ${PROGRAM_SOURCE[$2]-} ]]; then
        programs_for "$3" | grep -qxF -e "$2"
    fi
}

# programs_for BACKEND: the programs made for it. Those for systemd run nowhere else, and the user's one
# only where there is a user.
programs_for() {
    case $1 in
    systemd) systemd_programs ;;
    esx) esx_programs ;;
    uml-v2) made_for kernel | grep -v '^systemd_' ;;
    *) made_for "$(backend_kind "$1")" | grep -v -e '^systemd_' -e "^$SESSION_PROGRAM\$" ;;
    esac
}

wanted() {
    in_list "$1" "${SUITES[@]}"
}

# chosen SUITE TEST: whether the test is named for the suite, or none is
chosen() {
    # shellcheck disable=SC2086 # a list of words
    [[ -z ${CHOSEN[$1]-} ]] || in_list "$2" ${CHOSEN[$1]}
}

# runs_on SUITE BACKEND: whether the suite is wanted and uses the backend
runs_on() {
    local backends=${SUITE_BACKENDS[$1]}
    wanted "$1" || return
    if ((${#ON[@]})); then
        in_list "$2" "${ON[@]}" || return
    elif [[ -z ${CHOSEN[$1]-} ]]; then
        backends=${DEFAULT_BACKENDS[$1]-$backends}
    fi
    # shellcheck disable=SC2086 # a list of words
    in_list "$2" $backends
}

# asked BACKEND TEST SUITE...: whether one of the suites runs the test on the backend
asked() {
    local suite
    for suite in "${@:3}"; do
        if runs_on "$suite" "$1" && chosen "$suite" "$2"; then return; fi
    done
    return 1
}

# programs_on BACKEND SUITE...: the compiled programs that one of the suites runs there
programs_on() {
    local name
    for name in $(programs_for "$1"); do
        if [[ -x $OURS/$name ]] && is_default "$1" "$name" && asked "$1" "$name" "${@:2}"; then echo "$name"; fi
    done
}

# is_default BACKEND PROGRAM: whether the program runs there also where it is not named together with the
# backend, or for its suite
is_default() {
    case $1 in
    qemu-*) ! in_list "$2" "${QEMU_PROGRAMS[@]}" || return 0 ;;
    uml-v1-swap) { in_list "$2" "${ONCE_PROGRAMS[@]}" && another_does 1 1; } || return 0 ;;
    uml-v2-swap) { in_list "$2" "${ONCE_PROGRAMS[@]}" && another_does 2 1; } || return 0 ;;
    *) return 0 ;;
    esac
    # shellcheck disable=SC2086 # lists of words
    in_list "$2" ${CHOSEN[qemu]-} ${CHOSEN[uml]-} || { in_list "$1" "${ON[@]}" && in_list "$2" ${CHOSEN[c]-}; }
}

# programs_of SUITE...: the programs that one of the suites needs
programs_of() {
    local name suite
    for name in "${PROGRAMS[@]}"; do
        for suite in "$@"; do
            if wanted "$suite" && chosen "$suite" "$name"; then echo "$name"; break; fi
        done
    done
}
