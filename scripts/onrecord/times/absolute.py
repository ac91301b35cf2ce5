"""Rules for dates by their numbers: days, months, years, decades, centuries, seasons, holidays, times of day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from onrecord.times.feasts import feast, patterns
from onrecord.times.nearest import century_of, day_number, in_year, year_number
from onrecord.times.period import containing, of_day, of_month, of_year, season, weekday_near
from onrecord.times.rules import PIECES, Match, Sense, rule
from onrecord.times.words import clock, neighbours

if TYPE_CHECKING:
    from onrecord.times.context import Context
    from onrecord.times.period import Period
    from onrecord.times.tokens import Tokens

OWNERS = frozenset({"his", "her", "their", "my", "your", "our"})
"""Before decades: those of a life ("her late 80s")."""

REACH_DEGREES = 12
"""So many words before "the 60s" tell that it is a temperature."""

PIECES |= {
    "year": "YEAR:year | SHORT_YEAR:year2",
    "clock": "((CLOCK_AMPM:clock) | (CLOCK:clock) AMPM:half | (HOUR:hour) AMPM:half | CLOCK:clock | "
    "HOUR:hour (o ’ clock)"
    " | (PART:noon)) <zone>",
    "oclock": "CLOCK_AMPM:clock | CLOCK:clock AMPM:half | HOUR:hour AMPM:half | CLOCK:clock",
    "day_number": "DAY:day | ORDINAL:nth | (NUMBER - ORDINAL):nth2",
    "zone": "(local time)? (ZONE | (eastern|central|mountain|pacific|greenwich) (standard|daylight|summer|mean)? "
    "time?)? (local time)?",
}


# ----------------------------------------------------------------------------------------------------- days by number


@rule("(last|next):which MONTH:month <day_number>")
def which_day(m: Match, c: Context) -> Sense | None:
    """Last Oct. 23: the last one before the publication day."""
    month, day = m.number("month", "MONTH"), day_number(m)
    if c.published is None:
        return Sense(f"XXXX-{month:02d}-{day:02d}")
    found = [p for y in range(c.published.year - 1, c.published.year + 2) if (p := of_day(y, month, day))]
    if m.words("which") == ["last"]:
        past = [p for p in found if p.first < c.published]
        return c.derived(past[-1]) if past else None
    ahead = [p for p in found if p.first > c.published]
    return c.derived(ahead[0]) if ahead else None


@rule("ISO_DATE:date")
def iso_date(m: Match, c: Context) -> Sense | None:
    """2020-08-19."""
    year, month, day = (int(x) for x in str(m.value("date", "ISO_DATE")).split("-"))
    return c.stated(of_day(year, month, day))


@rule("SLASH_DATE:date")
def slash_date(m: Match, c: Context) -> Sense | None:
    """8/19/2020: month first, as American news writes it, unless that is impossible."""
    first, second, year = (int(x) for x in str(m.value("date", "SLASH_DATE")).split("/"))
    if year < 100:
        year = century_of(year, c)
    return c.stated(of_day(year, first, second) or of_day(year, second, first))


@rule(
    "(the|this coming|this|next|last)? WEEKDAY:weekday? ,? MONTH:month <day_number> (of|in|,)? YEAR:year",
    "(the|this coming|this|next|last)? WEEKDAY:weekday? ,? the? <day_number> of? MONTH:month ,? YEAR:year",
)
def full_date(m: Match, c: Context) -> Sense | None:
    """August 7, 2020; the 7th of August 2020; Friday, Aug. 7, 2020."""
    return c.stated(of_day(m.number("year", "YEAR"), m.number("month", "MONTH"), day_number(m)))


@rule(
    "(the|this coming|this|next|last)? WEEKDAY:weekday? (night|evening|morning|afternoon)? ,? (the)? "
    "MONTH:month the? <day_number>",
    "(the|this coming|this|next|last)? WEEKDAY:weekday? ,? (the)? <day_number> of? MONTH:month",
)
def month_day(m: Match, c: Context) -> Sense | None:
    """Aug. 7; Friday, Aug. 7; 7 August: in the year that tense and distance give."""
    if _no_month(m, "month") and m.tokens.raw(m.at("month")) != "May":
        return None
    month, day = m.number("month", "MONTH"), day_number(m)
    return in_year(m, c, "day", lambda year: of_day(year, month, day), f"XXXX-{month:02d}-{day:02d}")


@rule("(MONTH:month <day_number>) ((-|–|—|to|and|through|until) (DAY|ORDINAL)):rest")
def month_days(m: Match, c: Context) -> Sense | None:
    """The first day of "June 3-5"; the second is `other_day`."""
    return None


# --------------------------------------------------------------------------------------------------- months and years


@rule("(the month of)? MONTH:month (of|in|,|-)? (YEAR:year|SHORT_YEAR:year2)")
def month_year(m: Match, c: Context) -> Sense | None:
    """August 2020; August of 2020."""
    if m.tokens.word(m.at("month") + 1) == "in" and not m.has("year"):
        return None
    year = year_number(m, c)
    return c.stated(of_month(year, m.number("month", "MONTH")))


@rule("(the month of)? MONTH:month")
def month_alone(m: Match, c: Context) -> Sense | None:
    """August: the nearest that tense allows."""
    if _no_month(m, "month") or not _bare_month(m):
        return None
    month = m.number("month", "MONTH")
    return in_year(m, c, "month", lambda year: of_month(year, month), f"XXXX-{month:02d}")


@rule(
    "(the? full? year)? YEAR:year",
    "(the)? (fiscal|calendar|financial|tax|academic) (year)? (YEAR:year|SHORT_YEAR:year2)",
)
def year_alone(m: Match, c: Context) -> Sense | None:
    """2011, where it is a year and no other number."""
    if len(m.text()) == 1 and not _is_year(m, c):
        return None
    return c.stated(of_year(year_number(m, c)))


@rule("(the year|in|of|since|class of):cue SHORT_YEAR:year2")
def short_year(m: Match, c: Context) -> Sense | None:
    """In '96."""
    return c.stated(of_year(year_number(m, c)))


