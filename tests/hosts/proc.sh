# Mounts, processes and the rest of /proc.
# shellcheck shell=sh

host_basics() {
    put /proc/meminfo \
        'MemTotal:       16318492 kB' 'MemFree:         4189072 kB' 'MemAvailable:    9273540 kB' \
        'Buffers:          301284 kB' 'Cached:          4925160 kB' 'SwapCached:            0 kB' \
        'SwapTotal:       2097148 kB' 'SwapFree:        2097148 kB'
    put /proc/stat 'cpu  10132153 290696 3084719 46828483 16683 0 25195 0 0 0' \
        'cpu0 1393280 32966 572056 13343292 6130 0 17875 0 0 0' \
        'cpu1 1335560 34216 571212 13343811 5130 0 7320 0 0 0' 'btime 1700000000'
    put /proc/uptime '86400.12 170000.40'
    put /proc/version 'Linux version 6.1.0-made-up (nobody@nowhere) #1 SMP'
    put /proc/swaps 'Filename				Type		Size		Used		Priority' \
        '/dev/vda2                               partition	2097148		0		-2'
    put /proc/sys/kernel/random/boot_id 0b6c7f9e-52a4-4e0c-8d53-3a9f1c2e4b70
    put /proc/sys/kernel/hostname made-up
    put /proc/sys/kernel/ostype Linux
    put /sys/devices/system/cpu/online 0-1
    put /sys/devices/system/cpu/possible 0-1
    put /etc/machine-id 9d1c0f6a0b7e4a3fa0c4f0f1e2d3c4b5
    put /etc/hostname made-up
    need_dir "$HOST/run"
    [ -e "$HOST/proc/self" ] || ln -s 1 "$HOST/proc/self"
    put /proc/1/mountinfo \
        '22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw' \
        '23 22 0:21 / /proc rw,nosuid,nodev,noexec,relatime shared:12 - proc proc rw' \
        '24 22 0:22 / /sys rw,nosuid,nodev,noexec,relatime shared:7 - sysfs sysfs rw' \
        '25 22 0:5 / /dev rw,nosuid shared:2 - devtmpfs udev rw,size=8142000k,mode=755' \
        '26 22 0:23 / /run rw,nosuid,nodev shared:5 - tmpfs tmpfs rw,size=1631852k,mode=755'
    process 1 systemd 4 '' /sbin/init
}

MOUNT_ID=30
MOUNT_PARENT=24
# mount_line TYPE ROOT POINT SUPER-OPTIONS [more optional fields]
mount_line() {
    MOUNT_ID=$((MOUNT_ID + 1))
    append /proc/1/mountinfo \
        "$MOUNT_ID $MOUNT_PARENT 0:$MOUNT_ID $2 $3 rw,nosuid,nodev,noexec,relatime shared:$MOUNT_ID${5:+ $5} - $1 $1 $4"
    # The others are mounted on the tmpfs.
    [ "$1" != tmpfs ] || MOUNT_PARENT=$MOUNT_ID
}

# process PID COMM STARTTIME GROUP ARG...: a process as /proc shows it.
# GROUP is its path in every hierarchy, or empty for the root of each.
process() {
    proc_dir=/proc/$1 proc_pid=$1 proc_comm=$2 proc_start=$3 proc_group=$4
    shift 4
    put "$proc_dir/comm" "$proc_comm"
    put "$proc_dir/stat" "$proc_pid ($proc_comm) S 1 $proc_pid $proc_pid 0 -1 4194560 95113 0 312 0 4821 1903 0 0 20 0 6 0 $proc_start 1873915904 131072 18446744073709551615 1 1 0 0 0 0 268444224 4096 16963 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0"
    put "$proc_dir/status" "Name:	$proc_comm" 'State:	S (sleeping)' "Tgid:	$proc_pid" "Pid:	$proc_pid" \
        'PPid:	1' 'Uid:	0	0	0	0' 'Gid:	0	0	0	0' 'VmRSS:	  524288 kB' 'Threads:	6'
    printf '%s\0' "$@" >"$HOST$proc_dir/cmdline"
    process_groups "$proc_dir/cgroup" "${proc_group:-/}"
}

# The contents of /proc/PID/cgroup depend on the host's LAYOUT.
process_groups() {
    case $LAYOUT in
    v1) put "$1" "10:pids:$2" "9:blkio:$2" "8:freezer:$2" "7:devices:$2" "6:memory:$2" "5:cpuset:$2" \
        "4:cpuacct:$2" "3:cpu:$2" "1:name=systemd:$2" "0::$2" ;;
    v1-bare) put "$1" "9:pids:$2" "8:blkio:$2" "7:freezer:$2" "6:devices:$2" "5:memory:$2" "4:cpuset:$2" \
        "3:cpuacct:$2" "2:cpu:$2" ;;
    v1-only-memory) put "$1" "2:memory:$2" "0::$2" ;;
    v1-but-memory) put "$1" "10:pids:$2" "9:blkio:$2" "8:freezer:$2" "7:devices:$2" "5:cpuset:$2" \
        "4:cpuacct:$2" "3:cpu:$2" "1:name=systemd:$2" "0::$2" ;;
    v2) put "$1" "0::$2" ;;
    none) put "$1" ;;
    esac
}
