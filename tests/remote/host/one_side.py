#!/usr/bin/python3
"""Opens URIs on the library that is loaded as libvirt.so.0: a JSON object per line in, one out. What
tests/remote/host/sides.py starts twice, on this library and on libvirt.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import json
import os
import sys
import time

import libvirt

libvirt.registerErrorHandler(lambda _context, _error: None, None)


def credentials(answers):
    """A callback that answers by the credential's type, and what it was asked."""
    asked = []

    def callback(requests, _data):
        for request in requests:
            asked.append(request[:4])
            request[4] = answers.get(str(request[0]))
            if request[4] is None:
                return -1
        return 0
    return callback, asked


def opened(case, seen):
    flags = libvirt.VIR_CONNECT_RO if case.get("read_only") else 0
    if "answers" not in case:
        return libvirt.openReadOnly(case["uri"]) if flags else libvirt.open(case["uri"])
    callback, seen["asked"] = credentials(case["answers"])
    kinds = [int(kind) for kind in case["answers"]]
    return libvirt.openAuth(case["uri"], [kinds, callback if kinds else None, None], flags)


def tune(domain, case, seen):
    """Sets what the case names, and reads all."""
    for family, values in case.get("set", {}).items():
        getattr(domain, f"set{family}Parameters")(values)
    seen["memory"], seen["scheduler"] = domain.memoryParameters(), domain.schedulerParameters()


def observe(case):
    seen = {}
    try:
        connection = opened(case, seen)
        seen.update({
            "uri": connection.getURI(), "type": connection.getType(), "alive": connection.isAlive(),
            "secure": connection.isSecure(), "encrypted": connection.isEncrypted(),
            "domains": sorted(each.name() for each in connection.listAllDomains())})
        if case.get("change"):
            connection.lookupByName(case["change"]).setMemoryParameters({"hard_limit": 1 << 22})
        if case.get("guest"):
            tune(connection.lookupByName(case["guest"]), case, seen)
        connection.close()
    except libvirt.libvirtError as error:
        seen["error"] = f"{error.get_error_code()}/{error.get_error_domain()}, int1 {error.get_int1()}"
        seen["level"] = error.get_error_level()
        seen["message"] = error.get_error_message()
    return seen


for line in sys.stdin:
    wanted = json.loads(line)
    before = dict(os.environ)
    os.environ.update(wanted.get("environment", {}))
    begin = time.monotonic()
    answer = observe(wanted)
    answer["seconds"] = time.monotonic() - begin
    for name in wanted.get("environment", {}):
        os.environ.pop(name)
        os.environ.update({name: before[name]} if name in before else {})
    print(json.dumps(answer), flush=True)
