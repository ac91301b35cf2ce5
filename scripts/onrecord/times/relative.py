"""Rules for dates that need an anchor: the publication day ("last week"), or a date named before ("the following year")."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from onrecord.times.absolute import at_time, time_of
from onrecord.times.period import Grain, Period, containing, of_day, of_month, season, weekday_near
from onrecord.times.rules import Match, Sense, count, rule
from onrecord.times.words import neighbours

if TYPE_CHECKING:
    from onrecord.times.context import Context, Named

GRAINS: dict[str, Grain] = {
    "D": "day",
    "N": "day",
    "W": "week",
    "WE": "weekend",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
    "DE": "decade",
    "CE": "century",
}
"""The grain that a unit's letter stands for, where it has one."""



# ------------------------------------------------------------------------------------------------ the publication's days


@rule(
    "(WEEKDAY ,)? DAY_WORD:day (PART:part)?",
    "DAY_WORD:day at <clock>",
    "<clock> ,? DAY_WORD:day (PART)?",
    "(PART:part) DAY_WORD:day",
    "mid - (PART:part) DAY_WORD:day",
)
def day_word(m: Match, c: Context) -> Sense | None:
    """Yesterday; earlier today; tomorrow morning; 5 p.m. today."""
    days = m.number("day", "DAY_WORD")
    if m.tokens.word(m.end) == "'s" and m.tokens.word(m.end + 1) in neighbours("NOWADAYS"):
        return None
    if c.published is None:
        return Sense("XXXX-XX-XX")
    if (
        days == 0
        and m.tokens.word(m.end) == "'s"
        and not m.has("part")
        and m.tokens.raw(m.start)[0].isupper()
        and m.tokens.word(m.start - 1) != "."
    ):
        return None
    today = Period("day", c.published)
    sense = c.derived(today.shift(days))
    return at_time(sense, time_of(m)) if time_of(m) else sense


@rule("(last|this|next):which year 's quarter", "the quarter a year (ago|earlier|before)")
def last_years_quarter(m: Match, c: Context) -> Sense | None:
    """Last year's quarter: the quarter spoken of, a year before."""
    quarter = c.quarter(m.start)
    if quarter is None:
        return None
    step = {"this": 0, "next": 4}.get(" ".join(m.words("which")), -4)
    return c.from_text(quarter.period.shift(step), quarter, compared=step < 0)


@rule("(later|earlier) (in|on) the day")
def in_the_day(m: Match, c: Context) -> Sense | None:
    """Later in the day: the day named last, else the publication day."""
    anchor = c.last(m.start, reach=60, grains=("day",))
    if anchor is not None:
        return c.from_text(anchor.period, anchor)
    return c.derived(c.today)


@rule("PART_WORD:word")
def part_word(m: Match, c: Context) -> Sense | None:
    """Tonight; overnight."""
    days, part = str(m.value("word", "PART_WORD")).split()
    if c.published is None:
        return Sense("XXXX-XX-XX")
    if m.words("word") == ["overnight"] and m.tokens.raw(m.end)[:1].islower() if m.end < len(m.tokens) else False:
        if m.tokens.word(m.end) not in ("in", "at", "on", "and", "by", "when", "after", "as", "to"):
            return None
    return at_time(c.derived(Period("day", c.published).shift(int(days))), part)


