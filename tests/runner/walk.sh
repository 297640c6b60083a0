# A random walk over the API, on Debian's libvirt and on this library: each step must print the same line.
# shellcheck shell=bash

WALK_SEEDS=(1 2 3)
WALK_STEPS=20000
WALK_SECONDS=50

suite_walk() {
    local seed
    if ! build_theirs walk; then
        skipped 'walk' 'needs libvirt-dev'
        return
    fi
    build_side "$OURS" walk "${OUR_LIBS[@]}"
    if [[ ! -x $OURS/walk ]]; then
        failed 'walk : does not compile' "$OURS/walk.log"
        return
    fi
    if [[ ! -x $THEIRS/walk ]]; then
        failed 'walk : does not compile against libvirt' "$THEIRS/walk.log"
        return
    fi
    for seed in "${WALK_SEEDS[@]}"; do
        chosen walk "seed-$seed" || continue
        queue_test "walk/seed-$seed" "$((2 * WALK_SECONDS))" bash "$RUNNER/walk-one" "$OURS/walk" "$THEIRS/walk" \
            "$RUN/walk.$seed" "$DIFFERENCES" "$WALK_STEPS" --seed "$seed"
    done
    report_queue
}
