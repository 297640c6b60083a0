#!/bin/sh
# as-user.sh PROGRAM [without-memory]: runs a test program as an unprivileged user, in a cgroup v2 group
# that is delegated to the user as the kernel's documentation describes, or without the memory controller.
# The values of all other groups must be the same before and after. For user-mode-linux only.
# shellcheck shell=sh
set -eu
# shellcheck source=/dev/null
. "${0%/*}/user-place.sh"

USER_ID=65534
ROOT=/sys/fs/cgroup
OWN=$ROOT/as-user-$$
REFUSED=
if [ "${2-}" = without-memory ]; then
    # A new group enables no controller for its children.
    mkdir "$OWN"
    OWN=$OWN/own
    REFUSED='is delegated without the memory controller'
fi

state() {
    find $ROOT -path "$ROOT/as-user-*" -prune -o \( -type d -o -name cgroup.subtree_control \
        -o -name memory.max -o -name memory.high -o -name memory.min -o -name memory.swap.max \) -print |
        sort | while read -r file; do
        echo "$file"
        [ -d "$file" ] || cat "$file"
    done
}

user_place "$1" $USER_ID
mkdir "$OWN"
chown $USER_ID "$OWN" "$OWN/cgroup.procs" "$OWN/cgroup.threads" "$OWN/cgroup.subtree_control"
# enter PROGRAM: replaces this shell
enter() {
    # shellcheck disable=SC2046 # a list of words
    exec setpriv --reuid=$USER_ID --regid=$USER_ID --clear-groups env $(user_environment) \
        VIRMEMCTL_TEST_GROUP="$OWN" VIRMEMCTL_TEST_REFUSED="$REFUSED" "$@"
}
enter sleep 1000 &
outside=$!
state >/run/as-user-before
status=0
(
    # shellcheck disable=SC2016 # for the inner shell
    sh -c 'echo $PPID' >"$OWN/cgroup.procs"
    cd $PLACE/home
    enter VIRMEMCTL_TEST_OUTSIDE=$outside "$PLACE/${1##*/}"
) || status=$?
kill $outside
if [ $status = 0 ]; then
    state >/run/as-user-after
    diff /run/as-user-before /run/as-user-after || status=1
fi
exit $status
