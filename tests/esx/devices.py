"""Devices of a machine as a host tells them, which an interceptor puts in the place of the simulator's.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import re

DEVICES = re.compile(rb"(<name>config.hardware.device</name><val[^>]*>).*?(</val>)", re.S)
XSI = "http://www.w3.org/2001/XMLSchema-instance"
MAC = "00:0c:29:00:00:01"
SWITCH = "50 34 26 b2 94 e9 3b 16-1d 68 87 bf ff 4a 54 40"
NETWORK = "<backing><deviceName>VM Network</deviceName></backing>"


def port(**parts):
    """The backing of a card on a distributed switch."""
    inside = "".join(f"<{name}>{value}</{name}>" for name, value in parts.items())
    return f"<backing><port>{inside}</port></backing>"


PORT = port(switchUuid=SWITCH, portgroupKey="dvportgroup-7", portKey="42", connectionCookie="123")


def device(kind, inside):
    return f'<VirtualDevice xmlns:xsi="{XSI}" xsi:type="{kind}"><key>1</key>{inside}</VirtualDevice>'


def card(kind, backing):
    return device(kind, f"{backing}<macAddress>{MAC}</macAddress>")


def disk(number):
    return device("VirtualDisk", f"<backing><fileName>[a] b/{number}.vmdk</fileName></backing>")


def tell(interceptor, *devices):
    """From here on, machines have these devices."""
    inside = "".join(devices).encode()

    def action(handler, body):
        status, _, data = handler.answered(body)
        handler.give(status, DEVICES.sub(lambda found: found.group(1) + inside + found.group(2), data))
    interceptor.intercept(action, "RetrievePropertiesEx")
