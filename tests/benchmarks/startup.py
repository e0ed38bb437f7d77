#!/usr/bin/env python3
"""How long a provider takes from its start to the handshake line, and how much memory it holds then.

    tests/benchmarks/startup.py [--runs 20] [--check] [BINARY]

Prints the median of warm runs with TLS, as Terraform starts it. --check: exit 1 when it is more than 20 ms or 18 MiB.
Needs nothing but Python and openssl.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIMIT_MS, LIMIT_MIB = 20.0, 18.0
COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"


def client_certificate():
    with tempfile.TemporaryDirectory() as folder:
        command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-521 -nodes -subj /O=HashiCorp/CN=localhost -days 3650".split()
        subprocess.run(command + ["-keyout", f"{folder}/key", "-out", f"{folder}/certificate"], check=True, capture_output=True)
        return pathlib.Path(folder, "certificate").read_text()


def resident_mib(pid):
    fields = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(fields["VmRSS"].split()[0]) / 1024


def run_once(binary, environment):
    began = time.perf_counter()
    with subprocess.Popen([binary], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        line = child.stdout.readline()
        passed = (time.perf_counter() - began) * 1000
        resident = resident_mib(child.pid)
        child.terminate()
        child.wait()
    assert b"|grpc|" in line, line
    return passed, resident


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary", nargs="?", default=str(ROOT / "build" / "terraform-provider-esdr"))
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    environment = os.environ | {"TF_PLUGIN_MAGIC_COOKIE": COOKIE, "PLUGIN_PROTOCOL_VERSIONS": "5,6", "PLUGIN_CLIENT_CERT": client_certificate()}
    run_once(arguments.binary, environment)
    passed, resident = zip(*(run_once(arguments.binary, environment) for _ in range(arguments.runs)))
    median_ms, median_mib = statistics.median(passed), statistics.median(resident)
    print(f"start to handshake: {median_ms:.1f} ms (fastest {min(passed):.1f}, slowest {max(passed):.1f}); memory: {median_mib:.1f} MiB")
    return 1 if arguments.check and (median_ms > LIMIT_MS or median_mib > LIMIT_MIB) else 0


if __name__ == "__main__":
    sys.exit(main())
