# Third-party programs and bindings, with this library in place of libvirt and with libvirt itself: both
# must print the same. The scripts of tests/bindings use them or watch them.
# shellcheck shell=bash

BINDINGS=$ROOT/tests/bindings
BINDINGS_SECONDS=120

# Each script, and the package that it tests.
BINDINGS_SCRIPTS=(
    "memory.py python3-libvirt" "lookups.py python3-libvirt" "define.py python3-libvirt"
    "life.py python3-libvirt" "vcpus.py python3-libvirt" "tuning.py python3-libvirt"
    "stats.py python3-libvirt" "node.py python3-libvirt" "errors.py python3-libvirt"
    "beyond.py python3-libvirt" "qemu_lxc.py python3-libvirt" "events_default.py python3-libvirt"
    "events_own.py python3-libvirt" "events_asyncio.py python3-libvirt" "thread_ends.py python3-libvirt"
    "sys_virt.pl libsys-virt-perl" "collectd_virt.py collectd-core"
    "prometheus.py prometheus-libvirt-exporter")

bindings_names() {
    local entry
    for entry in "${BINDINGS_SCRIPTS[@]}"; do echo "${entry%%.*}"; done
}

# has_package PACKAGE: whether what the scripts use of it is there
has_package() {
    case $1 in
    python3-libvirt) /usr/bin/python3 -c 'import libvirt' ;;
    libsys-virt-perl) /usr/bin/perl -MSys::Virt -e 1 ;;
    collectd-core) [[ -x /usr/sbin/collectd && -e /usr/lib/collectd/virt.so ]] ;;
    prometheus-libvirt-exporter) [[ -x /usr/bin/prometheus-libvirt-exporter ]] ;;
    *) false ;;
    esac >/dev/null 2>&1
}

system_libvirt() {
    PATH=$PATH:/sbin:/usr/sbin ldconfig -p | awk '$1 == "libvirt.so.0" { print $NF; exit }'
}

# binding_side DIR SCRIPT LIBRARY SEARCH: writes a program that runs the script on that library
binding_side() {
    local interpreter=(/usr/bin/python3 -B)
    [[ $2 == *.py ]] || interpreter=(/usr/bin/perl)
    mkdir -p "$1"
    {
        echo '#!/usr/bin/env bash'
        printf 'exec env LC_ALL=C LD_LIBRARY_PATH=%q BINDINGS_LIBRARY=%q' "$4" "$3"
        printf ' %q' "${interpreter[@]}" "$BINDINGS/$2"
    } >"$1/${2%.*}"
    chmod +x "$1/${2%.*}"
}

suite_bindings() {
    local entry script package name libvirt
    libvirt=$(system_libvirt)
    for entry in "${BINDINGS_SCRIPTS[@]}"; do
        read -r script package <<<"$entry"
        name=${script%.*}
        chosen bindings "$name" || continue
        if [[ -z $libvirt ]] || ! has_package "$package"; then
            skipped "bindings/$name" "needs $package"
            continue
        fi
        binding_side "$RUN/bindings/ours" "$script" "$DROPIN/libvirt.so.0" "$DROPIN"
        binding_side "$RUN/bindings/libvirt" "$script" "$libvirt" ''
        queue_test "bindings/$name" "$BINDINGS_SECONDS" bash "$RUNNER/compare-one" \
            "$RUN/bindings/ours/$name" "$RUN/bindings/libvirt/$name" "$RUN/bindings/$name" "$DIFFERENCES"
    done
    report_queue
}
