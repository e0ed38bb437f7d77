"""The proxy in front of every cluster: what passes through it is unchanged, what tests ask of it happens once."""
import hashlib
import http.client
import json
import socket
import threading
import time

import pytest

from fakes import proxy
from fakes.http import Answer, Handler, Server


class Upstream(Handler):
    """Tells what it got; /chunked answers in chunks, /large much, /nothing 204, /slam closes without an answer."""

    def serve(self):
        body = b"".join(self.body_chunks())
        if self.target == "/slam":
            self.cut()
        elif self.target == "/chunked":
            self.send_response_only(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")
        elif self.target == "/nothing":
            self.send_response_only(204)
            self.end_headers()
        elif self.target == "/large":
            self.send(Answer(200, b"x" * 30_000_000, "application/octet-stream"))
        else:
            told = {"method": self.command, "target": self.target, "headers": self.headers.items(), "length": len(body),
                    "digest": hashlib.sha256(body).hexdigest()}
            status = int(self.target.partition("status=")[2] or 200)
            self.send(Answer(status, json.dumps(told).encode(), "application/json", [("X-One", "1"), ("X-Two", "a"), ("X-Two", "b")]))


@pytest.fixture
def upstream():
    server = Server(("127.0.0.1", 0), Upstream)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def ports(upstream):
    servers = proxy.start(proxy.Proxy(upstream))
    yield [server.server_port for server in servers]
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def client(ports):
    connection = http.client.HTTPConnection("127.0.0.1", ports[0], timeout=30)
    yield connection
    connection.close()


@pytest.fixture
def control(ports):
    def call(method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", ports[1], timeout=30)
        connection.request(method, path, None if body is None else json.dumps(body))
        answer = connection.getresponse()
        value = answer.status, json.loads(answer.read())
        connection.close()
        return value
    return call


def told(client, method, target, body=None, headers=None):
    client.request(method, target, body, headers or {})
    answer = client.getresponse()
    return answer, json.loads(answer.read())


# ---- passing on ----

@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
def test_any_method_passes_with_its_path_as_it_was_written(client, method):
    answer, got = told(client, method, "//a%2Fb/%C3%BC?x=%20&y=a+b", body=b"{}")
    assert (answer.status, got["method"], got["target"], got["length"]) == (200, method, "//a%2Fb/%C3%BC?x=%20&y=a+b", 2)


def test_headers_pass_both_ways_and_repeated_ones_stay_apart(client):
    answer, got = told(client, "GET", "/", headers={"Authorization": "Basic eDp5", "X-Odd": "v", "Connection": "keep-alive"})
    sent = dict(got["headers"])
    assert sent["Authorization"] == "Basic eDp5" and sent["X-Odd"] == "v" and sent["Host"].startswith("127.0.0.1:")
    assert answer.headers.get_all("X-Two") == ["a", "b"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 429, 500, 503])
def test_errors_pass_with_their_bodies(client, status):
    answer, got = told(client, "GET", f"/?status={status}")
    assert answer.status == status and got["target"] == f"/?status={status}"


def test_a_large_body_passes_unchanged_in_either_framing(client):
    body = bytes(range(256)) * 80_000
    for data in (body, iter([body[:7], body[7:1_000_000], body[1_000_000:]])):
        _, got = told(client, "POST", "/_bulk", body=data)
        assert (got["length"], got["digest"]) == (len(body), hashlib.sha256(body).hexdigest())


def test_a_large_answer_and_a_chunked_one_pass(client):
    for target, size in (("/large", 30_000_000), ("/chunked", 11)):
        client.request("GET", target)
        assert len(client.getresponse().read()) == size


def test_head_and_no_content_leave_the_connection_usable(client):
    client.request("HEAD", "/")
    answer = client.getresponse()
    assert answer.status == 200 and answer.read() == b"" and int(answer.headers["content-length"]) > 0
    client.request("GET", "/nothing")
    assert client.getresponse().read() == b""
    assert told(client, "GET", "/again")[1]["target"] == "/again"


def test_one_connection_serves_many_requests(client):
    told(client, "GET", "/1")
    first = client.sock
    told(client, "GET", "/2")
    assert client.sock is first


def test_a_server_that_hangs_up_looks_like_one(client, control):
    client.request("GET", "/slam")
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        client.getresponse()
    assert control("GET", "/requests")[1][-1]["status"] is None


# ---- the log ----

def test_every_request_is_recorded_with_its_status(client, control):
    told(client, "PUT", "/a?status=404", body=b'{"x":1}', headers={"Authorization": "Basic eDp5"})
    [entry] = control("GET", "/requests")[1]
    assert (entry["method"], entry["path"], entry["status"], entry["origin"], entry["body"]) == ("PUT", "/a?status=404", 404, "forwarded", '{"x":1}')
    assert entry["headers"]["authorization"] == "Basic eDp5"
    control("DELETE", "/requests")
    assert control("GET", "/requests")[1] == []


# ---- faults ----

def test_a_fault_happens_as_often_as_was_asked_and_only_to_what_it_names(client, control):
    control("POST", "/fault", {"method": "GET", "path": "^/_snapshot", "count": 2, "status": 502, "body": "<html>Bad gateway</html>",
                               "content_type": "text/html", "headers": {"Retry-After": "1"}})
    assert told(client, "GET", "/other")[0].status == 200
    assert told(client, "PUT", "/_snapshot/x")[0].status == 200
    for _ in range(2):
        client.request("GET", "/_snapshot/x")
        answer = client.getresponse()
        assert (answer.status, answer.headers["content-type"], answer.headers["retry-after"]) == (502, "text/html", "1")
        assert answer.read() == b"<html>Bad gateway</html>"
    assert told(client, "GET", "/_snapshot/x")[0].status == 200
    assert [entry["origin"] for entry in control("GET", "/requests")[1]].count("fault") == 2


def test_a_fault_takes_the_body_of_the_request_it_answers(client, control):
    control("POST", "/fault", {"status": 403, "body": "{}"})
    client.request("PUT", "/x", b"y" * 100_000)
    assert client.getresponse().read() == b"{}"
    assert told(client, "GET", "/next")[1]["target"] == "/next"


def test_a_hanging_request_is_answered_in_the_end(client, control):
    control("POST", "/fault", {"hang": 0.3})
    began = time.monotonic()
    assert told(client, "GET", "/")[0].status == 200
    assert time.monotonic() - began >= 0.3


def test_a_connection_cut_before_never_reaches_the_server(client, control):
    control("POST", "/fault", {"cut": "before"})
    client.request("PUT", "/x", b"{}")
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        client.getresponse()


def test_a_connection_cut_half_way_has_done_the_work_and_breaks_off(client, control):
    control("POST", "/fault", {"cut": "half"})
    client.request("PUT", "/x", b"{}")
    answer = client.getresponse()
    with pytest.raises(http.client.IncompleteRead):
        answer.read()
    assert control("GET", "/requests")[1][-1]["status"] == 200


def test_faults_can_be_seen_and_forgotten(client, control):
    control("POST", "/fault", {"status": 500, "count": 3})
    assert control("GET", "/fault")[1][0]["count"] == 3
    control("DELETE", "/fault")
    assert told(client, "GET", "/")[0].status == 200


@pytest.mark.parametrize("wrong", [{"cut": "sometimes"}, {"path": "("}, {"unknown": 1}])
def test_a_fault_that_makes_no_sense_is_refused(control, wrong):
    assert control("POST", "/fault", wrong)[0] == 400


def test_the_control_port_says_what_it_does_not_have(control):
    assert control("GET", "/clock")[0] == 404


def test_a_client_that_leaves_does_no_harm(ports, client):
    with socket.create_connection(("127.0.0.1", ports[0])) as leaver:
        leaver.sendall(b"POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf")
    assert told(client, "GET", "/")[0].status == 200
