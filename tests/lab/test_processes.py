"""Processes are known again by more than their number."""
import json
import os
import socket
import subprocess
import sys

import pytest

from servers import ports, processes


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "RECORDS", tmp_path / "processes")
    monkeypatch.setattr(ports, "FILE", tmp_path / "ports.json")
    return tmp_path


@pytest.fixture
def sleeper(folder):
    command = [sys.executable, "-c", "import time; time.sleep(600)  # a-word-of-its-own"]
    process = processes.start("sleeper", command, folder / "log", dict(os.environ), "a-word-of-its-own", folder)
    yield process
    process.kill()
    process.wait()


def change_record(**changes):
    path = processes.RECORDS / "sleeper"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def test_a_started_process_is_known_and_stops_when_asked(sleeper):
    assert processes.pid_of("sleeper") == sleeper.pid and processes.names() == ["sleeper"]
    assert processes.resident_kilobytes(sleeper.pid) > 0
    assert processes.stop(["sleeper"]) == ["sleeper"]
    sleeper.wait(10)
    assert processes.pid_of("sleeper") is None and processes.names() == []


def test_a_process_that_took_over_the_number_is_never_signalled(sleeper):
    change_record(started=1)
    assert processes.pid_of("sleeper") is None
    assert processes.stop(["sleeper"]) == []
    assert sleeper.poll() is None


def test_a_process_with_another_command_line_is_never_signalled(sleeper):
    change_record(word="something-else")
    assert processes.pid_of("sleeper") is None
    assert processes.stop(["sleeper"]) == []
    assert sleeper.poll() is None


def test_a_process_that_does_not_listen_is_killed(folder, monkeypatch):
    monkeypatch.setattr(processes, "STOP_SECONDS", 0.2)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(600)  # deaf-one"
    process = processes.start("deaf", [sys.executable, "-c", deaf], folder / "log", dict(os.environ), "deaf-one", folder)
    while not (folder / "log").read_text():
        assert process.poll() is None
    processes.stop(["deaf"])
    assert process.wait(10) == -9


@pytest.mark.parametrize("content", ["", "no json"])
def test_a_broken_record_is_no_process(content):
    processes.RECORDS.mkdir()
    (processes.RECORDS / "x").write_text(content)
    assert processes.pid_of("x") is None


def test_the_dead_are_not_running():
    process = subprocess.Popen([sys.executable, "-c", ""])
    processes.record("x", process.pid, "")
    process.wait()
    assert processes.pid_of("x") is None


def test_a_taken_port_is_avoided_and_the_others_are_kept(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        taken = stranger.getsockname()[1]
        free = ports.any_free({taken})
        monkeypatch.setattr(ports, "PREFERRED_PORTS", {"one": taken, "two": free})
        chosen = ports.choose()
    assert chosen["two"] == free and chosen["one"] not in (taken, free)
    assert ports.recorded() == chosen
