"""Dates for readers: EDTF (ISO 8601-2) in words. What is not known here is shown by its bounds or its phrase."""

from __future__ import annotations

import re
from datetime import date

from onrecord.model import When
from onrecord.pages.words import Words

_SINGLE = re.compile(r"(-?\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d|XX))?(?:-(\d\d|XX))?(?:T(\d\d:\d\d)(?::\d\d)?\S*)?")


def in_words(when: When | None, words: Words) -> str:
    """The date as a reader says it: "7 August 2020", "11–20 June 2020", "since 2011", "date not known"."""
    if when is None or when.edtf is None:
        return words.plain("date_unknown")
    said = _edtf(when.edtf, words)
    if said is None and when.earliest and when.latest:
        said = _range(when.earliest, when.latest, words)
    return said or when.phrase or words.plain("date_unknown")


def day(value: date | None, words: Words) -> str:
    """One day in words, or "date not known"."""
    return words.plain("date_unknown") if value is None else _day(value.year, value.month, value.day, words)


def machine(when: When | None) -> str | None:
    """What HTML's `<time datetime>` takes: a year, a month or a day; None for all else."""
    if when is None or when.edtf is None:
        return None
    return when.edtf if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-[0-3]\d)?)?", when.edtf) else None


def order(when: When | None) -> tuple[date, date]:
    """Sort key: by first possible day, the narrower first. What has no date sorts last."""
    if when is None or when.edtf is None:
        return (date.max, date.max)
    first = when.earliest or when.latest or date.max
    return (first, when.latest or date.max)


def _edtf(edtf: str, words: Words) -> str | None:
    if "/" not in edtf:
        return _single(edtf, words)
    first, _, last = edtf.partition("/")
    if last in ("..", ""):
        start = _single(first, words)
        return start and words.plain("date_since", date=start)
    if first in ("..", ""):
        end = _single(last, words)
        return end and words.plain("date_until", date=end)
    days = [re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", part) for part in (first, last)]
    if days[0] and days[1]:
        try:
            return _range(date.fromisoformat(first), date.fromisoformat(last), words)
        except ValueError:
            return None
    start, end = _single(first, words), _single(last, words)
    return words.plain("date_from_to", start=start, end=end) if start and end else None


def _single(value: str, words: Words) -> str | None:
    bare = value.rstrip("~?%")
    match = _SINGLE.fullmatch(bare)
    if match is None:
        return None
    year, month, day_, time = match.groups()
    said = _parts(year, month, day_, words)
    if said and time:
        said = words.plain("date_time", date=said, time=time)
    if said and bare != value:
        said = words.plain("date_doubtful" if value[-1] == "?" else "date_about", date=said)
    return said


def _parts(year: str, month: str | None, day_: str | None, words: Words) -> str | None:
    if year.endswith("XX"):
        return words.plain("date_century", year=f"{year[:2]}00")
    if year.endswith("X"):
        return words.plain("date_decade", year=f"{year[:3]}0")
    if month is None or month == "XX":
        return str(int(year))
    if 21 <= int(month) <= 24:
        return words.plain("date_season", season=words.plain(f"season_{month}"), year=year)
    if 33 <= int(month) <= 36:
        return words.plain("date_quarter", quarter=int(month) - 32, year=year)
    if not 1 <= int(month) <= 12:
        return None
    if day_ is None or day_ == "XX":
        return words.plain("date_month", month=words.plain(f"month_{int(month)}"), year=year)
    return _day(int(year), int(month), int(day_), words)


def _day(year: int, month: int, day_: int, words: Words) -> str:
    return words.plain("date_day", day=day_, month=words.plain(f"month_{month}"), year=year)


def _range(first: date, last: date, words: Words) -> str:
    if first == last:
        return day(first, words)
    month = words.plain(f"month_{first.month}")
    if (first.year, first.month) == (last.year, last.month):
        return words.plain("date_days", first=first.day, last=last.day, month=month, year=first.year)
    if first.year == last.year:
        start = words.plain("date_day_month", day=first.day, month=month)
        return words.plain("date_from_to", start=start, end=day(last, words))
    return words.plain("date_from_to", start=day(first, words), end=day(last, words))
