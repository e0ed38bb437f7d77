"""What the tests of the lab share."""
import json
import time

import pytest

from fakes.clock import Clock
from fakes.http import Request
from repository_stub import RepositoryStub

NOON = 1795348800000      # 2026-11-22T12:00:00Z




class Caller:
    """Sends requests to a product without a network."""

    def __init__(self, product):
        self.product = product

    def __call__(self, method, path, body=None, content_type="application/json"):
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        answer = self.product.answer(Request(method, path, [("content-type", content_type)] if raw else [], raw))
        return answer.status, json.loads(answer.body)

    def control(self, method, path, body=None):
        return json.loads(self.product.control(Request(method, path, [], json.dumps(body or {}).encode())).body)


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