@rule("YEAR:year (-|–|/) (YY):end", "YEAR_PAIR:pair")
def year_pair(m: Match, c: Context) -> Sense | None:
    """1998-99, 2014/15: a season or school year, under its first year; 1914-18: all years, first to last."""
    year = int(m.value("pair", "YEAR_PAIR") if m.has("pair") else m.value("year", "YEAR"))
    last = year // 100 * 100 + int(str(m.value("end", "YY"))) if m.has("end") else year + 1
    last += 100 * (last % 100 == 0 and year % 100 == 99)
    first, end = of_year(year), of_year(last)
    if first is None or end is None or last <= year:
        return None
    if last > year + 1 and m.tokens.word(m.start - 1) not in neighbours("BEFORE_YEAR"):
        return None
    return c.stated(first, days=(first.first, end.last))


@rule("(the year)? (NUMBER:a) (-|hundred and|hundred)? (NUMBER:b) (-? NUMBER:d)?", "the year NUMBER:a NUMBER:b")
def year_in_words(m: Match, c: Context) -> Sense | None:
    """Nineteen ninety-six; two thousand."""
    words = [w for w in m.text() if w not in ("-", "the", "year")]
    if not all(w.isalpha() for w in words):
        return None
    numbers = [int(m.tokens.value(i, "NUMBER")) for i in range(m.start, m.end) if m.tokens.has(i, "NUMBER")]
    if numbers[:2] == [2, 1000] and len(numbers) <= 3:
        if m.text()[0] != "the" and m.tokens.word(m.start - 1) not in ("in", "of", "since", "by", "until", "year"):
            return None
        return c.stated(of_year(2000 + (numbers[2] if len(numbers) == 3 else 0)))
    if numbers[0] in (17, 18, 19, 20) and 10 <= numbers[1] < 100 and len(numbers) <= 3:
        if len(numbers) == 3 and not (numbers[1] % 10 == 0 and 0 < numbers[2] < 10):
            return None
        return c.stated(of_year(numbers[0] * 100 + sum(numbers[1:])))
    return None


