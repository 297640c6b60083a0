#!/usr/bin/python3
"""Tasks that a host forgets, does not end, or tells of in a form of no sense: each is begun once, whatever comes of it.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import re
import time
import unittest

from client import Case, opened
from interceptor import Interceptor
from simulator import Simulator

NAME = "ha-host_VM0"
UNEXPECTED = 1
GONE = ('<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope'
        ' xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><soapenv:Fault>'
        '<faultcode>ServerFaultCode</faultcode><faultstring>it is gone</faultstring><detail>'
        '<ManagedObjectNotFoundFault xmlns="urn:vim25" xsi:type="ManagedObjectNotFound"/></detail></soapenv:Fault>'
        '</soapenv:Body></soapenv:Envelope>').encode()
STATE = re.compile(rb"(<name>info.state</name><val[^>]*>)\w+")


class Tasks(Case):
    def setUp(self):
        self.host = Simulator("-plain")
        self.addCleanup(self.host.end)
        self.session = self.host.session()
        self.interceptor = Interceptor(self.host.port)
        self.addCleanup(self.interceptor.end)
        self.domain = opened(
            f"esx://root@127.0.0.1:{self.interceptor.port}/?transport=http&timeout=5").lookupByName(NAME)
        self.begun, self.looked, self.states = 0, 0, []
        self.interceptor.wanted = {"ReconfigVM_Task": self.begin, "RetrievePropertiesEx": self.look}.get

    def begin(self, handler, body):
        self.begun += 1
        handler.forward(body)

    def look(self, handler, body):
        """The next state of those that the test has set, for a look at a task; `gone` is none."""
        if b'type="Task"' not in body or not self.states:
            handler.forward(body)
            return
        self.looked += 1
        state = self.states.pop(0)
        if state == "gone":
            handler.give(500, GONE)
            return
        status, _, data = handler.answered(body)
        handler.give(status, STATE.sub(rb"\g<1>" + state.encode(), data))

    def test_that_takes_its_time(self):
        self.states = ["queued", "queued", "running", "running"]
        begin = time.monotonic()
        self.domain.setMemory(20480)
        self.assertLess(time.monotonic() - begin, 5)
        self.assertEqual((self.begun, self.looked), (1, 4))
        self.assertEqual(self.session.allocation(NAME)[1], 20)

    def test_that_is_forgotten(self):
        """What came of it is not known, and it is not begun again."""
        for states in (["gone"], ["running", "gone"]):
            self.begun, self.states = 0, states
            self.refused(UNEXPECTED, self.domain.setMemory, 20480, says=["ReconfigVM_Task", "not known"])
            self.assertEqual((self.begun, self.states), (1, []))

    def test_of_no_known_state(self):
        self.states = ["sleeping"]
        self.refused(UNEXPECTED, self.domain.setMemory, 20480, says=["'sleeping'"])
        self.assertEqual(self.begun, 1)

    def test_that_fails_without_a_fault(self):
        self.states = ["error"]
        self.refused(UNEXPECTED, self.domain.setMemory, 20480, says=["without a fault"])
        self.assertEqual(self.begun, 1)

    def test_that_may_have_begun(self):
        """The connection is cut before the host answers."""
        def cut(handler, _body):
            self.begun += 1
            handler.cut()
        self.interceptor.wanted = {"ReconfigVM_Task": cut}.get
        self.refused(38, self.domain.setMemory, 20480)
        self.assertEqual(self.begun, 1)

    def test_of_a_machine_that_is_gone_when_it_is_begun(self):
        def gone(handler, _body):
            self.begun += 1
            handler.give(500, GONE)
        self.interceptor.wanted = {"ReconfigVM_Task": gone}.get
        self.refused(42, self.domain.setMemory, 20480)
        self.assertEqual(self.begun, 1)


unittest.main()
