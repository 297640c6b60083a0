# A random walk over the API, on Debian's libvirt and on ours: each step must give the same line.
# shellcheck shell=bash

WALK_SEEDS=(1 2 3)
WALK_STEPS=20000
WALK_SECONDS=50

# build_walk DIR FLAG...: the walk's program is DIR/walk; the compiler's words go to DIR/walk.log
build_walk() {
    local dir=$1
    shift
    mkdir -p "$dir"
    rm -f "$dir/walk"
    "$CC" "${C_FLAGS[@]}" -o "$dir/walk" "$ROOT"/c-tests/walk/*.c "$@" >"$dir/walk.log" 2>&1
}

suite_walk() {
    local flags seed
    if ! flags=$(pkg-config --cflags --libs libvirt 2>/dev/null); then
        skipped 'walk' 'needs libvirt-dev'
        return
    fi
    if ! build_walk "$OURS" "${OUR_LIBS[@]}"; then
        failed 'walk : does not compile' "$OURS/walk.log"
        return
    fi
    # shellcheck disable=SC2086 # a list of flags
    if ! build_walk "$THEIRS" $flags; then
        failed 'walk : does not compile against libvirt' "$THEIRS/walk.log"
        return
    fi
    for seed in "${WALK_SEEDS[@]}"; do
        queue_test "walk/seed-$seed" "$((2 * WALK_SECONDS))" bash "$RUNNER/walk-one" "$OURS/walk" "$THEIRS/walk" \
            "$RUN/walk.$seed" "$DIFFERENCES" "$WALK_STEPS" --seed "$seed"
    done
    report_queue
}
