#!/usr/bin/env python3
"""Runs the commands that a page of documentation shows.

    pages.py [--v2] [--shell COMMAND] PAGE...

A block ```console has commands behind `$ `, continued behind `> `, and what they print: where lines follow a
command, its output has to be theirs, `...` standing for anything. All of a page's commands are run by one shell;
each has to end with status 0. A comment in the line before a block says otherwise:

    <!-- needs: cgroup v2 -->       left out without --v2
    <!-- needs: cgroup v1 -->       left out with it
    <!-- needs: pressure -->        left out without --v2, and where the kernel does not tell it (PSI)
    <!-- needs: PROGRAM -->         left out where there is no such program; those of a page that needs libvirtd find
                                    two hosts' URIs in WEB1 and WEB2 (tests/remote/with-hosts)
    <!-- not run: REASON -->        left out

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

SECONDS = 60
DAEMONS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "remote", "with-hosts")
BLOCK = re.compile(r"(?:<!-- (?P<kind>needs|not run): (?P<what>[^>]*) -->\n)?"
                   r"(?P<indent> *)```console\n(?P<text>.*?)\n(?P=indent)```", re.DOTALL)
# How a page's commands name the domains that they make.
NAMES = re.compile(r"--name (\S+)|virmemctl attach \S+ (\S+)")
MARK = "page-command-ended"


class Failed(Exception):
    """A command of a page that did not do what the page says."""


def runs(block, version):
    """Whether a block's commands are run where cgroup has this version."""
    if block["what"] == "pressure":
        return version == 2 and os.path.exists("/proc/pressure/memory")
    if block["kind"] == "needs":
        return block["what"] == f"cgroup v{version}" or shutil.which(block["what"]) is not None
    return block["kind"] is None


def commands(text, version):
    """The commands of a page that run where cgroup has this version, each with the lines that it is to print."""
    found = []
    for block in BLOCK.finditer(text):
        if not runs(block, version):
            continue
        for line in block["text"].splitlines():
            line = line.removeprefix(block["indent"])
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line.startswith("> "):
                found[-1] = (f"{found[-1][0]}\n{line[2:]}", [])
            else:
                found[-1][1].append(line)
    return found


def script(found):
    """A script that runs them, and says after each with which status it ended."""
    parts = [f"{{ {command}\n}} 2>&1\necho {MARK} $?\n" for command, _ in found]
    return "".join(parts) + 'kill $(jobs -p) 2>/dev/null\n'


def clear_away(found, shell):
    """Ends the domains that commands of the page have made, where the page has not."""
    names = {first or second for command, _ in found for first, second in NAMES.findall(command)}
    lines = "".join(f"virmemctl destroy {shlex.quote(name)}\n" for name in names)
    subprocess.run(shell, input=lines, text=True, capture_output=True, check=False, timeout=SECONDS)


def check(command, wanted, printed, status):
    """That a command did what the page says."""
    if status != 0:
        raise Failed(f"{command}\nended with status {status}:\n{printed}")
    wanted = "\n".join(wanted).strip()
    pattern = re.escape(wanted).replace(re.escape("..."), ".*")
    if wanted and not re.fullmatch(pattern, printed.strip(), re.DOTALL):
        raise Failed(f"{command}\nprinted:\n{printed}\nexpected:\n{wanted}")


def run(text, version, shell=("bash",)):
    """Runs a page's commands: how many there were."""
    found = commands(text, version)
    if "<!-- needs: libvirtd -->" in text and found:
        shell = (DAEMONS, *shell)
    try:
        # A pipe would stay open for processes that the commands leave behind.
        with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
            subprocess.run(shell, input=script(found), text=True, stdout=output, stderr=output, check=False,
                           timeout=SECONDS)
            output.seek(0)
            pieces = re.split(rf"^{MARK} (\d+)\n", output.read(), flags=re.MULTILINE)
        for at, (command, wanted) in enumerate(found):
            if 2 * at + 1 >= len(pieces):
                raise Failed(f"{command}\nended the shell:\n{pieces[-1]}")
            check(command, wanted, pieces[2 * at], int(pieces[2 * at + 1]))
    finally:
        clear_away(found, shell)
    return len(found)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--v2", action="store_true")
    parser.add_argument("--shell", default="bash")
    parser.add_argument("page", nargs="+")
    arguments = parser.parse_args()
    for page in arguments.page:
        with open(page, encoding="utf-8") as file:
            count = run(file.read(), 2 if arguments.v2 else 1, shlex.split(arguments.shell))
        print(f"{page}: {count} commands")
        if not count:
            raise Failed(f"{page} has no command to run")


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"FAIL {failure}")
