# The programs on real kernels: user-mode-linux with cgroup v2, with v2 and swap, with v1 and swap.
# shellcheck shell=bash

# name, VIRMEMCTL_TEST_VERSION, VIRMEMCTL_TEST_SWAP; the longest first
UML_KERNELS=('uml-v2-swap 2 1' 'uml-v2 2 0' 'uml-v1-swap 1 1')
# Long, and the same with swap and without: they run on one kernel of a version, and on others when --on names
# the backend.
ONCE_PROGRAMS=(balloon_monitors domains_come_and_go domains_renamed host_stats_race)
# Run once more, as an unprivileged user in a delegated subtree.
USER_PROGRAMS=("$SESSION_PROGRAM" attach_processes host_events memory_bad_input memory_kernel)
UML_MEMORY_MB=512
UML_SWAP_MB=256
UML_BOOT_SECONDS=${VIRMEMCTL_TEST_SECONDS:-1200}
UML_REASON='' UML_MEMORY_DIR=''

uml_start() {
    local kernel
    for kernel in "${UML_KERNELS[@]}"; do
        # shellcheck disable=SC2086 # three words
        uml_write_jobs $kernel
        [[ ! -s $RUN/${kernel%% *}.jobs ]] || BOOTS+=("uml_boot $kernel")
    done
    ((${#BOOTS[@]})) || return 0
    uml_check
    [[ -z $UML_REASON ]] || BOOTS=()
}

uml_check() {
    if ! command -v linux.uml >/dev/null; then
        UML_REASON='needs user-mode-linux'
    elif ! command -v busybox >/dev/null; then
        UML_REASON='needs busybox-static'
    elif [[ $ROOT$RUN == *[[:space:],:]* ]]; then
        UML_REASON='a blank, a comma or a colon in the path of the build'
    elif ! UML_MEMORY_DIR=$(uml_memory_dir); then
        UML_REASON="no room for ${UML_MEMORY_MB}M in /dev/shm or the build folder"
    elif [[ ! -e $RUN/uml-xstate.so ]]; then
        "$CC" -shared -fPIC -O2 -Wall -Wextra -Werror -o "$RUN/uml-xstate.so" "$RUNNER/uml-xstate.c" -ldl
    fi
}

# Where the guest's memory goes, a file that is mapped executable: a folder with room, without noexec.
uml_memory_dir() {
    local dir free options
    for dir in /dev/shm "$RUN"; do
        read -r free options < <(df -Pm "$dir" 2>/dev/null | awk 'NR == 2 { print $4 }' | tr '\n' ' '; findmnt -no OPTIONS -T "$dir" 2>/dev/null)
        [[ -w $dir && ${free:-0} -gt $((UML_MEMORY_MB + 64)) && ",$options," != *,noexec,* ]] || continue
        echo "$dir"
        return
    done
    return 1
}

# uml_write_jobs NAME VERSION SWAP: writes the boot's jobs
uml_write_jobs() {
    local name
    backend_kernel "$2" "$3"
    if another_does "$2" "$3"; then BACKEND+=(VIRMEMCTL_TEST_FEWER=swap); fi
    {
        for name in $(programs_on "$1" c uml); do
            [[ $name == "$SESSION_PROGRAM" ]] || add_job "c/$name on $1" env "${BACKEND[@]}" "$OURS/$name"
        done
        [[ $2 != 2 || $3 != 0 ]] || user_jobs "$1"
        if [[ -s $RUN/rust-kernel ]] && asked "$1" kernel cargo uml; then
            add_job "rust/kernel on $1" "$(<"$RUN/rust-kernel")" --test-threads=1
        fi
        python_jobs "$1" python uml
    } >"$RUN/$1.jobs"
}

# user_jobs KERNEL: the jobs of an unprivileged user
user_jobs() {
    local name as_user=(env "${BACKEND[@]}" "$RUNNER/as-user.sh")
    for name in $(programs_on "$1" c uml); do
        ! in_list "$name" "${USER_PROGRAMS[@]}" || add_job "c/$name on $1 as a user" "${as_user[@]}" "$OURS/$name"
        [[ $name != "$SESSION_PROGRAM" ]] ||
            add_job "c/$name on $1 as a user without memory" "${as_user[@]}" "$OURS/$name" without-memory
    done
}

# Whether the Rust tests of a kernel run in user-mode-linux.
rust_kernel_asked() {
    local backend
    for backend in $UML_BACKENDS; do
        if asked "$backend" kernel cargo uml; then return; fi
    done
    return 1
}

# another_does VERSION SWAP: whether the long tests run in full on another kernel of the version: on v2
# without swap, or on this machine's v1
another_does() {
    [[ $2 == 1 ]] || return
    if [[ $1 == 2 ]]; then may_run_on uml-v2; else may_run_on kernel-v1 && [[ -z $(why_no_v1) ]]; fi
}

# uml_boot BASE VERSION SWAP: boots a kernel that runs BASE.jobs; the console goes to BASE.console
uml_boot() {
    local swap_file=$1.swap disk=() console='con=null con0=fd:0,fd:1 quiet loglevel=1'
    if [[ $3 == 1 ]]; then
        truncate -s "${UML_SWAP_MB}M" "$swap_file"
        busybox mkswap "$swap_file" >/dev/null
        disk=("ubd0=$swap_file")
    fi
    # shellcheck disable=SC2086 # the console's options are words
    uml_run "$1" rootflags=/ rw $console "${disk[@]}" \
        init="$RUNNER/uml-init.sh" UML_JOBS="$1.jobs" UML_CGROUP="v$2" UML_SWAP="$3" \
        UML_SECONDS="$GUEST_TEST_SECONDS" UML_KEEP="$ROOT"
    rm -f "$swap_file"
}

# uml_run BASE ARGUMENT...: runs a kernel with these arguments to its end
uml_run() {
    TMPDIR=$UML_MEMORY_DIR LD_PRELOAD=$RUN/uml-xstate.so timeout -k 10 "$UML_BOOT_SECONDS" linux.uml \
        mem="${UML_MEMORY_MB}M" rootfstype=hostfs uml_dir="$1.dir/" "${@:2}" >"$1.console" 2>&1 </dev/null
}

uml_finish() {
    local kernel name asked=()
    for kernel in "${UML_KERNELS[@]}"; do
        name=${kernel%% *}
        [[ ! -s $RUN/$name.jobs ]] || asked+=("$name")
    done
    ((${#asked[@]})) || return 0
    if [[ $UML_REASON ]]; then
        for name in "${asked[@]}"; do skipped "c on $name" "$UML_REASON"; done
        return
    fi
    boots_start
    for name in "${asked[@]}"; do boot_report "$RUN/$name" "$name"; done
}
