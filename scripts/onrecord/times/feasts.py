"""Holidays by name. Their dates come from the `holidays` library, loaded when the first is asked for."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from onrecord.lexicon import table
from onrecord.model import Frozen
from onrecord.times.period import Period, containing, of_day, of_month

if TYPE_CHECKING:
    from datetime import date


class Feast(Frozen, frozen=True):
    """A holiday: its names, and how its date is had.

    `calendar` is the library's calendar and `entry` the name there; or `day` is month and day, or "nth weekday of
    month" as "5/2/7" (month, which, weekday with Monday 1). `shift` moves it by days ("Christmas Eve": -1). It is held
    in the years that `every` divides.
    """

    names: tuple[str, ...]
    example: str
    gives: str
    calendar: str | None = None
    entry: str | None = None
    day: str | None = None
    shift: int = 0
    every: int = 1


@cache
def _feasts() -> dict[str, Feast]:
    return {name: row for rows in table("holidays", Feast).values() for row in rows for name in row.names}


def patterns() -> list[str]:
    """The names as patterns of the grammar (see patterns.py), the longest first: of branches the first is taken."""
    return sorted((name.replace("'s", " 's") for name in _feasts()), key=lambda name: -len(name.split()))


def feast(name: str, year: int, part: str = "") -> Period | None:
    """The holiday in a year; with `part` "eve", "week", "weekend": the day before it, or the week that holds it."""
    row = _feasts().get(name.replace(" 's", "'s"))
    if row is None or not 1 <= year <= 9999 or year % row.every:
        return None
    day = _date(row, year)
    if day is None:
        return None
    day += timedelta(days=row.shift - (part == "eve"))
    if part in ("week", "weekend"):
        return containing(day, "week" if part == "week" else "weekend")
    return Period("day", day)


def _date(row: Feast, year: int) -> date | None:
    if row.day is not None:
        numbers = [int(x) for x in row.day.split("/")]
        if len(numbers) == 2:
            found = of_day(year, *numbers)
            return found.first if found else None
        month, nth, weekday = numbers
        first = of_month(year, month).first
        if nth < 0:
            last = of_month(year, month).last
            return last - timedelta(days=(last.weekday() - (weekday - 1)) % 7)
        return first + timedelta(days=(weekday - 1 - first.weekday()) % 7 + 7 * (nth - 1))
    days = _calendar(str(row.calendar), year)
    return min((d for d, entry in days if entry == row.entry), default=None)


@cache
def _calendar(name: str, year: int) -> tuple[tuple[date, str], ...]:
    import holidays

    if year < 1900 or year > 2100:
        return ()
    if name.startswith("country:"):
        country = name.removeprefix("country:")
        found = holidays.country_holidays(country, years=year, observed=False, language="en_US")
    else:
        found = getattr(holidays, name)(years=year)
    return tuple((day, part.strip()) for day, names in sorted(found.items()) for part in names.split(";"))
