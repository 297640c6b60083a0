#!/usr/bin/python3
"""libvirt.conf: names of URIs, the default, and files that libvirt does not take.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os

from sides import VISITOR, WORK, Sides, check, end, write

TEST = ["test"]
FILE = "visitor/.config/libvirt/libvirt.conf"
WEB = 'uri_aliases = [ "web=test:///default" ]\n'
SECRET = "open-sesame"
SYNTAX, MALFORMED, TYPE, NO_DRIVER = "33/9, int1 -1", "33/45, int1 -1", "1/9, int1 -1", "5/0, int1 -1"
# As a user whose file root can make unreadable.
visitor = Sides(VISITOR)


def same(text, uri, *wanted, **case):
    """What both make of a URI with this file."""
    write(FILE, text)
    here, _ = visitor.same(repr(text), uri, *wanted, **case)
    check(f"{text!r}: no password in the message", SECRET not in here.get("message", ""), here)


def files_that_are_taken():
    for line in ("", "# caf\udce9", "a = -5 # c", "a = 5; b = 6;", "a = 'x\"y'# c", "a = [ [ 1 ], 'b', ]",
                 "a = [\n1\n\n,\n2]", 'a = """b"c\n"""', "uri_default = 5", "a = 1\r",
                 "uri_aliases = [ 'web=test:///default', 'we b' ]"):
        same(f"{line}\n{WEB}", "web", TEST)
    same(f"{WEB}uri_aliases = 5\n", "web", TEST)
    same("", "web", NO_DRIVER)
    for text in (f"{WEB}uri_default = 'web'\n", "uri_default = 'test:///default'\nuri_default = 5\n"):
        same(text, None, TEST)
    same("uri_default = ''\n", None, NO_DRIVER)
    same("uri_aliases = [ 'web= test:///default' ]\n", "web", "1/45, int1 -1")


def files_that_are_not():
    for line in ("nonsense", "a = b", "a = 5b", "a =", "a = -", "a = 1 b = 2", "a = 1;;", "uri-x = 1", "_x = 1",
                 "; c", "[part]", "a = [ , ]", "a = [ 1,\n# c\n2 ]", "a = 'b\n'", "a\n= 1", 'a = """b""""', "a = 1,"):
        same(f"{line}\n{WEB}", "web", SYNTAX)
    uri = f"test://joe:{SECRET}@h/"
    for entries in (f"'web{uri}'", f"'we b={uri}'", f"'web.x={uri}'", f"'web ={uri}'", f"'a=b', '{uri}?a=b'"):
        same(f"uri_aliases = [ {entries} ]\n", "web", MALFORMED)
    for value in ("'web=test:///default'", "5"):
        same(f"uri_aliases = {value}\n", "web", TYPE)
    same("uri_aliases = [ 5, 'web=test:///default' ]\n", "web", SYNTAX)
    for value in ("5", "[ 'test:///default' ]"):
        same(f"{WEB}uri_default = {value}\n", None, TYPE)


def files_that_cannot_be_read():
    path = write(FILE, WEB, 0)
    visitor.same("a file that may not be read", "web", "38/0, int1 13", told=[path])
    # libvirt reads it for each URI.
    visitor.same("no name", "test:///default", "38/0, int1 13", ours=TEST)
    os.unlink(path)
    visitor.same("no file", "web", NO_DRIVER)
    os.mkdir(path)
    visitor.same("a folder", "web", "38/0, int1 21", told=[path])
    os.rmdir(path)
    write(FILE, WEB)
    os.chmod(os.path.dirname(path), 0)
    visitor.same("a folder that may not be searched", "web", NO_DRIVER)


files_that_are_taken()
files_that_are_not()
files_that_cannot_be_read()
end()
