"""Dates counted from the date of an event: "two days after", "three months before"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from onrecord.model import Timex

_LENGTH = re.compile(r"P(?:(?P<number>\d+)(?P<unit>[DWMY])|T(?P<hours>\d+|X)H)")


def counted(base: Timex, phrase: Timex, back: bool) -> Timex | None:
    """The date that lies a length of time after `base`, or before it with `back`; it rests on `phrase`.

    Days and weeks are counted to the day, hours stay within it; months and years give a month, a year: nobody who says
    "two years after" means the very day. None where the base is open or wider than that, or the length has no number.
    """
    found = _LENGTH.fullmatch(phrase.value)
    if found is None or base.earliest is None or base.latest is None:
        return None
    number = int(found["number"] or 0) * (-1 if back else 1)
    if found["unit"] == "M":
        return _months(base.earliest, base.latest, number, phrase)
    if found["unit"] == "Y":
        return _years(base.earliest, base.latest, number, phrase)
    shift = timedelta(days=number * (7 if found["unit"] == "W" else 1))
    try:
        first, last = base.earliest + shift, base.latest + shift
    except OverflowError:
        return None
    edtf = first.isoformat() if first == last else f"{first}/{last}"
    value = first.isoformat() if first == last else base.value
    return msgspec.structs.replace(
        phrase, type="DATE", value=value, mod=None, edtf=edtf, earliest=first, latest=last,
        precision="day" if first == last else "range", basis="derived",
    )  # fmt: skip


def _months(first: date, last: date, number: int, phrase: Timex) -> Timex | None:
    if (first.year, first.month) != (last.year, last.month):
        return None
    year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
    month += 1
    if not date.min.year <= year <= date.max.year:
        return None
    value = f"{year:04}-{month:02}"
    return msgspec.structs.replace(
        phrase, type="DATE", value=value, mod=None, edtf=value, earliest=date(year, month, 1),
        latest=date(year, month, monthrange(year, month)[1]), precision="month", basis="derived",
    )  # fmt: skip


def _years(first: date, last: date, number: int, phrase: Timex) -> Timex | None:
    year = first.year + number
    if first.year != last.year or not date.min.year <= year <= date.max.year:
        return None
    value = f"{year:04}"
    return msgspec.structs.replace(
        phrase, type="DATE", value=value, mod=None, edtf=value, earliest=date(year, 1, 1),
        latest=date(year, 12, 31), precision="year", basis="derived",
    )  # fmt: skip
