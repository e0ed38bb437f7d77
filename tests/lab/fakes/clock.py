"""A clock that tests can move. All times are milliseconds since 1970.

A moment that the cluster recorded (the start of a snapshot) is real; `seen` tells what the moved clock showed at that moment, so that a snapshot
made before the clock was moved by five days is five days old, and one made after it is new. The servers read their own clocks only every 200 ms, so a
recorded moment may lie a little before the real one."""
import bisect
import threading
import time

UNITS = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}


def milliseconds(text):
    """ "5d" -> 432000000; the units are those of the servers. Raises ValueError. """
    for unit in ("ms", "s", "m", "h", "d"):
        number = text.removesuffix(unit)
        if number != text and number.lstrip("-").isdigit():
            return int(number) * UNITS[unit]
    raise ValueError(f"not a duration: {text}")


SERVERS_GRAIN = 250


class Clock:
    """`grain`: how much too early, in milliseconds, a recorded moment may be. A move waits that long, so that no moment is ambiguous."""

    def __init__(self, real=lambda: int(time.time() * 1000), grain=0):
        self._real = real
        self._grain = grain
        self._moves = [(0, 0)]      # (real moment, offset from then on), in the order of the moments
        self._lock = threading.Lock()

    def now(self):
        with self._lock:
            return self._real() + self._moves[-1][1]

    def seen(self, moment):
        """What this clock showed at a real moment."""
        with self._lock:
            index = bisect.bisect_right(self._moves, moment + self._grain, key=lambda move: move[0])
            return moment + self._moves[max(index - 1, 0)][1]

    def advance(self, duration):
        self._move(lambda real, offset: offset + duration)

    def set(self, moment):
        self._move(lambda real, offset: moment - real)

    def _move(self, new_offset):
        time.sleep(self._grain / 1000)
        with self._lock:
            real = self._real()
            self._moves.append((real, new_offset(real, self._moves[-1][1])))

    def reset(self):
        """Real time again; whatever happened before is seen as it really was."""
        with self._lock:
            self._moves = [(0, 0)]

    def offset(self):
        with self._lock:
            return self._moves[-1][1]
