"""Helpers of the three event scripts: callbacks, actions that cause events, and their output.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import libvirt

from shared import CONFIG, DEFAULT, LIVE, call, domain_xml, note, shown

UUID = "99999999-9999-4999-8999-999999999999"
LAST_ID = libvirt.VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE
NAMES = {getattr(libvirt, name): name.removeprefix("VIR_DOMAIN_EVENT_ID_").lower()
         for name in dir(libvirt) if name.startswith("VIR_DOMAIN_EVENT_ID_")}


def tell(_conn, domain, *details):
    *details, label = details
    name = domain.name() if domain else "no domain"
    print(f"event {label}: {name} id {domain.ID()}, {', '.join(shown(each) for each in details)}")


def closed(_conn, reason, label):
    print(f"event {label}: closed, reason {reason}")


def register(conn, domain=None):
    """Registers for every event id, and with the older function for lifecycle events. Returns a
    function that deregisters them."""
    numbers = []
    for kind in range(LAST_ID + 3):
        number = call_quietly(conn, "domainEventRegisterAny", domain, kind, tell,
                              NAMES.get(kind, "unknown"))
        if number is not None:
            numbers.append(number)
    return numbers


def call_quietly(conn, method, domain, kind, callback, label):
    """As call(), without printing the callback."""
    try:
        result = getattr(conn, method)(domain, kind, callback, label)
    except libvirt.libvirtError as error:
        print(f"{method}({shown(domain)}, {label}) -> error {error.get_error_code()}"
              f"/{error.get_error_domain()}/{error.get_error_level()}")
        return None
    print(f"{method}({shown(domain)}, {label}) -> {type(result).__name__}")
    return result


def actions(conn):
    """One action per line; its events are delivered when the loop runs afterwards."""
    domain = conn.lookupByName("test")
    for method, *arguments in (("suspend",), ("resume",), ("reboot", 0), ("shutdown",), ("create",),
                               ("setMemoryParameters", {"soft_limit": 1048576}),
                               ("setMemory", 1048576), ("setMaxMemory", 8388608),
                               ("setVcpus", 1), ("pinVcpu", 0, (True,)),
                               ("setBlkioParameters", {"weight": 500}),
                               ("setBlockIoTune", "vda", {"total_iops_sec": 500, "total_iops_sec_max": 600}),
                               ("setSchedulerParameters", {"weight": 60}),
                               ("setMetadata", libvirt.VIR_DOMAIN_METADATA_TITLE, "x", None, None),
                               ("setMetadata", libvirt.VIR_DOMAIN_METADATA_ELEMENT, "<a/>", "k",
                                "urn:x", CONFIG),
                               ("setInterfaceParameters", "testnet0", {"inbound.average": 5}, LIVE),
                               ("injectNMI",), ("reset",), ("setAutostart", 1), ("destroy",),
                               ("rename", "other"), ("rename", "test"), ("undefine",)):
        yield lambda method=method, arguments=arguments: call(domain, method, *arguments)
    for method, *arguments in (("defineXML", domain_xml("mine", uuid=UUID)),
                               ("defineXML", domain_xml("mine", "<vcpu>2</vcpu>", uuid=UUID))):
        yield lambda method=method, arguments=arguments: call(conn, method, *arguments)
    mine = conn.lookupByName("mine")
    for method in ("create", "suspend", "undefine", "destroy"):
        yield lambda method=method: call(mine, method)
    yield lambda: call(conn, "createXML", domain_xml("born", uuid=UUID))
    born = conn.lookupByName("born")
    yield lambda: call(born, "shutdown")


def check_numbers(conn, numbers):
    note("deregistering")
    for number in numbers:
        call(conn, "domainEventDeregisterAny", number)
    for number in (numbers[0], -1, 9999):
        try:
            conn.domainEventDeregisterAny(number)
        except (libvirt.libvirtError, KeyError) as error:
            print(f"deregistering {'again' if number == numbers[0] else number}:"
                  f" {type(error).__name__}")


def session(settle):
    """Runs everything, on a loop that settle() runs until no event is pending."""
    conn = libvirt.open(DEFAULT)
    note("registering")
    numbers = register(conn)
    old = libvirt.open(DEFAULT)
    print(f"old way -> {old.domainEventRegister(tell, 'the old way')}")
    of_one = register(conn, conn.lookupByName("test"))
    print(f"close callback -> {conn.registerCloseCallback(closed, 'close')}")
    try:
        conn.registerCloseCallback(closed, "again")
    except libvirt.libvirtError as error:
        print(f"again -> error {error.get_error_code()}/{error.get_error_domain()}")
    note("events")
    for action in actions(conn):
        action()
        settle()
    check_numbers(conn, numbers + of_one)
    print(f"old way -> {old.domainEventDeregister(tell)}")
    print(f"close callback -> {conn.unregisterCloseCallback()}")
    settle()
    note("no more events")
    call(conn, "createXML", domain_xml("born", uuid=UUID))
    settle()
    call(conn, "close")
    call(old, "close")
    settle()
