# A host on which everything that can be broken is.
# shellcheck shell=sh

# web01, box and nsp1 stay intact: a library that skips the broken ones still finds these.
host_broken() {
    host_v1_systemd
    broken_status_files
    broken_limits
    broken_names
    broken_machines
}

# broken_guest NAME ID: an intact guest, of which the caller then breaks one part
broken_guest() {
    guest_group="/machine.slice/machine-qemu\\x2d$2\\x2d$1.scope"
    guest_uuid=$(printf '5f0b7c1e-3d0a-4c55-9a0e-6a1f0c9d%04d' "$2")
    v1_qemu "$1" "$2" "$((9000 + $2))" "$guest_uuid" "$guest_group" /machine
}

broken_status_files() {
    status_dir=$HOST/run/libvirt/qemu
    broken_guest cut 31
    head -c 600 "$status_dir/cut.xml" >"$status_dir/cut.tmp" && mv "$status_dir/cut.tmp" "$status_dir/cut.xml"
    broken_guest binary 32
    printf '\177ELF\002\001\001\000\377\376\200<domain>\000\001\002' >"$status_dir/binary.xml"
    broken_guest locked 33
    chmod 000 "$status_dir/locked.xml"
    broken_guest climber 34
    sed 's|<name>climber</name>|<name>../../../etc/climber</name>|' "$status_dir/climber.xml" \
        >"$status_dir/climber.tmp" && mv "$status_dir/climber.tmp" "$status_dir/climber.xml"
    mkdir "$status_dir/folder.xml"
    ln -s /nowhere/at/all "$status_dir/dangling.xml"
    : >"$status_dir/hollow.xml"
}

broken_limits() {
    broken_guest letters 41
    put "$MEMORY_AT$guest_group/memory.limit_in_bytes" abc
    broken_guest empty 42
    put "$MEMORY_AT$guest_group/memory.limit_in_bytes"
    broken_guest missing 43
    rm "$HOST$MEMORY_AT$guest_group/memory.limit_in_bytes"
    broken_guest huge 44
    put "$MEMORY_AT$guest_group/memory.limit_in_bytes" 99999999999999999999999999
    broken_guest nobody 45
    put "$MEMORY_AT$guest_group/cgroup.procs" 999999
}

broken_names() {
    for name in 'machine-qemu\x2' 'machine-qemu\x' 'machine-qemu\xzz7\xzzbad' 'machine-qemu\x2d\x2d' \
        'machine-qemu\x2d99999999999999999999\x2dbig' 'machine-qemu\x2d51\x2dup\x2f..\x2f..' \
        'machine-qemu\x2d52\x2dnul\x00' 'machine-qemu\x2d53\x2dbytes\xff\xfe' 'machine-'; do
        v1_memory_group "$MEMORY_AT/machine.slice/$name.scope" 1
    done
    v1_memory_group "$MEMORY_AT/machine.slice/$(printf 'machine-qemu\\x2d54\\x2draw\377\376').scope" 1
}

broken_machines() {
    put /run/systemd/machines/hollow
    machine_file gone machine-gone.scope systemd-nspawn container 999999 5f0b7c1e3d0a4c559a0e6a1f0c9d2b10
    machine_file badpid machine-badpid.scope systemd-nspawn container minus-one 5f0b7c1e3d0a4c559a0e6a1f0c9d2b11
    machine_file badid machine-nsp1.scope systemd-nspawn container 4400 not-an-id
    printf '\000\377=\n=\nNAME' >"$HOST/run/systemd/machines/binary"
}
