#!/usr/bin/python3
"""SASL: mechanisms, passwords from callbacks and auth.conf, and that none is written anywhere.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import shutil
import subprocess

from sides import WORK, Sides, check, daemon, end, write

TEST = ["test"]
UNIX, TLS, TCP = "test+unix:///default", "test+tls://localhost/default", "test+tcp://localhost/default"
SECRET, WRONG = "open sesame", "my wrong password"
NAME, PASSPHRASE, ECHO, NOECHO = "2", "5", "6", "7"
FRED = {NAME: "fred", PASSPHRASE: SECRET}
FAILED, UNASKED, UNOFFERED = "45/7, int1 -1", "45/13, int1 -1", "45/13, int1 -1"
UNAVAILABLE, NO_ERROR = "94/46, int1 -1", "1/0, int1 0"
root = Sides()
spoken = []


def same(*arguments, **case):
    both = root.same(*arguments, **case)
    spoken.extend(seen.get("message", "") for seen in both[:1])
    return both


def mechanisms(*names):
    """libvirtd with these mechanisms."""
    write("sasl.conf", f"mech_list: {' '.join(names)}\nsasldb_path: {WORK}/sasldb\n")
    return daemon(*(f'auth_{socket} = "sasl"' for socket in ("unix_rw", "unix_ro", "tls", "tcp")))


def callbacks(uri, what, but=()):
    same(f"{what}: right", uri, TEST, answers=FRED, but=but)
    same(f"{what}: read-only", uri, TEST, answers=FRED, read_only=True, but=but)
    same(f"{what}: a wrong password", uri, FAILED, answers={**FRED, PASSPHRASE: WRONG})
    same(f"{what}: no such user", uri, FAILED, answers={**FRED, NAME: "barney"})
    same(f"{what}: an empty password", uri, FAILED, answers={**FRED, PASSPHRASE: ""})
    same(f"{what}: no answer", uri, UNASKED, answers={NAME: "fred", PASSPHRASE: None})
    same(f"{what}: no answer to the first", uri, UNASKED, answers={NAME: None, PASSPHRASE: SECRET})
    same(f"{what}: nobody to ask", uri, FAILED)
    same(f"{what}: no callback", uri, FAILED, answers={})
    same(f"{what}: no name", uri, FAILED, answers={PASSPHRASE: SECRET})
    # libvirt asks for nothing unless it can ask for all.
    same(f"{what}: no password", uri, FAILED, answers={NAME: "fred"}, but=["asked"])
    # libvirt has no use for these kinds here.
    same(f"{what}: other kinds of questions", uri, FAILED, ours=TEST, answers={ECHO: "fred", NOECHO: SECRET})


def wanted(uri):
    """?auth="""
    for mechanism in ("SCRAM-SHA-256", "PLAIN"):
        same("this mechanism", f"{uri}?auth=sasl.{mechanism}", TEST, answers=FRED)
        same("this mechanism, a wrong password", f"{uri}?auth=sasl.{mechanism}", FAILED,
             answers={**FRED, PASSPHRASE: WRONG})
    same("SASL", f"{uri}?auth=sasl", TEST, answers=FRED)
    same("SASL in capitals", f"{uri}?auth=SASL", TEST, answers=FRED)
    same("a mechanism that is not offered", f"{uri}?auth=sasl.DIGEST-MD5", UNOFFERED, answers=FRED)
    same("a mechanism that nobody has", f"{uri}?auth=sasl.NOSUCH", UNOFFERED, answers=FRED)
    same("another way", f"{uri}?auth=polkit", UNOFFERED, answers=FRED)
    same("no way", f"{uri}?auth=none", UNOFFERED, answers=FRED)
    same("an unknown way", f"{uri}?auth=nosuch", UNOFFERED, answers=FRED)


def conf(name, host, password=SECRET, more=""):
    return write(name, f"[credentials-one]\nauthname=fred\npassword={password}\n{more}\n[auth-libvirt-{host}]\n"
                 "credentials=one\n", 0o600)


def files(uri, host):
    """auth.conf: what it has is not asked for."""
    right, wrong = conf("right.conf", host), conf("wrong.conf", host, WRONG)
    misled = {**FRED, PASSPHRASE: WRONG}
    same("a file by the URI", f"{uri}?authfile={right}", TEST, answers=misled)
    same("a wrong password in a file", f"{uri}?authfile={wrong}", FAILED, answers=FRED)
    same("a file by the environment", uri, TEST, environment={"LIBVIRT_AUTH_FILE": right}, answers=misled)
    same("the environment before the URI", f"{uri}?authfile={wrong}", TEST, answers=misled,
         environment={"LIBVIRT_AUTH_FILE": right})
    same("the default host", f"{uri}?authfile={conf('default.conf', 'default')}", TEST, answers=misled)
    same("another host", f"{uri}?authfile={conf('other.conf', 'other')}", FAILED, answers=misled)
    half = write("half.conf", f"[credentials-one]\nauthname=fred\n[auth-libvirt-{host}]\ncredentials=one\n")
    same("a name in the file, the password asked", f"{uri}?authfile={half}", TEST,
         answers={**FRED, NAME: "barney"})
    same("a name in the file, nobody to ask", f"{uri}?authfile={half}", FAILED)
    # libvirt fails without an error.
    same("no file", f"{uri}?authfile=/no/such", NO_ERROR, ours="38/0, int1 2", answers=FRED, told=["/no/such"])
    same("a folder", f"{uri}?authfile={WORK}", NO_ERROR, ours="38/0, int1 21", answers=FRED, told=[WORK])
    same("no file by the environment", uri, NO_ERROR, ours="38/0, int1 2", answers=FRED, told=["/no/such"],
         environment={"LIBVIRT_AUTH_FILE": "/no/such"})
    for line in ("nonsense", "; comment", "[a] # comment", "[]", "=a", "a]=b"):
        same(f"a line that is none: {line}", f"{uri}?authfile={conf('bad.conf', host, more=line)}", NO_ERROR,
             ours="33/9, int1 -1", answers=FRED)
    part = write("part.conf", f"[auth-libvirt-{host}]\ncredentials=none\n")
    same("no such credentials", f"{uri}?authfile={part}", "33/0, int1 -1", answers=FRED)
    for what, text in lines(host).items():
        same(what, f"{uri}?authfile={write('lines.conf', text, 0o600)}", TEST, answers=misled)
    latin = f"[credentials-one]\nauthname=fred\npassword=\udce9\n[auth-libvirt-{host}]\ncredentials=one\n"
    same("a password that is not UTF-8 is asked for", f"{uri}?authfile={write('latin.conf', latin)}", TEST,
         answers=FRED)
    own = f"{WORK}/root/.config/libvirt/auth.conf"
    os.makedirs(os.path.dirname(own))
    shutil.move(right, own)
    same("the user's file", uri, TEST, answers=misled)
    shutil.move(own, "/etc/libvirt/auth.conf")
    same("the system's file", uri, TEST, answers=misled)
    # libvirt wants a callback even where there is nothing to ask.
    same("nobody to ask, and the system's file has all", uri, FAILED, ours=TEST)
    os.unlink("/etc/libvirt/auth.conf")


def lines(host):
    """Files in which the password is the right one, by what is special in them."""
    begin, end_ = "[credentials-one]\nauthname=fred\n", f"\n[auth-libvirt-{host}]\ncredentials=one\n"
    return {
        "an escape": f"{begin}password=open\\ssesame{end_}",
        "blanks before a value": f"{begin}  password = \t{SECRET}{end_}",
        "the last of two passwords": f"{begin}password={WRONG}\npassword={SECRET}{end_}",
        "two parts of one name": f"{begin}password={WRONG}{end_}[credentials-one]\npassword={SECRET}\n",
        "other ends of lines": f"{begin}password={SECRET}{end_}".replace("\n", "\r\n"),
        "a comment that is not UTF-8": f"# caf\udce9\n{begin}password={SECRET}{end_}",
        "a comment behind blanks": f"{begin}  # comment\npassword={SECRET}{end_}",
        "a name with blanks": f"[ credentials-one ]\npassword={WRONG}\n{begin}password={SECRET}{end_}",
    }


def blanks_and_escapes(uri, host):
    """Passwords that a file has to have marked, or as they are."""
    for password, value in (("a b ", "a b "), (" ab", "\\sab"), ("a\\b", "a\\\\b"), ("a\\b;#", "a\\b;#")):
        subprocess.run(["saslpasswd2", "-p", "-f", f"{WORK}/sasldb", "-a", "libvirt", "-c", "fred"],
                       input=password.encode(), check=True)
        same(f"the password '{password}' as '{value}'", f"{uri}?authfile={conf('marked.conf', host, value)}", TEST,
             answers={NAME: "barney", PASSPHRASE: WRONG})
    subprocess.run(["saslpasswd2", "-p", "-f", f"{WORK}/sasldb", "-a", "libvirt", "-c", "fred"],
                   input=SECRET.encode(), check=True)


def other_mechanisms():
    for names in (["scram-sha-256"], ["plain"], ["scram-sha-512"], ["scram-sha-256", "digest-md5", "plain"]):
        with mechanisms(*names):
            # Nothing is encrypted there: the mechanisms only authenticate.
            same(f"{' '.join(names)} alone", UNIX, TEST, answers=FRED, but=["encrypted"])
            same(f"{' '.join(names)} alone", TLS, TEST, answers=FRED)
    with mechanisms("digest-md5"):
        same("one that is not here", UNIX, TEST, ours=UNAVAILABLE, answers=FRED, told=["DIGEST-MD5", "SCRAM-SHA-256"])
        # What others can read needs a mechanism that encrypts, of which this library has none.
        same("one that encrypts", TCP, TEST, ours=UNAVAILABLE, answers=FRED, told=["TLS"])
        same("one that encrypts is wanted", f"{TCP}?auth=sasl.DIGEST-MD5", TEST, ours=UNAVAILABLE, answers=FRED)


def usual_mechanisms():
    with mechanisms("scram-sha-256", "plain"):
        callbacks(UNIX, "unix", ["encrypted"])
        callbacks(TLS, "TLS")
        wanted(TLS)
        files(TLS, "localhost")
        blanks_and_escapes(TLS, "localhost")
        same("none that encrypts", TCP, FAILED, answers=FRED)


def nothing_written():
    said = root.both[0].said()
    for secret in (SECRET, WRONG):
        check(f"'{secret}' is not in what is written with LIBVIRT_DEBUG=1", secret not in said, said[-500:])
        found = [message for message in spoken if secret in message]
        check(f"'{secret}' is in no error", not found, found)


usual_mechanisms()
other_mechanisms()
nothing_written()
end()
