"""Reads EDTF (ISO 8601-2:2019, Extended Date/Time Format) as far as the site shows it: what a date covers.

Level 0 (dates, intervals) and, of level 1, `?` `~` `%`, unspecified digits from the right (202X, 2020-08-XX), open and
unknown ends of intervals, and the codes of seasons (21-24, northern) and of quarters (33-36) and halves (40, 41) of a
year, which are level 2. No times of day, sets, or years of more than four digits.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

import msgspec

from onrecord.model import Precision


class Extent(msgspec.Struct, frozen=True):
    """First and last day that a date may mean; None where that end is open or unknown."""

    earliest: date | None
    latest: date | None
    precision: Precision


_DATE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[?~%]?", re.ASCII)
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
_PARTS = {33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3), 40: (1, 6), 41: (7, 6)}


def parse(value: str) -> Extent:
    """What an EDTF value covers. Raises ValueError, saying what is wrong with it."""
    if "/" not in value:
        return _single(value)
    first, _, last = value.partition("/")
    start = _single(first) if first not in ("", "..") else Extent(None, None, "none")
    end = _single(last) if last not in ("", "..") else Extent(None, None, "none")
    if start.earliest is None and end.latest is None:
        raise ValueError(f"“{value}” has neither a beginning nor an end")
    if start.earliest and end.latest and start.earliest > end.latest:
        raise ValueError(f"“{value}” ends before it begins")
    return Extent(start.earliest, end.latest, "range")


def _single(value: str) -> Extent:
    found = _DATE.fullmatch(value)
    if not found:
        raise ValueError(
            f"“{value}” is no EDTF date; write 2020, 2020-08, 2020-08-07, 2020-08-07/2020-08-09 or 2020-08~"
        )
    year, month, day = found.groups()
    if year == "0000":
        raise ValueError("there is no year 0000 here")
    if year.endswith("X"):
        if month:
            raise ValueError(f"“{value}” has a month in a year that is not known")
        digits = year.rstrip("X")
        unknown = 4 - len(digits)
        first, last = max(1, int(digits) * 10**unknown), int(digits + "9" * unknown)
        return Extent(date(first, 1, 1), date(last, 12, 31), "decade" if unknown == 1 else "century")
    if month is None or month == "XX":
        return Extent(date(int(year), 1, 1), date(int(year), 12, 31), "year")
    if day is None or day == "XX":
        return _month(value, int(year), int(month))
    return _day(value, int(year), int(month), int(day))


def _day(value: str, year: int, month: int, day: int) -> Extent:
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise ValueError(f"“{value}” is no day of the calendar") from error
    return Extent(found, found, "day")


def _month(value: str, year: int, month: int) -> Extent:
    if 1 <= month <= 12:
        return Extent(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")
    if month in _SEASONS:
        return _run(year, _SEASONS[month], 3, "season")
    if month in _PARTS:
        return _run(year, *_PARTS[month], "quarter" if month < 40 else "range")
    raise ValueError(f"“{value}” has no month of the calendar")


def _run(year: int, month: int, months: int, precision: Precision) -> Extent:
    """So many months from the first of one."""
    over, rest = divmod(month - 1 + months, 12)
    if year + over > 9999:
        return Extent(date(year, month, 1), date.max, precision)
    return Extent(date(year, month, 1), date(year + over, rest + 1, 1) - timedelta(days=1), precision)
