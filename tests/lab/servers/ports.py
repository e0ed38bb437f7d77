"""Which ports the lab uses: the preferred ones, the ones it has already, or free ones."""
import json
import socket

from .settings import PREFERRED_PORTS, RUN

FILE = RUN / "ports.json"


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def any_free(taken):
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        if port not in taken:
            return port


def recorded():
    try:
        return json.loads(FILE.read_text())
    except (OSError, ValueError):
        return None


def choose():
    chosen = {}
    for name, port in PREFERRED_PORTS.items():
        chosen[name] = port if is_free(port) else any_free(set(chosen.values()) | set(PREFERRED_PORTS.values()))
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(json.dumps(chosen, indent=2) + "\n")
    return chosen
