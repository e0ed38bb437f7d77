"""What the tests of the lab share."""
import time

import pytest

from fakes.clock import Clock
from repository_stub import RepositoryStub

NOON = 1795348800000      # 2026-11-22T12:00:00Z


@pytest.fixture
def real():
    """Milliseconds, from a noon on: whatever a test waits for never begins or ends at a schedule's very moment."""
    began = time.monotonic()
    return lambda: NOON + int((time.monotonic() - began) * 1000)


@pytest.fixture
def stub(real):
    stub = RepositoryStub(real)
    yield stub
    stub.close()


@pytest.fixture
def clock(real):
    return Clock(real)
