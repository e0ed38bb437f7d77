"""Requests and answers as both ports of a fake see them, and a threaded HTTP/1.1 server for them."""
import contextlib
import dataclasses
import http.server
import json
import socket
import sys
import urllib.parse


@dataclasses.dataclass
class Request:
    method: str
    target: str                                     # as sent: path and query, still encoded
    headers: list                                   # (name, value) in the order sent
    body: bytes = b""

    @property
    def path(self):
        """The path, still encoded."""
        return self.target.partition("?")[0]

    @property
    def segments(self):
        """The decoded parts of the path: a part may hold an encoded slash."""
        return [urllib.parse.unquote(part) for part in self.path.strip("/").split("/")]

    @property
    def query(self):
        return dict(urllib.parse.parse_qsl(self.target.partition("?")[2], keep_blank_values=True))

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def json(self):
        return json.loads(self.body) if self.body else None


@dataclasses.dataclass
class Answer:
    status: int
    body: bytes = b""
    content_type: str = "application/json; charset=UTF-8"
    headers: list = dataclasses.field(default_factory=list)

    @classmethod
    def of(cls, status, value, **more):
        return cls(status, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), **more)


class Handler(http.server.BaseHTTPRequestHandler):
    """Reads requests whole or as a stream; subclasses implement `serve`."""
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 600

    def serve(self):
        raise NotImplementedError

    def __getattr__(self, name):
        if name.startswith("do_"):                  # any method: what is allowed is for the server behind to say
            return self.serve
        raise AttributeError(name)

    def log_message(self, *_):
        pass

    @property
    def target(self):
        return self.requestline.split(" ")[1]       # self.path has double slashes folded

    def body_chunks(self):
        """The body in pieces, whichever way it is framed."""
        if "chunked" in (self.headers.get("Transfer-Encoding") or "").lower():
            yield from self.chunked_body()
            return
        left = int(self.headers.get("Content-Length") or 0)
        while left:
            piece = self.rfile.read(min(left, 1 << 16))
            if not piece:
                raise ConnectionError("the client left in the middle of its request")
            left -= len(piece)
            yield piece

    def chunked_body(self):
        while size := int(self.rfile.readline().partition(b";")[0], 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():        # trailers
            pass

    def send(self, answer):
        self.send_response_only(answer.status)
        self.send_header("content-type", answer.content_type)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("content-length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def cut(self):
        """Closes the connection at once, whatever was sent so far."""
        self.close_connection = True
        with contextlib.suppress(OSError):      # the client may have left first
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """A client that leaves early is no news here; anything else is a bug that must be seen."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)
