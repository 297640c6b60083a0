# Runs a list of jobs inside user-mode-linux: one `name<TAB>command` a line. uml_report of
# tests/runner/uml.sh reads the lines with @@ on the console.
# shellcheck shell=sh

# run_job NUMBER COMMAND
run_job() {
    echo "@@ begin $1"
    begin=$(uptime_seconds)
    timeout -s KILL "$UML_SECONDS" sh -c "exec $2" >/run/output 2>&1 </dev/null
    status=$?
    tail -n 200 /run/output | sed 's/^/| /'
    echo
    echo "@@ end $1 $status $begin $(uptime_seconds)"
}

uptime_seconds() {
    read -r up _ </proc/uptime
    echo "$up"
}

# run_jobs FILE
run_jobs() {
    number=0
    tab=$(printf '\t')
    while IFS=$tab read -r _ command <&3; do
        number=$((number + 1))
        run_job $number "$command"
    done 3<"$1"
    echo '@@ done'
}
