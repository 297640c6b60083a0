"""unittest.main() for tests that mostly wait: each in a process of its own, all at the same time.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import subprocess
import sys
import unittest


def tests_of(suite):
    """The names of its tests, as unittest.main() takes them."""
    for part in suite:
        if isinstance(part, unittest.TestSuite):
            yield from tests_of(part)
        else:
            yield part.id().removeprefix("__main__.")


def main():
    if len(sys.argv) > 1:
        unittest.main()
    names = list(tests_of(unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])))
    if not names:
        sys.exit("there is no test")
    running = [subprocess.Popen([sys.executable, "-B", sys.argv[0], name], stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True) for name in names]
    outputs = [process.communicate()[0] for process in running]
    failed = [name for name, process in zip(names, running) if process.returncode != 0]
    for name, process, output in zip(names, running, outputs):
        if process.returncode == 77:
            print(output)
            sys.exit(77)
        if name in failed:
            print(output)
    print(f"{len(names)} tests, failed: {' '.join(failed) or 'none'}")
    sys.exit(1 if failed else 0)
