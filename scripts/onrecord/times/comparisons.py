"""Rules for what business news compares: the year-earlier quarter, the latest period, last year's quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.times.period import containing, of_quarter, of_year
from onrecord.times.rules import Match, Sense, rule

if TYPE_CHECKING:
    from onrecord.times.context import Context

REACH, REACH_OF_NOUN = 120, 400
"""How many words back a quarter makes "a year earlier", or "the year-earlier period", that quarter a year before."""


@rule(
    "(a|the|its|their)? year - (earlier|ago) (ORDINAL:nth)? "
    "(quarter|period|half|month|year|level|levels|figure|figures|total|results|result|profit|loss|earnings|net|sales"
    "|price)?:noun"
)
def year_ago(m: Match, c: Context) -> Sense | None:
    """The year-earlier period; year-ago profit."""
    if (compared := year_before(m, c)) is not None:
        return compared
    return c.derived(containing(c.published, "year").shift(-1)) if c.published else None


@rule(
    "the (same|corresponding|comparable|like|similar) (year - (ago|earlier))? "
    "(period|quarter|time|month|three months|week):noun (a year (ago|earlier)|last year|of last "
    "year|in YEAR|(a|the) year (before|previously)|one year (ago|earlier)|the previous year)?"
)
def same_period(m: Match, c: Context) -> Sense | None:
    """The same period a year ago; the comparable year-earlier quarter."""
    if not {"ago", "earlier", "last", "previous", "before"} & set(m.text()) or c.published is None:
        return None
    quarter = c.quarter(m.start)
    if quarter is not None and m.words("noun")[0] in ("period", "quarter"):
        back = -4 if quarter.period.first.year >= c.published.year else 0
        return c.from_text(quarter.period.shift(back), quarter, compared=True)
    return c.derived(containing(c.published, "year").shift(-1))


@rule("the (YEAR:year) (period|quarter)")
def period_of_year(m: Match, c: Context) -> Sense | None:
    """The 1988 period: the quarter spoken of, in that year."""
    year, quarter = m.number("year", "YEAR"), c.quarter(m.start)
    if quarter is None:
        return c.stated(of_year(year))
    return c.from_text(of_quarter(year, (quarter.period.first.month + 2) // 3), quarter, compared=True)


@rule("(last|this|next):which year 's quarter", "the quarter a year (ago|earlier|before)")
def last_years_quarter(m: Match, c: Context) -> Sense | None:
    """Last year's quarter: the quarter spoken of, a year before."""
    quarter = c.quarter(m.start)
    if quarter is None:
        return None
    step = {"this": 0, "next": 4}.get(" ".join(m.words("which")), -4)
    return c.from_text(quarter.period.shift(step), quarter, compared=step < 0)


@rule("the (latest|most recent) (period|three months)")
def latest(m: Match, c: Context) -> Sense | None:
    """The latest period: the quarter spoken of, or the last that has ended."""
    last = c.quarter(m.start)
    if last is not None:
        return c.from_text(last.period, last)
    return c.derived(containing(c.published, "quarter").shift(-1)) if c.published else None


def year_before(m: Match, c: Context) -> Sense | None:
    """A year earlier, where the text compares quarters: that quarter of the year before."""
    named = m.has("noun") and m.words("noun")[0] in ("period", "quarter")
    quarter = c.quarter(m.start, reach=REACH_OF_NOUN if named else REACH)
    if quarter is None or c.published is None:
        return None
    recent = containing(c.published, "quarter").shift(-3)
    back = -4 if recent is None or recent.first <= quarter.period.first else 0
    return c.from_text(quarter.period.shift(back), quarter, compared=True)