@rule(
    "(this|that|the|later this|earlier this|late this|early this|last|in the|the same|the next|the "
    "following|the previous):which (mid -|mid|early|late)? PART:part",
    "<oclock> (this|last|the next|the following|the previous|that):which PART:part",
    "<oclock>:time in the PART:part",
)
def part_of_day(m: Match, c: Context) -> Sense | None:
    """This morning; last night; that evening."""
    which = " ".join(m.words("which"))
    part, word = str(m.value("part", "PART")), m.tokens.word(m.at("part"))
    if which in ("the", "in the", "early", "late") and m.tokens.word(m.end) in ("of", "after", "before", "-"):
        return None
    if c.published is None:
        return Sense("XXXX-XX-XX")
    today = Period("day", c.published)
    time = time_of(m) if m.has("clock") or m.has("hour") else part
    if which.endswith("this"):
        sense = c.derived(today)
        return at_time(
            replace(sense, bound=which.split()[0])
            if sense and " " in which and which.split()[0] in ("earlier", "later")
            else sense,
            time,
        )
    if which == "last":
        return at_time(
            c.derived(today.shift(-1 if word in ("night", "evening", "midnight") else -1)),
            "NI" if word == "night" else time,
        )
    anchor = c.last(m.start, reach=60, grains=("day",))
    if which in ("that", "the same", "the next", "the following", "the previous", "the"):
        if anchor is None:
            return None
        step = {"the next": 1, "the following": 1, "the previous": -1}.get(which, 0)
        if which == "the" and word in ("night", "midnight", "noon", "dawn"):
            return None
        return at_time(c.from_text(anchor.period.shift(step), anchor), time)
    return None


# ----------------------------------------------------------------------------------------------------- weekdays, months


@rule(
    "(on)? (last|this|next|this (past|coming)|the (previous|following|next)|(the)? same|that|the|on "
    "the|past|coming)?:which WEEKDAY:weekday (PART:part)?",
    "<clock> ,? (on)? (last|this|next|this (past|coming))?:which WEEKDAY:weekday (PART)?",
    "(PART:part) (on)? (last|this|next)?:which WEEKDAY:weekday",
    "WEEKDAY:weekday at <oclock>",
    "WEEKDAY:weekday of (last|this|next):week week",
    "(a week|two weeks) (from|ago):dir WEEKDAY:weekday",
)
def weekday(m: Match, c: Context) -> Sense | None:
    """Friday; last Monday; Tuesday night; noon Thursday: by tense, the last or the next."""
    number = m.number("weekday", "WEEKDAY")
    if m.has("dir"):
        return None
    if c.published is None:
        return Sense(f"XXXX-WXX-{number + 1}")
    which = " ".join(m.words("which"))
    day = _weekday(m, c, number, which)
    if day is None:
        return None
    time = time_of(m)
    if m.has("part") and m.tokens.word(m.at("part")) in ("nights", "mornings", "evenings", "afternoons"):
        return Sense(f"XXXX-WXX-{number + 1}T{time}", type="SET")
    return at_time(day, time) if time else day


def _weekday(m: Match, c: Context, number: int, which: str) -> Sense | None:
    assert c.published is not None
    if m.has("week"):
        step = {"last": -1, "this": 0, "next": 1}[m.words("week")[0]]
        week = containing(c.published, "week").shift(step)
        return c.derived(weekday_near(week.first, number, 0)) if week else None
    if which in ("the following", "the next", "the previous", "that", "same", "the same"):
        anchor = c.last(m.start, reach=150, grains=("day",))
        if anchor is not None:
            if "previous" in which:
                return c.from_text(weekday_near(anchor.period.shift(-1).first, number, -1), anchor)  # type: ignore[union-attr]
            if which in ("that", "same", "the same"):
                return c.from_text(weekday_near(anchor.period.first, number, -1), anchor)
            return c.from_text(weekday_near(anchor.period.first, number, 1), anchor)
    if c.narrative and (last := c.last(m.start, reach=10_000, grains=("day",))) is not None:
        return c.from_text(weekday_near(last.period.first, number, 1), last)
    if which.startswith("last") or which in ("this past", "past", "the previous"):
        before = Period("day", c.published).shift(-1)
        return c.derived(weekday_near(before.first, number, -1)) if before else None
    if which in ("next", "this coming", "coming", "the following", "the next"):
        return c.derived(weekday_near(c.published, number, 1))
    same = c.published.weekday() == number
    if m.tokens.word(m.start - 1) == "as" and m.tokens.word(m.start - 2) in ("soon", "early"):
        return c.derived(weekday_near(c.published, number, 1))
    if m.tokens.word(m.end) == "'s" and m.tokens.word(m.start - 1) != "by":
        return c.derived(weekday_near(c.published, number, -1))
    if c.tense(m.start, m.end) == "future" and not same:
        return c.derived(weekday_near(c.published, number, 1))
    return c.derived(weekday_near(c.published, number, -1))


