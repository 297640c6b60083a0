#!/usr/bin/python3
"""Tasks that a host forgets, does not end, or tells of in a form of no sense: each is begun once, whatever comes of it.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import re
import time
import unittest

from client import Case, opened
from interceptor import GONE, Interceptor
from simulator import Simulator

NAME = "ha-host_VM0"
UNEXPECTED = 1
EMPTY = (b'<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope'
         b' xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><%(name)sResponse'
         b' xmlns="urn:vim25"/></soapenv:Body></soapenv:Envelope>')
QUESTION = (b'<propSet><name>runtime.question</name><val><id>17</id><text>Is it so?</text><choice>'
            b'<choiceInfo><label>Yes</label><summary>Yes</summary><key>yes</key></choiceInfo>'
            b'<choiceInfo><label>No</label><summary>No</summary><key>no</key></choiceInfo>'
            b'<defaultIndex>1</defaultIndex></choice></val></propSet>')
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
        """The next state of those that the test has set, for a look at a task; `gone` is none, `busy` no answer."""
        if b'type="Task"' not in body or not self.states:
            handler.forward(body)
            return
        self.looked += 1
        state = self.states.pop(0)
        if state in ("gone", "busy"):
            handler.give(500 if state == "gone" else 503, GONE)
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

    def test_of_a_host_that_is_busy(self):
        """A look at the task that fails is made again; after some the error says that the task was begun."""
        self.states = ["busy", "busy", "running", "busy", "busy"]
        self.domain.setMemory(20480)
        self.assertEqual((self.begun, self.states), (1, []))
        self.begun, self.states = 0, ["busy"] * 10
        self.refused(12, self.domain.setMemory, 30720, says=["ReconfigVM_Task", "was begun, and may go on"])
        self.assertEqual((self.begun, len(self.states)), (1, 7))
        self.assertEqual(self.session.allocation(NAME)[1], 30)

    def test_of_a_machine_with_a_question(self):
        """Without an answer for it the task is cancelled, where it can be; with auto_answer its default is given."""
        for is_cancelable, says in ((b"true", "is cancelled"), (b"false", "cannot be cancelled")):
            with self.subTest(is_cancelable):
                calls = self.ask_while_it_runs(is_cancelable)
                self.refused(UNEXPECTED, self.domain.setMemory, 20480, says=["Is it so?", "auto_answer", says])
                self.assertEqual((self.begun, calls), (1, ["CancelTask"] if is_cancelable == b"true" else []))
        self.domain = opened(f"esx://root@127.0.0.1:{self.interceptor.port}/?transport=http&timeout=5"
                             "&auto_answer=1").lookupByName(NAME)
        calls = self.ask_while_it_runs(b"true")
        self.domain.setMemory(20480)
        self.assertEqual((self.begun, calls), (1, ["AnswerVM 17 no"]))

    def ask_while_it_runs(self, is_cancelable):
        """The machine asks until it is answered, and its task runs until then. The calls that answer or cancel."""
        calls, self.begun = [], 0

        def look(handler, body):
            status, _, data = handler.answered(body)
            if b"runtime.question" in body and self.begun and not calls:
                data = data.replace(b"</objects>", QUESTION + b"</objects>")
            if b"info.cancelable" in body:
                data = re.sub(rb"(</obj>).*?</objects>", rb"\1<propSet><name>info.cancelable</name><val>"
                              + is_cancelable + rb"</val></propSet></objects>", data, flags=re.S)
            elif b'type="Task"' in body and not calls:
                data = STATE.sub(rb"\g<1>running", data)
            handler.give(status, data)

        def answer(handler, body):
            parts = [re.search(rb"<%s>(.*?)</%s>" % (name, name), body).group(1).decode()
                     for name in (b"questionId", b"answerChoice")]
            calls.append(" ".join(["AnswerVM", *parts]))
            handler.give(200, EMPTY % {b"name": b"AnswerVM"})

        def cancel(handler, _body):
            calls.append("CancelTask")
            handler.give(200, EMPTY % {b"name": b"CancelTask"})
        self.interceptor.wanted = {"ReconfigVM_Task": self.begin, "RetrievePropertiesEx": look, "AnswerVM": answer,
                                   "CancelTask": cancel}.get
        return calls

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
