# Guests: the state files of libvirt and systemd-machined, and the processes.
# shellcheck shell=sh

UUID_WEB01=5f0b7c1e-3d0a-4c55-9a0e-6a1f0c9d2b01
UUID_BOX=5f0b7c1e-3d0a-4c55-9a0e-6a1f0c9d2b02
UUID_DB=5f0b7c1e-3d0a-4c55-9a0e-6a1f0c9d2b03
UUID_CT=5f0b7c1e-3d0a-4c55-9a0e-6a1f0c9d2b04
UUID_NESTED=5f0b7c1e-3d0a-4c55-9a0e-6a1f0c9d2b05
UUID_OLD1=5f0b7c1e-3d0a-4c55-9a0e-6a1f0c9d2b06
UUID_OLDCT=5f0b7c1e-3d0a-4c55-9a0e-6a1f0c9d2b07
UUID_ODD=5f0b7c1e-3d0a-4c55-9a0e-6a1f0c9d2b08

# qemu_domain NAME ID UUID PARTITION
qemu_domain() {
    cat <<XML
  <domain type='qemu' id='$2'>
    <name>$1</name>
    <uuid>$3</uuid>
    <memory unit='KiB'>1048576</memory>
    <currentMemory unit='KiB'>524288</currentMemory>
    <vcpu placement='static'>2</vcpu>
    <resource>
      <partition>$4</partition>
    </resource>
    <os>
      <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>
      <boot dev='hd'/>
    </os>
    <on_poweroff>destroy</on_poweroff>
    <on_reboot>restart</on_reboot>
    <on_crash>destroy</on_crash>
    <devices>
      <emulator>/usr/bin/qemu-system-x86_64</emulator>
    </devices>
  </domain>
XML
}

# lxc_domain NAME ID UUID PARTITION
lxc_domain() {
    cat <<XML
  <domain type='lxc' id='$2'>
    <name>$1</name>
    <uuid>$3</uuid>
    <memory unit='KiB'>262144</memory>
    <currentMemory unit='KiB'>262144</currentMemory>
    <vcpu placement='static'>1</vcpu>
    <resource>
      <partition>$4</partition>
    </resource>
    <os>
      <type arch='x86_64'>exe</type>
      <init>/sbin/init</init>
    </os>
    <devices>
      <emulator>/usr/lib/libvirt/libvirt_lxc</emulator>
    </devices>
  </domain>
XML
}

# status_file TYPE NAME ID UUID PID PARTITION: the status file that libvirt keeps of a running domain
status_file() {
    need_dir "$HOST/run/libvirt/$1"
    {
        cat <<XML
<!--
WARNING: THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT ARE LIKELY TO BE
OVERWRITTEN AND LOST.
-->
<domstatus state='running' reason='booted' pid='$5'>
  <monitor path='/var/lib/libvirt/$1/domain-$3-$2/monitor.sock' type='unix'/>
  <vcpus>
    <vcpu id='0' pid='$(($5 + 4))'/>
    <vcpu id='1' pid='$(($5 + 5))'/>
  </vcpus>
XML
        "${1}_domain" "$2" "$3" "$4" "$6"
        echo '</domstatus>'
    } >"$HOST/run/libvirt/$1/$2.xml"
    printf '%s' "$5" >"$HOST/run/libvirt/$1/$2.pid"
}

# qemu_process PID NAME UUID GROUP
qemu_process() {
    process "$1" qemu-system-x86 "$(($1 * 10))" "$4" \
        qemu-system-x86_64 -name "guest=$2,debug-threads=on" -S -machine pc-q35-7.2,accel=tcg \
        -m size=1048576k -smp 2,sockets=2,cores=1,threads=1 -uuid "$3" -nodefaults
}

# lxc_process PID NAME GROUP: libvirt's controller process, which is in the guest's group
lxc_process() {
    process "$1" libvirt_lxc "$(($1 * 10))" "$3" /usr/lib/libvirt/libvirt_lxc --name "$2" --console 22
    process "$(($1 + 1))" init "$(($1 * 10 + 3))" "$3" /sbin/init
}

# v1_qemu NAME ID PID UUID GROUP PARTITION: its group, its process and its state
v1_qemu() {
    v1_group "$5" "$3"
    qemu_process "$3" "$1" "$4" "$5"
    status_file qemu "$1" "$2" "$4" "$3" "$6"
}

# v1_lxc NAME ID PID UUID GROUP PARTITION
v1_lxc() {
    v1_group "$5" "$3" "$(($3 + 1))"
    lxc_process "$3" "$1" "$5"
    status_file lxc "$1" "$2" "$4" "$3" "$6"
}

# v2_plain_qemu NAME ID PID UUID GROUP PARTITION
v2_plain_qemu() {
    group=$5/qemu-$2-$1.libvirt-qemu
    v2_group "/sys/fs/cgroup$group" 'domain threaded' "$V2_CONTROLLERS" 'cpuset cpu' "$3"
    for sub in emulator vcpu0 vcpu1; do
        v2_group "/sys/fs/cgroup$group/$sub" threaded 'cpuset cpu' '' "$3"
    done
    qemu_process "$3" "$1" "$4" "$group/emulator"
    status_file qemu "$1" "$2" "$4" "$3" "$6"
}
