"""How a resolved date is written behind its phrase: "earlier this month [August 2020]"."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from onrecord.model import Timex

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)  # no locale: the same words everywhere
MONTH = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|" + "|".join(MONTHS) + r")\b", re.IGNORECASE
)
YEAR = re.compile(r"\b[12]\d{3}\b")
DAY, WEEK = timedelta(days=1), timedelta(days=7)
SUNDAY = 6
VAGUE = re.compile(
    r"\b(?:this|last|next|past|previous|coming|ago|earlier|later|yesterday|today|tonight|tomorrow|now|recent|recently|"
    r"that|same|following|before|after|current|currently|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b",
    re.IGNORECASE,
)
"""Words of a date phrase that mean nothing without the day on which the text was written, or another date."""


def day(one: date) -> str:
    """A day as American newspapers write it."""
    return f"{MONTHS[one.month - 1]} {one.day}, {one.year}"


def shown(timex: Timex, phrase: str) -> str | None:
    """What to add behind a date phrase so that it stands alone: "" for nothing, None where that can't be told."""
    if timex.type == "TIME" and timex.basis == "derived" and not (VAGUE.search(phrase) or MONTH.search(phrase)):
        return None  # "about 9 p.m.": of which day, the phrase does not say
    if timex.type in {"DURATION", "SET"}:
        return None if VAGUE.search(phrase) else ""
    if timex.earliest is not None and timex.latest is None and MONTH.search(phrase) and not VAGUE.search(phrase):
        return "" if YEAR.search(phrase) else str(timex.earliest.year)  # "since January"
    if timex.edtf is None or timex.earliest is None or timex.latest is None:
        bounded = timex.edtf is not None and YEAR.search(phrase)
        return "" if bounded or not (VAGUE.search(phrase) or MONTH.search(phrase)) else None
    if YEAR.search(phrase) and (not VAGUE.search(phrase) or (MONTH.search(phrase) and timex.basis == "stated")):
        return ""
    if MONTH.search(phrase):
        return str(timex.earliest.year) if timex.earliest.year == timex.latest.year else None
    if not VAGUE.search(phrase) and timex.basis == "stated":
        return ""
    return _interval(timex.earliest, timex.latest, timex, phrase)


def _interval(first: date, last: date, timex: Timex, phrase: str) -> str | None:
    """An interval in words."""
    if first == last:
        return day(first)
    if first.weekday() == SUNDAY and last - first == WEEK:
        return f"the week of {day(first + DAY)}"  # it begins on Sunday or on Monday, as the reader likes
    if first.year == last.year and re.search(r"\byear\b", phrase, re.IGNORECASE):
        return str(first.year)
    edtf = timex.edtf or ""
    if re.fullmatch(r"\d{4}/\d{4}", edtf):
        return f"{first.year} to {last.year}"
    if re.fullmatch(r"\d{4}-\d{2}/\d{4}-\d{2}", edtf):
        return f"{MONTHS[first.month - 1]} {first.year} to {MONTHS[last.month - 1]} {last.year}"
    if timex.precision == "month":
        return f"{MONTHS[first.month - 1]} {first.year}"
    if timex.precision in {"year", "season", "quarter"} and first.year == last.year:
        return str(first.year)
    if (first.month, first.year) == (last.month, last.year):
        return f"{MONTHS[first.month - 1]} {first.day}–{last.day}, {first.year}"
    if first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year)
    return f"{day(first)}, to {day(last)}"
