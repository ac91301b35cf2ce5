"""Rules for counts back and on: from the publication day ("two weeks ago"), from a date named before, from an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.times.comparisons import year_before
from onrecord.times.period import Period, containing
from onrecord.times.rules import Match, Sense, count, rule
from onrecord.times.units import GRAINS, duration
from onrecord.times.words import neighbours

if TYPE_CHECKING:
    from onrecord.times.context import Context, Named

FROM_DAYS = frozenset({"D", "N", "W", "FN", "WE"})
"""Units that are counted from a day."""

BACK = frozenset({"earlier", "before", "prior", "beforehand", "previously", "ago"})


@rule(
    "<count>:count -? (or (two|so|three|four|more))?:so "
    "(short|long|full|calendar|trading|business|working)? UNIT:unit (or (so|more))?:so2 "
    "(ago|back|from now|hence|from today):dir",
    "<count>:count (to|or|-) <count> UNIT:unit (ago|back|from now|hence):dir",
    "(a|an):count UNIT:unit (and a half):half (ago|from now|back):dir",
    "half a UNIT:unit ago:dir",
    "UNIT:unit ago:dir",
)
def ago(m: Match, c: Context) -> Sense | None:
    """Two weeks ago; a month ago; three years from now."""
    direction, unit, many = m.words("dir")[0], str(m.value("unit", "UNIT")), m.words("unit")[0].endswith("s")
    if direction == "back" and m.tokens.word(m.end) in ("to", "in", "into", "from", "home", "on"):
        return None
    if m.has("count"):
        number = count(m.words("count"), m, "count")
        if m.has("half") and isinstance(number, int):
            number += 0.5
    else:
        number = 0.5 if "half" in m.text() else "X" if many else 1
    if direction == "ago" and number == 1 and unit == "Y" and m.text()[0] in ("a", "year", "one"):
        compared = year_before(m, c)
        if compared is not None:
            return compared
    sign = -1 if direction in ("ago", "back") else 1
    if number == "X":
        if unit == "Y" and "few" in m.text() and c.published:
            return Sense(f"{(c.published.year - 3) // 10}X")
        return Sense("PAST_REF" if sign < 0 else "FUTURE_REF")
    if c.published is None:
        return Sense(duration(number, unit), type="DURATION")
    mod = "APPROX" if m.has("so") or m.has("so2") else None
    return counted(c, Period("day", c.published), sign * number, unit, None, mod)


@rule(
    "<count>:count UNIT:unit (and a half)?:half "
    "(earlier|later|before|after|prior|afterward|afterwards|beforehand|previously):dir",
    "<count>:count (to|or|-) <count> UNIT:unit (earlier|later|before|after|afterward|afterwards):dir",
    "the:the UNIT:unit (before|after):dir",
    "the:the UNIT:unit (earlier|later):dir",
    "UNIT:unit - (earlier|later|ago):dir (UNIT:noun|period|level|figure)?",
)
def counted_from(m: Match, c: Context) -> Sense | None:
    """Two weeks later; the day before; the day after officers came."""
    direction, unit, word = m.words("dir")[0], str(m.value("unit", "UNIT")), m.words("unit")[0]
    if m.has("the") and (
        word.endswith("s") or unit not in GRAINS or (direction in ("earlier", "later") and unit != "D")
    ):
        return None
    number = count(m.words("count"), m, "count") if m.has("count") else 1
    if m.has("half") and isinstance(number, int):
        number += 0.5
    if number == 1 and m.has("count") and word.endswith("s") and m.words("count")[:1] != ["one"]:
        return None
    mod = "BEFORE" if direction in BACK else "AFTER"
    after = m.tokens.word(m.end)
    if direction in ("before", "after", "prior") and after not in neighbours("AFTER_COUNT"):
        return Sense(duration(number, unit), type="DURATION", mod=mod, opaque=True)  # an event follows
    if after == "than":  # "three days later than planned" is no date
        return Sense(duration(number, unit), type="DURATION")
    if number == 1 and unit == "Y" and direction == "earlier" and (compared := year_before(m, c)):
        return compared
    if number == "X":
        if direction in BACK:
            return Sense("PAST_REF", opaque=True)
        return Sense(duration(number, unit), type="DURATION", opaque=True)
    sign = -1 if direction in BACK else 1
    anchor = c.last(m.start, reach=90, grains=("day", "month", "year"))
    if anchor is not None and c.blocked <= anchor.token and _fine_enough(anchor.period, unit):
        return counted(c, anchor.period, sign * number, unit, anchor, None)
    if direction == "earlier" and unit == "Y" and c.published:
        return counted(c, Period("day", c.published), -number, unit, None, None)
    return Sense(duration(number, unit), type="DURATION", mod=mod, opaque=True)


def _fine_enough(base: Period, unit: str) -> bool:
    """Whether units can be counted from a stretch: days from a day, but not from a year."""
    return unit not in FROM_DAYS or base.grain == "day" or (unit in ("W", "FN") and base.grain == "week")


def counted(c: Context, base: Period, number: float, unit: str, anchor: Named | None, mod: str | None) -> Sense | None:
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
    elif anchor is not None and base.grain == "day" and grain == "week":
        found = base.shift(int(number) * 7)
    elif grain == "decade":
        found, mod = base.at("year").shift(int(number) * 10), "APPROX"
    else:
        found = base.at(grain).shift(int(number)) if grain != "weekend" else None
    if found is None:
        return None
    return c.from_text(found, anchor, mod=mod) if anchor else c.derived(found, mod=mod)
