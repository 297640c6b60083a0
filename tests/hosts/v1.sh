# Groups of cgroup v1.
# shellcheck shell=sh

V1_UNLIMITED=9223372036854771712

# v1_mounts CONTROLLER...: a tmpfs with one mount per controller ("systemd" is the named one)
v1_mounts() {
    mount_line tmpfs / /sys/fs/cgroup ro,mode=755
    for controller; do
        case $controller in
        systemd) mount_line cgroup / /sys/fs/cgroup/systemd rw,xattr,name=systemd ;;
        *) mount_line cgroup / "/sys/fs/cgroup/$controller" "rw,$controller" ;;
        esac
        v1_core "/sys/fs/cgroup/$controller"
        put "/sys/fs/cgroup/$controller/cgroup.procs" 1
        [ "$controller" != memory ] || v1_memory_files /sys/fs/cgroup/memory
    done
}

# v1_core DIR PID...: the files of every v1 group
v1_core() {
    core_dir=$1
    shift
    put "$core_dir/cgroup.procs" "$@"
    put "$core_dir/tasks" "$@"
    put "$core_dir/cgroup.clone_children" 0
    put "$core_dir/notify_on_release" 0
}

v1_memory_files() {
    put "$1/memory.limit_in_bytes" $V1_UNLIMITED
    put "$1/memory.soft_limit_in_bytes" $V1_UNLIMITED
    put "$1/memory.memsw.limit_in_bytes" $V1_UNLIMITED
    put "$1/memory.usage_in_bytes" 268435456
    put "$1/memory.max_usage_in_bytes" 301989888
    put "$1/memory.memsw.usage_in_bytes" 268435456
    put "$1/memory.memsw.max_usage_in_bytes" 301989888
    put "$1/memory.failcnt" 0
    put "$1/memory.memsw.failcnt" 0
    put "$1/memory.swappiness" 60
    put "$1/memory.use_hierarchy" 1
    put "$1/memory.oom_control" 'oom_kill_disable 0' 'under_oom 0' 'oom_kill 0'
    put "$1/memory.stat" 'cache 67108864' 'rss 201326592' 'rss_huge 0' 'shmem 8388608' 'mapped_file 8388608' \
        'swap 0' 'pgpgin 81920' 'pgpgout 16384' 'pgfault 98304' 'pgmajfault 12' \
        "hierarchical_memory_limit $V1_UNLIMITED" "hierarchical_memsw_limit $V1_UNLIMITED" \
        'total_cache 67108864' 'total_rss 201326592' 'total_shmem 8388608' 'total_swap 0' 'total_inactive_file 33554432' 'total_pgfault 98304' 'total_pgmajfault 12'
}

# The files of other controllers that the library reads.
v1_other_files() {
    case $2 in
    cpu)
        put "$1/cpu.shares" 1024
        put "$1/cpu.cfs_period_us" 100000
        put "$1/cpu.cfs_quota_us" -1
        put "$1/cpu.stat" 'nr_periods 0' 'nr_throttled 0' 'throttled_time 0'
        ;;
    cpuacct)
        put "$1/cpuacct.usage" 67240000000
        put "$1/cpuacct.usage_percpu" '33620000000 33620000000 '
        put "$1/cpuacct.stat" 'user 4821' 'system 1903'
        ;;
    cpuset)
        put "$1/cpuset.cpus" 0-1
        put "$1/cpuset.mems" 0
        ;;
    freezer) put "$1/freezer.state" THAWED ;;
    blkio)
        put "$1/blkio.weight" 500
        put "$1/blkio.throttle.io_service_bytes" 'Total 0'
        ;;
    pids)
        put "$1/pids.max" max
        put "$1/pids.current" 6
        ;;
    esac
}

# v1_memory_group DIR PID...
v1_memory_group() {
    v1_core "$@"
    v1_memory_files "$1"
}

# v1_group GROUP PID...: the group in every hierarchy of the host
v1_group() {
    group=$1
    shift
    if [ -n "${MEMORY_AT-}" ]; then v1_memory_group "$MEMORY_AT$group" "$@"; fi
    for controller in $OTHERS; do
        v1_core "/sys/fs/cgroup/$controller$group" "$@"
        v1_other_files "/sys/fs/cgroup/$controller$group" "$controller"
    done
}
