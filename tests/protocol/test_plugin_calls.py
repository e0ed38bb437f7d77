"""How a plugin serves calls: unknown methods, many at once, cancellation, large and broken messages, the side services."""

import socket

import grpc
import pytest
from client import wait_until

ECHO, WAIT, RUNNING, STOP = "/test.Echo/Echo", "/test.Echo/Wait", "/test.Echo/Running", "/test.Echo/Stop"
HEALTH = "/grpc.health.v1.Health/Check"
MANY = 12


def status_of(provider, path, request=b"", timeout=30):
    with pytest.raises(grpc.RpcError) as caught:
        provider.raw(path, request, timeout)
    return caught.value


def running(provider, count, channel=None):
    wait_until(lambda: int(provider.raw(RUNNING, channel=channel)) == count)
    return True


# ---- methods


@pytest.mark.parametrize("path", ["/test.Echo/Unknown", "/tfplugin6.Provider/GetResourceIdentitySchemas", "/nobody.Serves/This", "/grpc.health.v1.Health/Watch"])
def test_an_unknown_method_is_unimplemented(echo, path):
    assert status_of(echo, path).code() == grpc.StatusCode.UNIMPLEMENTED


def test_an_unknown_method_is_unimplemented_while_others_wait(echo):
    waiting = [echo.begin(WAIT) for _ in range(MANY)]
    assert running(echo, MANY)
    assert status_of(echo, "/test.Echo/Unknown").code() == grpc.StatusCode.UNIMPLEMENTED
    echo.raw(STOP)
    assert [call.result() for call in waiting] == [b"cancelled"] * MANY


@pytest.mark.parametrize("message", [b"", b"\x00", b"hello", bytes(range(256)) * 1000])
def test_a_message_comes_back_as_it_went(echo, message):
    assert echo.raw(ECHO, message) == message


def test_a_status_carries_its_reason(echo):
    error = status_of(echo, "/test.Echo/Enlarge", b"not a number")
    assert (error.code(), error.details()) == (grpc.StatusCode.INVALID_ARGUMENT, "the request is no number")


def test_a_long_reason_is_cut(echo):
    error = status_of(echo, "/test.Echo/ExplainAtLength", b"100000")
    assert (error.code(), error.details()) == (grpc.StatusCode.INTERNAL, "x" * 1024)


def test_a_call_without_message_is_an_error(echo):
    with pytest.raises(grpc.RpcError) as caught:
        echo.channel.stream_unary(ECHO)(iter(()), timeout=30)
    assert caught.value.code() == grpc.StatusCode.INTERNAL


# ---- many at once, and cancellation


def test_stop_gets_through_and_ends_what_is_running(echo):
    waiting = [echo.begin(WAIT) for _ in range(MANY)]
    assert running(echo, MANY)
    assert echo.raw(STOP) == b"stopping"
    assert [call.result() for call in waiting] == [b"cancelled"] * MANY


def test_calls_after_a_stop_run_as_ever(echo):
    echo.raw(STOP)
    waiting = echo.begin(WAIT)
    assert running(echo, 1)
    assert not waiting.done()
    echo.raw(STOP)
    assert waiting.result() == b"cancelled"


def test_more_calls_than_any_parallelism_run_at_once(echo):
    waiting = [echo.begin(WAIT) for _ in range(100)]
    assert running(echo, 100)
    echo.raw(STOP)
    assert all(call.result() == b"cancelled" for call in waiting)


def test_a_call_that_the_client_cancels_is_told(echo):
    call, other = echo.begin(WAIT), echo.begin(WAIT)
    assert running(echo, 2)
    call.cancel()
    assert running(echo, 1)
    assert not other.done()


def test_a_call_whose_deadline_passes_is_told(echo):
    assert status_of(echo, WAIT, timeout=0.2).code() == grpc.StatusCode.DEADLINE_EXCEEDED
    assert running(echo, 0)


def test_a_client_that_vanishes_ends_its_calls_and_no_others(echo):
    staying = echo.begin(WAIT)
    leaving = echo.another_channel()
    calls = [echo.begin(WAIT, channel=leaving) for _ in range(3)]
    assert running(echo, 4)
    leaving.close()
    assert running(echo, 1)
    assert all(call.cancelled() or call.exception() for call in calls)
    assert not staying.done()


# ---- messages


def test_large_messages_pass_both_ways(echo):
    message = bytes(65 << 20)
    assert echo.raw(ECHO, message) == message


def test_a_message_may_be_as_large_as_the_largest_of_terraform(echo):
    size = 200 << 20
    assert len(echo.raw("/test.Echo/Enlarge", str(size).encode())) == size


@pytest.mark.parametrize("garbage", [b"\xff", b"\x0a\xff\xff\xff\xff\x0f", b"\x0a\x05ab", b"\x0b" * 100])
def test_a_broken_message_gets_a_status(echo, garbage):
    assert status_of(echo, HEALTH, garbage).code() == grpc.StatusCode.INTERNAL
    assert echo.raw(ECHO, b"alive") == b"alive"


@pytest.mark.parametrize("garbage", [b"", b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\x00" + bytes(50), b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\xff\xff\xff\xff\xff"])
def test_bytes_that_are_no_protocol_do_no_harm(start_echo, garbage):
    for tls in (True, False):
        echo = start_echo(tls=tls)
        with socket.socket(socket.AF_UNIX) as stranger:
            stranger.connect(echo.handshake.address)
            stranger.sendall(garbage)
        assert echo.raw(ECHO, b"alive") == b"alive"


# ---- side services


@pytest.mark.parametrize("service", [b"", b"\x0a\x06plugin"])
def test_health_is_serving(echo, service):
    assert echo.raw(HEALTH, service) == b"\x08\x01"


def test_health_of_another_service_is_not_found(echo):
    assert status_of(echo, HEALTH, b"\x0a\x05other").code() == grpc.StatusCode.NOT_FOUND


def test_the_streams_stay_open_and_silent(echo):
    running(echo, 0)
    assert [stream.is_active() for stream in echo.streams] == [True, True]
    assert not any(stream.done() for stream in echo.streams)


def test_the_broker_ends_when_the_client_has_said_all(echo):
    assert list(echo.channel.stream_stream("/plugin.GRPCBroker/StartStream")(iter([b"", b"\x08\x01"]), timeout=30)) == []
