"""From a request to the function that answers it, with the refusals that both servers have in common."""
import json
import re

from .errors import Refused, illegal_argument, refused
from .http import Answer

UNIVERSAL_PARAMETERS = {"pretty", "human", "error_trace"}
MEDIA_TYPES = re.compile(r"application/(json|vnd\.(opensearch|elasticsearch)\+json)\s*(;|$)", re.IGNORECASE)


class NoSuchRoute(Exception):
    def __init__(self, status, body, allow=None):
        super().__init__()
        self.status, self.body, self.headers = status, body, [("Allow", allow)] if allow else []


class NotAcceptable(Exception):
    pass


class Api:
    """`routes`: (parts of the path after `root`, {method: (function(product, request, *names), parameters it knows)})."""

    def __init__(self, root, routes, **of_every_answer):
        self.root = root
        self.depth = root.count("/")
        self.routes = routes
        self.of_every_answer = of_every_answer

    def has(self, path):
        return path == self.root or path.startswith(self.root + "/")

    def answer(self, product, request):
        try:
            function, parameters, names = self.find(request)
            check_parameters(request, parameters)
            answer = function(product, request, *names)
        except Refused as refusal:
            answer = refusal.answer()
        except NotAcceptable as problem:
            answer = Answer.of(406, {"error": str(problem), "status": 406})
        except NoSuchRoute as problem:
            answer = Answer.of(problem.status, problem.body, headers=problem.headers)
        answer.content_type = self.of_every_answer.get("content_type", answer.content_type)
        answer.headers = answer.headers + self.of_every_answer.get("headers", [])
        return answer

    def find(self, request):
        given = request.segments[self.depth:]
        for pattern, methods in self.routes:
            if len(pattern) != len(given) or any(part not in ("{name}", word) for part, word in zip(pattern, given)):
                continue
            if request.method not in methods:
                allowed = ", ".join(sorted(methods))
                raise NoSuchRoute(405, {"error": f"Incorrect HTTP method for uri [{request.target}] and method [{request.method}], "
                                                 f"allowed: [{allowed}]", "status": 405}, allowed)
            return *methods[request.method], [word for part, word in zip(pattern, given) if part == "{name}"]
        raise NoSuchRoute(400, {"error": f"no handler found for uri [{request.target}] and method [{request.method}]"})


def check_parameters(request, known):
    unknown = sorted(set(request.query) - known - UNIVERSAL_PARAMETERS)
    if unknown:
        listed = ", ".join(f"[{name}]" for name in unknown)
        raise illegal_argument(f"request [{request.path}] contains unrecognized parameter{'s' if len(unknown) > 1 else ''}: {listed}")


def json_body(request):
    if request.body and not MEDIA_TYPES.match(request.header("content-type") or ""):
        raise NotAcceptable(f"Content-Type header [{request.header('content-type') or ''}] is not supported")
    if not request.body:
        raise refused(400, "parse_exception", "request body is required")
    try:
        return json.loads(request.body)
    except ValueError as problem:
        raise refused(400, "json_parse_exception", str(problem)) from None
