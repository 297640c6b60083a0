#!/usr/bin/python3
"""picture.py PROGRAM FILE: draws the live view of some domains that work, as FILE in SVG. To be started by
benches/confined, so that there are no other domains.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import dataclasses
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from terminal import Terminal, until  # noqa: E402

SYSTEM = "cgroup:///system"
COLUMNS, ROWS = 124, 12
SECONDS = 24
CELL, LINE, FONT, MARGIN = 8, 18, 13, 12
COLORS = {"black": "#1c1c1c", "red": "#d75f5f", "green": "#87af87", "yellow": "#d7af5f", "cyan": "#87afd7",
          "default": "#d0d0d0", "ground": "#1c1c1c"}
NUMBERS = {0: "black", 1: "red", 2: "green", 3: "yellow", 6: "cyan"}

# A program that holds memory that grows and shrinks between two sizes in MiB, in so many seconds.
HOLD = """
import math, sys, time
low, high, period = map(float, sys.argv[1:])
held = []
while True:
    size = int(low + (high - low) * (0.5 + 0.5 * math.sin(time.monotonic() * 6.28 / period)))
    del held[size:]
    held.extend(bytearray(1 << 20) for _ in range(size - len(held)))
    time.sleep(0.2)
"""
# One that writes to the file that it is given.
WRITE = "while :; do dd if=/dev/zero of=\"$0\" bs=1M count=8 oflag=direct; sleep 0.3; done"
PYTHON = ["/usr/bin/python3", "-c", HOLD]
DOMAINS = (
    ("web", "512M", [*PYTHON, "150", "260", "9"]), ("database", "1G", [*PYTHON, "600", "640", "30"]),
    ("cache", "256M", [*PYTHON, "200", "244", "11"]), ("build", "768M", ["sh", "-c", "while :; do :; done"]),
    ("mail", "128M", [*PYTHON, "20", "100", "14"]), ("monitor", "64M", [*PYTHON, "8", "12", "6"]),
    ("backup", "256M", ["sh", "-c", WRITE]),
)


@dataclasses.dataclass(frozen=True)
class Style:
    """How cells look."""
    color: str = "default"
    ground: str = "ground"
    bold: bool = False
    dim: bool = False

    def after(self, sequence):
        """The style behind a sequence that sets it (ECMA-48, SGR; colors by their numbers, as xterm has them)."""
        style = self
        for code in re.findall(r"[34]8;5;\d+|\d+", sequence) or ["0"]:
            kind, _, color = code.rpartition(";5;")
            change = {"0": dataclasses.asdict(Style()), "1": {"bold": True}, "2": {"dim": True},
                      "22": {"bold": False, "dim": False}, "39": {"color": "default"},
                      "49": {"ground": "ground"}}.get(code)
            if kind and int(color) in NUMBERS:
                change = {"color" if kind == "38" else "ground": NUMBERS[int(color)]}
            if change is None:
                sys.exit(f"picture.py: no style is known for {code}")
            style = dataclasses.replace(style, **change)
        return style


def runs(line, style):
    """The parts of a line that look the same, each with its style; and the style at its end."""
    found = []
    for text, codes in re.findall(r"([^\x1b]+)|\x1b\[([\d;]*)m", line):
        if text:
            found.append((text, style))
        else:
            style = style.after(codes)
    return found, style


def shapes(x, y, text, style):
    """A part of a line."""
    width = len(text) * CELL
    if style.ground != "ground":
        yield f'<rect x="{x}" y="{y}" width="{width}" height="{LINE}" fill="{COLORS[style.ground]}"/>'
    if not text.strip():
        return
    # Without the blanks around it, which have no width in SVG.
    x, text = x + (len(text) - len(text.lstrip())) * CELL, text.strip()
    weight = ' font-weight="bold"' if style.bold else ""
    opacity = ' opacity="0.6"' if style.dim else ""
    yield (f'<text x="{x}" y="{y + LINE - 5}" fill="{COLORS[style.color]}"{weight}{opacity} xml:space="preserve" '
           f'textLength="{len(text) * CELL}" lengthAdjust="spacingAndGlyphs">{html.escape(text)}</text>')


def svg(screen):
    width, height = COLUMNS * CELL + 2 * MARGIN, ROWS * LINE + 2 * MARGIN
    yield (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
           f'font-family="monospace" font-size="{FONT}">')
    yield "<title>virmemctl top</title>"
    yield f'<rect width="{width}" height="{height}" rx="6" fill="{COLORS["ground"]}"/>'
    style = Style()
    for number, line in enumerate(screen.splitlines()):
        x, y = MARGIN, MARGIN + number * LINE
        parts, style = runs(line, style)
        for text, look in parts:
            yield from shapes(x, y, text, look)
            x += len(text) * CELL
    yield "</svg>\n"


def command(program, *words):
    subprocess.run([program, "-q", "-c", SYSTEM, *words], check=True)


def main(program, file):
    if not shutil.which("tmux"):
        sys.exit("picture.py: needs tmux")
    names = [name for name, _, _ in DOMAINS]
    with tempfile.NamedTemporaryFile(prefix="virmemctl-top-", dir=os.path.dirname(program)) as scratch:
        for name, limit, words in DOMAINS:
            words = [*words, scratch.name] if name == "backup" else words
            command(program, "run", "--name", name, "--memory", limit, "--", *words)
            # On cgroup v1 a domain's block I/O is accounted from its first such parameter on.
            command(program, "blkiotune", name, "--weight", "500")
        try:
            with Terminal(program, "-c", SYSTEM, "top", "-d", "0.5", width=COLUMNS, height=ROWS) as terminal:
                terminal.shows(*names)
                time.sleep(SECONDS)
                terminal.keys("Down", "Down", "L")
                terminal.shows("new size:")
                terminal.type("1G")
                until("the prompt", lambda: "new size: 1G" in "".join(terminal.lines()))
                screen = terminal.tmux("capture-pane", "-p", "-e", "-N")
        finally:
            for name in names:
                command(program, "destroy", name)
    with open(file, "w", encoding="utf-8") as output:
        output.write("\n".join(svg(screen)))


main(*sys.argv[1:])
