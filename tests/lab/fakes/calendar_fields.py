"""The moments that a set of calendar fields describes: what is left of a cron expression once it is read."""
import dataclasses
import datetime
from typing import Callable

HORIZON_DAYS = 366 * 9      # a 29th of February is never further away (2096 to 2104)
MINUTE = 60_000


@dataclasses.dataclass(frozen=True)
class Moments:
    seconds: tuple
    minutes: tuple
    hours: tuple
    is_day: Callable[[datetime.date], bool]
    zone: datetime.tzinfo

    def after(self, moment):
        """The first of these moments that is later than `moment`, both in milliseconds; None when there is none."""
        start = datetime.datetime.fromtimestamp(moment / 1000, self.zone).date()
        return self._search((start + datetime.timedelta(days=day) for day in range(-1, HORIZON_DAYS)), lambda found: found > moment, min)

    def before(self, moment):
        """The last of these moments that is not later than `moment`."""
        start = datetime.datetime.fromtimestamp(moment / 1000, self.zone).date()
        return self._search((start - datetime.timedelta(days=day) for day in range(-1, HORIZON_DAYS)), lambda found: found <= moment, max)

    def _search(self, days, wanted, choose):
        for day in days:
            found = [moment for moment in self._of(day) if wanted(moment)] if self.is_day(day) else []
            if found:
                return choose(found)
        return None

    def _of(self, day):
        for hour in self.hours:
            for minute in self.minutes:
                for second in self.seconds:
                    local = datetime.datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=self.zone)
                    yield int(local.timestamp() * 1000)
