"""A vSphere session of the test's own, over SOAP: what a host holds, told without any libvirt, and what others do
there.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import http.client
import re
import ssl
import urllib.parse
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

NAMESPACE = "{urn:vim25}"
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
ENVELOPE = ('<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope'
            ' xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>{}</soapenv:Body></soapenv:Envelope>')


class Fault(Exception):
    """What the host answers instead of a result."""


def inside(element, path):
    """The element at a path of names without namespaces; None where there is none."""
    return element.find("/".join(f"{NAMESPACE}{name}" for name in path.split("/")))


def text(element, path, otherwise=""):
    found = inside(element, path)
    return otherwise if found is None else found.text or ""


def unverified():
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


class Session:
    """One that is logged in."""

    def __init__(self, address):
        url = urllib.parse.urlsplit(address)
        if url.scheme == "https":
            self.connection = http.client.HTTPSConnection(url.hostname, url.port, context=unverified())
        else:
            self.connection = http.client.HTTPConnection(url.hostname, url.port)
        self.cookie = None
        content = self.call("RetrieveServiceContent", "ServiceInstance", "ServiceInstance")
        self.manager = text(content, "returnval/sessionManager")
        self.collector = text(content, "returnval/propertyCollector")
        self.views = text(content, "returnval/viewManager")
        self.root = text(content, "returnval/rootFolder")
        login = self.call("Login", "SessionManager", self.manager,
                          "<userName>root</userName><password>secret</password>")
        self.key = text(login, "returnval/key")

    def call(self, name, kind, reference, inner=""):
        """The answer's element."""
        body = ENVELOPE.format(f'<{name} xmlns="urn:vim25"><_this type="{kind}">{reference}</_this>{inner}</{name}>')
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '"urn:vim25/6.0"'}
        if self.cookie:
            headers["Cookie"] = self.cookie
        self.connection.request("POST", "/sdk", body.encode(), headers)
        answer = self.connection.getresponse()
        if cookie := answer.getheader("Set-Cookie"):
            self.cookie = cookie.split(";")[0]
        document = ElementTree.fromstring(answer.read())
        result = document[-1][0]
        if result.tag.endswith("Fault"):
            detail = result.find("detail")
            raise Fault(detail[0].get(XSI_TYPE) if detail is not None and len(detail) else result.tag)
        return result

    def retrieve(self, kind, reference, paths, select=""):
        """The objects with these properties: {reference: {path: element}}"""
        wanted = "".join(f"<pathSet>{path}</pathSet>" for path in paths)
        starts = "ContainerView" if select else kind
        answer = self.call(
            "RetrieveProperties", "PropertyCollector", self.collector,
            f'<specSet><propSet><type>{kind}</type>{wanted}</propSet><objectSet><obj type="{starts}">{reference}</obj>'
            f'<skip>{"true" if select else "false"}</skip>{select}</objectSet></specSet>')
        return {text(each, "obj"): {text(one, "name"): inside(one, "val")
                                    for one in each.findall(f"{NAMESPACE}propSet")} for each in answer}

    def all(self, kind, *paths):
        """All objects of a kind."""
        view = self.call("CreateContainerView", "ViewManager", self.views,
                         f'<container type="Folder">{self.root}</container><type>{kind}</type>'
                         '<recursive>true</recursive>')
        reference = text(view, "returnval")
        select = ('<selectSet xsi:type="TraversalSpec"><name>view</name><type>ContainerView</type><path>view</path>'
                  '<skip>false</skip></selectSet>')
        try:
            return self.retrieve(kind, reference, paths, select)
        finally:
            self.call("DestroyView", "ContainerView", reference)

    def machine(self, name):
        """The reference of a machine."""
        found = [each for each, of in self.all("VirtualMachine", "name").items() if of["name"].text == name]
        return found[0]

    def allocation(self, name, what="memory"):
        """(reservation, limit, shares, level) of a machine's memory or cpu, as the host holds them"""
        path = f"config.{what}Allocation"
        held = self.retrieve("VirtualMachine", self.machine(name), [path])
        found = next(iter(held.values()))[path]
        return (int(text(found, "reservation")), int(text(found, "limit")), int(text(found, "shares/shares")),
                text(found, "shares/level"))

    def value(self, name, path):
        """The text of a machine's property."""
        return next(iter(self.retrieve("VirtualMachine", self.machine(name), [path]).values()))[path].text

    def task(self, call, name, inner=""):
        """Starts a task of a machine; the simulator's have ended when it answers. Its state."""
        answer = self.call(call, "VirtualMachine", self.machine(name), inner)
        held = self.retrieve("Task", text(answer, "returnval"), ["info.state"])
        return next(iter(held.values()))["info.state"].text

    def rename(self, name, new):
        return self.task("ReconfigVM_Task", name, f"<spec><name>{escape(new)}</name></spec>")

    def end_others(self, trace):
        """Ends the sessions of others, whose keys the simulator's trace has."""
        for key in set(re.findall(r"<key>([0-9a-f-]{36})</key>", trace)) - {self.key}:
            try:
                self.call("TerminateSession", "SessionManager", self.manager, f"<sessionId>{key}</sessionId>")
            except Fault:
                # It has ended before.
                continue