@rule(
    "(last|this|next|this (past|coming)|the (previous|following)):which MONTH:month",
    "MONTH:month (of|,)? (last|this|next|the (previous|following|same)|that):year year",
)
def which_month(m: Match, c: Context) -> Sense | None:
    """Last May; this September; June last year."""
    number = m.number("month", "MONTH")
    if c.published is None:
        return Sense(f"XXXX-{number:02d}")
    if m.has("year"):
        which = " ".join(m.words("year"))
        anchor = c.last(m.start) if which not in ("last", "this", "next") else None
        year = anchor.period.first.year if anchor else c.published.year
        step = {"last": -1, "next": 1, "the previous": -1, "the following": 1}.get(which, 0)
        if not 1 <= year + step <= 9999:
            return None
        found = of_month(year + step, number)
        return c.from_text(found, anchor) if anchor else c.derived(found)
    which = " ".join(m.words("which"))
    this = of_month(c.published.year, number)
    if which == "this":
        return c.derived(this)
    if which in ("next", "this coming", "the following"):
        return c.derived(this if this.first > c.published else this.shift(12))
    return c.derived(this if this.last < c.published else this.shift(-12))


@rule(
    "(last|this|next|this (past|coming)|the "
    "(previous|following|past|coming)|past|coming|that):which SEASON:season (- season|'s season)?",
    "(the)? SEASON:season (of|,)? (last|this|next):year year",
    "(the)? SEASON:season",
)
def which_season(m: Match, c: Context) -> Sense | None:
    """Last fall; this summer; the winter."""
    name = str(m.value("season", "SEASON"))
    which = " ".join(m.words("which"))
    if not which and not m.has("year") and not _bare_season(m):
        return None
    if c.published is None:
        return Sense(f"XXXX-{name}")
    year = c.published.year
    if m.has("year"):
        return c.derived(season(year + {"last": -1, "this": 0, "next": 1}[m.words("year")[0]], name))
    now = containing(c.published, "season")
    this = season(now.first.year if name == "WI" and now.value.endswith("WI") else year, name)
    if which in ("last", "the previous", "the past", "past", "this past"):
        return c.derived(this if this.last < c.published else this.shift(-4))
    if which in ("next", "the following", "the coming", "coming", "this coming"):
        return c.derived(this if this.first > c.published else this.shift(4))
    if which == "that" and (anchor := c.last(m.start)):
        return c.from_text(season(anchor.period.first.year, name), anchor)
    if not which and this.first > c.published and c.tense(m.start, m.end) != "future":
        this = season(this.first.year - 1, name)
    return c.derived(this)


def _bare_season(m: Match) -> bool:
    """Whether a season's name alone is the season: "in the fall", not "the fall of the wall"."""
    before, after = m.tokens.word(m.start - 1), m.tokens.word(m.end)
    first = m.text()[0]
    if m.tokens.word(m.end - 1) in ("fall", "spring"):
        return (
            before in ("in", "by", "since", "until", "during", "late", "early")
            and first == "the"
            and after not in ("of", "in")
        )
    return (
        first == "the"
        and after not in ("'s", "olympics", "games", "palace", "house", "of")
        and before
        in ("in", "by", "since", "until", "during", "for", "over", "through", "throughout", "of", "at", "this", "and")
    )


# --------------------------------------------------------------------------------------------------------- this, last, next


