#!/usr/bin/python3
"""Properties that a host gives in pages: all of them are read.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import re
import resource
import time
import unittest

from client import Case, opened
from interceptor import Interceptor
from simulator import Simulator

COUNT, PAGE = 53, 10
OBJECTS = re.compile(rb"<objects>.*?</objects>", re.S)
ENVELOPE = (b'<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope'
            b' xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"'
            b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>%s</soapenv:Body></soapenv:Envelope>')
CONTINUED = ENVELOPE % (b'<ContinueRetrievePropertiesExResponse xmlns="urn:vim25"><returnval><token>again</token>'
                        b'</returnval></ContinueRetrievePropertiesExResponse>')
FAULT = ENVELOPE % (b'<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>so</faultstring><detail>'
                    b'<Fault xmlns="urn:vim25" xsi:type="%s"/></detail></soapenv:Fault>')
TOKEN = re.compile(rb"<token>(\d+)</token>")


class Pages(Case):
    def setUp(self):
        self.host = Simulator("-plain", "-vm", str(COUNT))
        self.addCleanup(self.host.end)
        self.interceptor = Interceptor(self.host.port)
        self.addCleanup(self.interceptor.end)
        self.left, self.continued, self.is_cut = {}, 0, False
        self.interceptor.wanted = {"RetrievePropertiesEx": self.first, "ContinueRetrievePropertiesEx": self.next}.get
        self.uri = f"esx://root@127.0.0.1:{self.interceptor.port}/?transport=http&timeout=5"

    def first(self, handler, body):
        status, _, data = handler.answered(body)
        handler.give(status, self.page(data, OBJECTS.findall(data)))

    def page(self, data, objects):
        """The answer with the first objects of these, and a token for the rest."""
        token = b""
        if len(objects) > PAGE:
            number = len(self.left) + 1
            self.left[number] = (data, objects[PAGE:])
            token = b"<token>%d</token>" % number
        begin, end = data.find(b"<objects>"), data.rfind(b"</objects>") + len(b"</objects>")
        if begin < 0:
            return data
        return data[:begin] + token + b"".join(objects[:PAGE]) + data[end:]

    def next(self, handler, body):
        self.continued += 1
        if self.is_cut:
            handler.cut()
            return
        data, objects = self.left.pop(int(TOKEN.search(body).group(1)))
        answer = self.page(data, objects)
        handler.give(200, answer.replace(b"RetrievePropertiesExResponse", b"ContinueRetrievePropertiesExResponse"))

    def test_all_are_listed(self):
        connection = opened(self.uri)
        names = sorted(each.name() for each in connection.listAllDomains())
        self.assertEqual(names, sorted(f"ha-host_VM{number}" for number in range(COUNT)))
        self.assertGreaterEqual(self.continued, COUNT // PAGE)
        self.assertEqual(connection.numOfDomains(), COUNT)
        self.assertEqual(len(connection.listDomainsID()), COUNT)

    def test_the_last_is_found(self):
        connection = opened(self.uri)
        for number in (0, COUNT // 2, COUNT - 1):
            self.assertEqual(connection.lookupByName(f"ha-host_VM{number}").name(), f"ha-host_VM{number}")
        self.refused(42, connection.lookupByName, "nobody")

    def test_pages_without_an_end(self):
        connection = opened(self.uri)

        def again(handler, body):
            status, _, data = handler.answered(body)
            handler.give(status, data.replace(b"<returnval>", b"<returnval><token>again</token>", 1))

        def more(handler, _body):
            self.continued += 1
            handler.give(200, CONTINUED)
        self.interceptor.wanted = {"RetrievePropertiesEx": again, "ContinueRetrievePropertiesEx": more}.get
        self.refused(1, connection.listAllDomains, says=["pages"])
        self.assertLessEqual(self.continued, 1000)

    def test_pages_that_take_their_time(self):
        """Each in time, and no end."""
        connection = opened(self.uri.replace("timeout=5", "timeout=1"))

        def again(handler, body):
            status, _, data = handler.answered(body)
            handler.give(status, data.replace(b"<returnval>", b"<returnval><token>again</token>", 1))

        def more(handler, _body):
            time.sleep(0.5)
            handler.give(200, CONTINUED)
        self.interceptor.wanted = {"RetrievePropertiesEx": again, "ContinueRetrievePropertiesEx": more}.get
        begin = time.monotonic()
        self.refused(1, connection.listAllDomains, says=["pages"])
        self.assertLess(time.monotonic() - begin, 5)

    def test_pages_that_fill_the_memory(self):
        connection = opened(self.uri)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

        def again(handler, body):
            status, _, data = handler.answered(body)
            handler.give(status, data.replace(b"<returnval>", b"<returnval><token>again</token>", 1))
        large = CONTINUED.replace(b"<token>", b"<objects><obj type=\"VirtualMachine\">x</obj>" + b"<propSet><name>name"
                                  b"</name><val>" + b"x" * (3 << 20) + b"</val></propSet></objects><token>")
        self.interceptor.wanted = {"RetrievePropertiesEx": again,
                                   "ContinueRetrievePropertiesEx": lambda handler, _body: handler.give(200, large)}.get
        self.refused(1, connection.listAllDomains, says=["pages"])
        self.assertLess(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, 200 << 10)

    def test_a_session_that_ends_between_two_pages(self):
        """The rest is of the session that has begun it: all is read again."""
        connection = opened(self.uri)
        ended = []

        def fails(handler, body):
            """The first one fails as that of an ended session does, and each older token after it."""
            if not ended:
                ended.append(True)
                self.left.clear()
                handler.give(500, FAULT % b"NotAuthenticated")
            elif int(TOKEN.search(body).group(1)) not in self.left:
                handler.give(500, FAULT % b"InvalidProperty")
            else:
                self.next(handler, body)
        self.interceptor.wanted = {"RetrievePropertiesEx": self.first, "ContinueRetrievePropertiesEx": fails}.get
        self.assertEqual(len(connection.listAllDomains()), COUNT)
        self.assertTrue(ended)

    def test_a_page_that_does_not_come(self):
        connection = opened(self.uri)
        self.is_cut = True
        self.refused(38, connection.listAllDomains)
        self.is_cut = False
        self.assertEqual(len(connection.listAllDomains()), COUNT)


unittest.main()
