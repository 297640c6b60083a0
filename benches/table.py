"""The table of a run, as text and for a document.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
HEADINGS = ("row", "work", "takes", "against", "takes", "ratio", "wanted", "")


def time(nanoseconds):
    for limit, divisor, unit in ((1e3, 1, "ns"), (1e6, 1e3, "us"), (1e9, 1e6, "ms")):
        if abs(nanoseconds) < limit:
            return f"{nanoseconds / divisor:.3g} {unit}"
    return f"{nanoseconds / 1e9:.3g} s"


def ratio(value):
    return f"{value:.2f}" if value >= 0.1 else f"1/{1 / value:.0f}"


def cells(line):
    first = (line["row"], line["work"])
    wanted = line.get("wanted", "")
    if "skipped" in line:
        return (*first, "", line["against"], "", "SKIP", wanted, line["skipped"])
    verdict = {True: "ok", False: "missed", None: ""}[line.get("met")]
    unit = f" {line['unit']}" if line["unit"] else ""
    if "theirs" not in line:
        return (*first, f"{line['ours']:,.0f}", "", "", "", wanted, verdict)
    return (*first, time(line["ours"]) + unit, line["against"], time(line["theirs"]) + unit,
            ratio(line["ratio"]), wanted, verdict)


def text(lines):
    rows = [HEADINGS] + [cells(line) for line in lines]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)


def markdown(lines):
    rows = [cells(line) for line in lines]
    head = ["| " + " | ".join(HEADINGS) + " |", "|" + "---|" * len(HEADINGS)]
    return "\n".join(head + ["| " + " | ".join(row) + " |" for row in rows])
