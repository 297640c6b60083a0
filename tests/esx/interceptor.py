"""A server between a client and a simulator of HTTP, which passes everything on, or does with answers what a test
says.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import contextlib
import http.client
import http.server
import re
import socket
import ssl
import threading

CALL = re.compile(rb"<(?:\w+:)?Body[^>]*>\s*<(\w+)")
KEPT = ("Content-Type", "SOAPAction", "Cookie")
TEXT = "text/xml; charset=utf-8"
# The fault of an object that is not there any more.
GONE = ('<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope'
        ' xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><soapenv:Fault>'
        '<faultcode>ServerFaultCode</faultcode><faultstring>it is gone</faultstring><detail>'
        '<ManagedObjectNotFoundFault xmlns="urn:vim25" xsi:type="ManagedObjectNotFound"/></detail></soapenv:Fault>'
        '</soapenv:Body></soapenv:Envelope>').encode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def setup(self):
        super().setup()
        self.server.interceptor.connections.append(self.connection)

    def log_message(self, *_arguments):  # pylint: disable=arguments-differ
        """Says nothing."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        found = CALL.search(body)
        name = found.group(1).decode() if found else ""
        with contextlib.suppress(OSError):
            action = self.server.interceptor.action(name)
            (action or Handler.forward)(self, body)
            self.wfile.flush()

    def do_GET(self):
        self.server.interceptor.gets += 1
        self.give(200, b"<html/>", "text/html")

    def answered(self, body):
        """Status, headers and body that the simulator answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.interceptor.port_behind)
        headers = {name: self.headers[name] for name in KEPT if self.headers.get(name)}
        connection.request("POST", self.path, body, headers)
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer.status, answer.getheaders(), data

    def forward(self, body):
        status, headers, data = self.answered(body)
        self.give(status, data, TEXT, *((name, value) for name, value in headers if name == "Set-Cookie"))

    def give(self, status, data, kind=TEXT, *more):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in more:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def cut(self):
        """Ends the client's connection."""
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, _request, _address):  # pylint: disable=arguments-differ
        """A client that has gone."""


class Interceptor:
    """In front of the simulator at that port; with a certificate and its key, in a file, it speaks TLS."""

    def __init__(self, port_behind, certificate=None):
        self.port_behind, self.gets = port_behind, 0
        self.wanted, self.connections = None, []
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.interceptor = self
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def action(self, name):
        """What is to be done with this call."""
        return self.wanted(name) if self.wanted else None

    def intercept(self, action, call=None):
        """Does this with all calls of the name, or with all of them; `None` with none any more."""
        self.wanted = action and (lambda name: action if call in (None, name) else None)

    def end(self):
        self.server.shutdown()
        self.server.server_close()
        # A client that logs out afterwards need not wait.
        for connection in self.connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
