"""A reverse proxy that passes everything on byte for byte, except what its `product` answers itself and the faults that a test asked for.

    python -m fakes.proxy --listen PORT --control PORT --upstream URL

The control port, JSON in and out:
    GET, DELETE /requests     what came in on the other port, oldest first; forget it
    POST /fault               the next `count` (1) requests whose method and path match the patterns `method` (.*) and `path` (.*) are answered with
                              `status`, `body`, `content_type`, `headers`; after `hang` seconds; and/or with the connection cut:
                              `cut` is "before" (nothing is done) or "half" (done, and half of the answer sent)
    GET, DELETE /fault        faults that have not happened yet; forget them
"""
import argparse
import collections
import dataclasses
import http.client
import re
import threading
import time
import urllib.parse

from .http import Answer, Handler, Request, Server

HOP_BY_HOP = {"connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding",
              "upgrade", "expect"}
KEPT_REQUESTS = 20_000
KEPT_BODY = 1 << 16


@dataclasses.dataclass
class Fault:
    method: str = ".*"
    path: str = ".*"                # matched against the path with its query
    count: int = 1
    status: int | None = None       # None: what the server says
    body: str = ""
    content_type: str = "application/json"
    headers: dict = dataclasses.field(default_factory=dict)
    hang: float = 0                 # seconds
    cut: str | None = None          # "before" or "half"

    def __post_init__(self):
        if self.cut not in (None, "before", "half"):
            raise ValueError(f'cut is "before" or "half", not {self.cut!r}')
        re.compile(self.method), re.compile(self.path)

    def matches(self, method, target):
        return re.fullmatch(self.method, method) is not None and re.search(self.path, target) is not None

    def answer(self):
        return Answer(self.status, self.body.encode(), self.content_type, list(self.headers.items()))


class Faults:
    def __init__(self):
        self._waiting = []
        self._lock = threading.Lock()

    def add(self, fault):
        with self._lock:
            self._waiting.append(fault)

    def take(self, method, target):
        """The first fault that this request meets, if any; it has then happened once."""
        with self._lock:
            fault = next((fault for fault in self._waiting if fault.matches(method, target)), None)
            if fault:
                fault.count -= 1
                self._waiting = [other for other in self._waiting if other.count > 0]
            return fault

    def list(self):
        with self._lock:
            return [dataclasses.asdict(fault) for fault in self._waiting]

    def clear(self):
        with self._lock:
            self._waiting.clear()


class Proxy:
    """One upstream server, at most one product in front of it, and what tests may ask of both."""

    def __init__(self, upstream, product=None):
        self.upstream = urllib.parse.urlsplit(upstream)
        self.product = product
        self.faults = Faults()
        self.requests = collections.deque(maxlen=KEPT_REQUESTS)

    def connect(self, timeout=600):
        kind = http.client.HTTPSConnection if self.upstream.scheme == "https" else http.client.HTTPConnection
        return kind(self.upstream.hostname, self.upstream.port, timeout=timeout)

    def control(self, request):
        """Answers a request to the control port."""
        action = CONTROLS.get((request.method, request.path))
        if action:
            return action(self, request)
        answer = self.product.control(request) if self.product else None
        return answer or Answer.of(404, {"error": f"there is no {request.method} {request.path} here"})

    def add_fault(self, request):
        self.faults.add(Fault(**request.json()))
        return Answer.of(200, self.faults.list())

    def clear_faults(self, _):
        self.faults.clear()
        return Answer.of(200, [])

    def clear_requests(self, _):
        self.requests.clear()
        return Answer.of(200, [])


CONTROLS = {
    ("GET", "/requests"): lambda proxy, _: Answer.of(200, list(proxy.requests)),
    ("DELETE", "/requests"): Proxy.clear_requests,
    ("GET", "/fault"): lambda proxy, _: Answer.of(200, proxy.faults.list()),
    ("POST", "/fault"): Proxy.add_fault,
    ("DELETE", "/fault"): Proxy.clear_faults,
}


