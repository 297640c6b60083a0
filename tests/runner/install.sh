# `make install`, as a user finds it: README's own program compiles through pkg-config with what was
# installed, and starts; `make uninstall` leaves no file.
# shellcheck shell=bash

suite_install() {
    local dir=$RUN/installed base=$RUN/install
    if ! command -v pkg-config >/dev/null; then
        skipped install 'needs pkg-config'
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
    sed -n '/^```c$/,/^```$/p' "$ROOT/README.md" | sed '/^```/d' >"$dir/job.c"
    flags=$(PKG_CONFIG_PATH=$dir/usr/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$dir \
        pkg-config --cflags --libs virmemctl) || return
    # shellcheck disable=SC2086 # a list of flags
    "$CC" -Wall -Wextra -Werror -o "$dir/job" "$dir/job.c" $flags || return
    # The program asks for the SONAME, which only the link has.
    starts_with "$dir/usr/lib" "$dir/job" || return
    dropin_starts "$dir/usr/lib/virmemctl/dropin" "$dir" || return
    elsewhere "$dir" || return
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

# starts_with LIBDIR PROGRAM [PATH]: every library that the program needs is found, with that LD_LIBRARY_PATH or LIBDIR
starts_with() {
    local needed
    needed=$(LD_LIBRARY_PATH=${3-$1} ldd "$2") || return
    [[ $needed == *"$1/libvirmemctl.so.0"* && $needed != *'not found'* ]] || { echo "$needed"; return 1; }
}

# dropin_starts FOLDER SCRATCH: a program that asks for all of libvirt's names finds them in the
# folder, under one library
dropin_starts() {
    "$CC" -D_GNU_SOURCE -I"$ROOT/include" -I"$ROOT/c-tests" -o "$2/job-two-names" \
        "$ROOT"/c-tests/abi/two_names.c "$ROOT"/c-tests/harness/*.c -L"$1" -l:libvirt.so.0 -l:libvirt-qemu.so.0 -l:libvirt-lxc.so.0 \
        -pthread || return
    LD_LIBRARY_PATH=$1:${1%/virmemctl/dropin} "$2/job-two-names"
}