@rule(
    "(this|last|next|the "
    "(current|previous|coming|following|next|last|past|same|present|preceding|prior|latest|most "
    "recent|upcoming)|that very|that|this (coming|past|same)|previous|coming|current):which "
    "(fiscal|calendar|same|school|financial|very)? UNIT:unit ('s end | end | - end)?:end"
)
def which_unit(m: Match, c: Context) -> Sense | None:
    """This year; last week; the following month; that day."""
    grain = GRAINS.get(str(m.value("unit", "UNIT")))
    word = m.words("unit")[0]
    which = " ".join(m.words("which")).removeprefix("the ")
    if m.tokens.raw(m.at("unit"))[0].isupper() and m.tokens.raw(m.at("unit"))[1:].islower():
        return None  # a name: the programme "This Week"
    if grain is None or word in (
        "night",
        "nights",
        "days",
        "weeks",
        "months",
        "years",
        "quarters",
        "decades",
        "centuries",
        "weekends",
    ):
        return None
    definite = m.text()[0] == "the"
    if which in ("that", "same", "following", "that very") or (
        definite and which in ("previous", "next", "preceding", "prior")
    ):
        anchored = _from_text(m, c, grain, which)
        if anchored is not None or which in ("that", "same", "following", "that very") or (definite and grain == "day"):
            return anchored
    if c.published is None:
        return Sense({"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX"}.get(grain, "XXXX"))
    today = containing(c.published, grain)
    if which in ("this", "current", "present", "this same"):
        if grain == "quarter" and c.quarter(m.start) is None:
            return c.derived(today)
        return c.derived(today)
    if which in ("last", "past", "previous", "prior", "preceding", "this past", "latest", "most recent"):
        if grain == "weekend":
            return c.derived(_weekend(c, -1))
        if grain in ("decade", "century") and which in ("last", "past"):
            return Sense(duration(1, "DE" if grain == "decade" else "CE"), type="DURATION")
        if which in ("latest", "most recent") and grain == "quarter":
            return c.derived(today.shift(-1))
        if which in ("latest", "most recent"):
            return c.derived(today.shift(-1))
        return c.derived(today.shift(-1))
    if which in ("next", "coming", "this coming", "upcoming", "following"):
        return c.derived(today.shift(1))
    return None


def _weekend(c: Context, step: int) -> Period | None:
    """The last weekend that ended before today or holds it; or the next."""
    assert c.published is not None
    this = containing(c.published, "weekend")
    if step < 0:
        return this if c.published.weekday() == 6 and False else this.shift(-1)
    return this


def _from_text(m: Match, c: Context, grain: Grain, which: str) -> Sense | None:
    """The stretch of this grain at, before or after that which the text named last."""
    anchor = c.last(m.start, reach=250, grains=("day",)) if grain == "day" else c.last(m.start, reach=150)
    if (
        anchor is not None
        and grain == "day"
        and anchor.period == c.today
        and not c.tokens.sentence_between(anchor.token, m.start)
    ):
        anchor = c.last(anchor.token, reach=250, grains=("day",)) or anchor  # "said on Wednesday that he came that day"
    if anchor is None or c.blocked > anchor.token:
        return None
    period = anchor.period
    sizes: dict[str, int] = {
        "day": 1,
        "weekend": 2,
        "week": 7,
        "month": 30,
        "quarter": 91,
        "season": 92,
        "half": 182,
        "year": 365,
        "decade": 3650,
        "century": 36500,
    }
    if sizes[period.grain] > sizes[grain]:
        return None
    at = period.at(grain)
    step = {"following": 1, "next": 1, "previous": -1, "preceding": -1, "prior": -1}.get(which, 0)
    return c.from_text(at.shift(step), anchor)


@rule("(in|on|over|this|last|next)?:which the? (long|holiday)? weekend")
def weekend(m: Match, c: Context) -> Sense | None:
    """The weekend; this weekend; over the weekend."""
    words = m.text()
    which = next((w for w in words if w in ("this", "last", "next")), "the")
    if (which == "the" and "the" not in words) or c.published is None:
        return None
    this = containing(c.published, "weekend")
    before = this if c.published >= this.first else this.shift(-1)
    tense = c.tense(m.start, m.end)
    if which == "last":
        return c.derived(before if c.published > before.last else this.shift(-1))
    if which == "next":
        return c.derived(this.shift(1))
    if which == "this":
        return c.derived(
            this if tense != "past" or c.published >= this.first else before if c.published.weekday() < 2 else this
        )
    return c.derived(this if tense == "future" else before)


