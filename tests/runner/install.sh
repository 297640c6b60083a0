# `make install`, as a user finds it: README's own program compiles through pkg-config with what was
# installed, and starts; the autostart unit's command line is the command's; manual pages are as mandoc wants them;
# the libraries are small, and their debug information is beside them; `make uninstall` leaves no file.
# shellcheck shell=bash

# The size of the main library in bytes: at most 5 MiB. It had 2.2 MiB before block I/O, pins, NUMA, balloons,
# groups of threads and pressure, 2.5 MiB before events by what the kernel tells, and 2.8 MiB before the remote
# driver, whose TLS (rustls with ring) takes 1.3 MiB, and 4.4 MiB before ESX and its HTTP.
LARGEST=$((5 * 1024 * 1024))

suite_install() {
    local dir=$RUN/installed base=$RUN/install
    if ! command -v pkg-config >/dev/null; then
        skipped install 'needs pkg-config'
        return
    elif ! command -v mandoc >/dev/null; then
        skipped install 'needs mandoc'
        return
    fi
    if install_and_use "$dir" >"$base.out" 2>&1; then passed install; else failed install "$base.out"; fi
}

# make_quietly ARGUMENT...: this make is no part of the one that called us
make_quietly() {
    env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -s -C "$ROOT" "$@"
}

install_and_use() {
    local dir=$1 flags
    make_quietly install "DESTDIR=$dir" PREFIX=/usr || return
    is_small "$dir/usr/lib/libvirmemctl.so" || return
    has_debug_file "$dir/usr/lib/libvirmemctl.so" || return
    has_debug_file "$dir/usr/lib/virmemctl/libvirmemctl_systemd.so" || return
    [[ $("$dir/usr/bin/virmemctl" -q -c test:///default domid test) == 1 ]] || return
    completes "$dir" || return
    sed -n '/^```c$/,/^```$/p' "$ROOT/README.md" | sed '/^```/d' >"$dir/job.c"
    flags=$(PKG_CONFIG_PATH=$dir/usr/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$dir \
        pkg-config --cflags --libs virmemctl) || return
    # shellcheck disable=SC2086 # a list of flags
    "$CC" -Wall -Wextra -Werror -o "$dir/job" "$dir/job.c" $flags || return
    # The program asks for the SONAME, which only the link has.
    starts_with "$dir/usr/lib" "$dir/job" || return
    dropin_starts "$dir/usr/lib/virmemctl/dropin" "$dir" || return
    elsewhere "$dir" || return
    autostart_starts "$dir" || return
    has_manual "$dir/usr/share/man" || return
    rm -r "$dir"/job* "$dir/opt" "$dir/a.out"
    make_quietly uninstall "DESTDIR=$dir" PREFIX=/usr || return
    [[ -z $(find "$dir" ! -type d) ]] || { find "$dir" ! -type d; return 1; }
}

# elsewhere DIR: README's own command makes a program that starts where PREFIX is no place that the system knows
elsewhere() {
    local command
    command=$(grep -m 1 '^    cc job.c ' "$ROOT/README.md") || return
    make_quietly install "PREFIX=$1/opt" || return
    (cd "$1" && export PKG_CONFIG_PATH=$1/opt/lib/pkgconfig && eval "${command/cc /$CC }") || return
    starts_with "$1/opt/lib" "$1/a.out" ''
}

# completes DIR: bash completes command lines with the script that was installed
completes() {
    local found
    found=$(PATH=$1/usr/bin:$PATH LIBVIRT_DEFAULT_URI=test:///default bash -c '
        . "$1/usr/share/bash-completion/completions/virmemctl" || exit
        for line in "domsta" "domstate t" "memtune test --hard"; do
            COMP_WORDS=(virmemctl $line) COMP_CWORD=$(wc -w <<<"$line") COMPREPLY=()
            COMP_LINE="virmemctl $line" COMP_POINT=${#COMP_LINE}
            _virmemctl && echo "${COMPREPLY[*]}"
        done' bash "$1") || return
    [[ $found == $'domstate domstats\ntest\n--hard-limit' ]] || { echo "completed: $found"; return 1; }
}

# is_small LIBRARY
is_small() {
    local size
    size=$(stat -L -c %s "$1") || return
    ((size <= LARGEST)) || { echo "$1 has $size bytes, expected at most $LARGEST"; return 1; }
}

# has_debug_file LIBRARY: its lines are in LIBRARY.debug, which it names
has_debug_file() {
    local sections
    sections=$(readelf -W -S "$1.debug") || return
    [[ $sections == *' .debug_line '* ]] || { echo "$1.debug has no lines"; return 1; }
    sections=$(readelf -W -S "$1") || return
    [[ $sections != *' .debug_line '* && $sections != *' .symtab '* ]] || { echo "$1 is not stripped"; return 1; }
    [[ $(readelf --string-dump=.gnu_debuglink "$1") == *" ${1##*/}.debug"* ]] || { echo "$1 names no debug file"; return 1; }
}

# starts_with LIBDIR PROGRAM [PATH]: every library that the program needs is found, with that LD_LIBRARY_PATH or LIBDIR
starts_with() {
    local needed
    needed=$(LD_LIBRARY_PATH=${3-$1} ldd "$2") || return
    [[ $needed == *"$1/libvirmemctl.so.0"* && $needed != *'not found'* ]] || { echo "$needed"; return 1; }
}

# autostart_starts DIR: the unit's command line, for the test driver
autostart_starts() {
    local unit=$1/usr/lib/systemd/system/virmemctl-autostart.service line
    line=$(sed -n 's/^ExecStart=//p' "$unit") || return
    [[ $line == '/usr/bin/virmemctl --connect cgroup:///system autostart-all' ]] || { cat "$unit"; return 1; }
    "$1/usr/bin/virmemctl" --connect test:///default autostart-all
}

# has_manual FOLDER: each command and each function of our own has a page, and mandoc has nothing against any
has_manual() {
    local name
    for name in $("${1%/share/man}/bin/virmemctl" complete -- ''); do
        [[ $name == help || -e $1/man1/virmemctl-$name.1 ]] || { echo "no page of the command $name"; return 1; }
    done
    for name in $(awk -F'\t' '$2 ~ /^VIRMEMCTL_/ { print $1 }' "$ROOT/abi/symbols.tsv") libvirmemctl; do
        [[ -e $1/man3/$name.3 ]] || { echo "no page of the function $name"; return 1; }
    done
    mandoc -T lint -W warning "$1"/man?/*
}

# dropin_starts FOLDER SCRATCH: a program that asks for all of libvirt's names finds them in the
# folder, under one library
dropin_starts() {
    "$CC" -D_GNU_SOURCE -I"$ROOT/include" -I"$ROOT/c-tests" -o "$2/job-two-names" \
        "$ROOT"/c-tests/abi/two_names.c "$ROOT"/c-tests/harness/*.c -L"$1" -l:libvirt.so.0 -l:libvirt-qemu.so.0 -l:libvirt-lxc.so.0 \
        -pthread || return
    LD_LIBRARY_PATH=$1:${1%/virmemctl/dropin} "$2/job-two-names"
}
