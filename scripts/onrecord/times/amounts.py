"""Rules for durations, and for words that name the present, past or future at large."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from onrecord.times.period import Period, add_months, containing, of_month, of_year
from onrecord.times.rules import Match, Sense, count, rule
from onrecord.times.units import GRAINS, Count, duration
from onrecord.times.words import neighbours

if TYPE_CHECKING:
    from onrecord.times.context import Context

KINDS = (
    "(plus|short|long|full|straight|consecutive|more|extra|additional|further|whole|calendar|fiscal|trading|business|working"
    "|successive|solid)"
)


OWNED = frozenset({"his", "her", "its", "their", "our", "my", "your", "'s"})

EDGE_HOURS = frozenset({"early", "small", "wee", "late", "final", "opening", "closing", "waking"})
"""Before "hours of": a part of what follows."""


@rule(
    "(the|his|her|its|their|our|my)? "
    "(last|past|next|first|previous|coming|following|final|latest|recent|preceding|most "
    f"recent|ensuing|remaining|early|these|those):frame <count>:count -? {KINDS}? UNIT:unit",
    f"(the)? <count>:count (past|last|next|first|previous|final|coming):frame {KINDS}? UNIT:unit",
    "(the)? (last|past|next|first|previous|coming|final):frame <count>:count (to|or|and|-) <count> UNIT:unit",
    "each of (the)? (last|past|next|first):frame <count>:count UNIT:unit",
)
def framed(m: Match, c: Context) -> Sense | None:
    """The past five years; the next few weeks."""
    if m.words("unit")[0] in ("second", "quarter") and m.words("count")[:1] in (["a"], ["an"]):
        return None
    if m.text()[0] == "last" and m.tokens.word(m.start - 1) in neighbours("BEFORE_VERB"):
        return None  # "may last six weeks"
    if m.at("frame") > m.at("count") and not m.words("unit")[0].endswith("s"):
        return None
    number = count(m.words("count"), m, "count")
    unit = str(m.value("unit", "UNIT"))
    sense = Sense(duration(number, unit), type="DURATION")
    if (days := _part_of(m, c, number, unit)) is None:
        return sense
    told = m.tokens.has(m.end + 1, "YEAR") or m.tokens.has(m.end + 1, "MONTH")
    return replace(sense, days=days, basis="stated" if told else "derived", anchor=None if told else "publication date")


def _part_of(m: Match, c: Context, number: Count, unit: str) -> tuple[date, date] | None:
    """The days of "the first nine months of 2020", "the last three days of May 2019"."""
    frame, at = m.words("frame")[0], m.end + 1
    grain = GRAINS.get(unit)
    if m.tokens.word(m.end) != "of" or frame not in ("first", "last", "final") or not isinstance(number, int):
        return None
    if grain not in ("day", "week", "month", "quarter"):
        return None
    whole = _whole(m, c, at)
    if whole is None:
        return None
    months = {"month": 1, "quarter": 3}.get(grain, 0) * number
    days = {"day": 1, "week": 7}.get(grain, 0) * number
    if frame == "first":
        after = add_months(whole.first, months) if months else whole.first + timedelta(days=days)
        last = after - timedelta(days=1) if after else whole.last
        return (whole.first, last) if last <= whole.last else None
    if months:
        first = add_months(whole.last + timedelta(days=1), -months) if whole.last < date.max else None
    else:
        first = whole.last - timedelta(days=days - 1)
    return (first, whole.last) if first and first >= whole.first else None


def _whole(m: Match, c: Context, at: int) -> Period | None:
    """The year or month from token `at` on: 2020, May 2019, this year, the year, last year."""
    tokens = m.tokens
    if tokens.has(at, "YEAR"):
        return of_year(int(tokens.value(at, "YEAR")))
    if tokens.has(at, "MONTH") and tokens.raw(at)[0].isupper() and tokens.has(at + 1, "YEAR"):
        return of_month(int(tokens.value(at + 1, "YEAR")), int(tokens.value(at, "MONTH")))
    step = {"this": 0, "the": 0, "last": -1, "next": 1}.get(tokens.word(at))
    if step is None or tokens.word(at + 1) != "year" or c.published is None:
        return None
    return containing(c.published, "year").shift(step)


@rule(
    f"<count>:count -? {KINDS}? UNIT:unit (and a half)?:half",
    f"<count>:count (to|or|and|-) <count>:to -? {KINDS}? UNIT:unit",
    f"(the) <digits>:count -? {KINDS}? UNIT:unit",
    "<count>:count -? UNIT:unit (and|,) <count>:count2 UNIT:unit2",
)
def lasting(m: Match, c: Context) -> Sense | None:
    """Two days; a year; 10-year; nearly three years."""
    words, unit_word = m.words("count"), m.words("unit")[0]
    unit, number = str(m.value("unit", "UNIT")), count(m.words("count"), m, "count")
    after, before = m.tokens.word(m.end), m.tokens.word(m.start - 1)
    if words in (["a"], ["an"]) and (unit_word.endswith("s") or not (m.has("half") or _article(m, unit_word, before))):
        return None
    if unit_word in ("second", "quarter", "quarters") and words[-1] in ("a", "one", "three", "few"):
        return None
    if after == "-" and m.tokens.word(m.end + 1) in ("old", "olds"):
        return None
    if m.text()[-2:] == ["plus", unit_word] and "-" not in m.text():
        return None
    if after in ("old", "older", "younger") or before in ("aged", "age", "$"):
        return None
    if after in ("a", "an", "per") and m.tokens.has(m.end + 1, "UNIT"):
        return None  # a rate: "24 hours a day"
    if m.text() == ["one", "day"] and before in ("will", "would", "could", "may", "might", "hopes", "hope", "to"):
        return Sense("FUTURE_REF")
    if m.has("half") and number is not None and number != "X":
        number = float(number) + 0.5
    if m.has("unit2"):
        return _two(m, number, unit)
    return Sense(duration(number, unit), type="DURATION")


def _two(m: Match, number: Count, unit: str) -> Sense | None:
    """Two hours and ten minutes: PT2H10M."""
    second, small = count(m.words("count2"), m, "count2"), str(m.value("unit2", "UNIT"))
    if unit == small or "X" in (number, second) or unit.startswith("T") != small.startswith("T"):
        return None
    return Sense(duration(number, unit) + f"{second}{small.removeprefix('T')}", type="DURATION")


def _article(m: Match, unit: str, before: str) -> bool:
    """Whether "a week" is a length of time, and no rate ("two flights a week"). "A year", "a day" are kept."""
    if unit in ("second", "quarter", "night", "weekend") or before == "such":
        return False
    after = m.tokens.word(m.end)
    return (
        unit in ("year", "day", "decade", "fortnight", "century")
        or before in neighbours("BEFORE_LENGTH")
        or before.endswith("ed")
        or after in ("after", "before", "-", "and")
    )


@rule(
    "(a|quite a)? (long|short|little) (time|while):while ago",
    "(not)? (that|so|too|very)? long:while ago",
    "some time:while ago",
)
def long_ago(m: Match, c: Context) -> Sense | None:
    """Long ago; a short while ago."""
    return Sense("PAST_REF")


@rule("(moments|seconds|minutes|hours|days|weeks|months|years|decades|centuries):units (earlier|later):dir")
def some_later(m: Match, c: Context) -> Sense | None:
    """Days later; moments earlier: how many, the text does not say."""
    word, back = m.words("units")[0], m.words("dir") == ["earlier"]
    if m.tokens.has(m.start - 1, "NUMBER") or m.tokens.has(m.start - 1, "VAGUE") or m.tokens.word(m.start - 1) == "of":
        return None
    if word == "moments":
        return Sense("PAST_REF", opaque=True)
    unit = str(m.tokens.value(m.at("units"), "UNIT"))
    return Sense(duration("X", unit), type="DURATION", mod="BEFORE" if back else "AFTER", opaque=True)


@rule(
    "UNIT:unit",
    "(UNIT:unit) (and|or) (UNIT:unit2)",
    "(the|these|those|his|her|their)? (weeks|months|years|days|hours):unit (ahead|to come):ahead",
)
def plural(m: Match, c: Context) -> Sense | None:
    """Days; weeks or months: how many, the text does not say."""
    word = m.words("unit")[0]
    before, after = m.tokens.word(m.start - 1), m.tokens.word(m.end)
    if m.tokens.has(m.end, "YEAR"):
        return None  # "the years 2005 and 2006"
    if before == "back" and m.tokens.word(m.start - 2) not in neighbours("BEFORE_BACK"):
        return None
    if after == "of" and (m.tokens.has(m.start - 1, "ORDINAL") or before == "early"):
        return None
    if after == "of" and word == "hours" and before in EDGE_HOURS:
        return None
    if (
        before == "by"
        or (before == "of" and m.tokens.word(m.start - 2) in ("hundreds", "thousands"))
        or (before == "of" and m.tokens.word(m.start - 2) == "matter")
    ):
        return None
    if word not in ("days", "weeks", "months", "years", "decades", "centuries", "hours"):
        return None
    if after in ("old", "'s", "-") or before in (
        "-",
        "’",
        "'s",
        "school",
        "office",
        "business",
        "opening",
        "visiting",
        "light",
    ):
        return None
    if before not in (
        "for",
        "in",
        "of",
        "within",
        "after",
        "over",
        "took",
        "take",
        "takes",
        "the",
        "spent",
        "spend",
        "spending",
        "back",
        "taken",
        "two",
        "come",
        "comes",
        "came",
        "last",
        "lasted",
        "and",
        "or",
        "by",
        "during",
        "through",
        "until",
    ) and after not in ("after", "before", "later", "earlier", "of", "ahead", "away"):
        return None
    return Sense(duration("X", str(m.tokens.value(m.at("unit"), "UNIT"))), type="DURATION")


@rule("LONG:word", "UNIT:unit - long")
def long(m: Match, c: Context) -> Sense | None:
    """A yearlong, a years-long search."""
    if m.has("word"):
        return Sense(str(m.value("word", "LONG")), type="DURATION")
    if not m.words("unit")[0].endswith("s"):
        return None
    return Sense(duration("X", str(m.value("unit", "UNIT"))), type="DURATION")


@rule(
    "(a|three)? -? (quarter|quarters) -? (of (an|a))? (hour|century):of (ago:ago)?",
)
def quarter_of(m: Match, c: Context) -> Sense | None:
    """A quarter of an hour; a quarter-century."""
    unit = m.words("of")[0]
    share = 3 if m.text()[0] == "three" else 1
    if m.has("ago"):
        if unit == "hour" or c.published is None:
            return None
        return c.derived(containing(c.published, "year").shift(-25 * share), mod="APPROX")
    return Sense(f"PT{15 * share}M" if unit == "hour" else f"P{25 * share}Y", type="DURATION")


@rule(
    "(in)? (the)? "
    "(recent|past|previous|coming|last|early|intervening|prior|earlier|future|next|few):frame "
    "UNIT:unit (and UNIT)?"
)
def vague_frame(m: Match, c: Context) -> Sense | None:
    """Recent months; past years; coming weeks; future quarters."""
    word, frame = m.words("unit")[0], m.words("frame")[0]
    if m.tokens.word(m.end) == "of" and frame in ("last", "early"):
        return None  # a part of what follows: "the last days of May"
    if frame in ("last", "early") and "the" not in m.text() and m.tokens.word(m.start - 1) not in OWNED:
        return None  # "may last months", "it is early days"
    if word not in ("days", "weeks", "months", "years", "decades", "hours", "quarters", "centuries"):
        return None
    if frame in ("past", "previous", "prior", "earlier") and "the" not in m.text():
        return Sense("PAST_REF")
    if frame == "future":
        return Sense("FUTURE_REF")
    return Sense(duration("X", str(m.value("unit", "UNIT"))), type="DURATION")


# ------------------------------------------------------------------------------------------- present, past and future


@rule(
    "(the)? (near|not too distant|immediate|distant)? REFERENCE:word",
    "(more|most) REFERENCE:word",
    "(until|only):lead REFERENCE:word",
    "(these days):present",
    "(the past):past",
    "(the (short|near|long) term):future",
    "(one day):future",
    "(at (present|the moment)):present",
    "(the present):present",
    "(then - ?):past",
    "already:present",
)
def reference(m: Match, c: Context) -> Sense | None:
    """Now; recently; the future."""
    after = m.tokens.word(m.end)
    if m.has("present"):
        return Sense("PRESENT_REF") if m.text() != ["already"] else None
    if m.has("past"):
        if (
            "then" in m.text()
            or m.tokens.has(m.end, "UNIT")
            or m.tokens.has(m.end, "NUMBER")
            or m.tokens.has(m.end, "VAGUE")
            or after in ("season", "president", "and", "-")
        ):
            return None
        return Sense("PAST_REF")
    if m.has("future"):
        return Sense("FUTURE_REF") if m.text()[0] != "one" else None
    word, before = m.words("word")[0], m.tokens.word(m.start - 1)
    if m.has("lead") and word not in ("now", "recently", "lately"):
        return None
    if m.tokens.raw(m.end - 1)[0].isupper() and word in ("future", "recent", "current"):
        return None  # a name
    if word == "future" and m.text()[0] == "future" and before != "in" and not _own_future(m, before, after):
        return None
    if word == "now" and before in ("for", "from"):
        return None
    if word == "recently" and m.text()[0] == "the":
        return None
    if word == "soon" and (
        after == "-" or before in ("as", "too", "how") or after in ("after", "as") or m.text()[0] in ("as", "just")
    ):
        return None
    if (word == "recent" and m.text()[0] == "the") or (word == "recently" and before in ("the", "a")):
        return None
    if m.tokens.raw(m.start) == "Now" and not _now_opens(m, after):
        return None
    if word == "now" and (after in ("-",) or m.tokens.raw(m.end - 1) == "NOW"):
        return None
    return Sense(str(m.value("word", "REFERENCE")))


def _now_opens(m: Match, after: str) -> bool:
    """Whether "Now" at the head of a sentence tells the time: with a comma, or in speech, it is a turn of speech."""
    before = m.start - 1
    heads = before >= 0 and m.tokens.ends_sentence(before) and m.tokens.word(before) != "\n"
    return heads and after not in (",", "for", "that", "to", "or", "what", "you", "i", "we")


def _own_future(m: Match, before: str, after: str) -> bool:
    """ "The pier's future", but not "the firm's future earnings"."""
    owned = before in ("'s", "his", "her", "their", "its", "our", "my")
    return owned and (not after.isalpha() or after in neighbours("AFTER_ADVERB") or after in ("is", "was", "away"))


@rule("(the)? current:word")
def current(m: Match, c: Context) -> Sense | None:
    """Current."""
    return Sense("PRESENT_REF") if m.text() == ["current"] or m.text() == ["the", "current"] else None
