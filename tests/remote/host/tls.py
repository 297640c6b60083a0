#!/usr/bin/python3
"""TLS: whom each side trusts, and by which files.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import shutil

from sides import PKI, WORK, Sides, daemon, end, openssl, write

TEST = ["test"]
HOST, ELSEWHERE = "test+tls://localhost/default", "test+tls://elsewhere/default"
PAST, FUTURE = ("20200101000000Z", "20210101000000Z"), ("20900101000000Z", "20910101000000Z")
NOW = ("20200101000000Z", "20900101000000Z")
SERVER = ("extendedKeyUsage=serverAuth",)
UNTRUSTED, UNFIT, ENDED = "45/7, int1 -1", "38/7, int1 -1", "38/7, int1 5"
root = Sides()


class Authority:
    """Signs certificates with any dates, and revokes them."""

    def __init__(self, name, certificate=None, key=None):
        self.folder = f"{WORK}/authorities/{name}"
        os.makedirs(self.folder)
        self.certificate, self.key = certificate or self.path("ca.pem"), key or self.path("ca.key")
        if not certificate:
            openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
                    "2", "-keyout", self.key, "-out", self.certificate, "-subj", f"/CN={name}", "-addext",
                    "keyUsage=critical,keyCertSign,cRLSign")
        write(f"authorities/{name}/index", "")
        write(f"authorities/{name}/serial", "1000\n")
        self.conf_text = f"""
