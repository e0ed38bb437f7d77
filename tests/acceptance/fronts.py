"""Servers of a test's own between the provider and a cluster: with a log, with faults, with TLS, and proxies. Nobody else sees their faults."""
import contextlib
import http.client
import select
import socket
import ssl
import threading
import urllib.parse

from fakes.http import Answer, Handler, Server
from fakes.proxy import Fault, ProductHandler, Proxy


class QuietServer(Server):
    """Refused handshakes are what tests are about."""
    tls = None

    def finish_request(self, request, client_address):
        if not self.tls:
            super().finish_request(request, client_address)
            return
        with self.tls.wrap_socket(request, server_side=True, do_handshake_on_connect=False) as secured:
            try:
                secured.do_handshake()
            except ssl.SSLError:
                linger(secured)
                return
            super().finish_request(secured, client_address)

    def handle_error(self, request, client_address):
        pass


def linger(secured):
    """A server that closes at once takes its alert back: what the client sent and nobody read makes the kernel reset the connection."""
    with socket.socket(fileno=secured.detach()) as connection, contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(1 << 16):
            pass


def started(handler):
    server = QuietServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server


def unused_port():
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Front:
    """Passes everything on to a cluster, and notes it; `tls` is an ssl.SSLContext."""

    def __init__(self, upstream, tls=None):
        self.proxy = Proxy(upstream)
        self.server = started(type("Product", (ProductHandler,), {"proxy": self.proxy}))
        self.server.tls = tls
        self.port = self.server.server_port
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def requests(self):
        return list(self.proxy.requests)

    def lines(self):
        """("GET", "/_snapshot", 200) of each request, oldest first, without queries."""
        return [(request["method"], request["path"].partition("?")[0], request["status"]) for request in self.requests]

    def fault(self, method=".*", path=".*", **how):
        self.proxy.faults.add(Fault(method=method, path=path, **how))

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class ForwardProxy:
    """An HTTP proxy that takes every host for the one at `upstream`: names that nobody can resolve show that it was asked."""

    def __init__(self, upstream, refuses=None):
        self.upstream = urllib.parse.urlsplit(upstream)
        self.refuses = refuses          # an Answer for everything, when it lets nobody through
        self.asked = []                 # ("CONNECT", "host:443") or ("GET", "http://host/path")
        self.server = started(type("Forwarding", (ForwardingHandler,), {"owner": self}))
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class ForwardingHandler(Handler):
    owner = None

    def serve(self):
        self.owner.asked.append((self.command, self.target))
        if self.owner.refuses:
            b"".join(self.body_chunks())
            self.send(self.owner.refuses)
        elif self.command == "CONNECT":
            self.tunnel()
        else:
            self.pass_on()

    def tunnel(self):
        with socket.create_connection((self.owner.upstream.hostname, self.owner.upstream.port)) as beyond:
            self.send_response_only(200)
            self.end_headers()
            with contextlib.suppress(OSError):
                exchange_bytes(self.connection, beyond)
        self.close_connection = True

    def pass_on(self):
        url = urllib.parse.urlsplit(self.target)
        connection = http.client.HTTPConnection(self.owner.upstream.hostname, self.owner.upstream.port, timeout=60)
        kept = {name: value for name, value in self.headers.items() if name.lower() not in ("proxy-connection", "content-length", "transfer-encoding")}
        with contextlib.closing(connection):
            connection.request(self.command, f"{url.path}?{url.query}", b"".join(self.body_chunks()), kept)
            response = connection.getresponse()
            self.send(Answer(response.status, response.read(), response.getheader("content-type") or "application/json"))


def exchange_bytes(one, other):
    beyond = {one: other, other: one}
    while True:
        for ready in select.select([one, other], [], [], 60)[0]:
            data = ready.recv(1 << 16)
            if not data:
                return
            beyond[ready].sendall(data)


def server_side(certificate, authority=None):
    """The TLS of a server with `certificate`; with `authority` only clients that it vouches for are let in."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.certificate_file, certificate.key_file)
    if authority:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(authority.certificate_file)
    return context
