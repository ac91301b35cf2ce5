"""Which year a date without one means: by distance from the publication day, by tense, or by the date told before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.times.rules import Match, Sense
from onrecord.times.words import neighbours

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.times.context import Context
    from onrecord.times.period import Period

FAR = {"day": 120, "month": 31}
"""So many days ahead, a date without a year that the past tense tells is the one before."""

FAR_BACK = {"day": 150, "month": 100}
"""So many days back, a date without a year that the future tense tells is the one after."""


def day_number(m: Match) -> int:
    """The day of a match with the piece `day_number`."""
    if m.has("day"):
        return m.number("day", "DAY")
    if m.has("nth2"):
        at = m.at("nth2")
        return int(m.tokens.value(at, "NUMBER")) + int(m.tokens.value(at + 2, "ORDINAL"))
    return m.number("nth", "ORDINAL")


def year_number(m: Match, c: Context) -> int:
    """The year of a match with the piece `year`."""
    return m.number("year", "YEAR") if m.has("year") else century_of(int(str(m.value("year2", "SHORT_YEAR"))), c)


def century_of(year: int, c: Context) -> int:
    """The year that two figures mean: the last, seen from ten years after publication (from 2030 without it)."""
    bound = max(c.published.year if c.published else 2020, 100) + 10
    return bound - (bound - year) % 100


def in_year(m: Match, c: Context, grain: str, build: Callable[[int], Period | None], unknown: str) -> Sense | None:
    """A date without a year ("day" or "month"), in the year that tense and distance give.

    A year that it shares with the date after it; in a narrative, the year of the date before it; else that of the same
    day told before with its year; else that of the candidate nearest to the publication day. But where this lies more
    than a month (for months) or a third of a year (for days) on the wrong side of the tense, the one on the right side;
    and words right beside it ("since", "by", "between now and") count for more than the tense. `build` makes the date
    of a year; `unknown` is the value where nothing gives the year.
    """
    if (shared := year_ahead(m)) is not None:
        return c.stated(build(shared))
    if (last := c.told_before(m.start)) is not None:
        return c.from_text(build(last.period.first.year), last)
    if c.published is None:
        return Sense(unknown)
    day = c.published
    found = [
        p for year in (day.year - 1, day.year, day.year + 1) if 1 <= year <= 9999 and (p := build(year)) is not None
    ]
    if not found:
        return None
    if grain == "day" and (named := c.same_day(found[0].first)) is not None:
        return c.from_text(named.period, named)
    past = [p for p in found if p.first <= day]
    ahead = [p for p in found if p.last >= day]
    if grain == "month" and (now := [p for p in found if p.holds(day)]):
        return c.derived(now[0])
    if c.told is not None and c.told[0] == m.start:
        return c.derived(build(c.told[1].year))
    near = min(found, key=lambda p: abs((p.first - day).days))
    before = m.tokens.word(m.start - 1)
    if past and before in neighbours("BEFORE_PAST"):
        return c.derived(past[-1])
    if ahead and m.tokens.lower[max(0, m.start - 3) : m.start] == ["between", "now", "and"]:
        return c.derived(ahead[0])
    tense = c.tense(m.start, m.end, far=grain == "month")
    if ahead and grain == "month" and tense != "past" and before in neighbours("BEFORE_AHEAD"):
        return c.derived(ahead[0])
    distance = (near.first - day).days
    happened = grain == "month" and tense != "future" and m.tokens.word(m.start - 2) in neighbours("HAPPENED")
    if past and (happened or (tense == "past" and distance > FAR[grain])):
        near = past[-1]
    elif tense == "future" and ahead and distance < -FAR_BACK[grain]:
        near = ahead[0]
    return c.derived(near)


JOINTS = frozenset({"to", "and", "or", "through", "until", "till", "-", "–", "—", ","})
"""Between dates that share the year of the last."""

SHARING = 6
"""So many dates may share a year ("in May, June and July 2019")."""


def year_ahead(m: Match) -> int | None:
    """The year that stands after a later date of the same row: 2016 for the January of "January to March 2016".

    A month later in the calendar than that date's lies in the year before ("November to February 2016").
    """
    tokens, at = m.tokens, m.end
    month = next((int(tokens.value(i, "MONTH")) for i in range(m.start, m.end) if tokens.has(i, "MONTH")), None)
    if month is None:
        return None
    last = month
    for _ in range(SHARING):
        if tokens.word(at) not in JOINTS:
            return None
        at += 1 + (tokens.word(at + 1) in ("and", "early", "late", "mid"))
        start = at
        while at < start + 3 and any(tokens.has(at, name) for name in ("MONTH", "DAY", "ORDINAL")):
            if tokens.has(at, "MONTH"):
                last = int(tokens.value(at, "MONTH"))
            at += 1
        if at == start:
            return None
        year = at + (tokens.word(at) in (",", "of", "in"))
        if tokens.has(year, "YEAR"):
            return int(tokens.value(year, "YEAR")) - (month > last)
    return None
