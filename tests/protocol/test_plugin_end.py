"""How a plugin ends: shutdown, signals, a client that dies, crashes; and the lines it writes meanwhile."""

import json
import os
import re
import signal
import subprocess
import sys

import grpc
import pytest
from client import KILL_SECONDS, SHUTDOWN, Process, child_environment, terraform_environment, wait_until

ECHO, WAIT, HANG, RUNNING = "/test.Echo/Echo", "/test.Echo/Wait", "/test.Echo/Hang", "/test.Echo/Running"


def running(provider, count):
    wait_until(lambda: int(provider.raw(RUNNING)) == count)


def is_gone(pid):
    """Whether the process has ended, a zombie included."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


# ---- shutdown


def test_shutdown_is_answered_and_ends_the_process_with_streams_open(echo, tmp_path):
    assert all(stream.is_active() for stream in echo.streams)
    assert echo.raw(SHUTDOWN) == b""
    assert echo.process.wait(KILL_SECONDS) == 0
    assert os.listdir(tmp_path) == []


def test_shutdown_closes_the_streams_without_an_error(echo):
    echo.raw(SHUTDOWN)
    assert [list(stream) for stream in echo.streams] == [[], []]
    assert [stream.code() for stream in echo.streams] == [grpc.StatusCode.OK] * 2


def test_shutdown_ends_running_calls(echo):
    waiting = echo.begin(WAIT)
    running(echo, 1)
    echo.raw(SHUTDOWN)
    assert waiting.result() == b"cancelled"
    assert echo.process.wait(KILL_SECONDS) == 0


def test_shutdown_does_not_wait_for_a_call_that_never_ends(echo, tmp_path):
    hanging = echo.begin(HANG)
    running(echo, 1)
    assert echo.shut_down() == 0
    assert hanging.exception().code() == grpc.StatusCode.UNAVAILABLE
    assert os.listdir(tmp_path) == []


def test_shutdown_twice_is_no_harm(echo):
    calls = [echo.begin(SHUTDOWN), echo.begin(SHUTDOWN)]
    assert None in [call.exception() for call in calls]
    assert echo.process.wait(KILL_SECONDS) == 0


def test_the_sanitizers_find_nothing(echo):
    for _ in range(20):
        echo.raw(ECHO, b"x" * 1000)
    echo.begin(WAIT, timeout=0.05).exception()
    assert echo.shut_down() == 0
    assert echo.errors == []


# ---- signals


def test_sigint_is_the_clients_to_handle(echo):
    waiting = echo.begin(WAIT)
    running(echo, 1)
    echo.process.signal(signal.SIGINT)
    assert echo.raw(ECHO, b"alive") == b"alive"
    assert not waiting.done()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_end_cancels_calls_and_cleans_up(echo, tmp_path, number):
    waiting = echo.begin(WAIT)
    running(echo, 1)
    echo.process.signal(number)
    assert waiting.result() == b"cancelled"
    assert echo.process.wait() == 0
    assert os.listdir(tmp_path) == []


# ---- a client that dies

PARENT = """
import os, subprocess, sys
child = subprocess.Popen([sys.argv[1]], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
print(child.pid, child.stdout.readline().decode(), flush=True)
sys.stdin.read()
"""


def test_the_death_of_the_client_ends_the_process(echo_binary, tmp_path):
    environment = child_environment(terraform_environment() | {"TMPDIR": str(tmp_path)})
    command = [sys.executable, "-c", PARENT, str(echo_binary)]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as parent:
        pid = int(parent.stdout.readline().split()[0])
        assert not is_gone(pid)
        parent.kill()
    try:
        wait_until(lambda: is_gone(pid))
        wait_until(lambda: os.listdir(tmp_path) == [])
    finally:
        kill(pid)


def test_a_reader_of_standard_error_that_is_gone_ends_the_process(echo_binary, tmp_path):
    reading, writing = os.pipe()
    environment = child_environment(terraform_environment() | {"TMPDIR": str(tmp_path), "TF_LOG": "trace"})
    child = subprocess.Popen([echo_binary], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=writing)
    try:
        os.close(writing)
        assert b"|" in child.stdout.readline()
        os.close(reading)
        assert child.wait(timeout=30) == 0
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
    assert os.listdir(tmp_path) == []


# ---- log lines

FIELDS = {"@level", "@message", "@module", "@timestamp"}


def entries_of(echo):
    echo.raw("/test.Echo/Chatter")
    assert echo.shut_down() == 0
    return [json.loads(line) for line in echo.errors]


def test_log_lines_are_what_the_client_parses(start_echo):
    entries = entries_of(start_echo(env={"TF_LOG_PROVIDER": "trace"}))
    assert entries
    for entry in entries:
        assert FIELDS <= set(entry)
        assert all(isinstance(value, str) for value in entry.values())
        assert entry["@level"] in {"trace", "debug", "info", "warn", "error"}
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", entry["@timestamp"])
    assert [entry["bytes"] for entry in entries if entry["@module"] == "echo"] == ['? " \\ \n']


@pytest.mark.parametrize("level, expected", [("info", 1), ("WARN", 0), (None, 0)])
def test_log_lines_below_the_level_are_not_written(start_echo, level, expected):
    assert len(entries_of(start_echo(env={"TF_LOG": level}))) == expected


def test_what_grpc_has_to_say_is_a_log_line_too(start_echo):
    echo = start_echo(env={"TF_LOG": "trace", "GRPC_VERBOSITY": "debug", "GRPC_TRACE": "tcp"})
    assert {"grpc", "plugin"} <= {entry["@module"] for entry in entries_of(echo)}


# ---- crashes


@pytest.mark.parametrize("method, name", [("CrashAbort", "SIGABRT"), ("CrashMemory", "SIGSEGV"), ("CrashStack", "SIGSEGV")])
def test_a_crash_is_explained_and_ends_with_the_signal(echo, tmp_path, method, name):
    error = echo.begin(f"/test.Echo/{method}").exception()
    assert error.code() == grpc.StatusCode.UNAVAILABLE
    assert echo.process.wait() == -getattr(signal, name)
    lines = echo.errors
    assert lines[0].startswith(f"panic: {name} ")
    assert lines[1] == f"terraform-provider-echo 1.2.3, while serving /test.Echo/{method}"
    assert 3 <= len(lines) <= 100
    assert os.listdir(tmp_path) == []


def test_a_crash_names_functions_of_the_stack(echo):
    echo.begin("/test.Echo/CrashAbort").exception()
    echo.process.wait()
    assert any("abort" in line for line in echo.errors[2:])


def test_a_crash_outside_of_calls_is_explained(echo):
    echo.raw(ECHO)
    echo.process.signal(signal.SIGBUS)
    assert echo.process.wait() == -signal.SIGBUS
    assert echo.errors[0].startswith("panic: SIGBUS ")
    assert echo.errors[1] == "terraform-provider-echo 1.2.3"


def test_processes_started_at_once_do_not_meet(echo_binary, tmp_path):
    processes = [Process([echo_binary], terraform_environment() | {"TMPDIR": str(tmp_path)}) for _ in range(4)]
    assert len({process.read_line() for process in processes}) == 4
    for process in processes:
        process.signal(signal.SIGTERM)
    assert [process.wait() for process in processes] == [0] * 4
    for process in processes:
        process.clean_up()
    assert os.listdir(tmp_path) == []
