import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from client import ROOT, Provider  # noqa: E402


@pytest.fixture(scope="session")
def provider_binary():
    return ROOT / "build" / "terraform-provider-esdr"


@pytest.fixture(scope="session")
def echo_binary():
    """The plugin layer with methods that are easy to test, under the sanitizers (echo_plugin.c)."""
    return ROOT / "build" / "tests" / "protocol" / "echo-plugin"


@pytest.fixture
def start_echo(echo_binary, tmp_path):
    """Starts echo plugins whose sockets lie in a folder of the test, and ends them afterwards."""
    started = []

    def start(**options):
        options["env"] = {"TMPDIR": str(tmp_path)} | options.get("env", {})
        started.append(Provider.start(options.pop("binary", echo_binary), **options))
        return started[-1]

    yield start
    for provider in started:
        provider.close()


@pytest.fixture
def echo(start_echo):
    return start_echo()
