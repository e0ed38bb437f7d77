"""The clock that tests move."""
import pytest

from fakes.clock import Clock, milliseconds

DAY = 86_400_000


class Real:
    def __init__(self):
        self.moment = 1_000_000

    def __call__(self):
        return self.moment


def test_it_shows_real_time_until_it_is_moved():
    real = Real()
    clock = Clock(real)
    assert clock.now() == 1_000_000 and clock.offset() == 0
    clock.advance(DAY)
    real.moment += 5
    assert clock.now() == 1_000_005 + DAY
    clock.set(42)
    real.moment += 1
    assert clock.now() == 43
    clock.reset()
    assert clock.now() == real.moment


def test_what_was_recorded_before_a_move_is_as_old_as_the_move_is_long():
    real = Real()
    clock = Clock(real)
    before = real.moment
    real.moment += 1
    clock.advance(5 * DAY)
    between = real.moment
    real.moment += 1
    clock.advance(DAY)
    assert clock.seen(before) == before
    assert clock.seen(between) == between + 5 * DAY
    assert clock.seen(real.moment) == clock.now()


def test_a_moment_recorded_a_little_early_counts_as_after_the_move():
    real = Real()
    clock = Clock(real, grain=2)
    clock.advance(DAY)
    assert clock.seen(real.moment - 2) == real.moment - 2 + DAY
    assert clock.seen(real.moment - 3) == real.moment - 3


@pytest.mark.parametrize("text, expected", [("5d", 5 * DAY), ("90m", 5_400_000), ("-1h", -3_600_000), ("7ms", 7), ("2s", 2000)])
def test_durations_have_a_number_and_a_unit(text, expected):
    assert milliseconds(text) == expected


@pytest.mark.parametrize("text", ["", "5", "d", "1.5d", "1w", "5 d"])
def test_anything_else_is_no_duration(text):
    with pytest.raises(ValueError):
        milliseconds(text)
