#!/usr/bin/python3
"""Definitions: define, undefine, create from XML, and the XML returned, through python3-libvirt."""
import libvirt

from shared import CONFIG, DEFAULT, FIXTURE, LIVE, begin, call, domain_xml, except_at, note, shape

UUID = "77777777-7777-4777-8777-777777777777"
FULL = """
  <title>full</title>
  <description>each part that is understood</description>
  <metadata><mine:note xmlns:mine='http://example.org/mine'>kept</mine:note></metadata>
  <currentMemory unit='MiB'>512</currentMemory>
  <vcpu placement='static' current='1'>2</vcpu>
  <memtune><hard_limit unit='KiB'>1048576</hard_limit></memtune>
  <cputune><shares>2048</shares></cputune>
"""


def documents(conn):
    note("documents that are refused, and some that are not")
    for document in ("", "x", "<domain", "<node/>", "<domain type='test'/>",
                     domain_xml("one", memory=0), domain_xml("a/b"), domain_xml(""),
                     domain_xml("one", kind="nosuch"), domain_xml("one", kind="qemu"),
                     domain_xml("one", uuid="x"), domain_xml("one", memory="-1"),
                     domain_xml("one", "<vcpu>0</vcpu>"), domain_xml("one", "<vcpu>x</vcpu>"),
                     domain_xml("one", "<vcpu current='3'>2</vcpu>"),
                     domain_xml("one", "<on_crash>nosuch</on_crash>"),
                     "<domain type='test'><name>x</name><memory>1</memory></domain>",
                     "<domain><name>x</name></domain>", "<!DOCTYPE a [<!ENTITY b 'c'>]><domain/>"):
        for method in ("defineXML", "createXML"):
            domain = call(conn, method, document)
            if domain and domain.isActive():
                domain.destroy()
            if domain and method == "defineXML":
                domain.undefine()


def a_life(conn):
    note("define, redefine, undefine")
    domain = call(conn, "defineXML", domain_xml("mine", FULL, uuid=UUID))
    about(domain)
    call(conn, "defineXML", domain_xml("mine", uuid=UUID))
    call(domain, "memoryParameters", CONFIG)
    call(conn, "defineXML", domain_xml("mine"))
    call(conn, "defineXML", domain_xml("other", uuid=UUID))
    call(conn, "defineXMLFlags", domain_xml("mine", uuid=UUID), libvirt.VIR_DOMAIN_DEFINE_VALIDATE)
    call(conn, "defineXMLFlags", domain_xml("mine", uuid=UUID), 1 << 10)
    call(conn, "listDefinedDomains", mask=sorted)
    call(domain, "create")
    call(conn, "defineXML", domain_xml("mine", "<vcpu>4</vcpu>", uuid=UUID))
    for flags in (0, LIVE, CONFIG):
        call(domain, "vcpusFlags", flags)
    call(domain, "undefine")
    call(domain, "isPersistent")
    call(domain, "undefine")
    call(domain, "destroy")
    call(conn, "lookupByName", "mine")
    for method in ("isActive", "isPersistent", "state", "undefine", "create", "destroy",
                   "suspend", "memoryParameters", "XMLDesc"):
        call(domain, method)


def about(domain):
    for method in ("ID", "UUIDString", "isActive", "isPersistent", "OSType", "maxMemory",
                   "vcpusFlags", "memoryParameters", "state", "XMLDesc"):
        call(domain, method)
    call(domain, "info", mask=except_at(4))
    for kind in (libvirt.VIR_DOMAIN_METADATA_TITLE, libvirt.VIR_DOMAIN_METADATA_DESCRIPTION):
        call(domain, "metadata", kind, None)
    call(domain, "metadata", libvirt.VIR_DOMAIN_METADATA_ELEMENT, "http://example.org/mine")
    call(domain, "metadata", libvirt.VIR_DOMAIN_METADATA_ELEMENT, "http://example.org/other")