@rule("the? year 's? (-)?:hyphen end")
def year_end(m: Match, c: Context) -> Sense | None:
    """Year-end: the last day of this year, or of the last where the sentence looks back."""
    if c.published is None:
        return None
    year = c.published.year - (m.tokens.word(m.start - 1) in ("since", "from"))
    if m.has("hyphen"):
        return c.derived(of_day(year, 12, 31))
    return c.derived(Period("year", date(year, 1, 1)), mod="END")


@rule("the (latest|most recent) (quarter|period|three months):quarter")
def latest(m: Match, c: Context) -> Sense | None:
    """The latest period: the quarter spoken of, or the last that has ended."""
    last = c.quarter(m.start)
    if last is not None:
        return c.from_text(last.period, last)
    return c.derived(containing(c.published, "quarter").shift(-1)) if c.published else None


@rule("the (full|entire|whole)? fiscal? UNIT:unit ('s end | - end)?")
def the_unit(m: Match, c: Context) -> Sense | None:
    """The quarter, the week, the year, where it is the present one or the one just spoken of."""
    word = m.words("unit")[0]
    after, before = m.tokens.word(m.end), m.tokens.word(m.start - 1)
    edged = before in ("in", "of") and m.tokens.word(m.start - 2) in (
        "earlier",
        "later",
        "end",
        "beginning",
        "start",
        "middle",
        "early",
        "late",
    )
    if word == "quarter" and after not in ("of", "-") and c.published is not None:
        last = c.quarter(m.start)
        if last is not None:
            return c.from_text(last.period, last)
        return c.derived(containing(c.published, "quarter").shift(-1))
    if word == "year" and after in ("ended", "ending"):
        return Sense("P1Y", type="DURATION")
    if word in ("year", "month", "week") and c.published is not None:
        at_end = m.tokens.word(m.end - 1) == "end" or edged or "full" in m.text()
        if at_end or (
            before in ("for", "of", "in", "during", "so", "far", "earlier", "later")
            and after in (".", ",", ";", "to", "and", "as", ")")
        ):
            return c.derived(containing(c.published, GRAINS[str(m.value("unit", "UNIT"))]))
    return None


# ------------------------------------------------------------------------------------------------------------ counts


@rule(
    "<count>:count -? (or (two|so|three|four|more))?:so "
    "(short|long|full|calendar|trading|business|working)? UNIT:unit (or (so|more))?:so2 "
    "(ago|back|from now|hence|from today|past):dir",
    "half a UNIT:unit ago:dir",
    "<count>:count - UNIT:unit - (ago|old)?:dir",
    "UNIT:unit ago:dir",
)
def ago(m: Match, c: Context) -> Sense | None:
    """Two weeks ago; a month ago; three years from now."""
    if not m.has("dir") or m.words("dir") == ["old"] or m.words("dir") == ["past"]:
        return None
    if m.words("dir") == ["back"] and m.tokens.word(m.end) in ("to", "in", "into", "from", "home", "on"):
        return None
    number = count(m.words("count"), m, "count") if m.has("count") else ("X" if m.words("unit")[0].endswith("s") else 1)
    sign = -1 if m.words("dir")[0] in ("ago", "back") else 1
    unit = str(m.value("unit", "UNIT"))
    if "half" in m.text() and not m.has("count"):
        number = 0.5
    if (
        m.words("dir") == ["ago"]
        and number == 1
        and unit == "Y"
        and c.published
        and m.text()[0] in ("a", "year", "one")
    ):
        if compared := _year_before(m, c):
            return compared
    if number == "X" or number is None:
        if unit == "Y" and "few" in m.text() and c.published:
            return Sense(f"{(c.published.year * 1 - 3) // 10}X", mod=None)
        return Sense("PAST_REF" if sign < 0 else "FUTURE_REF")
    if c.published is None:
        return Sense(duration(number, unit), type="DURATION")
    mod = "APPROX" if m.has("so") or m.has("so2") else None
    return _counted(m, c, Period("day", c.published), sign * float(number), unit, None, mod)