[ca]
default_ca = one
[one]
dir = {self.folder}
database = $dir/index
new_certs_dir = $dir
serial = $dir/serial
certificate = {self.certificate}
private_key = {self.key}
default_md = sha256
policy = any
crlnumber = $dir/serial
crl_extensions = list
unique_subject = no
[any]
commonName = optional
organizationName = optional
[list]
authorityKeyIdentifier = keyid
[req]
distinguished_name = none
[none]
"""
        self.conf = write(f"authorities/{name}/conf", self.conf_text)

    def path(self, name):
        return f"{self.folder}/{name}"

    def sign(self, name, subject, *extensions, dates=NOW, kind=("ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
             usage="CA:FALSE", uses="digitalSignature,keyEncipherment"):
        """The files of a new certificate and its key."""
        key, request, signed = (self.path(f"{name}{end}") for end in (".key", ".csr", ".pem"))
        openssl("req", "-newkey", *kind, "-nodes", "-keyout", key, "-subj", subject, "-out", request)
        lines = (f"basicConstraints=critical,{usage}", f"keyUsage=critical,{uses}", *extensions)
        openssl("ca", "-batch", "-notext", "-config", self.conf, "-in", request, "-out", signed, "-startdate",
                dates[0], "-enddate", dates[1], "-extfile",
                write(f"authorities/{name}.extensions", "".join(f"{line}\n" for line in lines)))
        return signed, key

    def revoke(self, certificate=None, dates=NOW, conf=None):
        """The file of a list of what is revoked."""
        if certificate:
            openssl("ca", "-config", self.conf, "-revoke", certificate)
        path = self.path(f"revoked.{dates[1]}.{certificate is None}.{conf is None}.pem")
        openssl("ca", "-config", conf or self.conf, "-gencrl", "-crl_lastupdate", dates[0], "-crl_nextupdate", dates[1],
                "-out", path)
        return path


def places(name, **files):
    """A directory for ?pkipath=, with copies of these files."""
    folder = f"{WORK}/places/{name}"
    os.makedirs(folder, exist_ok=True)
    for file, path in files.items():
        if path:
            shutil.copy(path, f"{folder}/{file}.pem")
    return folder


own = Authority("own", f"{PKI}/cacert.pem", f"{PKI}/ca.key")
other = Authority("other")
CLIENT = {"clientcert": f"{PKI}/clientcert.pem", "clientkey": f"{PKI}/clientkey.pem"}
CA = {"cacert": f"{PKI}/cacert.pem"}


def with_files(what, wanted, uri=HOST, items="", told=(), ours=None, **files):
    folder = places(what.replace(" ", "-"), **files)
    root.same(what, f"{uri}?pkipath={folder}{items}", wanted, told=told, ours=ours)


def names():
    root.same("the host's name", HOST, TEST)
    root.same("its address", "test+tls://127.0.0.1/default", TEST)
    root.same("its name in capitals", "test+tls://LOCALHOST/default", TEST)
    root.same("a name that the certificate has not", ELSEWHERE, UNTRUSTED, told=["elsewhere"])
    root.same("the same, not checked", f"{ELSEWHERE}?no_verify=1", TEST)
    root.same("the same, checked", f"{ELSEWHERE}?no_verify=0", UNTRUSTED)


def own_files():
    with_files("all files", TEST, **CA, **CLIENT)
    with_files("no file of the authority", "38/7, int1 2", told=["cacert.pem"], **CLIENT)
    with_files("another authority", UNTRUSTED, cacert=other.certificate)
    with_files("another authority not checked", TEST, items="&no_verify=1&no_sanity=1", cacert=other.certificate,
               **CLIENT)
    with_files("own certificate not of the authority", UNFIT, cacert=other.certificate, told=["clientcert.pem"],
               **CLIENT)
    with_files("own not checked but the server", UNTRUSTED, items="&no_sanity=1", cacert=other.certificate,
               **CLIENT)
    with_files("no own certificate", ENDED, **CA)
    with_files("no key", ENDED, **CA, clientcert=CLIENT["clientcert"])
    with_files("no certificate but a key", ENDED, **CA, clientkey=CLIENT["clientkey"])
    foreign = other.sign("foreign", "/CN=client", "extendedKeyUsage=clientAuth")
    pair = lambda files: dict(zip(("clientcert", "clientkey"), files))
    with_files("own of another authority", UNFIT, **CA, **pair(foreign))
    with_files("own of another authority not checked", ENDED, items="&no_sanity=1", **CA, **pair(foreign))
    expired = own.sign("expired-client", "/CN=client", "extendedKeyUsage=clientAuth", dates=PAST)
    with_files("own is expired", UNFIT, **CA, **pair(expired))
    with_files("own is expired and not checked", ENDED, items="&no_sanity=1", **CA, **pair(expired))
    future = own.sign("future-client", "/CN=client", "extendedKeyUsage=clientAuth", dates=FUTURE)
    with_files("own is not valid yet", UNFIT, **CA, **pair(future))
    with_files("own is a server's", TEST, **CA, **pair(own.sign("as-server", "/CN=client", *SERVER)))
    with_files("own is a server's of another", UNFIT, **CA, **pair(other.sign("strange", "/CN=client", *SERVER)))
    with_files("own is an authority's", UNFIT, **CA,
               **pair(own.sign("as-authority", "/CN=client", usage="CA:TRUE", uses="keyCertSign")))
    with_files("own has no purpose", TEST, **CA, **pair(own.sign("any-purpose", "/CN=client")))
    rsa = own.sign("rsa-client", "/CN=client", kind=("rsa:2048",))
    with_files("own is RSA", TEST, **CA, **pair(rsa))
    with_files("the key of another", UNFIT, **CA, clientcert=CLIENT["clientcert"], clientkey=rsa[1])
    garbage = write("garbage", "no certificate\n")
    with_files("no certificate in the file of the authority", UNFIT, cacert=garbage, told=["cacert.pem"], **CLIENT)
    with_files("no certificate in the own file", UNFIT, **CA, clientcert=garbage, clientkey=CLIENT["clientkey"])
    with_files("nothing is revoked", TEST, **CA, **CLIENT, cacrl=own.revoke())
    with_files("a list of the past", TEST, **CA, **CLIENT, cacrl=own.revoke(dates=PAST))
    text = own.conf_text.replace("crl_extensions", "#").replace("crlnumber", "#")
    first = own.revoke(conf=write("authorities/first", text))
    # The library for TLS here reads version 2 alone.
    with_files("a list of version 1", TEST, ours=UNFIT, told=["cacrl"], **CA, **CLIENT, cacrl=first)
    revoked = own.revoke(f"{PKI}/servercert.pem")
    with_files("the server's is revoked, not checked", TEST, items="&no_verify=1", **CA, **CLIENT, cacrl=revoked)
    with_files("no list", UNFIT, **CA, **CLIENT, cacrl=garbage)
    with_files("the server's is revoked", UNTRUSTED, **CA, **CLIENT, cacrl=revoked)
    with_files("another's is revoked", TEST, **CA, **CLIENT, cacrl=other.revoke(foreign[0]))


def server(certificate, key, *lines):
    return daemon(f'cert_file = "{certificate}"', f'key_file = "{key}"', "tls_no_sanity_certificate = 1", *lines)


def servers():
    """Certificates of the server."""
    local = "subjectAltName=DNS:localhost"
    for what, wanted, files in (
            ("expired", UNTRUSTED, own.sign("expired", "/CN=localhost", local, *SERVER, dates=PAST)),
            ("not valid yet", UNTRUSTED, own.sign("future", "/CN=localhost", local, *SERVER, dates=FUTURE)),
            ("of another authority", UNTRUSTED, other.sign("stranger", "/CN=localhost", local, *SERVER)),
            ("RSA", TEST, own.sign("rsa", "/CN=localhost", local, *SERVER, kind=("rsa:2048",))),
            ("a common name alone", TEST, own.sign("common", "/O=tests/CN=localhost", *SERVER)),
            ("an address as the common name", UNTRUSTED, own.sign("number", "/CN=127.0.0.1", *SERVER)),
            ("another common name alone", UNTRUSTED, own.sign("uncommon", "/CN=elsewhere", *SERVER)),
            ("a common name, and others", UNTRUSTED,
             own.sign("both", "/CN=localhost", "subjectAltName=DNS:elsewhere", *SERVER)),
            ("a common name, and addresses", UNTRUSTED,
             own.sign("address", "/CN=localhost", "subjectAltName=IP:127.0.0.1", *SERVER)),
            ("a common name, and another kind of name", TEST,
             own.sign("mail", "/CN=localhost", "subjectAltName=email:a@b.c", *SERVER)),
            ("no purpose", TEST, own.sign("purpose", "/CN=localhost", local)),
            ("no common name", TEST, own.sign("nameless", "/O=tests", local, *SERVER))):
        with server(*files):
            root.same(f"a server's certificate: {what}", HOST, wanted)
            if wanted != TEST:
                root.same(f"{what}, not checked", f"{HOST}?no_verify=1", TEST)
            if what == "a common name alone":
                root.same(f"{what}, of another", ELSEWHERE, UNTRUSTED)
                root.same(f"{what}, and an address", "test+tls://127.0.0.1/default", UNTRUSTED)
            if what == "an address as the common name":
                root.same(what, "test+tls://127.0.0.1/default", UNTRUSTED)
            if what == "another common name alone":
                root.same(f"{what}, its host", ELSEWHERE, TEST)


    with server(*own.sign("for-clients", "/CN=localhost", local, "extendedKeyUsage=clientAuth")):
        # Any client of the same authority with a host's name could be taken for the host.
        root.same("a server's certificate for clients", HOST, TEST, ours=UNTRUSTED)


def self_sign(name, subject, *extensions, days="2"):
    """The files of a certificate that has signed itself."""
    certificate, key = f"{WORK}/{name}.pem", f"{WORK}/{name}.key"
    conf = write(f"{name}.conf", "[req]\ndistinguished_name = none\nx509_extensions = own\n[none]\n[own]\n"
                 + "".join(f"{line}\n" for line in extensions))
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", days,
            "-keyout", key, "-out", certificate, "-subj", subject, "-config", conf)
    return certificate, key


def joined(name, *files):
    text = ""
    for path in files:
        with open(path, encoding="ascii") as file:
            text += file.read()
    return write(name, text)


def self_signed():
    for kind, constraints, names in (("authority", "CA:TRUE", ()), ("server", "CA:FALSE", ()),
                                     ("server named elsewhere", "CA:FALSE", ("subjectAltName=DNS:elsewhere",))):
        certificate, key = self_sign("self", "/CN=localhost", f"basicConstraints=critical,{constraints}", *names)
        both = joined("both.pem", certificate, CA["cacert"])
        here, there = (UNTRUSTED, TEST) if names else (TEST, UNTRUSTED)
        with server(certificate, key):
            what = f"a known {kind} that signed itself"
            root.same(f"a {kind} that signed itself", HOST, UNTRUSTED)
            if constraints == "CA:TRUE":
                with_files(what, UNTRUSTED, cacert=both, **CLIENT)
            else:
                with_files(what, UNFIT, cacert=both, **CLIENT)
                with_files(f"{what}, not checked", here, items="&no_sanity=1", cacert=both, **CLIENT)
                with_files(f"{what}, elsewhere", there, uri=ELSEWHERE, items="&no_sanity=1", cacert=both, **CLIENT)
    certificate, key = self_sign("self", "/CN=localhost", "subjectAltName=DNS:localhost")
    another, _ = self_sign("another", "/CN=localhost", "subjectAltName=DNS:localhost")
    with server(certificate, key):
        with_files("a server that signed itself is known by its name alone", UNTRUSTED, items="&no_sanity=1",
                   cacert=joined("both.pem", another, CA["cacert"]), **CLIENT)


def authorities():
    """The file of the authority."""
    expired, _ = own.sign("expired-authority", "/CN=expired", usage="CA:TRUE", uses="keyCertSign", dates=PAST)
    with_files("an expired authority besides", UNFIT, cacert=joined("two.pem", expired, CA["cacert"]), **CLIENT)
    with_files("an expired authority, not checked", UNTRUSTED, items="&no_sanity=1", cacert=expired, **CLIENT)
    with_files("an expired authority and nothing checked", TEST, items="&no_sanity=1&no_verify=1", cacert=expired,
               **CLIENT)
    with_files("no authority", UNFIT, cacert=CLIENT["clientcert"], **CLIENT)
    with_files("two authorities", TEST, cacert=joined("two.pem", other.certificate, CA["cacert"]), **CLIENT)


def chains():
    """An authority below the authority."""
    signed, key = own.sign("below", "/CN=below", usage="CA:TRUE", uses="keyCertSign,cRLSign")
    below = Authority("below", signed, key)
    certificate, its_key = below.sign("leaf", "/CN=localhost", "subjectAltName=DNS:localhost", *SERVER)
    with server(certificate, its_key):
        root.same("the one between is not sent", HOST, UNTRUSTED)
    with server(joined("chain.pem", certificate, signed), its_key):
        root.same("the one between is sent", HOST, TEST)


def daemons():
    """How the daemon is configured."""
    with daemon('tls_priority = "NORMAL:-VERS-TLS1.3"'):
        root.same("TLS 1.2", HOST, TEST)
        with_files("TLS 1.2 and no own certificate", ENDED, **CA)
    with daemon("tls_no_verify_certificate = 1"):
        with_files("no own certificate is wanted", TEST, **CA)
    with daemon('tls_allowed_dn_list = ["CN=somebody"]'):
        root.same("not on the list of the server", HOST, ENDED)


names()
own_files()
servers()
self_signed()
authorities()
chains()
daemons()
end()
