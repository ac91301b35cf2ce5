"""Rules for quarters and halves of a year, fiscal years, and stretches told by the day that they end on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from onrecord.times.nearest import century_of
from onrecord.times.period import Period, add_months, containing, of_day, of_month, of_quarter, of_year
from onrecord.times.rules import PIECES, Match, Sense, count, rule
from onrecord.times.units import duration
from onrecord.times.words import neighbours

if TYPE_CHECKING:
    from onrecord.times.context import Context
    from onrecord.times.tokens import Tokens

PIECES |= {"ending": "(ended|ending|to|through) (on|the end of)?"}

MONTHS_OF = {"M": 1, "Q": 3, "Y": 12}
"""How many months a unit has."""


@rule(
    "(the|its|their|a)? (YEAR:year)? (fiscal|fiscal -)? ORDINAL:nth -? (fiscal)? (quarter|half):unit "
    "((<of> | ,)? (the)? (fiscal|calendar)? (year)? YEAR:year3)?",
    "(the|its|their)? (fiscal|fiscal -)? ORDINAL:nth -? (quarter|half):unit (of)? (last|this|next|the "
    "previous|the same|the current|that):which (fiscal)? year",
    "(last|this|next):which year 's (fiscal)? ORDINAL:nth -? (fiscal)? (quarter|half):unit",
    "the? (final|last|closing|latter|opening|first):edge2 (quarter|half):unit of YEAR:year",
    "(the|its|their)? fiscal? ORDINAL:nth (and|or|to|through):joint ORDINAL quarters:unit ((of|in|,)? YEAR:year3)?",
    "the? ORDINAL:nth quarters:unit ((of|in|,)? YEAR:year3)?",
)
def ordinal_quarter(m: Match, c: Context) -> Sense | None:
    """The third quarter (of last year, of 1984); the first half of 2019."""
    unit = m.words("unit")[0].removesuffix("s")
    if m.has("nth"):
        number = m.number("nth", "ORDINAL")
        if m.has("joint"):  # the first of "the first and second quarters of 2019"
            year = m.number("year3", "YEAR") if m.has("year3") else None
            return _first_quarter(m, c, number, year)
    else:
        number = 1 if m.words("edge2")[0] in ("first", "opening") else (4 if unit == "quarter" else 2)
    if not 1 <= number <= (4 if unit == "quarter" else 2):
        return None
    year = m.number("year", "YEAR") if m.has("year") else m.number("year3", "YEAR") if m.has("year3") else None
    if year is not None:
        return _ending(c.stated(_part_of_year(year, number, unit)), m, c)
    if c.published is None:
        return Sense(f"XXXX-{'Q' if unit == 'quarter' else 'H'}{number}")
    if unit == "half" and not m.has("which"):
        if m.tokens.word(m.end) in neighbours("AFTER_HALF"):
            return c.derived(_nearest_part(number, unit, c, m))
        return None if not _dated_half(m) else c.derived(_part_of_year(c.published.year, number, unit))
    if m.tokens.lower[m.end : m.end + 3] == ["in", "a", "row"] or (not m.has("which") and _match_told(m)):
        return None
    if m.has("which"):
        step = {"last": -1, "the previous": -1, "next": 1}.get(" ".join(m.words("which")), 0)
        return c.derived(_part_of_year(c.published.year + step, number, unit))
    return _ending(c.derived(_nearest_part(number, unit, c, m)), m, c)


def _first_quarter(m: Match, c: Context, number: int, year: int | None) -> Sense | None:
    if not 1 <= number <= 4:
        return None
    if year is not None:
        sense = c.stated(_part_of_year(year, number, "quarter"))
    elif c.published is None:
        sense = Sense(f"XXXX-Q{number}")
    else:
        sense = c.derived(_nearest_part(number, "quarter", c, m))
    return replace(sense, end=m.at("nth") + 1) if sense else None


REACH_MATCH = 25
"""So many words away, what belongs to a match tells that "the first quarter" does."""


def _match_told(m: Match) -> bool:
    """Whether the quarter is one of a match, by the words around it."""
    around = m.tokens.lower[max(0, m.start - REACH_MATCH) : m.end + REACH_MATCH]
    return not neighbours("MATCH").isdisjoint(around)


def _dated_half(m: Match) -> bool:
    return (
        m.tokens.word(m.end) == "of"
        and m.tokens.word(m.end + 1) in ("this", "the")
        and m.tokens.word(m.end + 2) == "year"
    )


def _part_of_year(year: int, number: int, unit: str) -> Period | None:
    if of_year(year) is None:
        return None
    if unit == "half":
        return containing(date(year, 6 * number - 5, 1), "half")
    return of_quarter(year, number)


def _nearest_part(number: int, unit: str, c: Context, m: Match) -> Period | None:
    """The last such quarter or half that had begun, or the next where the sentence looks ahead."""
    assert c.published is not None
    near = _part_of_year(c.published.year, number, unit)
    if near is None or near.first <= c.published:
        return near
    if c.tense(m.start, m.end) != "future" or (near.first - c.published).days > 250:
        near = _part_of_year(c.published.year - 1, number, unit)
    return near


def _ending(sense: Sense | None, m: Match, c: Context) -> Sense | None:
    """A quarter with the days that "ended Oct. 31" gives it: a fiscal quarter keeps its number, and gets its days."""
    if sense is None or sense.period is None or sense.period.grain != "quarter":
        return sense
    last = end_told(m.tokens, m.end, c)
    return sense if last is None else replace(sense, days=(_months_before(last, 3), last))


@rule(
    "(YEAR:year)? (q|h):part DAY:number ((of|,|-)? (fiscal|fy)? (year)? (YEAR:year3|SHORT_YEAR:year2))?",
    "DAY:number (q|h):part (YEAR:year3|SHORT_YEAR:year2|YY:yy)?",
)
def short_quarter(m: Match, c: Context) -> Sense | None:
    """Q3 2019; 3Q19; H1."""
    part, number = m.at("part"), m.at("number")
    first, second = sorted((part, number))
    if m.tokens.end[first] != m.tokens.start[second] or not m.tokens.raw(part).isupper():
        return None
    if m.end < len(m.tokens) and m.tokens.end[m.end - 1] == m.tokens.start[m.end] and m.tokens.raw(m.end)[0].isalnum():
        return None  # H1N1
    if m.tokens.word(m.end) == "-" and m.tokens.raw(m.end + 1 if m.end + 1 < len(m.tokens) else m.end)[0].isupper():
        return None  # H1-B
    unit, nth = ("quarter" if m.tokens.word(part) == "q" else "half"), m.number("number", "DAY")
    if not 1 <= nth <= (4 if unit == "quarter" else 2):
        return None
    if m.has("year") or m.has("year3"):
        return c.stated(_part_of_year(m.number("year" if m.has("year") else "year3", "YEAR"), nth, unit))
    if m.has("year2") or m.has("yy"):
        figures = str(m.value("year2", "SHORT_YEAR") if m.has("year2") else m.value("yy", "YY"))
        return c.stated(_part_of_year(century_of(int(figures), c), nth, unit))
    if c.published is None:
        return Sense(f"XXXX-{'Q' if unit == 'quarter' else 'H'}{nth}")
    return c.derived(_nearest_part(nth, unit, c, m))


@rule("fy (YEAR:year|SHORT_YEAR:year2|YY:yy)")
def fiscal_year(m: Match, c: Context) -> Sense | None:
    """FY2019; FY19: that year of the calendar, for the text does not say when the fiscal one begins."""
    if not m.tokens.raw(m.start).isupper():
        return None
    if m.has("year"):
        return c.stated(of_year(m.number("year", "YEAR")))
    figures = str(m.value("year2", "SHORT_YEAR") if m.has("year2") else m.value("yy", "YY"))
    return c.stated(of_year(century_of(int(figures), c)))


# ------------------------------------------------------------------------------------- stretches told by their last day


@rule(
    "(the|its|their)? <count>:count UNIT:unit that? <ending> MONTH DAY? (,? YEAR)?",
    "(the|its|their)? (full|fiscal|financial|trading)? UNIT:unit that? <ending> MONTH DAY? (,? YEAR)?",
)
def to_its_end(m: Match, c: Context) -> Sense | None:
    """The year to March; the 12 months ended June 30, 2020; the quarter ended Sept. 30. That day is another phrase."""
    word, at = m.words("unit")[0], m.at("unit")
    unit = str(m.tokens.value(at, "UNIT")) if m.tokens.has(at, "UNIT") else ""
    number = count(m.words("count"), m, "count") if m.has("count") else 1
    if unit not in MONTHS_OF or not isinstance(number, int) or (word.endswith("s") != (number > 1)):
        return None
    if m.tokens.word(at + 1) in ("to", "through") and unit == "Q":
        return None
    last = end_told(m.tokens, at + 1, c)
    if last is None:
        return None
    first = _months_before(last, MONTHS_OF[unit] * number)
    if unit == "Q" and number == 1:
        told = c.quarter(m.start)
        middle = first + (last - first) / 2
        sense = c.from_text(told.period, told) if told else c.derived(containing(middle, "quarter"))
    else:
        sense = Sense(duration(number, unit), "DURATION", basis="stated")
        if c.told is not None:
            sense = replace(sense, basis="derived", anchor="publication date")
    return replace(sense, days=(first, last), end=at + 1) if sense else None


def end_told(tokens: Tokens, at: int, c: Context) -> date | None:
    """The last day that "ended June 30", "to March" or "ending July 1, 2020" tells from token `at` on; None for none.

    The context remembers it for the phrase itself, which is found later.
    """
    c.told = None
    at += tokens.word(at) in (",", "that", "which")
    word = tokens.word(at)
    if word not in ("ended", "ending", "to", "through"):
        return None
    at += 1 + (tokens.word(at + 1) == "on")
    if tokens.lower[at : at + 3] == ["the", "end", "of"]:
        at += 3
    if not tokens.has(at, "MONTH") or not tokens.raw(at)[0].isupper():
        return None
    month, day, phrase = int(tokens.value(at, "MONTH")), None, at
    at += 1
    if tokens.has(at, "DAY"):
        day = int(tokens.value(at, "DAY"))
        at += 1
    at += tokens.word(at) == ","
    if tokens.has(at, "YEAR"):
        return _last_day(int(tokens.value(at, "YEAR")), month, day)
    if c.published is None:
        return None
    years = range(c.published.year - 1, c.published.year + 2)
    found = [last for y in years if 1 <= y <= 9999 and (last := _last_day(y, month, day)) is not None]
    if word == "ending":
        told = next((last for last in found if last >= c.published), None)
    else:
        told = next((last for last in reversed(found) if last <= c.published), None)
    c.told = (phrase, told) if told else None
    return told


def _last_day(year: int, month: int, day: int | None) -> date | None:
    if day is None:
        return of_month(year, month).last
    found = of_day(year, month, day)
    return found.first if found else None


def _months_before(last: date, months: int) -> date:
    """The first day of the months that end with a day."""
    after = last + timedelta(days=1) if last < date.max else last
    return add_months(after, -months) or date.min
