"""Ranges: the second day of "June 3-5", "from … to …", open ends, and whether a text tells of long ago."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from onrecord.model import Timex
from onrecord.times.period import of_day
from onrecord.times.words import neighbours

if TYPE_CHECKING:
    from datetime import date

    from onrecord.times.rules import Sense
    from onrecord.times.tokens import Tokens

JOINTS = frozenset({"-", "–", "—", "to", "and", "through", "until", "or"})
BETWEEN = re.compile(r"\s*(?:-|–|—|to|through|until|till|and)\s*(?:the\s|early\s|late\s|mid-)?\s*$", re.IGNORECASE)
BEFORE = re.compile(r"\b(from|between)\s+(?:the\s|early\s|late\s|mid-)?\s*$", re.IGNORECASE)
SINCE = re.compile(r"\bsince\s+(?:the\s|at least\s|about\s|around\s)?\s*$", re.IGNORECASE)
STARTING = re.compile(r"\b(?:starting|beginning|effective)\s+(?:in\s|on\s)?\s*$", re.IGNORECASE)
UNTIL = re.compile(r"\b(?:until|till|up to|through)\s+(?:the\s|at least\s|about\s|around\s)?\s*$", re.IGNORECASE)
LOOK = 24  # code points that are read before a phrase

NARRATIVE_DATES = 4
"""So many dates with a year, most of them before the year before publication, make a text a narrative of the past."""


def second_day(sense: Sense, tokens: Tokens, end: int) -> tuple[Sense, int, int] | None:
    """The second day after a day ("June 3-5", "June 3 and 5"): its sense, and its tokens [start, end)."""
    if sense.period is None or sense.period.grain != "day" or sense.type != "DATE":
        return None
    if not tokens.has(end - 1, "DAY") and not tokens.has(end - 1, "ORDINAL"):
        return None
    if tokens.word(end) not in JOINTS and not _listed(tokens, end):
        return None
    at = end + 1
    if not (tokens.has(at, "DAY") or tokens.has(at, "ORDINAL")):
        return None
    if (
        tokens.has(at + 1, "UNIT")
        or tokens.has(at + 1, "MONTH")
        or tokens.has(at + 1, "NUMBER")
        or tokens.word(at + 1) in ("%", "percent", "-", "a", "p", "$", "people")
    ):
        return None
    after = tokens.word(at + 1)
    tied = tokens.end[end - 1] == tokens.start[end] and tokens.end[end] == tokens.start[at]  # "June 3-5 meeting"
    if (
        not tied
        and after.isalpha()
        and after not in neighbours("AFTER_ADVERB") | {"the", "with", "when", "after", "of", "and"}
    ):
        return None
    number = int(tokens.value(at, "DAY" if tokens.has(at, "DAY") else "ORDINAL"))
    year, last = sense.period.first.year, at + 1
    if tokens.word(at + 1) == "," and tokens.has(at + 2, "YEAR"):  # "June 3-5, 2019"
        year, last = int(tokens.value(at + 2, "YEAR")), at + 3
    day = of_day(year, sense.period.first.month, number)
    if day is None or day.first <= sense.period.first:
        return None
    return replace(sense, value=day.value, period=day, mod=None), at, last


def _listed(tokens: Tokens, comma: int) -> bool:
    """Whether the comma stands in a list of days: "June 3, 4 and 5"."""
    return (
        tokens.word(comma) == ","
        and tokens.has(comma + 1, "DAY")
        and tokens.word(comma + 2) in (",", "and")
        and tokens.has(comma + 3, "DAY")
        and not tokens.has(comma + 4, "MONTH")
    )


def joined(text: str, found: list[Timex]) -> tuple[Timex, ...]:
    """Give both ends of a range ("from June 3 to July 5") the whole range, and open what "since" and "until" open."""
    out = list(found)
    taken = -1
    for i, this in enumerate(found):
        if this.edtf is None or this.type in ("DURATION", "SET"):
            continue
        lead = text[max(0, this.span.start - LOOK) : this.span.start]
        if i + 1 < len(found) and (ranged := _range(text, lead, this, found[i + 1])):
            out[i], out[i + 1] = ranged
            taken = i + 1
        elif i != taken and "/" not in this.edtf:
            out[i] = _opened(lead, this)
    return tuple(out)


def _range(text: str, lead: str, first: Timex, second: Timex) -> tuple[Timex, Timex] | None:
    gap = text[first.span.end : second.span.start]
    if len(gap) > 16 or second.edtf is None or not BETWEEN.match(gap):
        return None
    if first.earliest is None or second.latest is None or second.earliest is None or first.earliest > second.latest:
        return None
    if first.precision != second.precision or second.type != first.type:
        return None
    word = gap.strip().split()[0].lower() if gap.strip() else ""
    opener = BEFORE.search(lead)
    if (word == "and" and (opener is None or opener[1].lower() != "between")) or (word == "until" and opener is None):
        return None
    if first.earliest == second.earliest:
        return None
    edtf = f"{_start(first)}/{_end(second)}"
    changed = {"edtf": edtf, "earliest": first.earliest, "latest": second.latest, "precision": "range"}
    return msgspec.structs.replace(first, **changed), msgspec.structs.replace(second, **changed)


def _start(timex: Timex) -> str:
    return str(timex.edtf).split("/")[0]


def _end(timex: Timex) -> str:
    return str(timex.edtf).split("/")[-1]


def _opened(lead: str, timex: Timex) -> Timex:
    if SINCE.search(lead) or STARTING.search(lead):
        return msgspec.structs.replace(timex, edtf=f"{timex.edtf}/..", latest=None, precision="range")
    if UNTIL.search(lead):
        return msgspec.structs.replace(timex, edtf=f"../{timex.edtf}", earliest=None, precision="range")
    return timex


def is_narrative(tokens: Tokens, published: date | None) -> bool:
    """Whether most dates with a year lie well before publication, so that dates without one go on from those."""
    if published is None:
        return False
    years = [
        int(tokens.lower[i + 1 + (tokens.lower[i + 1] == ",")])
        for i in range(1, len(tokens) - 2)
        if (tokens.has(i, "DAY") or tokens.has(i, "MONTH"))
        and tokens.has(i + 1 + (tokens.lower[i + 1] == ","), "YEAR")
        and (tokens.has(i, "MONTH") or tokens.has(i - 1, "MONTH"))
    ]
    old = sum(published.year - year > 1 for year in years)
    return len(years) >= NARRATIVE_DATES and old > 0.7 * len(years)
