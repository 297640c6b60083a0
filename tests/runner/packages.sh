# What users are given: crates, the tarball, and the Debian packages, as a user finds them: built, installed in a
# clean Debian, README's commands and program run there, and purged without a trace. The command in them has the
# profile `quick`, as always.
# shellcheck shell=bash

PACKAGES_SECONDS=900
# What dpkg, ldconfig and systemd-analyze write for themselves, and what the test brings.
NOT_OURS='^\./(var/lib/dpkg|var/log/(dpkg\.log|alternatives\.log)|var/cache/ldconfig|etc/ld\.so\.cache|run/systemd/systemd-units-load|tmp|packages|dev|proc|sys)(/|$)'

suite_packages() {
    if chosen packages crates; then test_crates; fi
    if chosen packages tarball; then test_tarball; fi
    if chosen packages debian; then test_debian; fi
}

packages_names() { printf '%s\n' crates tarball debian; }

# test_crates: cargo can package what is to be published; compiling it again takes `make crates` minutes
test_crates() {
    if [[ $(why_no_cargo) ]]; then
        skipped packages/crates "$(why_no_cargo)"
    else
        export -f make_quietly
        export ROOT
        run_test packages/crates 300 bash -c 'make_quietly crates PACKAGE_FLAGS="--no-verify --allow-dirty --offline"'
    fi
}

# test_tarball: two of one commit are the same, and their checksums are right
test_tarball() {
    if [[ ! -e $ROOT/.git ]] || ! command -v git >/dev/null; then
        skipped packages/tarball 'the sources are no clone of git'
        return
    fi
    # shellcheck disable=SC2016 # the inner shell expands it
    run_test packages/tarball 60 bash -c 'set -e
        cd "$1"
        build/tarball "$2/one"
        build/tarball "$2/two"
        cmp "$2"/one/*.tar.gz "$2"/two/*.tar.gz
        tar -tzf "$2"/one/*.tar.gz | grep -q "^libvirmemctl-[0-9.]*/Cargo.toml$"
        cd "$2/one" && sha256sum --check --strict SHA256SUMS' bash "$ROOT" "$RUN/tarball"
}

test_debian() {
    local reason
    reason=$(why_no_packages)
    if [[ $reason ]]; then
        skipped packages/debian "$reason"
        return
    fi
    export -f packages_in_root packages_used pages_have_no_dead_link program_runs document_of_the_manual
    export -f examples_of_the_manual starts_with_the_host files_of make_quietly
    export ROOT TARGET RUN CC NOT_OURS
    run_test packages/debian "$PACKAGES_SECONDS" bash -c '
        set -e
        make_quietly deb
        unshare --mount bash -c packages_in_root'
}

# why_no_packages: prints why they cannot be tested; nothing if they can
why_no_packages() {
    local command
    [[ -z $(why_no_cargo) ]] || { why_no_cargo; return; }
    ((EUID == 0)) || { echo 'not root'; return; }
    for command in dh:debhelper lintian:lintian python3:python3 pkg-config:pkg-config; do
        command -v "${command%%:*}" >/dev/null || { echo "needs ${command#*:}"; return; }
    done
    [[ -e $TARGET/systemd-root/.made ]] || { echo "needs debootstrap's $TARGET/systemd-root"; return; }
    why_no_v1
}

# files_of ROOT: what is there beside what dpkg writes for itself
files_of() {
    (cd "$1" && find . -xdev | grep -vE "$NOT_OURS" | sort)
}

# packages_in_root: in a mount namespace of its own; the clean Debian is the one of the systemd tests, with nothing
# of this library
packages_in_root() {
    local root=$RUN/debian name
    set -e
    mount --make-rprivate /
    cp -a --reflink=auto "$TARGET/systemd-root" "$root"
    rm -rf "$root"/etc/virmemctl
    mkdir -p "$root/packages"
    for name in libvirmemctl0 libvirmemctl-dev virmemctl virmemctl-dropin; do
        cp "$TARGET/deb/${name}_"*.deb "$root/packages"
    done
    mount --bind /proc "$root/proc"
    mount --rbind /sys "$root/sys"
    mount --bind /dev/null "$root/dev/null"
    files_of "$root" >"$RUN/packages.before"
    # One place for the records of all domains: a group that has none there is left over, and is removed.
    mkdir -p -m 755 /run/virmemctl "$root/run/virmemctl"
    mount --bind /run/virmemctl "$root/run/virmemctl"
    chroot "$root" sh -c 'dpkg --install /packages/*.deb'
    packages_used "$root"
    umount "$root/run/virmemctl"
    chroot "$root" dpkg --purge libvirmemctl-dev virmemctl-dropin virmemctl libvirmemctl0
    files_of "$root" | diff "$RUN/packages.before" -
}

