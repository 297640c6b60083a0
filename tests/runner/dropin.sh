# The programs built for Debian's libvirt, run on the drop-in by LD_LIBRARY_PATH alone: they must print
# the same as on libvirt.
# shellcheck shell=bash

suite_dropin() {
    local name
    dropin_links
    if ! build_theirs "$(programs_of dropin)"; then
        skipped 'dropin' 'needs libvirt-dev'
        return
    fi
    mkdir -p "$RUN/dropin"
    for name in $(programs_on test dropin); do
        # The suite `compare` reports what does not compile.
        [[ -x $THEIRS/$name ]] || continue
        on_dropin "$THEIRS/$name" >"$RUN/dropin/$name"
        chmod +x "$RUN/dropin/$name"
        backend_test
        queue_test "dropin/$name" "$((2 * PROGRAM_SECONDS))" env "${BACKEND[@]}" \
            bash "$RUNNER/compare-one" "$RUN/dropin/$name" "$THEIRS/$name" "$RUN/dropin.$name" "$DIFFERENCES"
    done
    report_queue
}

# on_dropin PROGRAM: prints a script that starts it there
on_dropin() {
    printf '#!/bin/sh\nLD_LIBRARY_PATH=%q exec %q\n' "$DROPIN" "$1"
}

# All names of the library refer to one file.
dropin_links() {
    local link
    for link in "$TARGET/release/libvirmemctl.so.0" "$DROPIN/libvirt.so.0"; do
        if [[ -L $link && $link -ef $TARGET/release/libvirmemctl.so ]]; then
            passed "dropin/${link##*/} is the library"
        else
            failed "dropin/${link##*/} is the library"
        fi
    done
}
