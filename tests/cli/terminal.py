"""A program in a terminal of tmux: keys are sent to it, and its screen is read.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import shlex
import subprocess
import tempfile
import time

SECONDS = 20


def until(what, wanted):
    """Waits until `wanted()` is true, and returns it; `what` says what is waited for."""
    end = time.monotonic() + SECONDS
    while not (found := wanted()):
        if time.monotonic() > end:
            raise AssertionError(f"not within {SECONDS} seconds: {what() if callable(what) else what}")
        time.sleep(0.02)
    return found


class Terminal:
    """One that is closed at the end of a `with`. The program's exit status stands behind its output."""

    def __init__(self, *words, width=100, height=12):
        self.directory = tempfile.TemporaryDirectory(prefix="virmemctl-top-")
        self.socket = f"{self.directory.name}/socket"
        # Its settings before and after tell whether the program has put them back.
        script = f"stty -g; {shlex.join(words)}; echo status $?; stty -g; exec sleep 1000"
        self.tmux("-u", "-f", "/dev/null", "new-session", "-d", "-x", str(width), "-y", str(height),
                  "sh", "-c", script, environment=os.environ | {"LC_ALL": "C.UTF-8", "TERM": "xterm-256color"})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["tmux", "-S", self.socket, "kill-server"], check=False, stderr=subprocess.DEVNULL)
        self.directory.cleanup()

    def tmux(self, *words, environment=None):
        return subprocess.run(["tmux", "-S", self.socket, *words], check=True, text=True, timeout=SECONDS,
                              stdout=subprocess.PIPE, env=environment).stdout

    def keys(self, *keys):
        """Presses keys by their names in tmux."""
        self.tmux("send-keys", *keys)

    def type(self, text):
        """Types a text as it is."""
        if text:
            self.tmux("send-keys", "-l", "--", text)

    def resize(self, width, height):
        self.tmux("resize-window", "-x", str(width), "-y", str(height))

    def lines(self):
        """What stands on the screen."""
        return self.tmux("capture-pane", "-p").splitlines()

    def shows(self, *texts):
        """Waits until all of these stand on the screen, and returns its lines."""
        def found():
            lines = self.lines()
            return lines if all(text in "\n".join(lines) for text in texts) else None
        return until(lambda: f"{texts} on\n" + "\n".join(self.lines()), found)

    def shows_no(self, text):
        """Waits until this does not stand on the screen, and returns its lines."""
        def found():
            lines = self.lines()
            return None if text in "\n".join(lines) else lines
        return until(lambda: f"no {text!r} on\n" + "\n".join(self.lines()), found)

    def pid(self):
        """The program's pid."""
        shell = self.tmux("display-message", "-p", "#{pane_pid}").strip()
        with open(f"/proc/{shell}/task/{shell}/children", encoding="ascii") as children:
            return int(children.read().split()[0])

    def status(self):
        """Waits until the program has ended, and returns its status, if the terminal is as it was before."""
        lines = [line for line in self.shows("status ") if line]
        at = next(index for index, line in enumerate(lines) if line.startswith("status "))
        after = until("the settings", lambda: [line for line in self.lines() if line][at + 1:])[0]
        screen = self.tmux("display-message", "-p", "#{alternate_on} #{cursor_flag}").split()
        if (lines[0], screen) != (after, ["0", "1"]):
            raise AssertionError(f"the terminal is not as it was: {lines}, {after}, alternate and cursor: {screen}")
        return int(lines[at].split()[1])
