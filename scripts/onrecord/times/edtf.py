"""From a stretch of the calendar to EDTF (ISO 8601-2), its bounds and its precision.

Conventions, which docs/method/dates.md explains: early, mid and late are thirds: days 1-10, 11-20 and 21 to the end
of a month; January-April, May-August and September-December of a year; the years 0-3, 4-6 and 7-9 of a decade;
Monday-Tuesday, Tuesday-Thursday and Thursday-Sunday of a week. EDTF has no weeks: a week is the range from the Sunday
before its Monday to its Sunday, which holds it whether weeks begin on Sunday or on Monday.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from onrecord.model import Frozen, Precision
from onrecord.times.period import Period, add_months

if TYPE_CHECKING:
    from onrecord.times.rules import Sense

PARTS = {"START": 0, "MID": 1, "END": 2}

SEASON_CODES = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}


class Extent(Frozen, frozen=True):
    """What can stand on a timeline. An open end has no bound."""

    edtf: str
    earliest: date | None
    latest: date | None
    precision: Precision


def extent(sense: Sense, published: date | None) -> Extent | None:
    """The extent of a phrase; None where it is not a stretch of the calendar."""
    period = sense.period
    if sense.days is not None and sense.type != "TIME":
        return between(*sense.days)
    if period is None or sense.type in ("DURATION", "SET"):
        return None
    if sense.mod in PARTS:
        first, last = third(period, PARTS[sense.mod])
        return ranged(first, last, published, sense.bound)
    if period.grain in ("week", "weekend") or (sense.bound and period.grain == "week"):
        return ranged(*_week(period), published, sense.bound)
    first, last = period.first, period.last
    first, last = _clip(first, last, published, sense.bound)
    precision: Precision = "time" if sense.type == "TIME" else _precision(period)
    return Extent(code(period) + ("~" if sense.mod == "APPROX" else ""), first, last, precision)


def ranged(first: date, last: date, published: date | None = None, bound: str | None = None) -> Extent:
    """A range of days, cut at the publication day where that bounds it."""
    first, last = _clip(first, last, published, bound)
    return Extent(f"{first}/{last}" if first != last else f"{first}", first, last, "range" if first != last else "day")


def between(first: date, last: date) -> Extent:
    """The range from one day to another, in years or months where it is made of whole ones."""
    after = last + timedelta(days=1) if last < date.max else None
    if first.day > 1 or after is None or after.day > 1:
        return ranged(first, last)
    size = 4 if (first.month, after.month) == (1, 1) else 7
    ends = str(first)[:size], str(last)[:size]
    return Extent("/".join(dict.fromkeys(ends)), first, last, "range")


def code(period: Period) -> str:
    """EDTF's code of a stretch: 2020-08-07, 2020-08, 1989-35 (the third quarter), 2020-22 (the summer), 198X."""
    year = f"{period.first.year:04d}"
    match period.grain:
        case "quarter":
            return f"{year}-{32 + (period.first.month + 2) // 3}"
        case "half":
            return f"{year}-{40 if period.first.month < 7 else 41}"
        case "season":
            return f"{year}-{SEASON_CODES[period.value[-2:]]}"
        case "decade":
            return f"{year[:3]}X"
        case "century":
            return f"{year[:2]}XX"
        case "week" | "weekend":
            return f"{period.first}/{period.last}"
        case _:
            return period.value


def third(period: Period, part: int) -> tuple[date, date]:
    """The days of the early (0), middle (1) or late (2) part."""
    first, last = period.first, period.last
    match period.grain:
        case "day":
            return first, last
        case "month":
            return (first + timedelta(days=10 * part), first + timedelta(days=10 * part + 9) if part < 2 else last)
        case "week" | "weekend":
            days = ((0, 1), (1, 3), (3, 6))[part] if period.grain == "week" else (0, 1)
            return first + timedelta(days=days[0]), first + timedelta(days=days[1])
        case "decade":
            years = ((0, 3), (4, 6), (7, 9))[part]
        case "century":
            years = ((0, 33), (34, 66), (67, 99))[part]
        case _:
            size = {"quarter": 1, "season": 1, "half": 2, "year": 4}[period.grain]
            start, end = add_months(first, size * part), add_months(first, size * (part + 1))
            return start or first, end - timedelta(days=1) if end and part < 2 else last
    start, end = add_months(first, 12 * years[0]), add_months(first, 12 * (years[1] + 1))
    return start or first, end - timedelta(days=1) if end and part < 2 else last


def _week(period: Period) -> tuple[date, date]:
    if period.grain == "weekend":
        return period.first, period.last
    return (period.first - timedelta(days=1) if period.first > date.min else period.first), period.last


def _clip(first: date, last: date, published: date | None, bound: str | None) -> tuple[date, date]:
    if published is not None and first <= published <= last:
        if bound == "earlier":
            last = published
        elif bound == "later":
            first = published
    return first, last


def _precision(period: Period) -> Precision:
    match period.grain:
        case "weekend":
            return "week"
        case "half":
            return "range"
        case grain:
            return grain
