#!/bin/sh
# as-user.sh PROGRAM: runs a test program as a user without rights, in a group of cgroup v2 that is
# delegated to the user as the kernel's documentation says. The user may not reach the build folder:
# the program and its libraries are copied. What stands in all other groups must be the same before and
# after. For a kernel of our own alone.
# shellcheck shell=sh
set -eu

USER_ID=65534
PLACE=/run/as-user
ROOT=/sys/fs/cgroup
OWN=$ROOT/as-user-$$

state() {
    find $ROOT -path "$ROOT/as-user-*" -prune -o \( -type d -o -name cgroup.procs -o -name cgroup.subtree_control \
        -o -name 'memory.max' -o -name memory.high -o -name memory.min -o -name memory.swap.max \) -print |
        sort | while read -r file; do
        echo "$file"
        # Of the processes, those that the kernel and the test's own machinery come and go with.
        case $file in */cgroup.procs) ;; *) [ -d "$file" ] || cat "$file" ;; esac
    done
}

mkdir -p $PLACE/lib $PLACE/run $PLACE/home
cp "$1" $PLACE/
ldd "$1" | sed -n 's|.*=> \(/.*virmemctl[^ ]*\|/.*dropin/[^ ]*\) .*|\1|p' | while read -r file; do cp -L "$file" $PLACE/lib/; done
chown -R $USER_ID $PLACE/run $PLACE/home
chmod -R go+rX $PLACE

mkdir "$OWN"
chown $USER_ID "$OWN" "$OWN/cgroup.procs" "$OWN/cgroup.threads" "$OWN/cgroup.subtree_control"
# enter PROGRAM: in place of this shell
enter() {
    exec setpriv --reuid=$USER_ID --regid=$USER_ID --clear-groups env -u XDG_CONFIG_HOME -u XDG_STATE_HOME \
        HOME=$PLACE/home TMPDIR=$PLACE/home XDG_RUNTIME_DIR=$PLACE/run LD_LIBRARY_PATH=$PLACE/lib \
        VIRMEMCTL_TEST_URI=cgroup:///session VIRMEMCTL_TEST_GROUP="$OWN" "$@"
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
