# The backends a program runs on. Each function backend_… sets BACKEND to the environment it needs.
# shellcheck shell=bash

MADE_UP_KINDS=(v1-systemd v1-plain v1-old v2-systemd v2-plain hybrid odd-mounts)
# The test driver, made-up hosts, this machine's own cgroup v1, kernels in user-mode-linux and in QEMU, a vSphere
# simulator.
BACKENDS=(test "${MADE_UP_KINDS[@]}" kernel-v1 uml-v2 uml-v2-swap uml-v1-swap systemd qemu-v2 esx)
MAKE_HOST=$ROOT/tests/hosts/make-host
HOSTS_MADE=0
BACKEND=()

# backend_kind BACKEND: its VIRMEMCTL_TEST_KIND
backend_kind() {
    case $1 in
    test) echo test ;;
    kernel-v1 | uml-* | systemd | qemu-*) echo kernel ;;
    esx) echo esx ;;
    *) echo made-up ;;
    esac
}

# set_backend BACKEND: the test driver or a made-up host
set_backend() {
    if [[ $1 == test ]]; then backend_test; else backend_made_up "$1"; fi
}

backend_test() {
    BACKEND=(VIRMEMCTL_TEST_URI=test:///default VIRMEMCTL_TEST_KIND=test)
}

# backend_made_up KIND: a fresh host each time, because programs change its files
backend_made_up() {
    local pattern=$RUN/host.$1 dir domain version
    [[ -d $pattern ]] || "$MAKE_HOST" "$1" "$pattern"
    HOSTS_MADE=$((HOSTS_MADE + 1))
    dir=$RUN/host.$HOSTS_MADE
    cp -a "$pattern" "$dir"
    read -r domain version _ < <("$MAKE_HOST" --show "$1")
    BACKEND=("VIRMEMCTL_TEST_URI=cgroup:///system?root=$dir" VIRMEMCTL_TEST_KIND=made-up
        "VIRMEMCTL_TEST_DOMAIN=$domain" "VIRMEMCTL_TEST_VERSION=$version" VIRMEMCTL_TEST_SWAP=1)
}

# backend_kernel VERSION SWAP
backend_kernel() {
    local name
    BACKEND=(VIRMEMCTL_TEST_URI=cgroup:///system VIRMEMCTL_TEST_KIND=kernel
        "VIRMEMCTL_TEST_VERSION=$1" "VIRMEMCTL_TEST_SWAP=$2")
    # What runs in another kernel does not inherit them.
    for name in VIRMEMCTL_TEST_CHANGES VIRMEMCTL_TEST_SECONDS; do
        [[ -z ${!name-} ]] || BACKEND+=("$name=${!name}")
    done
}

# Where this machine's v1 memory controller is mounted, if anywhere.
v1_memory_mount() {
    local point line
    while read -r line; do
        [[ $line == *" - cgroup "* && ",${line##* }," == *,memory,* ]] || continue
        read -r _ _ _ _ point _ <<<"$line"
        printf '%b\n' "${point//\\/\\0}"
        return
    done </proc/self/mountinfo
    return 1
}

# Prints why the real v1 controller cannot be used here; nothing if it can.
why_no_v1() {
    if ((EUID != 0)); then
        echo 'not root'
    elif ! v1_memory_mount >/dev/null; then
        echo 'no v1 memory controller on this machine'
    fi
}

host_swap() {
    (($(wc -l </proc/swaps) > 1)) && echo 1 || echo 0
}

# may_run_on BACKEND: --on does not leave it out
may_run_on() {
    ((${#ON[@]} == 0)) || in_list "$1" "${ON[@]}"
}
