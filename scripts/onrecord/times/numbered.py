"""Rules for days and stretches told by their number in a longer one, by a day within them, or by a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from onrecord.times.nearest import day_number, in_year
from onrecord.times.period import Period, containing, of_day, of_month, weekday_near
from onrecord.times.rules import Match, Sense, rule
from onrecord.times.words import known_days, neighbours

if TYPE_CHECKING:
    from onrecord.times.context import Context

EDGES = {"last": -1, "final": -1, "closing": -1, "opening": 1, "first": 1}
"""Which of several is meant by a word that is no ordinal number."""


# ------------------------------------------------------------------------------------------------ in a month, by number


@rule(
    "the (ORDINAL:nth|(last|final|closing|opening):edge) WEEKDAY:weekday (of|in) MONTH:month ((of|,)? YEAR:year)?",
    "the (ORDINAL:nth|(last|final|closing|opening):edge) (full)? (day|week|weekend):unit (of|in) "
    "MONTH:month ((of|,)? YEAR:year)?",
    "the (ORDINAL:nth) half:unit of MONTH:month ((of|,)? YEAR:year)?",
)
def nth_of_month(m: Match, c: Context) -> Sense | None:
    """The first Monday of September 2019; the last week of May; the first day of July; the second half of April."""
    month = m.number("month", "MONTH")
    nth = m.number("nth", "ORDINAL") if m.has("nth") else EDGES[m.words("edge")[0]]
    weekday = m.number("weekday", "WEEKDAY") if m.has("weekday") else None
    unit = m.words("unit")[0] if m.has("unit") else "day"
    told = c.stated(of_month(m.number("year", "YEAR"), month)) if m.has("year") else _month(m, c, month)
    if told is None or told.period is None:
        return told
    if unit == "half":
        return _half(told, told.period, nth) if nth in (1, 2) else None
    if unit == "week":
        return _week(told, told.period, nth)
    found = _nth_day(told.period, nth, 5 if unit == "weekend" else weekday)
    if found is None:
        return None
    period = Period("weekend", found) if unit == "weekend" else Period("day", found)
    return replace(told, period=period, value=period.value)


def _month(m: Match, c: Context, month: int) -> Sense | None:
    return in_year(m, c, "month", lambda year: of_month(year, month), f"XXXX-{month:02d}")


def _nth_day(month: Period, nth: int, weekday: int | None) -> date | None:
    """The nth day, or the nth of a weekday, of a month; the last for -1."""
    days = [month.first + timedelta(days=n) for n in range((month.last - month.first).days + 1)]
    days = [day for day in days if weekday is None or day.weekday() == weekday]
    return days[nth - 1 if nth > 0 else -1] if nth <= len(days) else None


def _half(told: Sense, month: Period, nth: int) -> Sense:
    middle = month.first + timedelta(days=14)
    days = (month.first, middle) if nth == 1 else (middle + timedelta(days=1), month.last)
    return replace(told, mod="START" if nth == 1 else "END", days=days)


def _week(told: Sense, month: Period, nth: int) -> Sense | None:
    """The nth seven days of a month; TIMEX3's value is the ISO week that holds the most of them."""
    if not -1 <= nth <= 4:
        return None
    first = month.last - timedelta(days=6) if nth < 0 else month.first + timedelta(days=7 * (nth - 1))
    week = containing(first + timedelta(days=3), "week")
    return replace(told, period=week, value=week.value, days=(first, first + timedelta(days=6)))


@rule("the ORDINAL:nth (day)? of (this|last|next|the):which month", "WEEKDAY:weekday the ORDINAL:nth")
def nth_of_this_month(m: Match, c: Context) -> Sense | None:
    """The 15th of this month; Friday the 13th: the nearest month in which the numbers agree."""
    nth = m.number("nth", "ORDINAL")
    if c.published is None:
        return Sense(f"XXXX-XX-{nth:02d}")
    here = containing(c.published, "month")
    if m.has("which"):
        if m.words("which") == ["the"] and m.tokens.word(m.at("nth"))[0].isalpha():
            return None  # "the first of the month" is any month's
        month = here.shift({"last": -1, "next": 1}.get(m.words("which")[0], 0))
        return c.derived(of_day(month.first.year, month.first.month, nth)) if month else None
    if not m.tokens.word(m.at("nth"))[0].isdigit() and nth != 13:
        return None  # "Friday the fourth"
    weekday, day = m.number("weekday", "WEEKDAY"), c.published
    months = [here.shift(n) for n in range(-6, 7)]
    days = [found for p in months if p and (found := of_day(p.first.year, p.first.month, nth))]
    days = [p for p in days if p.first.weekday() == weekday]
    ahead = c.tense(m.start, m.end) == "future"
    right = [p for p in days if (p.first >= day if ahead else p.first <= day)] or days
    return c.derived(min(right, key=lambda p: abs((p.first - day).days))) if right else None


# ----------------------------------------------------------------------------------------------------- ranges and pairs


