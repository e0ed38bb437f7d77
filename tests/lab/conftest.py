"""What the tests of the lab share."""
import json

import pytest

from fakes.clock import Clock
from fakes.http import Request
from repository_stub import RepositoryStub




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
def stub():
    stub = RepositoryStub()
    yield stub
    stub.close()


@pytest.fixture
def clock():
    return Clock()
