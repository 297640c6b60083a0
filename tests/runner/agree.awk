# awk -v program=NAME -f agree.awk DIFFERENCES OURS THEIRS: are the two traces the same, line by line?
# A pair of lines may differ where a line of DIFFERENCES (`program<TAB>pattern<TAB>reason`) has a
# pattern that ours matches. Prints the first pairs that may not, with the lines before them, then
# the count of lines that are the same; fails when there is such a pair.

FILENAME == ARGV[1] {
    if ($0 ~ /^#/ || $0 == "") next
    split($0, field, "\t")
    if (field[1] == program) patterns[++pattern_count] = field[2]
    next
}
FILENAME == ARGV[2] { ours[++our_lines] = $0; next }
{ theirs[++their_lines] = $0 }

function allowed(line,   i) {
    for (i = 1; i <= pattern_count; i++) if (line ~ patterns[i]) return 1
    return 0
}

function show(at,   i) {
    if (++shown > 10) return
    for (i = at - 4; i < at; i++) if (i > printed && i > 0) print "  " ours[i]
    print "- " (at > their_lines ? "(libvirt has ended)" : theirs[at])
    print "+ " (at > our_lines ? "(ours has ended)" : ours[at])
    printed = at
}

END {
    lines = our_lines > their_lines ? our_lines : their_lines
    for (i = 1; i <= lines; i++) {
        if (i <= our_lines && i <= their_lines) {
            if (ours[i] == theirs[i]) { same++; continue }
            if (allowed(ours[i])) continue
        }
        differing++
        show(i)
    }
    print same + 0 " of " lines " lines agree"
    exit differing > 0
}
