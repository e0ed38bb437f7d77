"""Waiting for what servers do in their own time."""
import time


def until(holds, seconds):
    """Polls until `holds()` is true, and gives its value."""
    end = time.monotonic() + seconds
    while True:
        found = holds()
        if found:
            return found
        assert time.monotonic() < end, f"still not so after {seconds} s"
        time.sleep(0.3)
