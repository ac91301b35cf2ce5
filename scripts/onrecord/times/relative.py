"""Rules for dates that need an anchor: the publication day ("last week") or a date named before ("the next year")."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from onrecord.times.absolute import at_time, time_of
from onrecord.times.period import Grain, Period, containing, of_day, of_month, season, weekday_near
from onrecord.times.rules import Match, Sense, count, rule
from onrecord.times.tense import tense_before
from onrecord.times.units import GRAINS, duration
from onrecord.times.words import neighbours

if TYPE_CHECKING:
    from onrecord.times.context import Context, Named

TO_THE_END = frozenset({"to", "through", "until", "till", "-", "–"})
"""Before the second weekday of a range."""

NEAR_SEASON = 130
"""Days. A season that begins so soon is meant by "the fall" where no verb tells."""

QUOTES = frozenset({"“", "”", '"', "'", "‘", "’", "`"})

# -------------------------------------------------------------------------------------------- the publication's days


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
    if days == 0 and not m.has("part") and m.end - m.start == 1 and _programme(m):
        return None
    today = Period("day", c.published)
    sense = c.derived(today.shift(days))
    return at_time(sense, time_of(m)) if time_of(m) else sense


def _programme(m: Match) -> bool:
    """Whether "Today" is the name of a programme or a paper: with a capital and not at the head of a sentence."""
    at = m.start
    if not m.tokens.raw(at)[0].isupper() or (m.tokens.word(m.end) == "'s" and m.tokens.word(at - 1) == "."):
        return False
    if m.tokens.word(m.end) == "'s":
        return True
    if m.tokens.word(m.end) in QUOTES and m.tokens.word(at - 1) in QUOTES:
        return True
    return m.tokens.word(at - 1).isalpha() and not (m.tokens.raw(at).isupper() and not m.tokens.raw(at - 1).isupper())


@rule("(later|earlier|late|early) (in|on) the day", "(later|earlier|late|early) in the PART:part")
def in_the_day(m: Match, c: Context) -> Sense | None:
    """Later in the day, in the evening: of the day named last, else of the publication day."""
    part = str(m.value("part", "PART")) if m.has("part") else ""
    anchor = c.last(m.start, reach=60, grains=("day",))
    if anchor is not None and (c.published is None or anchor.period.first <= c.published):
        return at_time(c.from_text(anchor.period, anchor), part)
    return at_time(c.derived(c.today), part)


@rule(
    "the day (before yesterday|after tomorrow):day",
    "the (UNIT:unit|WEEKDAY:weekday|PART:part) (before last|after next):far",
)
def one_further(m: Match, c: Context) -> Sense | None:
    """The day before yesterday; the week before last; the Tuesday after next; the night before last."""
    if c.published is None:
        return Sense("XXXX-XX-XX")
    today, back = Period("day", c.published), "before" in m.text()
    if m.has("day"):
        return c.derived(today.shift(-2 if back else 2))
    if m.has("part"):
        return at_time(c.derived(today.shift(-2)), str(m.value("part", "PART"))) if back else None
    if m.has("weekday"):
        near = weekday_near(c.published, m.number("weekday", "WEEKDAY"), -1 if back else 1)
        return c.derived(near.shift(-7 if back else 7)) if near else None
    unit = str(m.value("unit", "UNIT"))
    grain = GRAINS.get(unit)
    if unit == "N":
        return at_time(c.derived(today.shift(-2)), "NI") if back else None
    if grain is None or m.words("unit")[0].endswith("s"):
        return None
    return c.derived(containing(c.published, grain).shift(-2 if back else 2))


@rule("<count>:count (week|weeks) (ago|from):dir (this|last|next|on)? WEEKDAY:weekday")
def weeks_from_weekday(m: Match, c: Context) -> Sense | None:
    """A week ago Tuesday: seven days before the last one. Two weeks from Friday: a fortnight after the next."""
    number = count(m.words("count"), m, "count")
    if c.published is None or not isinstance(number, int):
        return None
    back = m.words("dir") == ["ago"]
    near = weekday_near(c.published, m.number("weekday", "WEEKDAY"), -1 if back else 1)
    return c.derived(near.shift(7 * number * (-1 if back else 1))) if near else None


@rule("overnight (on)? WEEKDAY:weekday", "WEEKDAY:weekday overnight")
def overnight(m: Match, c: Context) -> Sense | None:
    """Overnight Saturday."""
    if c.published is None:
        return Sense(f"XXXX-WXX-{m.number('weekday', 'WEEKDAY') + 1}TNI", type="TIME")
    return at_time(_weekday(m, c, m.number("weekday", "WEEKDAY"), ""), "NI")


@rule("PART_WORD:word")
def part_word(m: Match, c: Context) -> Sense | None:
    """Tonight; overnight."""
    days, part = str(m.value("word", "PART_WORD")).split()
    if c.published is None:
        return Sense("XXXX-XX-XX")
    after = m.tokens.word(m.end)
    if m.words("word") == ["overnight"] and after.isalpha() and after not in neighbours("AFTER_ADVERB"):
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
        return at_time(c.derived(today.shift(-1)), "NI" if word == "night" else time)
    anchor = c.last(m.start, reach=60, grains=("day",))
    if which in ("that", "the same", "the next", "the following", "the previous", "the"):
        if anchor is None:
            return None
        step = {"the next": 1, "the following": 1, "the previous": -1}.get(which, 0)
        if which == "the" and word in ("night", "midnight", "noon", "dawn"):
            return None
        return at_time(c.from_text(anchor.period.shift(step), anchor), time)
    return None


@rule(
    "(by|before|since) (late|early|mid) -? PART:part",
    "by (dawn|dusk|nightfall|daybreak|sunset|sunrise):part",
)
def part_alone(m: Match, c: Context) -> Sense | None:
    """By late afternoon: of the day named last in the paragraph, else of the publication day."""
    if any(m.tokens.has(m.end, name) for name in ("WEEKDAY", "DAY_WORD", "MONTH")) or m.tokens.word(m.end) in (
        "on",
        "of",
    ):
        return None
    part = str(m.value("part", "PART"))
    told = c.last(m.start, reach=60, grains=("day",))
    if told is not None and not c.tokens.gap_between(told.token, m.start):
        return at_time(c.from_text(told.period, told), part)
    return at_time(c.derived(c.today), part)


# --------------------------------------------------------------------------------------------------- weekdays, months


@rule(
    "(on)? (last|this|next|this (past|coming)|the (previous|following|next)|(the)? same|that|the|on "
    "the|past|coming)?:which WEEKDAY:weekday (PART:part)?",
    "<clock> ,? (on)? (last|this|next|this (past|coming))?:which WEEKDAY:weekday (PART)?",
    "(PART:part) (on)? (last|this|next)?:which WEEKDAY:weekday",
    "WEEKDAY:weekday at <oclock>",
    "WEEKDAY:weekday of (last|this|next):week week",
)
def weekday(m: Match, c: Context) -> Sense | None:
    """Friday; last Monday; Tuesday night; noon Thursday: by tense, the last or the next."""
    number = m.number("weekday", "WEEKDAY")
    if _in_title(m):
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


def _in_title(m: Match) -> bool:
    """Whether the day is part of a name: "the Sunday Gazette", "Monday Night Football", "Bloody Sunday"."""
    day, after = m.at("weekday"), m.end
    if (
        after < len(m.tokens)
        and m.tokens.raw(after)[0].isupper()
        and m.tokens.word(after) in neighbours("AFTER_DAY_NAME")
    ):
        return True
    before = day - 1
    return before >= 0 and m.tokens.raw(before)[0].isupper() and m.tokens.word(before) in neighbours("BEFORE_DAY_NAME")


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
    if (last := c.told_before(m.start, grains=("day",))) is not None:
        return c.from_text(weekday_near(last.period.first, number, 1), last)
    if which.startswith("last") or which in ("this past", "past", "the previous"):
        before = Period("day", c.published).shift(-1)
        return c.derived(weekday_near(before.first, number, -1)) if before else None
    if which in ("next", "this coming", "coming", "the following", "the next"):
        return c.derived(weekday_near(c.published, number, 1))
    same = c.published.weekday() == number
    if m.tokens.word(m.start - 1) == "as" and m.tokens.word(m.start - 2) in ("soon", "early"):
        return c.derived(weekday_near(c.published, number, 1))
    lead = m.tokens.word(m.start - 1)
    if lead in neighbours("BEFORE_PAST"):
        return c.derived(weekday_near(c.published, number, -1))
    if (first := _day_before(m, c)) is not None:
        return c.from_text(weekday_near(first.period.first, number, 1), first)
    if m.tokens.word(m.end) == "'s" and lead != "by" and not _planned(m) and not _ahead_of(m):
        return c.derived(weekday_near(c.published, number, -1))
    if which == "this" and not same and c.tense(m.start, m.end) != "past":
        return c.derived(weekday_near(c.published, number, 1))
    if not same and (_ahead_of(m) or (lead in neighbours("AHEAD") and _planned(m))):
        return c.derived(weekday_near(c.published, number, 1))
    owner = m.tokens.word(m.end) == "'s"
    if not same and not (owner and lead == "after") and _coming(m, c, owner):
        return c.derived(weekday_near(c.published, number, 1))
    return c.derived(weekday_near(c.published, number, -1))


def _planned(m: Match) -> bool:
    """Whether the day is that of a planned event: "Tuesday's primary", "the Friday match"."""
    at = m.end + (m.tokens.word(m.end) == "'s")
    words = m.tokens.lower[at : at + 4]
    stop = next((i for i, word in enumerate(words) if not word.isalpha()), len(words))
    return any(word in neighbours("PLANNED") for word in words[:stop])


def _coming(m: Match, c: Context, owner: bool) -> bool:
    """Whether the sentence looks ahead to the day; `owner` is whether something follows that is the day's."""
    tense = c.tense(m.start, m.end, infinitive=not owner)
    if tense == "present" and (m.has("clock") or m.has("hour")):
        return True  # "the service is at 2 p.m. Friday"
    if tense != "future":
        return False
    start = m.start - (m.tokens.word(m.start - 1) in ("on", "in", "at"))
    if m.tokens.word(start - 1) in neighbours("HAPPENED"):
        return False
    if not owner or start == 0 or m.tokens.ends_sentence(start - 1) or m.tokens.word(start - 1) in ("“", ",", '"'):
        return True
    return tense_before(m.tokens, m.start) == "future"


