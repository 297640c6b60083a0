# A folder for an unprivileged user who cannot read the build folder: a program with its libraries, and the
# user's directories. For user-mode-linux only.
# shellcheck shell=sh

PLACE=/run/as-user

# user_place PROGRAM USER
user_place() {
    mkdir -p $PLACE/lib $PLACE/run $PLACE/home
    cp "$1" $PLACE/
    ldd "$1" | sed -n 's|.*=> \(/.*/lib\(virmemctl\|virt\)[^ ]*\) .*|\1|p' | while read -r file; do
        cp -L "$file" $PLACE/lib/
    done
    chown -R "$2" $PLACE/run $PLACE/home
    chmod -R go+rX $PLACE
}

# The user's environment, as arguments of env.
user_environment() {
    echo -u XDG_CONFIG_HOME -u XDG_STATE_HOME HOME=$PLACE/home TMPDIR=$PLACE/home XDG_RUNTIME_DIR=$PLACE/run \
        LD_LIBRARY_PATH=$PLACE/lib VIRMEMCTL_TEST_URI=cgroup:///session
    env | grep '^VIRMEMCTL_TEST_[KVS]'
}
