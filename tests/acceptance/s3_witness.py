"""A proxy in front of the store that notes every request, and can let something happen just before one is passed on."""
import http.client
import http.server
import threading
import urllib.parse


class Witness:
    def __init__(self, endpoint):
        self.target = urllib.parse.urlsplit(endpoint)
        self.requests = []              # (method, path with query), in the order they came
        self.before = None              # called with (method, path) before a request goes on
        self.after = None               # called with (method, path) before its answer goes back
        self.lock = threading.Lock()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.endpoint = f"http://127.0.0.1:{self.server.server_port}"

    def count(self, method, query):
        return sum(1 for verb, path in self.requests if verb == method and query in path)

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(10)

    def note(self, method, path):
        with self.lock:
            self.requests.append((method, path))

    def handler(witness):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def pass_on(self):
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                witness.note(self.command, self.path)
                if witness.before:
                    witness.before(self.command, self.path)
                status, headers, answer = witness.ask(self.command, self.path, self.headers, body)
                if witness.after:
                    witness.after(self.command, self.path)
                self.send_response_only(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            do_GET = do_PUT = do_DELETE = do_HEAD = do_POST = pass_on

            def log_message(self, *arguments):
                pass

        return Handler

    def ask(self, method, path, headers, body):
        """The Host header stays as it came: it is signed."""
        connection = http.client.HTTPConnection(self.target.hostname, self.target.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                if name.lower() not in ("connection", "expect"):
                    connection.putheader(name, value)
            connection.endheaders(body)
            response = connection.getresponse()
            of_this_connection = ("content-length", "transfer-encoding", "connection")
            kept = [(name, value) for name, value in response.getheaders() if name.lower() not in of_this_connection]
            return response.status, kept, response.read()
        finally:
            connection.close()