def created(conn):
    note("create from XML")
    call(conn, "createXML", domain_xml("test", uuid=UUID.replace("7", "8")))
    call(conn, "createXML", domain_xml("born"), 1 << 20)
    call(conn, "createXML", domain_xml("born"), libvirt.VIR_DOMAIN_START_PAUSED)
    domain = call(conn, "createXML", domain_xml("born", uuid=UUID))
    about(domain)
    call(domain, "undefine")
    call(conn, "createXML", domain_xml("born", uuid=UUID))
    call(conn, "createXML", domain_xml("twin", uuid=UUID))
    call(conn, "defineXML", domain_xml("born", uuid=UUID))
    call(domain, "isPersistent")
    call(domain, "destroy")
    call(domain, "state")
    call(domain, "undefineFlags", libvirt.VIR_DOMAIN_UNDEFINE_MANAGED_SAVE)
    call(conn, "createLinux", domain_xml("old"), 0)
    domain = call(conn, "lookupByName", "old")
    call(domain, "UUIDString", mask=shape)
    call(domain, "destroyFlags", libvirt.VIR_DOMAIN_DESTROY_GRACEFUL)


def metadata(domain):
    note("metadata")
    title, description, element = (getattr(libvirt, "VIR_DOMAIN_METADATA_" + kind)
                                   for kind in ("TITLE", "DESCRIPTION", "ELEMENT"))
    for flags in (0, LIVE, CONFIG, LIVE | CONFIG, 8):
        call(domain, "setMetadata", title, "a new title", None, None, flags)
        call(domain, "setMetadata", description, "line\nline", None, None, flags)
        call(domain, "metadata", title, None, flags)
        call(domain, "metadata", description, None, flags)
    call(domain, "setMetadata", title, "two\nlines", None, None)
    call(domain, "setMetadata", title, None, None, None)
    call(domain, "metadata", title, None)
    call(domain, "setMetadata", element, "<a b='c'>d</a>", "key", "urn:x")
    call(domain, "metadata", element, "urn:x")
    call(domain, "setMetadata", element, "<a", "key", "urn:x")
    call(domain, "setMetadata", element, "<a/>", None, "urn:x")
    call(domain, "setMetadata", element, "<a/>", "key", None)
    call(domain, "setMetadata", element, None, None, "urn:x")
    call(domain, "metadata", element, "urn:x")
    call(domain, "metadata", 7, None)
    call(domain, "setMetadata", 7, "x", None, None)


def names(conn):
    note("renaming and autostart")
    domain = call(conn, "defineXML", domain_xml("first", uuid=UUID))
    for name in ("second", "second", "", "a/b", "test", "stopped"):
        call(domain, "rename", name)
    call(domain, "rename", "third", 1)
    call(conn, "lookupByName", "first")
    for value in (1, 1, 0, 5):
        call(domain, "setAutostart", value)
        call(domain, "autostart")
    call(domain, "create")
    call(domain, "rename", "running")
    call(domain, "destroy")
    call(domain, "undefineFlags", 1 << 10)
    call(domain, "undefine")


def descriptions(conn):
    note("descriptions")
    for domain in sorted(conn.listAllDomains(), key=lambda each: each.name()):
        for flags in (0, libvirt.VIR_DOMAIN_XML_SECURE, libvirt.VIR_DOMAIN_XML_INACTIVE,
                      libvirt.VIR_DOMAIN_XML_UPDATE_CPU, libvirt.VIR_DOMAIN_XML_MIGRATABLE, 1 << 10):
            call(domain, "XMLDesc", flags)


def read_only(uri):
    note("read-only")
    conn = libvirt.openReadOnly(uri)
    domain = conn.lookupByName("test")
    call(conn, "defineXML", domain_xml("mine"))
    call(conn, "createXML", domain_xml("mine"))
    call(domain, "XMLDesc", libvirt.VIR_DOMAIN_XML_SECURE)
    call(domain, "setMetadata", libvirt.VIR_DOMAIN_METADATA_TITLE, "x", None, None)
    for method, *arguments in (("undefine",), ("undefineFlags", 0), ("rename", "x"),
                               ("setAutostart", 1), ("XMLDesc",)):
        call(domain, method, *arguments)


begin()
for uri, name in ((DEFAULT, "test"), (FIXTURE, "runs")):
    note("another host")
    connection = libvirt.open(uri)
    documents(connection)
    a_life(connection)
    created(connection)
    metadata(connection.lookupByName(name))
    names(connection)
    descriptions(connection)
for name in ("transient", "stopped", "paused"):
    metadata(connection.lookupByName(name))
read_only(DEFAULT)
