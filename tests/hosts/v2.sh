# Groups of cgroup v2.
# shellcheck shell=sh

# v2_mount POINT CONTROLLERS: a cgroup2 mount whose root has these controllers
v2_mount() {
    mount_line cgroup2 / "$1" rw,nsdelegate,memory_recursiveprot
    put "$1/cgroup.controllers" "$2"
    put "$1/cgroup.subtree_control" "$2"
    put "$1/cgroup.procs" 1
    put "$1/cgroup.stat" 'nr_descendants 12' 'nr_dying_descendants 0'
}

# v2_group DIR TYPE CONTROLLERS SUBTREE_CONTROL PID...
v2_group() {
    v2_dir=$1 v2_available=$3
    put "$1/cgroup.type" "$2"
    put "$1/cgroup.controllers" "$3"
    put "$1/cgroup.subtree_control" "$4"
    put "$1/cgroup.events" 'populated 1' 'frozen 0'
    put "$1/cgroup.freeze" 0
    shift 4
    put "$v2_dir/cgroup.procs" "$@"
    put "$v2_dir/cgroup.threads" "$@"
    put "$v2_dir/cpu.stat" 'usage_usec 67240000' 'user_usec 48210000' 'system_usec 19030000'
    case " $v2_available " in *' memory '*) v2_memory_files "$v2_dir" ;; esac
    case " $v2_available " in *' cpu '*) v2_cpu_files "$v2_dir" ;; esac
}

v2_memory_files() {
    put "$1/memory.max" max
    put "$1/memory.high" max
    put "$1/memory.low" 0
    put "$1/memory.min" 0
    put "$1/memory.swap.max" max
    put "$1/memory.swap.high" max
    # Below any limit that the tests set: a made-up kernel cannot reclaim.
    put "$1/memory.current" 4096
    put "$1/memory.peak" 301989888
    put "$1/memory.swap.current" 0
    put "$1/memory.oom.group" 0
    put "$1/memory.reclaim"
    put "$1/memory.stat" 'anon 201326592' 'file 67108864' 'kernel 4194304' 'shmem 8388608' 'file_mapped 8388608' \
        'inactive_anon 0' 'active_anon 201326592' 'inactive_file 33554432' 'active_file 33554432' \
        'slab 2097152' 'pgfault 98304' 'pgmajfault 12'
    put "$1/memory.events" 'low 0' 'high 0' 'max 0' 'oom 0' 'oom_kill 0' 'oom_group_kill 0'
    put "$1/memory.pressure" 'some avg10=12.50 avg60=3.25 avg300=0.40 total=123456789' \
        'full avg10=1.00 avg60=0.50 avg300=0.00 total=23456789'
    put "$1/memory.swap.events" 'high 0' 'max 0' 'fail 0'
}

v2_cpu_files() {
    put "$1/cpu.weight" 100
    put "$1/cpu.max" 'max 100000'
    put "$1/io.weight" 'default 100'
    put "$1/io.max"
    put "$1/io.latency"
    put "$1/io.stat"
    put "$1/pids.max" max
    put "$1/pids.current" 6
}

# v2_guest_group MOUNT GROUP CONTROLLERS PID: as libvirt creates it on v2: the limits are on `libvirt`,
# the threads in groups below it, so that the process is in `emulator`
v2_guest_group() {
    v2_group "$1$2" 'domain' "$3" "$3"
    v2_group "$1$2/libvirt" 'domain threaded' "$3" 'cpuset cpu' "$4"
    for sub in emulator vcpu0 vcpu1; do v2_group "$1$2/libvirt/$sub" threaded 'cpuset cpu' '' "$4"; done
}
