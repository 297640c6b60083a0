# The guests of a host with systemd.
# shellcheck shell=sh

ID_NSP1=5f0b7c1e3d0a4c559a0e6a1f0c9d2b09

WEB01='machine-qemu\x2d3\x2dweb01.scope'
BOX='machine-lxc\x2d77\x2dbox.scope'

# machine_file NAME SCOPE SERVICE CLASS LEADER ID: the file that systemd-machined keeps of a machine, as
# systemd 252 writes it: with C's escapes
machine_file() {
    machine_scope=$(printf '%s' "$2" | sed 's/\\/&&/g')
    put "/run/systemd/machines/$1" \
        '# This is private data. Do not parse.' "NAME=$1" "SCOPE=$machine_scope" "SERVICE=$3" "ROOT=/var/lib/machines/$1" \
        "ID=$6" "CLASS=$4" "LEADER=$5" 'REALTIME=1700000000000000' 'MONOTONIC=86400000000' 'NETIF=4'
    [ -e "$HOST/run/systemd/machines/unit:$2" ] || ln -s "$1" "$HOST/run/systemd/machines/unit:$2"
}

dashless() {
    printf '%s' "$1" | tr -d -
}

# Guests of a systemd host; with v1 the limits are on the scope's own group.
systemd_guests_v1() {
    v1_group /machine.slice
    v1_qemu web01 3 4242 "$UUID_WEB01" "/machine.slice/$WEB01" /machine
    v1_lxc box 77 4300 "$UUID_BOX" "/machine.slice/$BOX" /machine
    v1_group /machine.slice/machine-nsp1.scope 4400
    process 4400 systemd 44000 /machine.slice/machine-nsp1.scope /usr/lib/systemd/systemd
    systemd_itself
}

systemd_itself() {
    need_dir "$HOST/run/systemd/system"
    machine_file 'qemu-3-web01' "$WEB01" libvirt-qemu vm 4242 "$(dashless $UUID_WEB01)"
    machine_file 'lxc-77-box' "$BOX" libvirt-lxc container 4300 "$(dashless $UUID_BOX)"
    machine_file nsp1 machine-nsp1.scope systemd-nspawn container 4400 "$ID_NSP1"
}

# systemd_guests_v2 MOUNT CONTROLLERS
systemd_guests_v2() {
    v2_group "$1/machine.slice" domain "$2" "$2"
    v2_guest_group "$1" "/machine.slice/$WEB01" "$2" 4242
    qemu_process 4242 web01 "$UUID_WEB01" "/machine.slice/$WEB01/libvirt/emulator"
    status_file qemu web01 3 "$UUID_WEB01" 4242 /machine
    v2_group "$1/machine.slice/$BOX" domain "$2" "$2"
    v2_group "$1/machine.slice/$BOX/libvirt" domain "$2" '' 4300 4301
    lxc_process 4300 box "/machine.slice/$BOX/libvirt"
    status_file lxc box 77 "$UUID_BOX" 4300 /machine
    nspawn_v2 "$1" "$2"
    systemd_itself
}

# nspawn has separate groups below the scope for itself and for its payload.
nspawn_v2() {
    v2_group "$1/machine.slice/machine-nsp1.scope" domain "$2" "$2"
    v2_group "$1/machine.slice/machine-nsp1.scope/supervisor" domain "$2" '' 4399
    v2_group "$1/machine.slice/machine-nsp1.scope/payload" domain "$2" '' 4400
    process 4399 systemd-nspawn 43990 /machine.slice/machine-nsp1.scope/supervisor \
        systemd-nspawn --boot --machine=nsp1
    process 4400 systemd 44000 /machine.slice/machine-nsp1.scope/payload /usr/lib/systemd/systemd
}