def _ahead_of(m: Match) -> bool:
    """Whether what stands before the day looks ahead to it: "in advance of Friday", "announced a march for Friday"."""
    if m.tokens.word(m.start - 1) == "for":
        before = (m.tokens.word(k) for k in range(max(0, m.start - 7), m.start - 1))
        return any(word in ("announced", "announce", "planning", "plans") for word in before)
    return m.tokens.word(m.start - 1) == "of" and m.tokens.word(m.start - 2) in ("ahead", "advance")


def _day_before(m: Match, c: Context) -> Named | None:
    """The weekday from which this one ends a range: the Tuesday of "Tuesday to Thursday"."""
    if m.tokens.word(m.start - 1) not in TO_THE_END or not m.tokens.has(m.start - 2, "WEEKDAY"):
        return None
    return c.last(m.start, reach=2, grains=("day",))


@rule(
    "(last|this|next|that|this (past|coming)|the (previous|following)):which MONTH:month",
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
    if which == "that" and (told := c.last(m.start, reach=150)) is not None:
        return c.from_text(of_month(told.period.first.year, number), told)
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
    if (shared := _season_ahead(m)) is not None:
        return c.stated(season(shared, name))
    if not which and m.tokens.word(m.start - 1) in ("and", "or") and (told := c.last(m.start, 2, ("season",))):
        return c.from_text(season(told.period.first.year, name), told)
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
    return c.derived(this if which else _nearest_season(m, c, this))


def _season_ahead(m: Match) -> int | None:
    """The year of "the summer and fall of 2015" for the summer."""
    if m.tokens.word(m.end) not in ("and", "or", "to", "through", "-", "–") or not m.tokens.has(m.end + 1, "SEASON"):
        return None
    at = m.end + 2 + (m.tokens.word(m.end + 2) == "of")
    return int(m.tokens.value(at, "YEAR")) if m.tokens.has(at, "YEAR") else None


def _nearest_season(m: Match, c: Context, this: Period) -> Period | None:
    """The season of this year, or the one before: by tense, else the nearest."""
    assert c.published is not None
    distance = (this.first - c.published).days
    if distance <= 0 or m.tokens.word(m.start - 1) in neighbours("BEFORE_AHEAD"):
        return this
    tense = c.tense(m.start, m.end, far=True)
    if tense == "future" or (tense != "past" and distance < NEAR_SEASON):
        return this
    return this.shift(-4)


def _bare_season(m: Match) -> bool:
    """Whether a season's name alone is the season: "in the fall", not "the fall of the wall"."""
    before, after = m.tokens.word(m.start - 1), m.tokens.word(m.end)
    first = m.text()[0]
    if before in ("early", "late") or (before == "-" and m.tokens.word(m.start - 2) == "mid"):
        return True
    if before in ("and", "or") and m.tokens.has(m.start - 2, "SEASON"):
        return True
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


# --------------------------------------------------------------------------------------------------- this, last, next


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
    if which in ("last", "latest", "most recent") and grain == "day":
        return None  # "the last day that he worked"
    if which in ("last", "past", "previous", "prior", "preceding", "this past", "latest", "most recent"):
        if grain == "weekend":
            return c.derived(containing(c.published, "weekend").shift(-1))
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
    if before is None:
        return None
    tense = c.tense(m.start, m.end)
    if which == "last":
        return c.derived(before if c.published > before.last else this.shift(-1))
    if which == "next":
        return c.derived(this.shift(1))
    if which == "this":
        past = tense == "past" and c.published < this.first and c.published.weekday() < 2
        return c.derived(before if past else this)
    return c.derived(this if tense == "future" else before)


@rule("the? year 's? (-)?:hyphen end", "the? (week|month|quarter):unit 's end")
def year_end(m: Match, c: Context) -> Sense | None:
    """Year-end: the last day of this year, or of the last where the sentence looks back. By month's end."""
    if c.published is None:
        return None
    if m.has("unit"):
        return c.derived(containing(c.published, GRAINS[str(m.value("unit", "UNIT"))]), mod="END")
    year = c.published.year - (m.tokens.word(m.start - 1) in ("since", "from"))
    if m.has("hyphen"):
        return c.derived(of_day(year, 12, 31))
    return c.derived(Period("year", date(year, 1, 1)), mod="END")


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
            grain = GRAINS[str(m.value("unit", "UNIT"))]
            if c.narrative and (told := c.last(m.start, reach=400, grains=("day", "month"))) is not None:
                return c.from_text(told.period.at(grain), told)
            return c.derived(containing(c.published, grain))
    return None