@rule(
    "<count>:count UNIT:unit (earlier|later|before|after|prior|afterward|afterwards|beforehand|on|previously):dir",
    "(the)? (UNIT:unit) (earlier|later|before|after):dir",
    "UNIT:unit - (earlier|later|ago):dir (UNIT:noun|period|level|figure)?",
    "(a|the|its|their)? year - (earlier|ago):yearly (ORDINAL:nth)? "
    "(quarter|period|half|month|year|level|levels|figure|figures|total|results|result|profit|loss|earnings|net|sales|price)?:noun",
    "the (same|corresponding|comparable|like|similar) (year - (ago|earlier))? "
    "(period|quarter|time|month|three months|week):same (a year (ago|earlier)|last year|of last "
    "year|in YEAR|(a|the) year (before|previously)|one year (ago|earlier)|the previous year)?:rest",
    "the (YEAR:year) (period|quarter):same",
)
def earlier(m: Match, c: Context) -> Sense | None:
    """Two weeks later; a year earlier; the day before; the day after officers came; the year-earlier period."""
    if m.has("year"):
        quarter = c.quarter(m.start)
        number = (quarter.period.first.month + 2) // 3 if quarter else 0
        from onrecord.times.period import of_quarter, of_year

        return (
            c.from_text(of_quarter(m.number("year", "YEAR"), number), quarter, compared=True)
            if quarter
            else c.stated(of_year(m.number("year", "YEAR")))
        )
    if m.has("same"):
        return _same_period(m, c)
    if m.has("yearly"):
        return _year_before(m, c) or (
            c.derived(containing(c.published, "year").shift(-1)) if c.published and m.words("noun") != ["old"] else None
        )
    words = m.text()
    direction = m.words("dir")[0]
    unit = str(m.value("unit", "UNIT"))
    if not m.has("count") and "-" not in words:
        if words[0] != "the" or (direction in ("earlier", "later") and unit != "D"):
            return None
        if GRAINS.get(unit) is None or m.words("unit")[0].endswith("s"):
            return None
    number = count(m.words("count"), m, "count") if m.has("count") else 1
    if m.words("unit")[0].endswith("s") and number == 1 and m.words("count")[:1] != ["one"] and m.has("count"):
        return None
    if direction in ("before", "after", "prior"):
        after = m.tokens.word(m.end)
        complement = after not in (
            ".",
            ",",
            ";",
            "",
            "\n",
            ")",
            "when",
            "where",
            "and",
            "but",
            "in",
            "at",
            "on",
            "-",
            "”",
            "''",
            "by",
            "with",
            "while",
            "for",
            ":",
            "?",
            "–",
            "—",
        )
        if complement:
            return Sense(
                duration(number, unit), type="DURATION", mod="BEFORE" if direction != "after" else "AFTER", opaque=True
            )
    if direction == "on" or number is None:
        return None
    if m.tokens.word(m.end) == "than":  # "three days later than planned" is no date
        return Sense(duration(number, unit), type="DURATION")
    if number == 1 and unit == "Y" and direction == "earlier" and (compared := _year_before(m, c)):
        return compared
    if number == "X":
        return Sense(
            "PAST_REF" if direction in ("earlier", "before", "previously") else duration(number, unit),
            type="DATE" if direction in ("earlier", "before", "previously") else "DURATION",
            opaque=True,
        )
    sign = -1 if direction in ("earlier", "before", "prior", "beforehand", "previously", "ago") else 1
    anchor = c.last(m.start, reach=90, grains=("day", "month", "year"))
    if anchor is None or c.blocked > anchor.token:
        if sign < 0 and direction == "earlier" and unit == "Y" and c.published:
            return _counted(m, c, Period("day", c.published), sign * float(number), unit, None, None)
        return Sense(duration(number, unit), type="DURATION", mod="BEFORE" if sign < 0 else "AFTER", opaque=True)
    return _counted(m, c, anchor.period, sign * float(number), unit, anchor, None)


