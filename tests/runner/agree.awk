# awk -v program=NAME -f agree.awk DIFFERENCES OURS THEIRS: compares two traces line by line.
# A line of DIFFERENCES is an allowed difference: `program, or *<TAB>lines<TAB>ours<TAB>theirs<TAB>reason`. Where
# both lines match the pattern `lines`, the part of our line that `ours` matches may stand for the part of
# libvirt's that `theirs` matches; the rest must be the same.
# Prints the first pairs that differ, with the lines before them, then the number of lines that are the
# same. Fails when a pair differs, or when there is no line.

FILENAME == ARGV[1] {
    if ($0 ~ /^#/ || $0 == "") next
    if (split($0, field, "\t") != 5) {
        print "not five fields: " $0
        malformed = 1
    } else if (field[1] == program || field[1] == "*") {
        row_count++
        lines_of[row_count] = field[2]
        ours_of[row_count] = field[3]
        theirs_of[row_count] = field[4]
    }
    next
}
FILENAME == ARGV[2] { ours[++our_lines] = $0; next }
{ theirs[++their_lines] = $0 }

function allowed(our, their,   i) {
    for (i = 1; i <= row_count; i++) {
        if (our !~ lines_of[i] || their !~ lines_of[i]) continue
        if (our !~ ours_of[i] || their !~ theirs_of[i]) continue
        sub(ours_of[i], "\001", our)
        sub(theirs_of[i], "\001", their)
        if (our == their) return 1
    }
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
            if (allowed(ours[i], theirs[i])) continue
        }
        differing++
        show(i)
    }
    print same + 0 " of " lines + 0 " lines agree"
    exit malformed || differing > 0 || lines == 0
}
