"""Errors in the form both servers give them."""
from .http import Answer


class Refused(Exception):
    def __init__(self, status, cause):
        super().__init__(cause["reason"])
        self.status = status
        self.cause = cause

    def body(self):
        root = {key: value for key, value in self.cause.items() if key != "caused_by"}
        return {"error": {"root_cause": [root], **self.cause}, "status": self.status}

    def answer(self, **more):
        return Answer.of(self.status, self.body(), **more)


def refused(status, kind, reason, caused_by=None, **more):
    cause = {"type": kind, "reason": reason, **more}
    if caused_by:
        cause["caused_by"] = caused_by
    return Refused(status, cause)


def illegal_argument(reason, caused_by=None):
    return refused(400, "illegal_argument_exception", reason, caused_by)