@rule(
    "(the)? (DECADE_YEARS:years)",
    "the? (nineteen|eighteen|twenty)? DECADE:decade",
)
def decade(m: Match, c: Context) -> Sense | None:
    """The 1980s; the '80s; the nineties."""
    if m.has("years"):
        digits = str(m.value("years", "DECADE_YEARS"))
        if len(digits) == 2:
            if not _two_figure_decade(m):
                return None
            year = century_of(int(digits), c)
        else:
            year = int(digits)
    else:
        if m.tokens.word(m.start) != "the" or m.tokens.word(m.at("decade") - 1) not in (
            "the",
            "nineteen",
            "early",
            "mid",
            "late",
            "-",
        ):
            return None
        year = 1900 + 10 * int(str(m.value("decade", "DECADE")))
    if year % 100 == 0 and year < 2000:
        return c.stated(containing(date(year, 1, 1), "century"), value=str(year)[:2])
    return c.stated(containing(date(max(1, year), 1, 1), "decade"))


def _two_figure_decade(m: Match) -> bool:
    """Whether "80s" are years: "the 80s", "the mid-80s", "'80s", but neither "her 80s" nor temperatures."""
    at = m.at("years")
    words = m.tokens.lower[max(0, at - 6) : at]
    if OWNERS & set(words) or neighbours("BEFORE_DEGREES") & set(m.tokens.lower[max(0, at - REACH_DEGREES) : at]):
        return False
    if not m.tokens.word(at)[0].isdigit() or m.tokens.word(m.start) == "the":
        return True
    if words[-1:] in (["and"], ["to"], ["or"]) and m.tokens.has(at - 2, "DECADE_YEARS"):
        return True  # "the 1960s and 70s"
    return "the" in words and words[-1] in ("-", "early", "late", "mid") and m.tokens.word(at)[0] in "6789"


@rule("the? (ORDINAL:nth | (NUMBER - ORDINAL):nth2) (-)? century")
def century(m: Match, c: Context) -> Sense | None:
    """The 19th century: the years 18xx, as people reckon it."""
    number = day_number(m)
    if m.tokens.raw(m.end - 1)[0].isupper() and m.end < len(m.tokens) and m.tokens.raw(m.end)[0].isupper():
        return None  # a name
    if not 10 <= number <= 22 and not m.tokens.word(m.at("nth") if m.has("nth") else m.at("nth2"))[0].isdigit():
        return None
    if not 1 < number <= 22:
        return None
    return c.stated(containing(date((number - 1) * 100, 1, 1), "century"))


# --------------------------------------------------------------------------------------------------------- seasons


@rule(
    "(the)? SEASON:season (of|,|-|in)? (YEAR:year | SHORT_YEAR:year2)",
    "the SEASON:season of NUMBER:a NUMBER:b - NUMBER:d",
    "the SEASON:season of NUMBER:a NUMBER:b",
)
def season_year(m: Match, c: Context) -> Sense | None:
    """Summer 2015; the winter of nineteen ninety-four."""
    if m.has("a"):
        year = int(
            m.number("a", "NUMBER") * 100 + m.number("b", "NUMBER") + (m.number("d", "NUMBER") if m.has("d") else 0)
        )
    else:
        year = year_number(m, c)
    return c.stated(season(year, str(m.value("season", "SEASON")))) if 1000 < year < 2200 else None


# ----------------------------------------------------------------------------------------------------------- holidays


