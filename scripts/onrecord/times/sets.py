"""Rules for what happens again and again: daily, every two weeks, on Mondays, each spring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.times.rules import Match, Sense, count, rule
from onrecord.times.units import duration
from onrecord.times.words import neighbours

if TYPE_CHECKING:
    from onrecord.times.context import Context


@rule("OFTEN:word")
def often(m: Match, c: Context) -> Sense | None:
    """Daily; annually."""
    before, after, raw = m.tokens.word(m.start - 1), m.tokens.word(m.end), m.tokens.raw(m.start)
    if raw[0].isupper() and before not in (".", "\n", ""):
        return None
    if m.words("word") == ["quarterly"] and after.isalpha() and after not in neighbours("AFTER_ADVERB"):
        return None
    return Sense(str(m.value("word", "OFTEN")), type="SET")


@rule(
    "(every|each) (other|second):other UNIT:unit",
    "(every|each) UNIT:unit",
    "every (third|fourth|fifth|sixth|tenth):nth UNIT:unit",
    "(once)? (every) <count>:count (to|or|-) <count> UNIT:unit",
    "(once)? (every) <count>:count UNIT:unit",
    "(once|twice|NUMBER times|VAGUE times|a? PAIR of? times) (a|an|each|every|per) UNIT:unit",
)
def each(m: Match, c: Context) -> Sense | None:
    """Every month; every two weeks; twice a year."""
    unit = str(m.value("unit", "UNIT"))
    if unit == "WE" and not m.has("count"):
        return Sense("XXXX-WXX-WE", type="SET")
    if unit == "N" and not m.has("count") and not m.has("other"):
        return Sense("XXXX-XX-XXTNI", type="SET")
    number = 2 if m.has("other") else count(m.words("count"), m, "count") if m.has("count") else 1
    if m.has("nth"):
        number = m.number("nth", "ORDINAL")
    return Sense(duration(number, unit), type="SET")


@rule(
    "(every|each) (other|second|third)? WEEKDAY:weekday (PART:part)?",
    "(on)? WEEKDAYS:days (PART:part)?",
)
def each_weekday(m: Match, c: Context) -> Sense | None:
    """Each Thursday; every other Tuesday; on Mondays."""
    time = f"T{m.value('part', 'PART')}" if m.has("part") else ""
    number = m.number("weekday", "WEEKDAY") if m.has("weekday") else m.number("days", "WEEKDAYS")
    return Sense(f"XXXX-WXX-{number + 1}{time}", type="SET")


@rule(
    "(every|each) (MONTH:month|SEASON:season|PART:part|weekday:working)",
    "(on|during|at) (weekends:weekends|weekdays:working)",
)
def each_part(m: Match, c: Context) -> Sense | None:
    """Every March; each spring; every morning; on weekends."""
    if m.has("month"):
        return Sense(f"XXXX-{m.number('month', 'MONTH'):02d}", type="SET")
    if m.has("season"):
        return Sense(f"XXXX-{m.value('season', 'SEASON')}", type="SET")
    if m.has("part"):
        return Sense(f"XXXX-XX-XXT{m.value('part', 'PART')}", type="SET")
    return Sense("XXXX-WXX-WE" if m.has("weekends") else "XXXX-WXX-WD", type="SET")
