# `make doc`: the documentation of both APIs, without warnings, and with the functions of our own.
# shellcheck shell=bash

DOC_SECONDS=600

suite_doc() {
    local base=$RUN/doc
    if [[ $(why_no_cargo) ]]; then
        skipped doc "$(why_no_cargo)"
    elif ! command -v doxygen >/dev/null; then
        skipped doc 'needs doxygen'
    else
        run_limited "$base" "$DOC_SECONDS" env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -s -C "$ROOT" doc
        if [[ $(<"$base.status") == 0 ]] && has_api_pages; then passed doc; else failed doc "$base.out"; fi
    fi
}

has_api_pages() {
    grep -q 'virMemctlDomainAttach' "$TARGET/doc/c/virmemctl_8h.html" &&
        grep -q 'href="virmemctl_8h.html#.*virDomainSetMemoryParameters' "$TARGET/doc/c/index.html" &&
        [[ -e $TARGET/doc/virmemctl/api/struct.Domain.html ]]
}
