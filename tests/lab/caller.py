"""Calls of a fake without a network."""
import json

from fakes.http import Request


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
