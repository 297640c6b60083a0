# Checks that tests leave no groups, processes or definitions behind.
# shellcheck shell=bash

MACHINE_WAS_THERE=0
DEFINITIONS=/etc/virmemctl/domains

remember_host() {
    local mount
    our_groups >"$RUN/groups.before"
    our_definitions >"$RUN/definitions.before"
    if mount=$(v1_memory_mount) && [[ -d $mount/machine ]]; then MACHINE_WAS_THERE=1; fi
}

cgroup_mounts() {
    awk '{ for (i = 7; i < NF; i++) if ($i == "-" && $(i + 1) ~ /^cgroup2?$/) print $5 }' /proc/self/mountinfo
}

our_groups() {
    local mount
    while read -r mount; do
        find "$(printf '%b' "${mount//\\/\\0}")" -type d -name 'virmemctl-*' 2>/dev/null
    done < <(cgroup_mounts) | sort
}

our_definitions() {
    find "$DEFINITIONS" -name '*.xml' 2>/dev/null | sort
}

# Processes with this run's variable in their environment. This shell is not among them: /proc has the
# environment that it was started with. The search itself has ended before its results are read.
our_processes() {
    local file
    for file in $(grep -lsz "^VIRMEMCTL_TEST_RUN=$VIRMEMCTL_TEST_RUN\$" /proc/[0-9]*/environ); do
        file=${file%/environ}
        [[ ${file#/proc/} != "$BASHPID" && -d $file ]] || continue
        echo "${file#/proc/} $(tr '\0' ' ' <"$file/cmdline" 2>/dev/null)"
    done
}

leftovers() {
    local mount
    our_groups | comm -13 "$RUN/groups.before" - | sed 's/^/group left: /'
    our_definitions | comm -13 "$RUN/definitions.before" - | sed 's/^/definition left: /'
    our_processes >"$RUN/processes"
    sed 's/^/process left: /' "$RUN/processes"
    if ((!MACHINE_WAS_THERE)) && mount=$(v1_memory_mount) && is_empty_group "$mount/machine"; then
        echo "empty group left: $mount/machine"
    fi
}

is_empty_group() {
    [[ -d $1 && -z $(<"$1/cgroup.procs") && -z $(find "$1" -mindepth 1 -type d) ]]
}

check_cleanup() {
    leftovers >"$RUN/left"
    if [[ -s $RUN/left ]]; then failed cleanup "$RUN/left"; else passed cleanup; fi
}

# At the end, and when interrupted: ends our background shells, so that they start nothing more, then the
# processes of our_processes, all by pid; then removes the scratch folder.
clear_away() {
    local pid tries
    for pid in $(jobs -p); do
        kill -KILL "$pid" 2>/dev/null
        wait "$pid" 2>/dev/null
    done
    for tries in 1 2 3; do
        our_processes >"$RUN/processes"
        [[ -s $RUN/processes ]] || break
        while read -r pid _; do kill -KILL "$pid" 2>/dev/null; done <"$RUN/processes"
        sleep 0.2
    done
    chmod -R u+rwx "$RUN" 2>/dev/null
    rm -rf "$RUN"
}
