#!/usr/bin/env python3
"""Runs the commands that README.md and the pages in docs/ show. Its exit status is as in c-tests/README.md.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import glob
import os
import sys
import unittest

import pages

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
KIND = os.environ.get("VIRMEMCTL_TEST_KIND") or "test"
COMMAND = os.environ.get("VIRMEMCTL_COMMAND", "")
VERSION = int(os.environ.get("VIRMEMCTL_TEST_VERSION", "1"))


class Pages(unittest.TestCase):
    def test_each(self):
        count = 0
        os.environ["PATH"] = f"{os.path.dirname(COMMAND)}:{os.environ['PATH']}:/usr/sbin"
        for page in [os.path.join(ROOT, "README.md"), *sorted(glob.glob(os.path.join(ROOT, "docs", "*.md")))]:
            with self.subTest(os.path.basename(page)), open(page, encoding="utf-8") as file:
                text = file.read()
                # Under cgroup v1 all pages are run: under v2 those that have something for it.
                if VERSION == 1 or "needs: cgroup v2" in text:
                    count += pages.run(text, VERSION)
        self.assertGreater(count, 0)

    def test_what_a_page_may_get_wrong(self):
        for page in ["```console\n$ false\n```", "```console\n$ echo one\ntwo\n```",
                     "```console\n$ exit 0\n$ true\n```"]:
            with self.assertRaises(pages.Failed):
                pages.run(page, VERSION)
        right = "<!-- not run: a reason -->\n```console\n$ false\n```\n```console\n$ echo 1 two\n1 ...\n```"
        self.assertEqual(pages.run(right, VERSION), 1)


if __name__ == "__main__":
    if KIND != "kernel":
        print("SKIP: only for kind kernel")
        sys.exit(77)
    if not COMMAND:
        print("SKIP: needs the command, which cargo builds")
        sys.exit(77)
    sys.exit(0 if unittest.main(exit=False).result.wasSuccessful() else 1)
