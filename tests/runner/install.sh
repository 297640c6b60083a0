# `make install`, as a user finds it: README's own program compiles through pkg-config with what was
# installed, and starts, and so does the program of the autostart unit; `make uninstall` leaves no file.
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
    autostart_starts "$dir" || return
    rm "$dir"/job*
    make_quietly uninstall "DESTDIR=$dir" PREFIX=/usr || return
    [[ -z $(find "$dir" ! -type d) ]] || { find "$dir" ! -type d; return 1; }
}

# starts_with LIBDIR PROGRAM: every library that the program needs is found
starts_with() {
    local needed
    needed=$(LD_LIBRARY_PATH=$1 ldd "$2") || return
    [[ $needed == *"$1/libvirmemctl.so.0"* && $needed != *'not found'* ]] || { echo "$needed"; return 1; }
}

# autostart_starts DIR: the unit's program is there, and starts with the unit's library
autostart_starts() {
    local unit=$1/usr/lib/systemd/system/virmemctl-autostart.service program library
    program=$(sed -n 's/^ExecStart=//p' "$unit") || return
    library=$(sed -n 's/^Environment=VIRMEMCTL_LIB=//p' "$unit")
    [[ $program == /usr/libexec/virmemctl-autostart && $library == /usr/lib/libvirmemctl.so.0 ]] ||
        { cat "$unit"; return 1; }
    [[ ! $(grep -o '@[A-Z]*@' "$unit") ]] || { cat "$unit"; return 1; }
    VIRMEMCTL_LIB=$1$library "$1$program" test:///default
}

# dropin_starts FOLDER SCRATCH: a program that asks for all of libvirt's names finds them in the
# folder, under one library
dropin_starts() {
    "$CC" -D_GNU_SOURCE -I"$ROOT/include" -I"$ROOT/c-tests" -o "$2/job-two-names" \
        "$ROOT"/c-tests/abi/two_names.c "$ROOT"/c-tests/harness/*.c -L"$1" -l:libvirt.so.0 -l:libvirt-qemu.so.0 -l:libvirt-lxc.so.0 \
        -pthread || return
    LD_LIBRARY_PATH=$1:${1%/virmemctl/dropin} "$2/job-two-names"
}