# packages_used ROOT: the command by README's own lines, the library by its program and by that of libvirmemctl(3),
# the drop-in's libraries
packages_used() {
    local lib
    lib=/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH)
    python3 -B "$ROOT/tests/python/pages.py" --shell "chroot $1 bash" "$ROOT/README.md"
    pages_have_no_dead_link "$1/usr/share/doc/virmemctl"
    [[ -e $1/usr/share/zsh/vendor-completions/_virmemctl ]]
    # shellcheck disable=SC2016 # no expression
    sed -n '/^```c$/,/^```$/p' "$1/usr/share/doc/virmemctl/README.md" | sed '/^```/d' >"$1/tmp/job.c"
    [[ $(program_runs "$1" "$lib") == 'at most 512 MiB from here on' ]]
    zcat "$1/usr/share/man/man3/libvirmemctl.3.gz" | sed -n '/^#include/,/^}/p' >"$1/tmp/job.c"
    program_runs "$1" "$lib"
    chroot "$1" sh -c "LD_LIBRARY_PATH=$lib/virmemctl/dropin ldd $lib/virmemctl/dropin/libvirt-qemu.so.0" |
        grep -F "libvirt.so.0 => $lib/virmemctl/dropin/libvirt.so.0"
    chroot "$1" systemd-analyze verify --man=no /lib/systemd/system/virmemctl-autostart.service
    document_of_the_manual "$1"
    examples_of_the_manual "$1"
    starts_with_the_host "$1"
}

# pages_have_no_dead_link FOLDER
pages_have_no_dead_link() {
    local page target dead=0
    for page in "$1"/*.md "$1"/docs/*.md; do
        for target in $(grep -oE '\]\([^):#]+[)#]' "$page" | sed 's/^..//; s/.$//'); do
            [[ -e ${page%/*}/$target ]] || { echo "$page: there is no $target"; dead=1; }
        done
    done
    return "$dead"
}

# program_runs ROOT LIB: /tmp/job.c there, compiled with what the packages have
program_runs() {
    local flags
    flags=$(PKG_CONFIG_PATH=$1$2/pkgconfig PKG_CONFIG_SYSROOT_DIR=$1 pkg-config --cflags --libs virmemctl)
    # shellcheck disable=SC2086 # a list of flags
    "$CC" -Wall -Wextra -Werror -o "$1/tmp/job" "$1/tmp/job.c" $flags
    chroot "$1" /tmp/job
    # The first call after its end removes its group.
    chroot "$1" virmemctl list >/dev/null
}

# document_of_the_manual ROOT: the document that virmemctl.xml(5) shows starts
document_of_the_manual() {
    local line
    zcat "$1/usr/share/man/man5/virmemctl.xml.5.gz" | sed -n '/^<domain/,/^<\/domain>/p' >"$1/tmp/counter.xml"
    for line in 'define /tmp/counter.xml' 'start counter' 'memtune counter' 'destroy counter' 'undefine counter'; do
        # shellcheck disable=SC2086 # words of a command line
        chroot "$1" virmemctl $line
    done
}

# examples_of_the_manual ROOT: the commands that virmemctl(7) shows, but for the one that waits until it is interrupted
examples_of_the_manual() {
    local lines line pid
    mapfile -t lines < <(zcat "$1/usr/share/man/man7/virmemctl.7.gz" | grep '^virmemctl ' | grep -v ' event ')
    ((${#lines[@]} > 5))
    chroot "$1" sleep 1000 &
    pid=$!
    for line in "${lines[@]}"; do
        # shellcheck disable=SC2086 # words of a command line
        chroot "$1" ${line/4711/"$pid"}
    done
    kill "$pid"
}

# starts_with_the_host ROOT: what the unit runs starts a domain that is marked, and fails where it cannot
starts_with_the_host() {
    local name=virmemctl-kept root=$1
    ours() { chroot "$root" virmemctl --quiet "$@"; }
    ours run --persistent --name $name --memory 64M -- sleep 1000
    ours autostart $name
    ours destroy $name
    ours autostart-all
    [[ $(ours domstate $name) == running ]]
    ours destroy $name
    sed -i 's|/sleep<|/no-such-program<|' "$root/etc/virmemctl/domains/$name.xml"
    if ours autostart-all; then return 1; fi
    ours undefine $name
}