@rule(
    "(DAY:day|ORDINAL:nth) (to|and|-|–|through|until) (DAY|ORDINAL) (of)? MONTH:month (,? YEAR:year)?",
)
def first_of_two_days(m: Match, c: Context) -> Sense | None:
    """The first day of "3 to 11 January"; the second is `absolute.month_day`'s."""
    at = m.start
    month, day = m.number("month", "MONTH"), day_number(m)
    if m.tokens.word(m.at("month")) in ("may", "march") and not m.tokens.raw(m.at("month"))[0].isupper():
        return None
    joint = at + 1
    if m.tokens.word(joint) == "and" and m.tokens.word(at - 1) not in ("on", "between", "the", "both"):
        return None
    if m.has("year"):
        sense = c.stated(of_day(m.number("year", "YEAR"), month, day))
    else:
        sense = in_year(m, c, "day", lambda year: of_day(year, month, day), f"XXXX-{month:02d}-{day:02d}")
    return replace(sense, end=at + 1) if sense else None


@rule("(the)? ORDINAL:nth (and|to|or|-) (the)? ORDINAL centuries", "(the)? ORDINAL:nth centuries")
def one_of_centuries(m: Match, c: Context) -> Sense | None:
    """The 18th and 19th centuries: two phrases."""
    number = m.number("nth", "ORDINAL")
    if not 1 < number <= 22:
        return None
    sense = c.stated(containing(date((number - 1) * 100, 1, 1), "century"))
    return replace(sense, end=m.end if m.end == m.at("nth") + 2 else m.at("nth") + 1) if sense else None


@rule("the turn of (the|this|last) (ORDINAL:nth)? (century|millennium):unit")
def turn(m: Match, c: Context) -> Sense | None:
    """The turn of the 20th century: about 1900. Of a century without a number, the text does not say which."""
    if not m.has("nth"):
        return Sense("XXXX", mod="APPROX")
    number = m.number("nth", "ORDINAL")
    if m.words("unit")[0] != "century" or not 1 < number <= 22:
        return None
    return c.stated(Period("year", date((number - 1) * 100, 1, 1)), mod="APPROX")


# ------------------------------------------------------------------------------------------------------ weeks by a day


@rule(
    "(the|that)? week (of|beginning|starting|ending|ended):kind (WEEKDAY ,?)? MONTH:month <day_number> (,? YEAR:year)?",
    "(the|that)? week (of|beginning|starting|ending|ended):kind (WEEKDAY ,?)? <day_number> (of)? MONTH:month "
    "(,? YEAR:year)?",
    "the week (beginning|starting|ending|ended):kind WEEKDAY:weekday",
)
def week_by_day(m: Match, c: Context) -> Sense | None:
    """The week of June 3; the week ending May 7: seven days; TIMEX3's value is the ISO week that holds most of them."""
    if m.has("weekday"):
        if c.published is None:
            return None
        ahead = c.tense(m.start, m.end) == "future"
        told = c.derived(weekday_near(c.published, m.number("weekday", "WEEKDAY"), 1 if ahead else -1))
    elif m.has("year"):
        told = c.stated(of_day(m.number("year", "YEAR"), m.number("month", "MONTH"), day_number(m)))
    else:
        month, day = m.number("month", "MONTH"), day_number(m)
        told = in_year(m, c, "day", lambda year: of_day(year, month, day), f"XXXX-{month:02d}-{day:02d}")
    if told is None or told.period is None:
        return None
    day_told, kind = told.period.first, m.words("kind")[0]
    if kind == "of":
        week = containing(day_told + timedelta(days=day_told.weekday() == 6), "week")
        return replace(told, period=week, value=week.value)
    first = day_told if kind in ("beginning", "starting") else day_told - timedelta(days=6)
    week = containing(first + timedelta(days=3), "week")
    return replace(told, period=week, value=week.value, days=(first, first + timedelta(days=6)))


# --------------------------------------------------------------------------------------------------- days with a name


@rule("KNOWN_DAY:day")
def known_day(m: Match, c: Context) -> Sense | None:
    """9/11."""
    before = m.start - 1
    if before >= 0 and m.tokens.raw(before)[0].isupper() and m.tokens.word(before) not in neighbours("BEFORE_YEAR"):
        return None  # a title
    return _known(str(m.value("day", "KNOWN_DAY")), c)


@rule("(the)? MONTH:month <day_number> (,)? (terror|terrorist)? KNOWN_EVENT:event")
def known_event(m: Match, c: Context) -> Sense | None:
    """The Sept. 11 attacks: those of 2001. The noun is no part of the phrase."""
    month, day = m.number("month", "MONTH"), day_number(m)
    known = known_days().get((f"{month:02d}-{day:02d}", m.words("event")[0]))
    if known is None or c.same_day(date.fromisoformat(known)) is not None:
        return None  # the text has told of that day, of a year of its own
    sense = _known(known, c)
    if sense is None:
        return None
    last = m.at("day") if m.has("day") else m.at("nth") if m.has("nth") else m.at("nth2") + 2
    return replace(sense, end=last + 1)


def _known(day: str, c: Context) -> Sense | None:
    """The day, unless the text is older."""
    found = date.fromisoformat(day)
    return c.stated(Period("day", found), aside=True) if c.published is None or found <= c.published else None