@rule(
    f"(last|this|next|the previous)?:which ({' | '.join(patterns())}):feast (day|eve|weekend|week)?:part "
    "((,|of|in)? YEAR:year)?"
)
def holiday(m: Match, c: Context) -> Sense | None:
    """Christmas Eve; Labor Day 2019; last Thanksgiving."""
    name = " ".join(m.words("feast")).replace(" '", "'").replace("’", "'")
    part = m.words("part")[0] if m.has("part") else ""
    if not m.tokens.raw(m.at("feast"))[0].isupper():
        return None
    if m.has("year"):
        return c.stated(feast(name, m.number("year", "YEAR"), part))
    if c.published is None:
        return Sense("XXXX-XX-XX")
    which = " ".join(m.words("which"))
    if which in ("last", "the previous") or which == "next":
        sign = 1 if which == "next" else -1
        years = range(c.published.year, c.published.year + 2 * sign, sign)
        found = [
            f
            for y in years
            if (f := feast(name, y, part)) and (f.first > c.published if sign > 0 else f.last < c.published)
        ]
        return c.derived(found[0]) if found else None
    return in_year(m, c, "day", lambda year: feast(name, year, part), "XXXX-XX-XX")


# ------------------------------------------------------------------------------------------------------- times of day


@rule(
    "<clock> ,? (on|of)? (the)? WEEKDAY:weekday ,? MONTH:month <day_number> (,? YEAR:year)?",
    "<clock> ,? (on|of)? MONTH:month <day_number> (,? YEAR:year)?",
    "<clock> ,? (on|of)? (the)? (WEEKDAY:weekday ,? the?)? <day_number> of? MONTH:month (,? YEAR:year)?",
    "MONTH:month <day_number> (, YEAR:year)? ,? at <clock>",
    "WEEKDAY:weekday? ,? MONTH:month <day_number> (, YEAR:year)? ,? (PART:part)",
)
def clock_on_date(m: Match, c: Context) -> Sense | None:
    """5 p.m. EST Nov. 9."""
    month, day = m.number("month", "MONTH"), day_number(m)
    if m.has("year"):
        sense = c.stated(of_day(m.number("year", "YEAR"), month, day))
    else:
        sense = in_year(m, c, "day", lambda year: of_day(year, month, day), f"XXXX-{month:02d}-{day:02d}")
    return at_time(sense, time_of(m))


@rule("<oclock> <zone>", "(noon|midnight|midday):noon_word", "NUMBER:figures ZONE", "HOUR:hour (in the) PART:daypart")
def clock_alone(m: Match, c: Context) -> Sense | None:
    """7:15 p.m.: of the day named last in the paragraph, else of the publication day."""
    time = _clock_told(m)
    if m.tokens.word(m.start - 1) == "(" and m.tokens.word(m.end) == ")" and m.tokens.has(m.end - 1, "ZONE"):
        return None  # the time told before, in another zone
    if not time or (
        m.has("clock") and m.tokens.has(m.at("clock"), "CLOCK") and not m.has("half") and m.end - m.start < 2
    ):
        return None
    if m.has("noon_word") and m.tokens.word(m.start - 1) not in (
        "at",
        "until",
        "by",
        "before",
        "after",
        "around",
        "about",
        "since",
        "to",
    ):
        return None
    if (day := _day_after_bracket(m, c)) is not None:
        return at_time(day, time)
    if (last := c.last(m.start, reach=40, grains=("day",))) is not None and not c.tokens.gap_between(
        last.token, m.start
    ):
        return at_time(c.from_text(last.period, last), time)
    return at_time(c.derived(c.today), time) if c.today else Sense(f"XXXX-XX-XXT{time}", type="TIME")


@rule("(HOUR:hour|CLOCK:clock) (to|and|until|-|–):joint (HOUR:last|CLOCK) AMPM:half <zone> (on)? WEEKDAY:weekday?")
def first_of_two_times(m: Match, c: Context) -> Sense | None:
    """The first time of "from 6 to 8 p.m. Friday": in the same half of the day, or the one before."""
    if m.words("joint") == ["and"] and m.tokens.word(m.start - 1) != "between":
        return None
    word = m.tokens.word(m.start)
    hour, minute = (int(x) for x in word.split(":")[:2]) if ":" in word else (int(word), 0)
    last = int(m.tokens.word(m.start + 2).split(":")[0])
    half = str(m.value("half", "AMPM"))
    if half == "p" and hour % 12 > last % 12:
        half = "a"  # "from 11 to 1 p.m."
    if (time := clock(hour, minute, half, True)) == "":
        return None
    if c.published is None:
        return Sense(f"XXXX-XX-XXT{time}", type="TIME", end=m.start + 1)
    if m.has("weekday"):
        ahead = c.tense(m.start, m.end) in ("future", "present")
        day = c.derived(weekday_near(c.published, m.number("weekday", "WEEKDAY"), 1 if ahead else -1))
    elif (told := c.last(m.start, reach=40, grains=("day",))) and not c.tokens.gap_between(told.token, m.start):
        day = c.from_text(told.period, told)
    else:
        day = c.derived(c.today)
    sense = at_time(day, time)
    return replace(sense, end=m.start + 1) if sense else None


