#!/usr/bin/python3
"""other.py: calls on libvirt itself. Reads lines of JSON, [URI, domain, method, arguments], and answers each with
[result] or [null, "code/domain"].

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import json
import os
import sys

import libvirt

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from client import opened  # noqa: E402

connections = {}
for line in sys.stdin:
    uri, name, method, arguments = json.loads(line)
    try:
        connection = connections.get(uri) or connections.setdefault(uri, opened(uri))
        target = connection.lookupByName(name) if name else connection
        answer = [getattr(target, method)(*arguments)]
    except libvirt.libvirtError as error:
        answer = [None, f"{error.get_error_code()}/{error.get_error_domain()}"]
    print(json.dumps(answer), flush=True)