class ProductHandler(Handler):
    """The port that clients see."""
    proxy = None        # set on a subclass, by serve()

    def serve(self):
        self.began, self.seen = time.time(), bytearray()
        fault = self.proxy.faults.take(self.command, self.target)
        if fault:
            self.suffer(fault)
            return
        self.dispatch()

    def suffer(self, fault):
        time.sleep(fault.hang)
        if fault.cut == "before":
            self.note(None, "fault")
            self.cut()
        elif fault.cut == "half":
            self.cut_in_half(fault)
        elif fault.status is None:
            self.dispatch()
        else:
            self.take_body()
            self.note(fault.status, "fault")
            self.send(fault.answer())

    def cut_in_half(self, fault):
        """The request is carried out, unless the fault has an answer of its own; then half of the answer is sent."""
        request = Request(self.command, self.target, self.headers.items(), self.take_body())
        answer = fault.answer() if fault.status is not None else self.whole_answer(request)
        self.note(answer.status, "fault")
        self.send_response_only(answer.status)
        self.send_header("content-type", answer.content_type)
        self.send_header("content-length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body[:len(answer.body) // 2])
        self.cut()

    def whole_answer(self, request):
        product = self.proxy.product
        if product and product.answers(request.path):
            return product.answer(request)
        connection = self.proxy.connect()
        try:
            connection.request(request.method, request.target, request.body, {name: value for name, value in self.forwarded_headers(length=False)})
            response = connection.getresponse()
            return Answer(response.status, response.read(), response.getheader("content-type") or "application/json")
        finally:
            connection.close()

    def dispatch(self):
        product = self.proxy.product
        if product and product.answers(self.target.partition("?")[0]):
            request = Request(self.command, self.target, self.headers.items(), self.take_body())
            answer = product.answer(request)
            self.note(answer.status, "product")
            self.send(answer)
            return
        self.forward()

    def take_body(self):
        body = b"".join(self.body_chunks())
        self.seen += body[:KEPT_BODY]
        return body

    def note(self, status, origin):
        """Remembers a request before its answer is sent, so that a test that has the answer finds the request."""
        self.proxy.requests.append({
            "method": self.command, "path": self.target, "status": status, "origin": origin, "time": int(self.began * 1000),
            "seconds": round(time.time() - self.began, 3), "headers": {name.lower(): value for name, value in self.headers.items()},
            "body": self.seen.decode(errors="replace")})

    # ---- passing on ----

    def forward(self):
        connection = self.proxy.connect()
        try:
            self.send_upstream(connection)
            response = connection.getresponse()
            self.note(response.status, "forwarded")
            self.send_back(response)
        except (OSError, http.client.HTTPException):
            self.note(None, "forwarded")
            self.cut()      # what the client would have seen without us
        finally:
            connection.close()

    def forwarded_headers(self, length=True):
        dropped = HOP_BY_HOP if length else HOP_BY_HOP | {"content-length"}
        return [(name, value) for name, value in self.headers.items() if name.lower() not in dropped]

    def send_upstream(self, connection):
        chunked = "transfer-encoding" in self.headers
        connection.putrequest(self.command, self.target, skip_host=True, skip_accept_encoding=True)
        for name, value in self.forwarded_headers():
            connection.putheader(name, value)
        if chunked:
            connection.putheader("Transfer-Encoding", "chunked")
        connection.endheaders()
        for piece in self.body_chunks():
            if len(self.seen) < KEPT_BODY:
                self.seen += piece
            connection.send(b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece)
        if chunked:
            connection.send(b"0\r\n\r\n")

    def send_back(self, response):
        self.send_response_only(response.status, response.reason)
        for name, value in response.getheaders():
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        bodyless = self.command == "HEAD" or response.status in (204, 304) or response.status < 200
        chunked = not bodyless and response.getheader("content-length") is None
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if bodyless:
            return
        while piece := response.read1(1 << 16):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece)
        if chunked:
            self.wfile.write(b"0\r\n\r\n")


class ControlHandler(Handler):
    proxy = None

    def serve(self):
        request = Request(self.command, self.target, self.headers.items(), b"".join(self.body_chunks()))
        try:
            answer = self.proxy.control(request)
        except (ValueError, TypeError, KeyError, re.error) as problem:
            answer = Answer.of(400, {"error": f"{type(problem).__name__}: {problem}"})
        self.send(answer)


def start(proxy, listen=0, control=0):
    """Serves both ports (0: any free one) on threads of their own; the two servers."""
    servers = []
    for port, kind in ((listen, ProductHandler), (control, ControlHandler)):
        server = Server(("127.0.0.1", port), type(kind.__name__, (kind,), {"proxy": proxy}))
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        servers.append(server)
    return servers


def main(product_for=lambda upstream: None):
    """The command line of every fake. `product_for` makes the product from the upstream's URL."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--listen", type=int, required=True)
    parser.add_argument("--control", type=int, required=True)
    parser.add_argument("--upstream", required=True)
    options = parser.parse_args()
    product = product_for(options.upstream)
    start(Proxy(options.upstream, product), options.listen, options.control)
    threading.Event().wait()


if __name__ == "__main__":
    main()
