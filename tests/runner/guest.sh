# What the kernels that tests boot have in common, inside them: the hierarchy of cgroup v2, and a list of
# jobs, one `name<TAB>command` a line. boot_report of tests/runner/boots.sh reads the lines with @@ on the
# console.
# shellcheck shell=sh

mount_v2() {
    busybox mount -t cgroup2 none /sys/fs/cgroup
    for controller in $(busybox cat /sys/fs/cgroup/cgroup.controllers); do
        echo "+$controller" >/sys/fs/cgroup/cgroup.subtree_control
    done
}

# run_job NUMBER SECONDS COMMAND
run_job() {
    echo "@@ begin $1"
    begin=$(uptime_seconds)
    timeout -s KILL "$2" sh -c "exec $3" >/run/output 2>&1 </dev/null
    status=$?
    tail -n 200 /run/output | sed 's/^/| /'
    echo
    echo "@@ end $1 $status $begin $(uptime_seconds)"
}

uptime_seconds() {
    read -r up _ </proc/uptime
    echo "$up"
}

# run_jobs FILE SECONDS: SECONDS is how long each may take
run_jobs() {
    number=0
    tab=$(printf '\t')
    while IFS=$tab read -r _ command <&3; do
        number=$((number + 1))
        run_job $number "$2" "$command"
    done 3<"$1"
    echo '@@ done'
}