def _clock_told(m: Match) -> str:
    """The time of day as TIMEX3 has it, without the T; "" where there is none."""
    if m.has("noon_word"):
        return {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}[m.text()[0]]
    if m.has("figures"):  # 1730 GMT, but not where it says "10:30 a.m. (0730 GMT)" again
        if m.tokens.word(m.start - 1) == "(":
            return ""
        figures = m.tokens.word(m.at("figures")).replace(".", "")
        return clock(int(figures[:2]), int(figures[2:]), "", True) if figures.isdigit() and len(figures) == 4 else ""
    if m.has("daypart"):  # 7 in the evening
        part = str(m.value("daypart", "PART"))
        half = {"MO": "a", "AF": "p", "EV": "p"}.get(part, "")
        return clock(m.number("hour", "HOUR"), 0, half, True) if half else ""
    return time_of(m)


def _day_after_bracket(m: Match, c: Context) -> Sense | None:
    """The day in "11:20 a.m. (0920 GMT) Friday", or in "7 in the evening (7 p.m. CDT Monday)"."""
    tokens = m.tokens
    if tokens.word(m.end) != "(" or c.published is None:
        return None
    closing = next((i for i in range(m.end + 1, m.end + 8) if tokens.word(i) == ")"), None)
    if closing is None:
        return None
    reach = closing + 2 + (tokens.word(closing + 1) == "on")
    at = next((i for i in range(m.end + 1, reach) if tokens.has(i, "WEEKDAY")), None)
    if at is None:
        return None
    if (day := _numbers_after(tokens, at + 1)) is not None:
        return c.stated(day)
    ahead = c.tense(m.start, m.end) == "future"
    return c.derived(weekday_near(c.published, int(tokens.value(at, "WEEKDAY")), 1 if ahead else -1))


def _numbers_after(tokens: Tokens, at: int) -> Period | None:
    """The day whose month, number and year stand from a token on: ", 5 May 2021"."""
    at += tokens.word(at) == ","
    month = next((i for i in (at, at + 1) if tokens.has(i, "MONTH")), None)
    if month is None or not tokens.has(day := at + (month == at), "DAY"):
        return None
    year = at + 2 + (tokens.word(at + 2) == ",")
    if not tokens.has(year, "YEAR"):
        return None
    return of_day(*(int(tokens.value(i, name)) for i, name in ((year, "YEAR"), (month, "MONTH"), (day, "DAY"))))


def time_of(m: Match) -> str:
    """The clock part of a value: 10:30, MO; "" where the phrase has none that can be read."""
    if m.has("part"):
        return str(m.value("part", "PART"))
    if m.has("noon"):
        part = str(m.value("noon", "PART"))
        return part if ":" in part or "of" not in m.text() else ""
    if m.has("hour"):
        hour, half = m.number("hour", "HOUR"), ""
        minute = 0
    elif m.has("clock"):
        word = m.tokens.word(m.at("clock"))
        name = "CLOCK_AMPM" if m.tokens.has(m.at("clock"), "CLOCK_AMPM") else "CLOCK"
        if name == "CLOCK_AMPM":
            return str(m.tokens.value(m.at("clock"), name))
        hour, minute, half = int(word.split(":")[0]), int(word.split(":")[1]), ""
    else:
        return ""
    if m.has("half"):
        half = str(m.value("half", "AMPM"))
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02d}:{minute:02d}"


