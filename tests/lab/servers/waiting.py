"""Waiting for a server to answer."""
import http.client
import time
import urllib.parse


class NotUp(Exception):
    """A server that left, or did not answer in time."""


def answers(url, statuses=(200,)):
    """Whether a GET of `url` is answered with one of these statuses."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=5)
    try:
        connection.request("GET", parts.path or "/")
        return connection.getresponse().status in statuses
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def until(what, reached, alive=lambda: True, seconds=180):
    deadline = time.monotonic() + seconds
    while not reached():
        if not alive():
            raise NotUp(f"{what} has stopped")
        if time.monotonic() > deadline:
            raise NotUp(f"{what} does not answer after {seconds} s")
        time.sleep(0.1)
