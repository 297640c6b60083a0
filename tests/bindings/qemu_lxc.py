#!/usr/bin/python3
"""libvirt-qemu and libvirt-lxc, through python3-libvirt's modules for them."""
import libvirt
import libvirt_lxc
import libvirt_qemu

from shared import DEFAULT, begin, call, note

CALLS = ((libvirt_qemu, "qemuMonitorCommand", ("query-status", 0)),
         (libvirt_qemu, "qemuMonitorCommandWithFiles", ("query-status", [], 0)),
         (libvirt_qemu, "qemuAgentCommand", ("guest-ping", 1, 0)),
         (libvirt_lxc, "lxcOpenNamespace", (0,)))


def monitor_event(*_details):
    print("an event that cannot be")


begin()
for opened in (libvirt.open, libvirt.openReadOnly):
    connection = opened(DEFAULT)
    domain = connection.lookupByName("test")
    note(opened.__name__)
    for module, function, arguments in CALLS:
        call(module, function, domain, *arguments)
    call(libvirt_qemu, "qemuAttach", connection, 1, 0)
    try:
        libvirt_qemu.qemuMonitorEventRegister(connection, None, None, monitor_event, None)
    except libvirt.libvirtError as error:
        print(f"qemuMonitorEventRegister -> error {error.get_error_code()}/{error.get_error_domain()}")
    try:
        libvirt_qemu.qemuMonitorEventDeregister(connection, 1)
    except (libvirt.libvirtError, AttributeError) as error:
        print(f"qemuMonitorEventDeregister -> {type(error).__name__}")