def at_time(sense: Sense | None, time: str) -> Sense | None:
    """A day's sense with the time of day put to it."""
    if sense is None or not time:
        return sense
    return replace(sense, value=f"{sense.value}T{time}", type="TIME")


# ------------------------------------------------------------------------------- what is no month, and what no year


AHEAD_YEARS = 15
"""A year further ahead of publication is one only after words like "by"."""

_UNSURE = frozenset({"may", "march", "april", "june", "august", "jan", "mar"})


def _no_month(m: Match, label: str) -> bool:
    return m.tokens.word(m.at(label)) in ("jan", "mar", "may") and not m.tokens.raw(m.at(label))[0].isupper()


def _bare_month(m: Match) -> bool:
    """Whether a month's name alone is a month: not a person's name, a verb or a short form."""
    at = m.at("month")
    word, raw = m.tokens.word(at), m.tokens.raw(at)
    after = m.tokens.raw(m.end) if m.end < len(m.tokens) else ""
    if re.fullmatch(r"[a-z]{3}", word) and word != "may":
        return False
    if raw.isupper() and len(raw) <= 3:
        return False
    if word in _UNSURE:
        if after[:1].isupper() and after not in ("I",):
            return False
        owned = m.tokens.word(at - 1) in OWNERS or m.tokens.word(at - 1) in ("the", "a", "an", "'s", "its")
        if owned and after.islower() and after not in ("on", "of", "from", "against", "for", "to", "in", "by"):
            return True
        if after.islower() and (after in neighbours("AFTER_HALF") or after in neighbours("PLANNED")):
            return True
        if m.tokens.word(at - 1) == "," and m.tokens.has(at - 2, "MONTH"):
            return True
        return m.tokens.word(at - 1) in neighbours("BEFORE_MONTH") or m.tokens.word(m.end) == "'s"
    return True


def _in_name(m: Match, at: int) -> bool:
    """Whether the year is part of a name: after a capitalised word that begins no sentence and is no month."""
    if at == 0 or not m.tokens.raw(at - 1)[:1].isupper() or m.tokens.word(at - 1) in neighbours("BEFORE_YEAR"):
        return False
    if any(m.tokens.has(at - 1, name) for name in ("MONTH", "SEASON", "WEEKDAY", "ORDINAL")):
        return False
    return m.tokens.word(at - 2).isalnum()


def _is_year(m: Match, c: Context) -> bool:
    """Whether four figures are a year, by what stands beside them."""
    year, at = m.number("year", "YEAR"), m.at("year")
    if at and m.tokens.start[at] == m.tokens.end[at - 1] and m.tokens.word(at - 1).isalpha():
        return False  # "#Vote2016"
    before, after = m.tokens.word(at - 1), m.tokens.word(at + 1)
    if before in neighbours("NOT_BEFORE_YEAR") or after in neighbours("NOT_AFTER_YEAR"):
        return before in ("about",) and after not in neighbours("NOT_AFTER_YEAR") and 1900 <= year < 2050
    if (after in ("-", "–") and m.tokens.has(at + 2, "UNIT")) or m.tokens.has(at + 1, "ZONE"):
        return False
    if after == "." and m.tokens.word(at + 2).isdigit() and m.tokens.start[at + 2] == m.tokens.end[at + 1]:
        return False
    if (
        before == "-"
        and m.tokens.start[at] == m.tokens.end[at - 1]
        and m.tokens.word(at - 2) not in ("mid", "early", "late")
    ):
        return m.tokens.has(at - 2, "YEAR")
    if 1900 <= year <= 2060 and not (c.published and year > c.published.year + AHEAD_YEARS):
        return not _in_name(m, at)
    if year >= 1900:
        return before in neighbours("BEFORE_FAR_YEAR")
    if not 1000 <= year < 1900:
        return False
    if before == "the" and after in neighbours("AFTER_OLD_YEAR"):
        return True
    return before in neighbours("BEFORE_OLD_YEAR") and not (
        before in ("of", "from", "to", "and", "by") and re.fullmatch(r"[a-z]+s", after) is not None
    )
