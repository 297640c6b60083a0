# Files below HOST, the root of the made-up host.
# shellcheck shell=sh

need_dir() {
    [ -d "$1" ] || mkdir -p "$1"
}

# put PATH LINE...: writes a file with these lines; without LINE an empty file
put() {
    put_file=$HOST$1
    shift
    need_dir "${put_file%/*}"
    if [ $# -eq 0 ]; then : >"$put_file"; else printf '%s\n' "$@" >"$put_file"; fi
}

append() {
    append_file=$HOST$1
    shift
    need_dir "${append_file%/*}"
    printf '%s\n' "$@" >>"$append_file"
}
