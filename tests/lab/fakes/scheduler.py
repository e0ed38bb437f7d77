"""What both fakes have in common: a clock, a lock, work that is due each minute, and the part of the control port that belongs to them.

    GET  /clock     {"now", "offset", "automatic"}
    POST /clock     {"advance": "5d"}, {"set": MILLISECONDS}, {"reset": true}, {"automatic": false}: whether work is also done each real minute
    POST /tick      does what is due, waits until it is done, and tells the state of all policies
    GET  /policies  everything that is stored
    POST /poison    {"name": ..}: stores a policy that cannot be read
    POST /reset     no policies, as on a new cluster; the clock is left alone
"""
import threading
import time

from .clock import Clock, milliseconds
from .http import Answer

PATIENCE_SECONDS = 120


class Scheduler:
    """Subclasses implement prepare, wake, state and the rest of the control port."""

    def __init__(self, clock=None):
        self.clock = clock or Clock()
        self.lock = threading.RLock()
        self.automatic = True

    def prepare(self):
        """Notes when each policy is due, as of now; called before the clock moves, since the server would have noted it in the meantime."""
        raise NotImplementedError

    def wake(self):
        """One run of everything that is due. Whether another one, at once, would find something to do."""
        raise NotImplementedError

    def state(self):
        raise NotImplementedError

    def reset(self):
        raise NotImplementedError

    def poison(self, name):
        raise NotImplementedError

    def tick(self):
        deadline = time.monotonic() + PATIENCE_SECONDS
        with self.lock:
            self.prepare()
            while self.wake():
                if time.monotonic() > deadline:
                    raise ValueError(f"work is not done after {PATIENCE_SECONDS} s")
                time.sleep(0.02)
            return self.state()

    def run_each_minute(self):
        """In the background, for as long as the process lives."""
        def loop():
            while True:
                time.sleep(60)
                if self.automatic:
                    with self.lock:
                        self.prepare()
                        self.wake()
        threading.Thread(target=loop, daemon=True).start()

    def move_clock(self, request):
        wanted = request.json()
        with self.lock:
            for key, value in wanted.items():
                MOVES[key](self, value)
        return self.show_clock(request)

    def show_clock(self, _):
        return Answer.of(200, {"now": self.clock.now(), "offset": self.clock.offset(), "automatic": self.automatic})

    def advance(self, duration):
        self.prepare()
        self.clock.advance(milliseconds(duration))

    def set_clock(self, moment):
        self.prepare()
        self.clock.set(int(moment))

    def set_automatic(self, value):
        self.automatic = bool(value)

    def control(self, request):
        action = CONTROLS.get((request.method, request.path))
        return action(self, request) if action else None

    def locked_reset(self, _):
        with self.lock:
            self.reset()
        return Answer.of(200, {"acknowledged": True})

    def locked_poison(self, request):
        with self.lock:
            return Answer.of(200, self.poison(request.json()["name"]))

    def locked_state(self, _):
        with self.lock:
            return Answer.of(200, self.state())


MOVES = {
    "advance": Scheduler.advance,
    "set": Scheduler.set_clock,
    "reset": lambda scheduler, _: scheduler.clock.reset(),
    "automatic": Scheduler.set_automatic,
}

CONTROLS = {
    ("GET", "/clock"): Scheduler.show_clock,
    ("POST", "/clock"): Scheduler.move_clock,
    ("POST", "/tick"): lambda scheduler, _: Answer.of(200, scheduler.tick()),
    ("GET", "/policies"): Scheduler.locked_state,
    ("POST", "/poison"): Scheduler.locked_poison,
    ("POST", "/reset"): Scheduler.locked_reset,
}
