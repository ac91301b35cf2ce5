"""Arithmetic on stretches of the calendar: days, weeks, months, quarters, halves, seasons, years, decades, centuries.

A `Period` is a grain and the first day of the stretch. Its `value` is what TIMEX3 writes for it (ISO 8601 with the
letters that TimeML adds); `first` and `last` are the days that bound it. Weeks are ISO 8601 weeks, from Monday.
Seasons are the meteorological ones of the northern hemisphere; a winter counts to the year that it begins in.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from onrecord.model import Frozen

Grain = Literal["day", "weekend", "week", "month", "quarter", "half", "season", "year", "decade", "century"]

MONTHS: dict[Grain, int] = {
    "month": 1,
    "season": 3,
    "quarter": 3,
    "half": 6,
    "year": 12,
    "decade": 120,
    "century": 1200,
}
"""How many months a grain has, where it is made of months."""

SEASONS = ("SP", "SU", "FA", "WI")


class Period(Frozen, frozen=True):
    """A stretch of the calendar: `first` is its first day."""

    grain: Grain
    first: date

    @property
    def last(self) -> date:
        """The last day of the stretch; the calendar's last day where it would run beyond it."""
        if self.grain == "day":
            return self.first
        if self.grain in ("week", "weekend"):
            return _plus(self.first, 6 if self.grain == "week" else 1)
        after = add_months(self.first, MONTHS[self.grain])
        return date.max if after is None else after - timedelta(days=1)

    @property
    def value(self) -> str:
        """The TIMEX3 value. A decade is its first three digits, a century its first two, as TimeBank writes them."""
        d = self.first
        year = f"{d.year:04d}"
        if self.grain == "day":
            return d.isoformat()
        if self.grain in ("week", "weekend"):
            iso = d.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if self.grain == "weekend" else "")
        if self.grain == "season":
            return f"{year}-{SEASONS[(d.month // 3 - 1) % 4]}"
        return {
            "month": f"{year}-{d.month:02d}",
            "quarter": f"{year}-Q{(d.month + 2) // 3}",
            "half": f"{year}-H{1 if d.month < 7 else 2}",
            "year": year,
            "decade": year[:3],
            "century": year[:2],
        }[self.grain]

    def shift(self, count: int) -> Period | None:
        """The stretch `count` grains later (earlier where negative); None where the calendar ends before it."""
        if self.grain in ("day", "week", "weekend"):
            days = count * (1 if self.grain == "day" else 7)
            try:
                return Period(self.grain, self.first + timedelta(days=days))
            except OverflowError:
                return None
        first = add_months(self.first, count * MONTHS[self.grain])
        return None if first is None else Period(self.grain, first)

    def at(self, grain: Grain) -> Period:
        """The stretch of another grain that holds this one's first day."""
        return containing(self.first, grain)

    def holds(self, day: date) -> bool:
        """Whether the day lies in the stretch."""
        return self.first <= day <= self.last


def containing(day: date, grain: Grain) -> Period:
    """The stretch of a grain that holds a day. For a weekend: that of the day's ISO week."""
    if grain == "day":
        return Period(grain, day)
    if grain == "week":
        return Period(grain, _plus(day, -day.weekday()))
    if grain == "weekend":
        return Period(grain, _plus(day, 5 - day.weekday()))
    if grain == "season":
        first = add_months(day.replace(day=1), -(day.month % 3))
        return Period(grain, first or date(1, 1, 1))
    if grain in ("month", "quarter", "half"):
        size = MONTHS[grain]
        return Period(grain, date(day.year, (day.month - 1) // size * size + 1, 1))
    years = MONTHS[grain] // 12
    return Period(grain, date(max(1, day.year // years * years), 1, 1))


def of_day(year: int, month: int, day: int) -> Period | None:
    """A day by its numbers; None where there is no such day (February 30)."""
    try:
        return Period("day", date(year, month, day))
    except ValueError:
        return None


def of_month(year: int, month: int) -> Period:
    """A month by its numbers."""
    return Period("month", date(year, month, 1))


def of_year(year: int) -> Period | None:
    """A year of the calendar that Python knows (1 to 9999), else None."""
    return Period("year", date(year, 1, 1)) if 1 <= year <= 9999 else None


def of_quarter(year: int, number: int) -> Period:
    """A quarter of the calendar year, 1 to 4. Fiscal quarters are given the calendar's (see docs/method/dates.md)."""
    return Period("quarter", date(year, number * 3 - 2, 1))


def season(year: int, name: str) -> Period:
    """A season by TIMEX3's two letters. The winter of a year is the one that begins in its December."""
    return Period("season", date(year, 3 * (SEASONS.index(name) + 1), 1))


def weekday_near(day: date, weekday: int, direction: int) -> Period | None:
    """The weekday (Monday is 0) on or before the day (direction -1), after it (+1), or in its ISO week (0)."""
    if direction < 0:
        offset = -((day.weekday() - weekday) % 7)
    elif direction > 0:
        offset = (weekday - day.weekday() - 1) % 7 + 1
    else:
        offset = weekday - day.weekday()
    try:
        return Period("day", day + timedelta(days=offset))
    except OverflowError:
        return None


def add_months(day: date, months: int) -> date | None:
    """The day so many months on, at most the last day of the month; None off the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _plus(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