def _same_period(m: Match, c: Context) -> Sense | None:
    """The same period a year ago; the corresponding quarter."""
    text = " ".join(m.text())
    quarter = c.quarter(m.start)
    if not any(w in text for w in ("ago", "earlier", "last year", "previous", "before")):
        return None
    if quarter is not None and any(w in text for w in ("period", "quarter")):
        return c.from_text(
            quarter.period.shift(
                -4 if quarter.period.first.year >= (c.published.year - 0 if c.published else 0) else 0
            ),
            quarter,
            compared=True,
        )
    return c.derived(containing(c.published, "year").shift(-1)) if c.published else None


REACH = 120
"""How many words back a quarter makes "a year earlier" that quarter of the year before."""


def _year_before(m: Match, c: Context) -> Sense | None:
    """A year earlier, where the text compares quarters: that quarter of the year before."""
    quarter = c.quarter(m.start, reach=400 if m.has("noun") and m.words("noun")[0] in ("period", "quarter") else REACH)
    if quarter is None or c.published is None:
        return None
    period = quarter.period
    back = -4 if containing(c.published, "quarter").shift(-3).first <= period.first else 0  # type: ignore[union-attr]
    return c.from_text(period.shift(back), quarter, compared=True)


def _counted(
    m: Match, c: Context, base: Period, number: float, unit: str, anchor: Named | None, mod: str | None
) -> Sense | None:
    """The stretch a number of units from a base. Units of the clock stay in the same day and give a duration."""
    grain = GRAINS.get(unit)
    if unit == "FN":
        grain, number = "week", number * 2
    if grain is None:
        return Sense(duration(abs(number), unit), type="DURATION")
    if number != int(number):
        months = number * {"year": 12, "decade": 120, "century": 1200}.get(grain, 0)
        if not months:
            return Sense(duration(abs(number), unit), type="DURATION")
        found = containing(base.first, "month").shift(int(months))
    elif anchor is not None and base.grain == "day" and grain in ("week",):
        found = base.shift(int(number) * 7)
    elif grain == "decade":
        found, mod = base.at("year").shift(int(number) * 10), "APPROX"
    else:
        found = base.at(grain).shift(int(number)) if grain != "weekend" else None
    if found is None:
        return None
    return c.from_text(found, anchor, mod=mod) if anchor else c.derived(found, mod=mod)


def duration(number: object, unit: str) -> str:
    """TIMEX3's value of a duration: P2D, PT3H, P2Y6M, PXW."""
    clock = unit.startswith("T")
    letter = unit.removeprefix("T")
    if letter in ("DE", "CE") and number != "X":  # TIMEX3 prefers years: P20Y for two decades
        return f"P{int(float(str(number)) * (10 if letter == 'DE' else 100))}Y"
    if letter == "FN":
        return f"P{int(float(str(number)) * 2) if number != 'X' else 'X'}W"
    if isinstance(number, float) and number != int(number):
        whole, rest = int(number), number - int(number)
        small = {"H": ("M", 60), "Y": ("M", 12), "D": ("TH", 24), "M": ("S", 60) if clock else ("", 0)}.get(
            letter, ("", 0)
        )
        if small[1] and (part := round(rest * small[1])):
            head = f"{whole}{letter}" if whole else ""
            tail = f"{small[0]}" if small[0] != "TH" else ""
            if small[0] == "TH":
                return f"P{head}T{part}H"
            return f"P{'T' if clock else ''}{head}{part}{tail}"
        return f"P{'T' if clock else ''}{number:g}{letter}"
    shown = number if number == "X" else int(float(str(number)))
    return f"P{'T' if clock else ''}{shown}{letter}"
