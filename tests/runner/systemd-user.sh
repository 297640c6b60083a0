#!/bin/sh
# systemd-user.sh HOW PROGRAM: runs a test program as an unprivileged user:
#   service        in a system service that is delegated to the user
#   scope          in a delegated scope of the user's systemd, as README says
#   not-delegated  in a scope that is not delegated: the user's systemd manages it
#   outside        outside of the user's slice
# For user-mode-linux only.
# shellcheck shell=sh
set -eu
# shellcheck source=/dev/null
. "${0%/*}/user-place.sh"

USER_ID=1000
MANAGER=/run/user/$USER_ID

user_place "$2" $USER_ID
program=$PLACE/${2##*/}
cd $PLACE/home

user() {
    setpriv --reuid=$USER_ID --regid=$USER_ID --clear-groups env HOME=$PLACE/home XDG_RUNTIME_DIR=$MANAGER "$@"
}

# shellcheck disable=SC2046 # lists of words
case $1 in
service)
    systemd-run -q --pipe --wait -p Delegate=yes --uid=$USER_ID env $(user_environment) VIRMEMCTL_TEST_GROUP=own "$program"
    ;;
scope)
    systemctl start user@$USER_ID.service
    user systemd-run -q --user --scope -p Delegate=yes env $(user_environment) XDG_RUNTIME_DIR=$MANAGER VIRMEMCTL_TEST_GROUP=own "$program"
    ;;
not-delegated)
    systemctl start user@$USER_ID.service
    user systemd-run -q --user --scope env $(user_environment) XDG_RUNTIME_DIR=$MANAGER "$program"
    ;;
outside)
    user env $(user_environment) "$program"
    ;;
esac
